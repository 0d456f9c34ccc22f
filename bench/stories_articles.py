"""Invented articles for measuring the stage: seeded, of any number, with their true groups.

Words are made of syllables and drawn by Zipf's law between real function words, so that shingles repeat about as
often as in news.  Of every hundred articles about 55 are new texts, 35 are edited from an earlier text (copied,
cut, extended, reworded, re-ordered, misread, with other numbers, inside page furniture), and 10 are hard
negatives: issues of eight kinds of recurring notices that share all but names and figures, and follow-ups that end
with a third of an earlier text (never the whole of it, which would make them longer versions of that text).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from bench.recurring_notices import KINDS, notice

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "za",
]
FUNCTION = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "for",
    "on",
    "with",
    "was",
    "as",
    "at",
    "by",
    "from",
    "is",
    "had",
    "were",
    "it",
    "he",
    "said",
    "which",
    "be",
    "an",
    "has",
    "not",
    "but",
    "this",
    "would",
    "after",
    "been",
    "they",
    "more",
    "who",
]
VOCABULARY = 40_000
NAMES = 6_000
FIRST_DAY = date(2026, 1, 1)
OUTLETS = 120


@dataclass(frozen=True)
class Article:
    """One invented article; `group` names the text it is made from, `edit` how."""

    id: str
    title: str
    text: str
    outlet: str
    published_at: datetime
    group: str
    edit: str


class Language:
    """The invented vocabulary and how sentences are drawn from it."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.words = np.array([self._word(3) for _ in range(VOCABULARY)], dtype=object)
        self.names = np.array([self._word(2).capitalize() for _ in range(NAMES)], dtype=object)
        weights = 1.0 / np.arange(10, VOCABULARY + 10) ** 1.05
        self.cumulative = np.cumsum(weights / weights.sum())

    def _word(self, longest: int) -> str:
        return "".join(self.random.choice(SYLLABLES, self.random.integers(2, longest + 2)))

    def sentences(self, count: int, names: list[str]) -> list[str]:
        """`count` sentences that use the event's names, some with a number."""
        lengths = self.random.integers(10, 26, count)
        total = int(lengths.sum())
        drawn = self.words[np.searchsorted(self.cumulative, self.random.random(total))]
        glue = np.array(FUNCTION, dtype=object)[self.random.integers(0, len(FUNCTION), total)]
        chance = self.random.random(total)
        own = np.array(names, dtype=object)[self.random.integers(0, len(names), total)]
        numbers = self.random.integers(2, 900, total).astype(str)
        picked = np.where(chance < 0.42, glue, np.where(chance < 0.52, own, np.where(chance < 0.54, numbers, drawn)))
        found, at = [], 0
        for length in lengths.tolist():
            sentence = " ".join(picked[at : at + length].tolist())
            found.append(f"{sentence[0].upper()}{sentence[1:]}.")
            at += length
        return found


def articles(count: int, *, seed: int = 1, days: int = 60) -> Iterator[Article]:
    """`count` articles over `days` days, in order of time."""
    language = Language(seed)
    random = language.random
    bases: list[tuple[str, str, list[str], list[str], int]] = []
    step = timedelta(days=days) / count
    start = datetime.combine(FIRST_DAY, datetime.min.time(), UTC)
    for number in range(count):
        moment = start + step * number
        outlet = f"outlet-{int(random.integers(OUTLETS))}.example"
        kind = random.random()
        key = f"b{number:07d}"
        if kind < 0.35 and bases:
            recent = int(min(len(bases), max(50, 2 * count / days)))
            group, title, sentences, names, _ = bases[len(bases) - 1 - int(recent * random.random() ** 2)]
            edit, title, text = _edited(language, title, sentences, names)
            yield Article(key, title, text, outlet, moment, group, edit)
            continue
        if kind < 0.41:
            title, text = _notice(language)
            yield Article(key, title, text, outlet, moment, key, "notice")
            continue
        names = language.names[random.integers(0, NAMES, int(random.integers(4, 12)))].tolist()
        sentences = language.sentences(int(random.integers(5, 26)), names)
        title = " ".join([names[0], *language.words[np.searchsorted(language.cumulative, random.random(5))], names[1]])
        edit = "base"
        if kind < 0.45 and bases:
            earlier = bases[-1 - int(random.integers(min(len(bases), 200)))]
            sentences = sentences + earlier[2][: len(earlier[2]) // 3]
            edit = "followup"
        bases.append((key, title, sentences, names, number))
        if len(bases) > 20_000:
            del bases[:10_000]
        yield Article(key, title, "\n".join(sentences), outlet, moment, key, edit)


def _notice(language: Language) -> tuple[str, str]:
    """One issue of one kind of recurring notice: fixed words, other places, people and figures each time."""
    random = language.random
    kind = list(KINDS)[int(random.integers(len(KINDS)))]
    return notice(kind, random, lambda: str(language.names[int(random.integers(NAMES))]))


def _edited(language: Language, title: str, sentences: list[str], names: list[str]) -> tuple[str, str, str]:
    random = language.random
    edit = ["copy", "cut", "dropped", "extended", "reworded", "reordered", "misread", "updated", "furnished"][
        int(random.integers(9))
    ]
    changed = list(sentences)
    count = len(changed)
    if edit == "cut":
        changed = [*changed[: max(2, int(count * random.uniform(0.35, 0.8)))], "Read more on our site."]
    elif edit == "dropped":
        changed = [s for s in changed if random.random() > 0.25] or changed
    elif edit == "extended":
        changed = changed + language.sentences(max(1, count // 4), names)
    elif edit == "reworded":
        changed = [_reworded(language, s, 0.07) for s in changed]
    elif edit == "reordered":
        changed = [changed[at] for at in random.permutation(count)]
    elif edit == "misread":
        changed = [_misread(language, s) for s in changed]
    elif edit == "updated":
        changed = [_renumbered(language, s) if random.random() < 0.3 else s for s in changed]
    elif edit == "furnished":
        changed = [
            f"By {names[0]} {names[1]}",
            *changed,
            "Subscribe now for full access to every report.",
            "Follow the newsroom for the latest updates.",
        ]
    return edit, title, "\n".join(changed)


def _reworded(language: Language, sentence: str, share: float) -> str:
    words = sentence.split(" ")
    for at in range(1, len(words)):
        if language.random.random() < share:
            words[at] = str(language.words[int(language.random.integers(2000))])
    return " ".join(words)


def _misread(language: Language, sentence: str) -> str:
    letters = list(sentence)
    for at in np.flatnonzero(language.random.random(len(letters)) < 0.012).tolist():
        if letters[at].isalpha():
            letters[at] = "eclosn"[int(language.random.integers(6))]
    return "".join(letters)


def _renumbered(language: Language, sentence: str) -> str:
    return " ".join(str(int(language.random.integers(2, 900))) if w.isdigit() else w for w in sentence.split(" "))
