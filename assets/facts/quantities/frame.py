"""Where and when a fact holds: its place and its time.

Belongs here: choosing among the places and times of a sentence the ones that belong to one quantity.
Does not belong here: finding places (entities) and time phrases (times.py), polarity and scope (stance.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assets.facts.quantities.measures import LISTED
from assets.facts.quantities.times import TimePhrase
from assets.facts.quantities.tree import MAX_CLIMB, MODIFIERS, NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.entities import Mention
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

LOCATIVE = {
    "in",
    "at",
    "near",
    "off",
    "outside",
    "inside",
    "across",
    "around",
    "over",
    "on",
    "along",
    "throughout",
    "from",
    "to",
    "into",
    "within",
    "north",
    "south",
    "east",
    "west",
    "through",
    "of",
    "between",
}
STANDING = {"in", "at", "near", "outside", "inside", "on", "across", "off", "around"}
STRIKES = {
    "strike",
    "hit",
    "rock",
    "shake",
    "batter",
    "pound",
    "slam",
    "sweep",
    "devastate",
    "pummel",
    "lash",
    "ravage",
}
SAYINGS = {"say", "tell", "announce", "report", "confirm", "state", "add", "write", "tweet", "claim"}
AGAINST = re.compile(
    r"\bcompar(?:ed|ing)\s(?:to|with)\b|\bthan\s(?:in|at|during|last)\b|\bfrom\s(?:its|their|an?|the)\s(?:[\w-]+\s){0,2}(?:peaks?|highs?|lows?|records?|levels?|bottom)\b"
    r"|\b(?:versus|vs\.?|against|(?:up|down)\sfrom)\s(?:(?:an?\s)?(?:net\s)?(?:profit|loss|gain)\s(?:of\s)?)?(?:(?:only|just|about|some|the)\s)?[$€£]?\d",
    re.IGNORECASE,
)
# 'one of the deadliest attacks on the city this year': the time is that of the comparison.
RANKED = re.compile(r"\b(?:the|its|their)\s(?:\w+est|most|worst)\s[^,;]{2,90}$", re.IGNORECASE)


LONE_YEAR = re.compile(r"(?:19|20)\d\d")
# 'the Harbour Act of 2017'.
OF_A_NAME = re.compile(r"\b(?!As\s)[A-Z][\w-]+\sof\s$")
MATURITY = re.compile(r"\bdue\s(?:in\s|on\s)?$")
COMES_DUE = re.compile(r"\b(?:is|are|was|were|be|been)\s(?:[a-z]+\s)?due\s(?:in\s|on\s)?$")
WHILE = {"in", "during", "since", "after", "before", "at", "for", "of", "throughout", "until", "through"}
# A list of places with their numbers: 'Torvale 900 (600), Marlow 800 (1,000)'.
HEADS_ROW = re.compile(r"\s(?:[\d.,]+\s(?:[a-z]+\s)?\()?")
IN_ROW = re.compile(r"\s[\d.,]+(?:\s\([^()]{1,14}\))?(?:,|\.|;|\sand\s[A-Z]|\s[a-z]+,)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place phrase: offsets in the sentence, its text, and ids where a mention gives them."""

    start: int
    end: int
    text: str
    geonames_id: int | None
    country_code: str | None


def find_places(tree: Tree, mentions: Sequence[Mention]) -> list[Place]:
    """Named places of the sentence that a preposition of place governs, else none."""
    found = []
    for mention in mentions:
        if mention.kind != "place":
            continue
        start, end = mention.start - tree.base, mention.end - tree.base
        if start < 0 or end > len(tree.text):
            continue
        tokens = tree.within(start, end)
        if not tokens:
            continue
        top = tree.top_of(tokens)
        over = tree.head(top)
        if tree.dep(top) in MODIFIERS and over is not None and over > top and not _stands_in_place(tree, over):
            continue
        index = (
            tree.climb(top, "compound", "conj", "appos", "nmod", "amod")
            if tree.dep(top) in ("conj", "appos", "compound")
            else top
        )
        head = tree.head(index)
        before = tree.text[max(0, start - 30) : start].lower()
        locative = re.search(
            r"\b(in|at|near|off|outside|inside|across|around|over|on|along|throughout|from|to|into|within|of)\s(?:the\s)?(?:\w+\s){0,2}$|[,(]\s?$|—\s?$",
            before,
        )
        is_struck = tree.dep(index) == "dobj" and head is not None and tree.lemma(head) in STRIKES
        if _is_of_a_name(tree, index, tokens[0]):
            continue
        if (
            is_struck
            or (tree.dep(index) == "pobj" and head is not None and tree.lower(head) in LOCATIVE)
            or (locative is not None and not _is_listed(tree, top, before))
            or IN_ROW.match(tree.text, end)
        ):
            first = _with_direction(tree, tokens[0])
            found.append(
                Place(
                    tree.start(first),
                    end,
                    tree.written[tree.start(first) : end],
                    mention.geonames_id,
                    mention.country_code,
                )
            )
    return found


def _is_listed(tree: Tree, top: int, before: str) -> bool:
    """'Italy, Sweden and Japan': behind a comma stands another of a list, not the wider place."""
    return tree.dep(top) == "conj" and before.rstrip().endswith((",", "("))


def _is_of_a_name(tree: Tree, index: int, first: int) -> bool:
    """'Blue Shield of California', 'five countries - Italy, Sweden': part of a name, or one of a list."""
    prep = tree.head(index)
    if tree.dep(index) == "pobj" and prep is not None and tree.lower(prep) == "of":
        over = tree.head(prep)
        return over is not None and tree.pos(over) == "PROPN"
    return (
        tree.dep(index) in ("conj", "appos")
        and first > 0
        and tree.lower(first - 1) == ","
        and not _names_a_place(tree, first - 2)
    )


def _names_a_place(tree: Tree, index: int) -> bool:
    """'Torvale, Ohio': what stands before the comma is a place too."""
    return index >= 0 and (tree.tokens[index].entity in ("GPE", "LOC", "FAC") or tree.pos(index) == "PROPN")


def find_sites(tree: Tree, lexicon: Lexicon) -> list[Place]:
    """Places without a name: 'at the temple', 'inside a shopping mall', 'close to the border'."""
    found = []
    for index, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or tree.dep(index) != "pobj" or not lexicon.has("site", tree.lemma(index)):
            continue
        prep = tree.head(index)
        if prep is None or tree.lower(prep) not in STANDING:
            continue
        first = tree.left_modifiers(index)
        found.append(Place(tree.start(first), tree.end(index), tree.phrase(index), None, None))
    return found


def attached(tree: Tree, q: Quantity, phrases: Sequence[Place]) -> Place | None:
    """The first of the phrases that hangs on what is said of the quantity."""
    anchor = q.governor if q.governor is not None else q.head
    if anchor is None or q.is_age:
        return None
    return next((p for p in phrases if p.start >= q.end and _hangs_on(tree, tree.at(p.end - 1), anchor)), None)


def _stands_in_place(tree: Tree, noun: int) -> bool:
    """'at a Torvale school', 'near the Marlow courthouse': the noun is where it happened, and its name says where."""
    noun = tree.climb(noun, *MODIFIERS)
    prep = tree.head(noun)
    return tree.dep(noun) == "pobj" and prep is not None and tree.lower(prep) in STANDING


def _with_direction(tree: Tree, first: int) -> int:
    while first > 0 and re.fullmatch(
        r"(?:north|south|east|west|central|upper|lower)\w*|downtown|rural|suburban", tree.lower(first - 1)
    ):
        first -= 1
    return first


Phrase = TypeVar("Phrase", Place, TimePhrase)


def outside_speech(tree: Tree, q: Quantity, phrases: Sequence[Phrase]) -> Sequence[Phrase]:
    """The phrases without those of what the counted say: 'a fire broke out in Marlow, two witnesses said'."""
    subject = q.noun if q.noun is not None else q.head
    verb = tree.head(subject) if subject is not None and tree.dep(subject) == "nsubj" else None
    if verb is None or tree.lemma(verb) not in SAYINGS:
        return phrases
    said = [tree.edges(c, without=frozenset()) for c in tree.all(verb, "ccomp")]
    return [
        phrase
        for phrase in phrases
        if not any(tree.start(low) <= phrase.start and phrase.end <= tree.end(high) for low, high in said)
    ]


def without_sayings(tree: Tree, times: Sequence[TimePhrase], lexicon: Lexicon) -> list[TimePhrase]:
    """The times of a sentence without those that say when somebody spoke: 'police said Sunday'."""
    return [time for time in times if not _is_of_saying(tree, time, lexicon)]


def without_asides(tree: Tree, times: Sequence[TimePhrase], lexicon: Lexicon) -> list[TimePhrase]:
    """The times of a sentence without those that date a name or a noun, and no event: 'a 2014 ban', 'notes due 2031'."""
    return [time for time in times if not _is_aside(tree, time, lexicon)]


def _is_aside(tree: Tree, time: TimePhrase, lexicon: Lexicon) -> bool:
    before = tree.text[max(0, time.start - 40) : time.start]
    if MATURITY.search(before) and not COMES_DUE.search(before):
        return True
    if not LONE_YEAR.fullmatch(time.text):
        return False
    if OF_A_NAME.search(before):
        return True
    year = tree.at(time.start)
    noun = tree.head(year)
    if noun is None or noun < year or tree.dep(year) not in (*MODIFIERS, "nummod") or tree.pos(noun) not in NOUNS:
        return False
    if lexicon.has("person", tree.lower(noun)):
        return True
    noun = tree.climb(noun, *MODIFIERS)
    over = tree.head(noun)
    if lexicon.has("amount", tree.lower(noun)) or lexicon.has("rate", tree.lower(noun)):
        return False
    if tree.dep(noun) == "pobj" and over is not None:
        return tree.lower(over) not in WHILE
    if tree.dep(noun) in ("nsubj", "nsubjpass"):
        return lexicon.has("work", tree.lemma(noun))
    return tree.dep(noun) in ("dobj", "conj", "appos", "attr") and not tree.text[: time.start].rstrip().endswith(
        ("its", "their")
    )


def _is_of_saying(tree: Tree, time: TimePhrase, lexicon: Lexicon) -> bool:
    if not tree.sentence.is_parsed:
        return False
    index = tree.top_of(tree.within(time.start, time.end))
    head = tree.head(index)
    if head is not None and tree.dep(index) == "pobj":
        head = tree.head(head)
    return (
        head is not None
        and tree.pos(head) == "VERB"
        and tree.child(head, "auxpass", "dobj") is None
        and lexicon.get("reporting", tree.lower(head)) == "strong"
        and tree.lemma(head) in SAYINGS
    )


def choose(tree: Tree, q: Quantity, phrases: Sequence[Phrase]) -> Phrase | None:
    """The phrase that hangs on the quantity's governor; else the nearest in the same clause; else the nearest."""
    phrases = outside_speech(tree, q, phrases)
    if not phrases:
        return None
    anchor = q.governor if q.governor is not None else q.head
    best: tuple[float, int] | None = None
    own = None if anchor is None else _clause(tree, anchor)
    is_harm = q.measure in LISTED
    for number, phrase in enumerate(phrases):
        if phrase.start < q.end and phrase.end > q.start and phrase.end <= q.end + 1:
            continue
        distance = min(abs(phrase.start - q.end), abs(q.start - phrase.end))
        between = tree.text[min(q.end, phrase.end) : max(q.start, phrase.start)]
        if phrase.start >= q.end and (
            AGAINST.search(between) or (isinstance(phrase, TimePhrase) and RANKED.search(between))
        ):
            continue
        if not is_harm and _are_apart(tree, q, own, phrase):
            continue
        cost = distance + 40 * between.count(";") + 15 * between.count(",")
        if anchor is not None and _hangs_on(tree, tree.at(phrase.end - 1), anchor):
            cost -= 60
        if phrase.start < q.start:
            cost = -60 if HEADS_ROW.fullmatch(between) else cost + 10
        if best is None or cost < best[0]:
            best = (cost, number)
    return phrases[best[1]] if best else None


def _clause(tree: Tree, index: int) -> int | None:
    """The verb of the relative clause that a token stands in; None in the main clause."""
    for _ in range(MAX_CLIMB):
        if tree.dep(index) == "relcl":
            return index
        head = tree.head(index)
        if head is None:
            return None
        index = head
    return None


def _are_apart(tree: Tree, q: Quantity, own: int | None, phrase: Phrase) -> bool:
    """'the firm, which employs 40 people, opened a mill in Lusk', 'two towns and a valley that burned in 1990'."""
    last = tree.at(phrase.end - 1)
    theirs = _clause(tree, last)
    if own == theirs:
        return False
    if own is not None and _is_outside(tree, phrase, own):
        first, antecedent = tree.edges(own, without=frozenset())[0], tree.head(own)
        is_beside = first > 0 and tree.tokens[first - 1].text in (",", "-", "—", "–", "(")
        if is_beside and not (antecedent is not None and tree.start(antecedent) <= phrase.end <= tree.start(first)):
            return True
    return _is_outside(tree, q, theirs) and tree.head(theirs or 0) not in (q.noun, q.head)


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
