"""Places of a sentence: named ones that a preposition governs, and sites without a name.

Belongs here: finding place phrases, and telling a place from a part of another name.
Does not belong here: which fact a place belongs to (place_and_time.py), entities (assets.facts.entities).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import MODIFIERS, Tree

if TYPE_CHECKING:
    from assets.facts.entities import Mention
    from assets.facts.quantities.lexicon import Lexicon

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
STANDING = {"in", "at", "near", "outside", "inside", "on", "across", "off", "around", "along"}
# 'Ana Brook (I-Vt.)', 'Ana Brook, D-Nev.': the state that a member of parliament is from.
OF_A_MEMBER = re.compile(r"[(\s](?:R|D|I)-$")
# 'the Torvale-based firm'.
OF_A_WORD = re.compile(r"-[a-z]")
LEADING = {"DET", "ADJ", "NOUN", "PROPN", "ADP", "PUNCT", "NUM"}
ON_LAND = re.compile(
    r"\b(?:islands?|isle|coast|street|avenue|road|highway|interstate|route|river|lake|mount|peninsula|border|beach|bay|island's)\b",
    re.IGNORECASE,
)
IN_ROW = re.compile(r"\s[\d.,]+(?:\s\([^()]{1,14}\))?(?:,|\.|;|\sand\s[A-Z]|\s[a-z]+,)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place phrase: offsets in the sentence, its text, and ids where a mention gives them.

    `is_named_only`: the place gives another its name ('Torvale University') or is what something is about ('tariffs on
    Norland'), so that only what harms people is taken to have happened there.  `is_standing`: the preposition says
    that something is there, and not on its way.  `having`: the verbs of which only the objects are in the place.
    """

    start: int
    end: int
    text: str
    geonames_id: int | None
    country_code: str | None
    is_named_only: bool = False
    is_standing: bool = True
    having: tuple[int, ...] = ()


def find_places(tree: Tree, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Place]:
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
        if OF_A_WORD.match(tree.text, end):
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
        is_struck = tree.dep(index) == "dobj" and head is not None and lexicon.has("striking_verb", tree.lemma(head))
        verbs = _verbs_of(tree, index) if mention.country_code else []
        is_seen = any(_sees(tree, verb, lexicon) for verb in verbs)
        having = tuple(verb for verb in verbs if lexicon.has("having_verb", tree.lemma(verb)))
        if _is_of_a_name(tree, index, tokens[0]) or OF_A_MEMBER.search(tree.text[max(0, start - 4) : start]):
            continue
        is_led = bool(
            is_struck
            or is_seen
            or (tree.dep(index) == "pobj" and head is not None and tree.lower(head) in LOCATIVE)
            or (locative is not None and not _is_listed(tree, top, before) and _is_led_by(tree, tokens[0], locative))
            or IN_ROW.match(tree.text, end)
        )
        if is_led or having:
            first = _with_direction(tree, tokens[0])
            prep = tree.lower(head) if head is not None and tree.dep(index) == "pobj" else None
            found.append(
                Place(
                    tree.start(first),
                    end,
                    tree.written[tree.start(first) : end],
                    mention.geonames_id,
                    mention.country_code,
                    _names_another(mention, mentions) or (prep == "on" and _is_about(tree, mention, end)),
                    bool(is_led) and (prep in STANDING or prep is None),
                    () if is_led else having,
                )
            )
    return found


def _verbs_of(tree: Tree, noun: int) -> list[int]:
    """What a subject does: 'Torvale has 40 mills', 'Torvale, which has 40 mills'."""
    head = tree.head(noun)
    verbs = [head] if tree.dep(noun) == "nsubj" and head is not None else []
    return verbs + [
        verb
        for verb in tree.all(noun, "relcl")
        if (subject := tree.child(verb, "nsubj")) is not None and tree.lower(subject) in ("which", "that")
    ]


def _sees(tree: Tree, verb: int, lexicon: Lexicon) -> bool:
    return any(lexicon.has("seeing_verb", tree.lemma(one)) for one in (verb, *tree.all(verb, "conj")))


def _names_another(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """'Torvale University', 'the Marlow Reserve Bank': the place is a part of another name."""
    return any(
        other.kind != "place"
        and other.start <= mention.start
        and mention.end < other.end + (other.start < mention.start)
        for other in mentions
    )


def _is_about(tree: Tree, mention: Mention, end: int) -> bool:
    """'tariffs on Norland', but not 'on Marlow Island' or 'on Elm Street'."""
    return (
        mention.country_code is not None
        and ON_LAND.search(tree.text[max(0, end - len(mention.text)) : end + 12]) is None
    )


def _is_led_by(tree: Tree, first: int, locative: re.Match[str]) -> bool:
    """'in the port city of Lusk', but not 'to help Lusk' or 'on Friday that Lusk'."""
    words = len(locative[0].split()) - 1
    return all(tree.pos(index) in LEADING for index in range(max(0, first - words), first))


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
