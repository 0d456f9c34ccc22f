"""Where, when, by whom and how surely a fact holds: place, time, speaker, polarity, scope.

Belongs here: choosing among the places, times and sources of a sentence the ones that belong to one quantity.
Does not belong here: finding places (entities), time phrases (times.py) and sources (speech).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from assets.facts.quantities.times import TimePhrase
from assets.facts.quantities.tree import NOUNS, Tree

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
MODIFIERS = ("compound", "amod", "nmod", "poss")
STANDING = {"in", "at", "near", "outside", "inside", "on", "across", "off", "around"}
NOT_ANY = re.compile(r"\b(?:no|not|without|neither|none\sof\sthe)\s$", re.IGNORECASE)
COMPLEMENTS = {"xcomp", "ccomp", "dobj", "oprd", "acl", "pobj", "prep"}
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
    r"|\b(?:versus|vs\.?|against|(?:up|down)\sfrom)\s(?:(?:only|just|about|some|the)\s)?[$€£]?\d",
    re.IGNORECASE,
)
# 'one of the deadliest attacks on the city this year': the time is that of the comparison.
RANKED = re.compile(r"\b(?:the|its|their)\s(?:\w+est|most|worst)\s[^,;]{2,50}$", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s(?:[\w’'-]+\s){0,3}$", re.IGNORECASE)


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
    for number, phrase in enumerate(phrases):
        if phrase.start < q.end and phrase.end > q.start and phrase.end <= q.end + 1:
            continue
        distance = min(abs(phrase.start - q.end), abs(q.start - phrase.end))
        between = tree.text[min(q.end, phrase.end) : max(q.start, phrase.start)]
        if phrase.start >= q.end and (
            AGAINST.search(between) or (isinstance(phrase, TimePhrase) and RANKED.search(between))
        ):
            continue
        cost = distance + 40 * between.count(";") + 15 * between.count(",")
        if anchor is not None and _hangs_on(tree, tree.at(phrase.end - 1), anchor):
            cost -= 60
        if phrase.start < q.start:
            cost = -60 if HEADS_ROW.fullmatch(between) else cost + 10
        if best is None or cost < best[0]:
            best = (cost, number)
    return phrases[best[1]] if best else None


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


def polarity(tree: Tree, q: Quantity, lexicon: Lexicon) -> str:
    """asserted, denied or possible, by negation, modals and words of fear, plan and expectation."""
    if NOT_ANY.search(tree.text[max(0, q.start - 24) : q.start]):
        return "denied"
    index = q.governor if q.governor is not None else q.head
    if index is None:
        return "asserted"
    if lexicon.has("possible", tree.lemma(index)) and tree.pos(index) in ("VERB", "ADJ", "NOUN"):
        return "possible"
    reach = "own"
    if _is_presupposed(tree, index, lexicon):
        return _below(tree, index, lexicon, reach) or "asserted"
    for _ in range(8):
        said = _below(tree, index, lexicon, reach)
        head = tree.head(index)
        if said or head is None:
            return said or "asserted"
        relation = tree.dep(index)
        said, goes_on = _above(tree, head, relation, lexicon)
        if said or not goes_on:
            return said or "asserted"
        if relation in ("prep", "pobj", "advcl") or _is_finite_beside(tree, index, head, relation):
            reach = "far"
        index = head
    return "asserted"


def _is_finite_beside(tree: Tree, verb: int, head: int, relation: str) -> bool:
    """'does not endorse anyone, and selects two': a verb with an ending of its own is not under 'does not'."""
    finite = ("VBZ", "VBD", "VBP")
    return relation == "conj" and tree.tokens[verb].tag in finite and tree.tokens[head].tag not in finite


def _is_presupposed(tree: Tree, index: int, lexicon: Lexicon) -> bool:
    """'denied liability for the deaths of 33 people': a definite noun of harm holds whatever is said about it."""
    if tree.pos(index) != "NOUN" or lexicon.get("noun", tree.lemma(index)) not in ("killed", "injured"):
        return False
    return any(tree.lower(child) == "the" for child in tree.all(index, "det"))


def _below(tree: Tree, index: int, lexicon: Lexicon, reach: str) -> str | None:
    """What negation and modals at the word itself say; a negation further up no longer denies the number."""
    for child in tree.children[index]:
        relation, word = tree.dep(child), tree.lower(child)
        if relation == "neg" and reach == "own" and tree.pos(index) in ("VERB", "AUX", "ADJ"):
            return "denied"
        if relation in ("aux", "advmod", "amod") and lexicon.has("possible", word):
            return "possible"
        if relation == "mark" and word in ("if", "unless"):
            return "possible"
    return None


def _above(tree: Tree, head: int, relation: str, lexicon: Lexicon) -> tuple[str | None, bool]:
    """What the governing word says, and whether to look further up."""
    lemma = tree.lemma(head)
    if lexicon.has("wish", lemma) and relation not in ("xcomp", "dobj"):
        return None, False
    if lexicon.has("possible", lemma) and relation in COMPLEMENTS:
        return "possible", False
    if lexicon.has("denial", lemma) and relation in ("dobj", "ccomp", "xcomp", "pcomp"):
        return "denied", False
    is_clause = relation in ("ccomp", "advcl", "relcl", "parataxis") and tree.pos(head) in ("VERB", *NOUNS)
    return None, not is_clause


def scope(tree: Tree, q: Quantity, time: TimePhrase | None, published: date | None) -> str:
    """current, or background where the time is another one or the words say that the figure is an older one."""
    if q.is_old_level:
        return "background"
    if q.is_age or (time is not None and SINCE.search(tree.text[max(0, time.start - 40) : time.start])):
        return "current"
    if time is not None and time.is_past:
        return "background"
    if time is not None and published is None and re.search(r"^\D*(?:19|20)\d\d(?:/\d\d|s)?$", time.text):
        return "background"
    return "current"
