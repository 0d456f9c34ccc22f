"""Which sentences are tagged and parsed: those with a number, a quotation mark, a word of speech or of harm.

Belongs here: a cheap test on a sentence's text that never misses what the readers of parsed sentences look for.
Does not belong here: those readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from assets.facts import own_lists

LEXICONS = (Path(__file__).with_name("speech") / "lexicon", Path(__file__).with_name("quantities") / "lexicon")
SIGNS = re.compile(r"[\d¼½¾⅓⅔\"“”‘«»„]|''")
# People told one by one or in a list: "Ada Lund died", "a mother and her son were killed", "a third victim died".
HARM = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|dead|die[sd]?|deaths?|bod(?:y|ies)|slain|slaying|murder(?:ed|s)?|shot|gunned|stabbed|injur(?:ed|ing|ies)"
    r"|wound(?:ed|ing)|hurt|hospital\w*|arrested|kidnapped|abducted|missing|drowned|perished|rescued|struck|hit\sby)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{2,}")
SUFFIXES = ("s", "es", "ed", "d", "ing", "ies", "ied", "fold")


def is_worth_parsing(text: str) -> bool:
    """Whether the sentence may hold a quantity or an attribution."""
    return (
        SIGNS.search(text) is not None
        or any(map(_is_cue, WORD.findall(text)))
        or HARM.search(text) is not None
        or _fraction().search(text) is not None
    )


@lru_cache(maxsize=1)
def _fraction() -> re.Pattern[str]:
    """'a third of voters', 'fell by a fifth': words that are ordinals too, and so cues only behind an article."""
    words = [
        cells[0] for cells in _rows(LEXICONS[1] / "number_words.tsv") if cells[1] == "fraction" and cells[0].isalpha()
    ]
    return re.compile(rf"\ban?\s(?:{'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)


@lru_cache(maxsize=65536)
def _is_cue(word: str) -> bool:
    word = word.lower()
    known = _cues()
    if word in known:
        return True
    for suffix in SUFFIXES:
        if word.endswith(suffix):
            stem = word[: len(word) - len(suffix)]
            endings = ("", "e", "y") if suffix in ("ing", "ed", "ies", "ied") else ("",)
            if any(stem + ending in known for ending in endings) or (
                len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known
            ):
                return True
    return False


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    """Words of the speech lexicon's classes of saying and showing, their irregular forms, and number words."""
    found = {
        "said",
        "told",
        "wrote",
        "written",
        "found",
        "shown",
        "saw",
        "thought",
        "knew",
        "held",
        "spoke",
        "half",
        "twice",
    }
    speech, quantities = LEXICONS
    for name in ("verbs.tsv", "phrases.tsv", "nouns.tsv"):
        for cells in _rows(speech / name):
            found.update(word for word in cells[2].split("|") if " " not in word)
            found.update(phrase.split()[0] for phrase in cells[2].split("|") if phrase.startswith("according"))
    found.update(cells[0] for cells in _rows(quantities / "number_words.tsv") if cells[1] in ("unit", "ten", "scale"))
    found.update(max(cells[0].split(), key=len) for cells in _rows(quantities / "vague_words.tsv"))
    return frozenset(found)


def _rows(shipped: Path) -> Iterator[tuple[str, ...]]:
    for row in (*own_lists.read(shipped, 3), *own_lists.rows(shipped.name, 3)):
        yield row.cells
