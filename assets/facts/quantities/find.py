"""The reading steps in order: from a document with mentions and quotes to its numeric facts.

Belongs here: the order of the steps, and turning a finished Quantity into a Fact.
Does not belong here: any step itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assets.facts.document import Document, Sentence
from assets.facts.entities import Mention
from assets.facts.quantities import ages, bounds, changes, exclusions, measures, nouns, numerals, ranges, units
from assets.facts.quantities.base_units import in_base_unit
from assets.facts.quantities.fact import Fact
from assets.facts.quantities.lexicon import Lexicon, load
from assets.facts.quantities.quantity import Quantity
from assets.facts.quantities.tree import Tree
from assets.facts.speech import Quote

LEVELS = re.compile(r"\b(?:ris|rose|fell|fall|grow|grew|climb|increas|decreas|drop|jump|cut|rais|reduc|lower|narrow|declin|boost|surg|slow|eas|shr[aiu]nk|widen|slid|slipp|edg|inch|went|goes|go|gone|chang|improv|tumbl|plung|soar|expand|doubl|tripl|push|brought|bring|slash|trim|hik|mov|up|down|swell|swoll|advanc|dwindl|plummet)\w*\b", re.I)


def find_facts(
    document: Document,
    mentions: Sequence[Mention] = (),
    quotes: Sequence[Quote] = (),
    published_at: datetime | None = None,
    user_lexicon: Path | None = None,
) -> list[Fact]:
    """Every quantity that the document states, in text order, title first."""
    lexicon = load(user_lexicon)
    facts: list[Fact] = []
    for sentence in document.sentences:
        facts.extend(_sentence_facts(sentence, lexicon))
    return facts


def read_quantities(sentence: Sentence, lexicon: Lexicon) -> list[Quantity]:
    """The quantities of one sentence with value, unit, bound and, where it is parsed, what is said of them."""
    text = sentence.text
    found: list[Quantity] = []
    is_headline = sentence.part == "title"
    for numeral in numerals.find_numerals(text, lexicon):
        if found and numeral.start < found[-1].unit_end:
            continue
        q = units.quantify(text, numeral, lexicon)
        if q is None:
            continue
        ages.read_age(text, q, lexicon)
        found.append(q)
    found = [q for q in found if not exclusions.is_excluded(text, q, lexicon, is_headline)]
    if not found:
        return []
    found = ranges.join(text, found, lexicon, bool(LEVELS.search(text)))
    tree = Tree(sentence)
    change = changes.change_verbs(tree, lexicon)
    for position, q in enumerate(found):
        if q.is_range:
            ages.read_age(text, q, lexicon)
        ages.read_apposed_age(tree, q, lexicon)
        nouns.read_counted(tree, q, lexicon)
        units.read_rate(text, q, max(q.end, q.unit_end), lexicon)
        bounds.read_bound(text, q, lexicon)
        changes.read_direction(tree, q, change, lexicon)
        nouns.understood_noun(tree, q, found[:position])
        measures.read_measure(tree, q, lexicon, change)
        nouns.read_subject(tree, q)
        if q.is_age:
            q.counted = ages.age_owner(tree, q)
    return found


def _sentence_facts(sentence: Sentence, lexicon: Lexicon) -> list[Fact]:
    return [_fact(sentence, q) for q in read_quantities(sentence, lexicon)]


def _fact(sentence: Sentence, q: Quantity) -> Fact:
    unit = q.unit
    return Fact(
        part=sentence.part,
        sentence_no=sentence.number,
        start=sentence.start + q.start,
        end=sentence.start + q.end,
        phrase=sentence.text[q.start : q.end],
        value=q.value,
        low=q.low,
        high=q.high,
        bound=q.bound,
        unit=q.unit_name,
        measure=q.measure or "be",
        direction=q.direction,
        unit_code=unit.code if unit else None,
        per=q.per,
        base_value=in_base_unit(q.value, unit),
        base_low=in_base_unit(q.low, unit),
        base_high=in_base_unit(q.high, unit),
        base_unit=unit.base_unit if unit else None,
        counted=q.counted,
        subject=q.subject,
        scope="background" if q.is_old_level else "current",
    )
