"""The words that announce reported speech, and what they take as content.

Belongs here: reading the cue lexicons, and the quick test of whether a sentence must be parsed at all.
Does not belong here: applying the frames to a parse (readings.py).

A sentence must be parsed for speech when it holds a quotation mark, a form of a verb or noun of
lexicon/verbs.tsv and lexicon/nouns.tsv, an adjective of lexicon/adjectives.tsv, or a phrase of lexicon/phrases.tsv: ask `needs_parse(text)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assets.errors import UserError
from assets.facts import own_lists
from assets.facts.entities.tables import rows

LEXICON = Path(__file__).parent / "lexicon"
QUOTE_MARKS = '"“”„«»‘'
VOWELS = frozenset("aeiou")


@dataclass(slots=True)
class Cue:
    """What one lemma announces: its class and, per frame, the class it has with that frame."""

    lemma: str
    frames: dict[str, str] = field(default_factory=dict)


@cache
def verbs() -> dict[str, Cue]:
    """Cue verbs by lemma."""
    return _cues("verbs.tsv")


@cache
def nouns() -> dict[str, Cue]:
    """Cue nouns by lemma."""
    return _cues("nouns.tsv")


@cache
def adjectives() -> dict[str, Cue]:
    """Cue adjectives by lemma."""
    return _cues("adjectives.tsv")


@cache
def phrases(kind: str) -> dict[str, str]:
    """Attributing phrases of one kind ('source' or 'adverb') -> class."""
    table = _rows("phrases.tsv")
    return {word: group for group, own_kind, words in table if own_kind == kind for word in words.split("|")}


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    """Rows of a list, the user's own last; UserError where one of these has a class or frame that there is not."""
    shipped = rows(name, 3, LEXICON)
    yield from shipped
    frames = {frame for row in shipped for frame in row[1].split(",")}
    for own in own_lists.rows(name, 3):
        own.one_of(0, [row[0] for row in shipped])
        for frame in own.cells[1].split(","):
            if frame not in frames and not frame.startswith("prep:"):
                raise UserError(f"{own.place}: {frame!r} is not known here; write one of {', '.join(sorted(frames))}")
        yield own.cells


def _cues(name: str) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for group, frames, lemmas in _rows(name):
        for lemma in lemmas.split("|"):
            cue = found.setdefault(lemma, Cue(lemma))
            for frame in frames.split(","):
                cue.frames.setdefault(frame, group)
    return found


IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought", "feel": "felt", "know": "knew known",
    "see": "saw seen", "hear": "heard", "find": "found", "show": "showed shown", "mean": "meant", "hold": "held",
    "read": "read", "swear": "swore sworn", "sing": "sang sung", "speak": "spoke spoken", "teach": "taught",
    "begin": "began begun", "bet": "bet", "bring": "brought", "seek": "sought", "choose": "chose chosen",
    "forget": "forgot forgotten", "forbid": "forbade forbidden", "understand": "understood", "cast": "cast",
    "foresee": "foresaw foreseen", "fight": "fought", "beseech": "besought", "strive": "strove striven",
    "hit": "hit", "lead": "led", "learn": "learnt", "dream": "dreamt", "forgive": "forgave forgiven",
}  # fmt: skip


def forms(lemma: str) -> set[str]:
    """The inflected forms that a verb or noun may have, its irregular ones included."""
    found = {lemma, lemma + "s", lemma + "es", lemma + "ed", lemma + "ing", *IRREGULAR.get(lemma, "").split()}
    if lemma.endswith("e"):
        found |= {lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y"):
        found |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    if len(lemma) > 2 and lemma[-1] not in VOWELS and lemma[-2] in VOWELS:
        found |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return found


@cache
def _trigger_words() -> frozenset[str]:
    words: set[str] = set()
    for lemma in (*verbs(), *nouns()):
        words |= forms(lemma)
    words |= set(adjectives())
    for kind in ("source", "adverb"):
        words |= {phrase.split()[0] for phrase in phrases(kind) if phrase.split()[0] not in ("in", "as")}
    return frozenset(words | {"appear", "appears", "appeared", "seem", "seems", "seemed", "view", "opinion", "known"})


@cache
def finite_forms() -> frozenset[str]:
    """Present and past forms of the verbs that quoted words follow, for where the parse took one for a noun."""
    words = {form for lemma, cue in verbs().items() if "quote" in cue.frames for form in forms(lemma)}
    return frozenset(word for word in words if word not in verbs() and not word.endswith("ing"))


@cache
def spoken_forms() -> frozenset[str]:
    """All forms of the verbs that quoted words follow."""
    return frozenset(form for lemma, cue in verbs().items() if "quote" in cue.frames for form in forms(lemma))


WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def needs_parse(text: str) -> bool:
    """Whether a sentence can hold an attribution, so that it must be parsed; a few microseconds."""
    if any(mark in text for mark in QUOTE_MARKS) or "''" in text:
        return True
    return not _trigger_words().isdisjoint(WORD.findall(text.lower()))
