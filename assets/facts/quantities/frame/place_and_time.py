"""Where and when a fact holds: its place and its time.

Belongs here: choosing among the places and times of a sentence the ones that belong to one quantity.
Does not belong here: finding places (places.py) and times (times.py, asides.py), polarity and scope (stance.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from assets.facts.quantities.frame.places import Place
from assets.facts.quantities.frame.times import TimePhrase
from assets.facts.quantities.measure.measures import LISTED
from assets.facts.quantities.tree import MAX_CLIMB, MODIFIERS, NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

AGAINST = re.compile(
    r"\bcompar(?:ed|ing)\s(?:to|with)\b|\bthan\s(?:in|at|during|last)\b|\bfrom\s(?:its|their|an?|the)\s(?:[\w-]+\s){0,2}(?:peaks?|highs?|lows?|records?|levels?|bottom)\b"
    r"|\b(?:versus|vs\.?|against|(?:up|down)\sfrom)\s(?:(?:an?\s)?(?:net\s)?(?:profit|loss|gain)\s(?:of\s)?)?(?:(?:only|just|about|some|the)\s)?[$€£]?\d",
    re.IGNORECASE,
)
# 'one of the deadliest attacks on the city this year': the time is that of the comparison.
RANKED = re.compile(r"\b(?:the|its|their)\s(?:\w+est|most|worst)\s[^,;]{2,90}$", re.IGNORECASE)
# 'For the year ended January 31': the day is the year's.
ENDS = {"end", "begin", "start"}
PERIODS = {"year", "quarter", "month", "week", "period", "season", "half"}
# 'a 4 percent increase over the previous year': the year is the one compared with.
COMPARED = re.compile(
    r"\b(?:increase|rise|jump|gain|growth|drop|fall|decline|decrease|more|less|higher|lower)\s(?:than|over|on|from)\s"
    r"(?:(?:the|its|their)\s)?(?:last|previous|prior|same|(?:19|20)\d\d|a\syear)",
    re.IGNORECASE,
)
# 'more than it is currently paying': what stands behind is what is compared with.
COMPARED_CLAUSE = re.compile(
    r"\bthan\s(?:it|he|she|they|we|(?:the|its|their|his|her)(?:\s[\w’'-]+){1,3})\s(?:is|are|was|were|did|does?|ha[sd]|have|would)\b",
    re.IGNORECASE,
)
# 'to 3 percent from 4 percent in May', 'from 40 in May to 60': the time is that of the old level.
OLD_LEVEL = re.compile(r"\bfrom\s(?:[^\s,;:]+\s){0,3}?[$€£]?\d[\d.,]*[^,;:]*$")
# 'up 12 percent after falling 3 percent in May', 'put the index at 99 after 101 in May'.
EARLIER = re.compile(r"\bafter\s(?:[a-z]+ing\s(?:by\s)?|an?\s(?:[a-z]+\s)?)?[$€£]?\d")
TO_NEW = re.compile(r",?\sto\s(?:[a-z]+\s){0,3}")
NOW = {"currently", "now"}
BESIDE = 12
# More than any phrase costs that a preposition leads.
LAST = 10_000
# Clauses that tell of a noun, and not of what the sentence reports.
OF_A_NOUN = ("relcl", "acl")
# A list of places with their numbers: 'Torvale 900 (600), Marlow 800 (1,000)'.
HEADS_ROW = re.compile(r"\s(?:[\d.,]+\s(?:[a-z]+\s)?\()?")


def attached(tree: Tree, q: Quantity, phrases: Sequence[Place]) -> Place | None:
    """The first of the phrases that hangs on what is said of the quantity, or on what its noun does."""
    anchors = {q.governor if q.governor is not None else q.head}
    if q.noun is not None:
        over = tree.head(q.noun) if tree.dep(q.noun) in ("nsubj", "nsubjpass", "dobj") else None
        anchors |= {q.noun, over, *tree.all(q.noun, *OF_A_NOUN)}
    anchors.discard(None)
    if q.is_age:
        return None
    behind = [phrase for phrase in phrases if phrase.start >= q.end]
    return next((p for p in behind if any(_hangs_on(tree, tree.at(p.end - 1), a) for a in anchors if a)), None)


Phrase = TypeVar("Phrase", Place, TimePhrase)


def outside_speech(tree: Tree, q: Quantity, phrases: Sequence[Phrase], lexicon: Lexicon) -> Sequence[Phrase]:
    """The phrases without those of what the counted say: 'a fire broke out in Marlow, two witnesses said'."""
    subject = q.noun if q.noun is not None else q.head
    verb = tree.head(subject) if subject is not None and tree.dep(subject) == "nsubj" else None
    if verb is None or not lexicon.has("saying_verb", tree.lemma(verb)):
        return phrases
    said = [tree.edges(c, without=frozenset()) for c in tree.all(verb, "ccomp")]
    return [
        phrase
        for phrase in phrases
        if not any(tree.start(low) <= phrase.start and phrase.end <= tree.end(high) for low, high in said)
    ]


def choose(tree: Tree, q: Quantity, phrases: Sequence[Phrase], lexicon: Lexicon) -> Phrase | None:
    """The phrase that hangs on the quantity's governor; else the nearest in the same clause; else the nearest."""
    phrases = outside_speech(tree, q, phrases, lexicon)
    if not phrases or q.is_age or _is_of_itself(q, phrases):
        # Somebody is 40 years old wherever he is.
        return None
    anchor = q.governor if q.governor is not None else q.head
    if (led := _of_where(tree, anchor, phrases)) is not None:
        return led
    own = None if anchor is None else _clause(tree, anchor, *OF_A_NOUN)
    if own is not None and q.head is not None and tree.head(own) in (q.noun, q.head):
        own = _clause(tree, q.head, *OF_A_NOUN)
    open_to = [phrase for phrase in phrases if not _is_barred(tree, q, own, phrase, lexicon)]
    return min(open_to, key=lambda phrase: _cost(tree, q, anchor, phrase), default=None)


def _between(tree: Tree, q: Quantity, phrase: Phrase) -> str:
    return tree.text[min(q.end, phrase.end) : max(q.start, phrase.start)]


def _cost(tree: Tree, q: Quantity, anchor: int | None, phrase: Phrase) -> float:
    """How far a phrase is from the number, in characters; less where it hangs on what is said of it."""
    between = _between(tree, q, phrase)
    distance = min(abs(phrase.start - q.end), abs(q.start - phrase.end))
    cost = distance + 40 * between.count(";") + 15 * between.count(",")
    if isinstance(phrase, Place) and phrase.having:
        # 'Norland has 700 soldiers in Torvale.'
        return cost + LAST
    if anchor is not None and _hangs_on(tree, tree.at(phrase.end - 1), anchor):
        cost -= 60
    if phrase.start < q.start:
        cost = -60 if HEADS_ROW.fullmatch(between) else cost + 10
    return cost


def _is_barred(tree: Tree, q: Quantity, own: int | None, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the phrase is part of the number, of what it is compared with, or of another clause or number."""
    if phrase.start < q.end and phrase.end > q.start and phrase.end <= q.end + 1:
        return True
    if isinstance(phrase, Place) and phrase.having and not _is_had(tree, q, phrase.having):
        return True
    between = _between(tree, q, phrase)
    if isinstance(phrase, TimePhrase) and _is_of_old_level(tree, q, phrase, between):
        return True
    if phrase.start >= q.end and (
        AGAINST.search(between)
        or COMPARED_CLAUSE.search(between)
        or (isinstance(phrase, TimePhrase) and RANKED.search(between))
    ):
        return True
    return (
        _is_told_of_speaker(tree, phrase, lexicon)
        if q.measure in LISTED
        else _is_elsewhere(tree, q, own, phrase, lexicon)
    )


def _is_had(tree: Tree, q: Quantity, verbs: Sequence[int]) -> bool:
    """Whether the quantity is of what somebody has: 'has 40 mills', 'has a population of 4,000'."""
    index = q.head if q.head is not None else next(iter(q.tokens), None)
    while index is not None and tree.pos(index) not in ("VERB", "AUX"):
        if tree.head(index) in verbs:
            return tree.dep(index) == "dobj"
        index = tree.head(index)
    return False


def _is_of_old_level(tree: Tree, q: Quantity, time: TimePhrase, between: str) -> bool:
    """Whether the time is that of the level that a change started from, and not of the one it reached."""
    if q.is_old_level or q.measure in LISTED or not (q.direction or EARLIER.search(between)):
        return False
    if time.start >= q.end:
        return OLD_LEVEL.search(between) is not None or EARLIER.search(between) is not None
    return bool(TO_NEW.fullmatch(between) and OLD_LEVEL.search(tree.text[max(0, time.start - 60) : time.start]))


def _is_of_itself(q: Quantity, phrases: Sequence[Phrase]) -> bool:
    """'over the last two years': the number is of the time itself."""
    return any(
        isinstance(p, TimePhrase) and p.start < q.core_start and q.core_end <= p.end <= q.end + 1 for p in phrases
    )


def _of_where(tree: Tree, anchor: int | None, phrases: Sequence[Phrase]) -> Phrase | None:
    """'California, where 475 are elected', '1990, when 40 came'."""
    clause = None if anchor is None else _clause(tree, anchor, "relcl")
    noun = None if clause is None else tree.head(clause)
    if (
        clause is None
        or noun is None
        or not any(tree.lower(c) in ("where", "when") for c in tree.all(clause, "advmod"))
    ):
        return None
    return next((p for p in phrases if p.start <= tree.start(noun) < p.end), None)


def _is_elsewhere(tree: Tree, q: Quantity, own: int | None, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the phrase is of another clause or number than the quantity; where people come to harm, all are of one."""
    if isinstance(phrase, Place) and phrase.is_named_only:
        return True
    if isinstance(phrase, TimePhrase) and COMPARED.search(tree.text[q.start : phrase.end]):
        return True
    if isinstance(phrase, TimePhrase) and phrase.text.lower() in NOW and not _is_near(tree, q, phrase):
        return True
    return _are_apart(tree, q, own, phrase) or _is_of_another(tree, q, phrase, lexicon)


def _clause(tree: Tree, index: int, *relations: str) -> int | None:
    """The verb of the subordinate clause that a token stands in; None in the main clause."""
    for _ in range(MAX_CLIMB):
        relation = tree.dep(index)
        if relation in relations and not (relation == "advcl" and tree.tokens[index].tag != "VBG"):
            head = tree.head(index)
            if head is None or tree.lemma(index) not in ENDS or tree.lemma(head) not in PERIODS:
                return index
        head = tree.head(index)
        if head is None:
            return None
        index = head
    return None


def _are_apart(tree: Tree, q: Quantity, own: int | None, phrase: Phrase) -> bool:
    """'the firm, which employs 40 people, opened a mill in Lusk', 'two towns and a valley that burned in 1990'."""
    last = tree.at(phrase.end - 1)
    theirs = _clause(tree, last, *OF_A_NOUN, *(("advcl",) if isinstance(phrase, TimePhrase) else ()))
    if own == theirs:
        return False
    if own is not None and _is_outside(tree, phrase, own):
        first, antecedent = tree.edges(own, without=frozenset())[0], tree.head(own)
        is_beside = first > 0 and tree.tokens[first - 1].text in (",", "-", "—", "–", "(")
        if is_beside and not (antecedent is not None and tree.start(antecedent) <= phrase.end <= tree.start(first)):
            return True
    return _is_outside(tree, q, theirs) and tree.head(theirs or 0) not in (q.noun, q.head)


def _is_told_of_speaker(tree: Tree, phrase: Phrase, lexicon: Lexicon) -> bool:
    """'Ana Brook, who lives in Lusk, said 5 were hurt'."""
    clause = _clause(tree, tree.at(phrase.end - 1), "relcl")
    noun = None if clause is None else tree.head(clause)
    verb = None if noun is None or tree.dep(noun) != "nsubj" else tree.head(noun)
    return verb is not None and lexicon.has("saying_verb", tree.lemma(verb))


def _is_near(tree: Tree, q: Quantity, now: TimePhrase) -> bool:
    """Whether 'now' stands beside the quantity or with its verb: 'the court currently hears 40 cases'."""
    if now.start - q.end <= BESIDE and q.start - now.end <= BESIDE:
        return True
    head = tree.head(tree.at(now.start))
    own = [index for index in (q.noun, q.head, q.governor) if index is not None]
    verbs = [verb for index in own if (verb := _verb_over(tree, index)) is not None]
    return head in own or head in verbs or head in [tree.climb(verb, "conj") for verb in verbs]


def _verb_over(tree: Tree, index: int) -> int | None:
    over = tree.head(index)
    while over is not None and tree.pos(over) not in ("VERB", "AUX"):
        over = tree.head(over)
    return over


def _is_of_another(tree: Tree, q: Quantity, phrase: Phrase, lexicon: Lexicon) -> bool:
    """'six counts, and three counts of fraud in the 1985 collapse', 'made the move to Mexico its theme'."""
    index = tree.climb(tree.top_of(tree.within(phrase.start, phrase.end)), *MODIFIERS, "nummod", "npadvmod")
    prep = tree.head(index)
    over = None if prep is None or tree.dep(index) != "pobj" else tree.head(prep)
    while prep is not None and over is not None and tree.lower(prep) == "of" and tree.dep(over) == "pobj":
        # 'the 300 block of Elm Street'.
        prep = tree.head(over)
        over = None if prep is None else tree.head(prep)
    if prep is None:
        return False
    if (
        over is not None
        and isinstance(phrase, Place)
        and over != q.governor
        and lexicon.has("saying_verb", tree.lemma(over))
    ):
        # 'The club had 40 members, she said in Lusk.'
        return True
    own = [index for index in (q.noun, q.head, q.governor) if index is not None]
    if over is None or tree.pos(over) not in NOUNS or over in own or any(_hangs_on(tree, over, one) for one in own[:2]):
        return False
    if isinstance(phrase, Place) and (tree.lower(prep) == "to" or _is_of_speaker(tree, q, over, lexicon)):
        return True
    number = tree.child(over, "nummod")
    return number is not None and number not in q.tokens and tree.climb(over, "conj") != q.noun


def _is_of_speaker(tree: Tree, q: Quantity, noun: int, lexicon: Lexicon) -> bool:
    """'a clerk in Lusk said', 'told reporters in Lusk'."""
    verb = tree.head(noun)
    return (
        tree.dep(noun) in ("nsubj", "dobj")
        and verb is not None
        and verb != q.governor
        and lexicon.has("saying_verb", tree.lemma(verb))
    )


def _is_outside(tree: Tree, phrase: Phrase | Quantity, clause: int | None) -> bool:
    """Whether a phrase stands outside a relative clause: 'the firm, which employs 40 people, opened a mill in Lusk'."""
    if clause is None:
        return False
    low, high = tree.edges(clause, without=frozenset())
    return phrase.start >= tree.end(high) or phrase.end <= tree.start(low)


def _hangs_on(tree: Tree, index: int, anchor: int) -> bool:
    for _ in range(6):
        head = tree.head(index)
        if head is None:
            return False
        if head == anchor:
            return True
        index = head
        if tree.pos(index) in ("VERB", "AUX"):
            return index == anchor
    return False
