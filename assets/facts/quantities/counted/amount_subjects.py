"""What an amount with a unit is said of: "the strike lasted three years", "cut the rate to 5%", "$50 off a coat".

Belongs here: the noun that the amount complements, subject or object of its verb, and what money is given in.
Does not belong here: what a plain count is said of (subjects.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.counted import changed_things
from assets.facts.quantities.counted.governors import governing_noun, subject_of, verb_over
from assets.facts.quantities.counted.nouns import plain
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

BEFORE_DURATION = {"in", "after", "within", "during", "than", "before", "over", "by", "until"}
PACES = {"rate", "pace", "clip", "speed"}
IN_KIND = re.compile(r"\s(?:in|worth\sof)\s")
# Verbs of change that somebody does to something: of "the firm raised $5 million" the firm is not what the money measures.
CHANGES_ANOTHER = {"raise", "cut", "reduce", "slash", "trim", "lift", "boost"}


def is_doer(tree: Tree, q: Quantity, subject: int, lexicon: Lexicon) -> bool:
    """'the firm raised $20 million', 'doctors rated 19 percent as mild': who does something with it is not measured."""
    first = tree.climb(q.head, "conj") if q.head is not None else None
    verb = tree.head(first) if first is not None and tree.dep(first) in ("dobj", "dative") else None
    if verb is None or tree.pos(verb) != "VERB" or tree.dep(subject) != "nsubj":
        return False
    lemma = tree.lemma(verb)
    measured = lexicon.has("change_verb", lemma) and lemma not in CHANGES_ANOTHER
    return not (measured or lexicon.has("priced", lemma) or lexicon.has("measuring_verb", lemma))


def in_kind(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    """'$350 million in aid', '40 million euros worth of grain': what the money is given, paid or lost in."""
    match = IN_KIND.match(tree.text, q.unit_end)
    if match is None:
        return None
    noun = tree.child(tree.at(match.end() - 2), "pobj")
    is_counted = noun is not None and bool(tree.all(noun, "nummod"))
    is_kind = noun is not None and not is_counted and tree.pos(noun) == "NOUN"
    if noun is None or not is_kind or lexicon.has("time_noun", tree.lemma(noun)):
        return None
    return None if lexicon.has("no_kind", tree.lower(noun)) else noun


def of_amount(tree: Tree, q: Quantity, lexicon: Lexicon) -> int | None:
    """The noun that an amount with a unit is said of: what it complements, or subject or object of its verb."""
    start = q.head
    if start is None:
        return None
    thing = changed_things.behind_noun(tree, q, lexicon)
    if thing is not None:
        return thing
    if q.noun is not None and q.noun not in q.tokens:
        verb = verb_over(tree, q.noun)
        subject = subject_of(tree, verb) if verb is not None else None
        return subject if subject is not None and subject != q.noun and tree.pos(subject) != "PRON" else None
    governor = tree.head(start)
    lasts = governor is not None and lexicon.has("lasting_verb", tree.lemma(governor))
    is_adverb = (tree.dep(start) == "npadvmod" and not lasts) or (
        tree.dep(start) == "pobj" and governor is not None and tree.lower(governor) in BEFORE_DURATION
    )
    if q.dimension == "time" and not q.is_age and is_adverb:
        return None
    off = _behind_off(tree, q)
    if off is not None:
        return off
    noun = governing_noun(tree, q, start)
    if noun is not None and _is_pace(tree, noun):
        q.counted = q.counted or plain(tree.phrase(noun))
    elif noun is not None and not _is_amount_or_time(tree, noun, lexicon):
        return noun
    return _of_verb(tree, q, start, lexicon)


def _of_verb(tree: Tree, q: Quantity, start: int, lexicon: Lexicon) -> int | None:
    """Subject or object of the verb over an amount, whichever it measures."""
    governor, verb = tree.head(start), _main_verb(tree, start, lexicon)
    if verb is None:
        return None
    moved = changed_things.moved_object(tree, q, verb, lexicon)
    if moved is not None:
        return moved
    target = _added_to(tree, start, verb)
    if target is not None:
        return target
    subject, thing = subject_of(tree, verb), tree.child(verb, "dobj")
    is_other = (
        thing is not None
        and not _is_amount_or_time(tree, thing, lexicon)
        and thing not in q.tokens
        and thing != start
        and tree.pos(thing) in NOUNS
    )
    by = governor is not None and tree.lower(governor) == "by"
    if is_other and by and lexicon.has("ahead_verb", tree.lemma(verb)) and subject is not None:
        return subject
    if is_other and (
        subject is None
        or tree.pos(subject) == "PRON"
        or _in_small_clause(tree, start)
        or (governor is not None and _is_of_the_object(tree, governor, verb, lexicon))
    ):
        return thing
    return subject


def _main_verb(tree: Tree, start: int, lexicon: Lexicon) -> int | None:
    """The verb over an amount; of 'for the year ended in May to $3 million' not the one that dates the year."""
    verb = verb_over(tree, start)
    noun = tree.head(verb) if verb is not None and tree.dep(verb) in ("acl", "relcl") else None
    if noun is not None and lexicon.has("time_noun", tree.lemma(noun)) and noun < start:
        return verb_over(tree, noun)
    return verb


def _added_to(tree: Tree, start: int, verb: int) -> int | None:
    """'add $5 to the price of a ticket': what becomes more."""
    if tree.lemma(verb) != "add" or tree.dep(start) != "dobj":
        return None
    to = next((prep for prep in tree.all(verb, "prep") if tree.lower(prep) == "to" and prep > start), None)
    target = tree.child(to, "pobj") if to is not None else None
    return target if target is not None and tree.pos(target) in NOUNS else None


def _is_pace(tree: Tree, noun: int) -> bool:
    """'at an annual rate of 2 percent': how fast the subject moves, and nothing with a rate of its own."""
    return (
        tree.lemma(noun) in PACES
        and tree.dep(noun) == "pobj"
        and tree.lower(tree.head(noun) or 0) == "at"
        and tree.child(noun, "compound", "poss") is None
    )


def _is_amount_or_time(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    lemma = tree.lemma(noun)
    return lexicon.has("sum_noun", lemma) or lexicon.has("time_noun", lemma)


def _is_of_the_object(tree: Tree, prep: int, verb: int, lexicon: Lexicon) -> bool:
    """'cut the rate to 5%', 'sold the head for $5,300': the amount behind the preposition is said of the object."""
    word = tree.lower(prep)
    is_price = word in ("for", "at") and lexicon.has("trade_verb", tree.lemma(verb))
    is_set = word == "at" and lexicon.has("setting_verb", tree.lemma(verb))
    return tree.head(prep) == verb and (word in ("to", "from", "by") or is_price or is_set)


def _behind_off(tree: Tree, q: Quantity) -> int | None:
    """'$50 off a coat': what is cheaper by the amount."""
    if re.match(r"\soff\s", tree.text[q.unit_end : q.unit_end + 5]) is None:
        return None
    off = tree.at(q.unit_end + 1)
    return next((i for i in tree.children[off] if tree.pos(i) in NOUNS and i > off), None)


def _in_small_clause(tree: Tree, start: int) -> bool:
    """'pulled the sector 0.68 percent lower': the amount is said of the object."""
    head = tree.head(start)
    return tree.dep(start) == "npadvmod" and head is not None and tree.pos(head) in ("ADV", "ADJ")
