"""Two texts aligned: which sentences both have, and which words differ in a sentence that was reworked.

Belongs here: pairing off sentences and words.
Does not belong here: what is made of the differences (changed_numbers.py, compare.py).

Texts are aligned by paragraph and sentence, then word by word where sentences were reworked (difflib's matching blocks,
after Ratcliff and Obershelp 1988).  Signs between words count for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCE_END = re.compile(r"(?<=[.!?][\"'”’)])\s+(?=\S)|(?<=[.!?])\s+(?=[\"'“‘(A-Z0-9])|\n+")
WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
REWORKED = 0.5

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"


@dataclass(frozen=True)
class Piece:
    """A run of sentences, or of words within a reworked sentence: `before` in the first text, `after` in the second."""

    kind: str
    before: str
    after: str
    words: tuple[Piece, ...] = ()


def by_sentences(before: str, after: str) -> Iterator[Piece]:
    """Sentences of both texts in order, equal ones in runs, reworked ones with their words."""
    old, new = _sentences(before), _sentences(after)
    for tag, i, j, m, n in SequenceMatcher(None, _plain(old), _plain(new), autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(SAME, " ".join(old[i:j]), " ".join(new[m:n]))
        else:
            yield from _reworked(old[i:j], new[m:n])


def _reworked(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Pair off each old sentence with the first new one behind the last pair that shares half of its words with it."""
    taken = 0
    for sentence in old:
        best = max(range(taken, len(new)), key=lambda at: (_likeness(sentence, new[at]), -at), default=-1)
        if best >= 0 and _likeness(sentence, new[best]) >= REWORKED:
            for extra in new[taken:best]:
                yield Piece(ADDED, "", extra)
            yield Piece(CHANGED, sentence, new[best], tuple(by_words(sentence, new[best])))
            taken = best + 1
        else:
            yield Piece(REMOVED, sentence, "")
    for extra in new[taken:]:
        yield Piece(ADDED, "", extra)


def by_words(before: str, after: str) -> Iterator[Piece]:
    """Runs of words; each run carries the space that follows it, so that runs join to the sentence again."""
    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    matcher = SequenceMatcher(None, [m[0].casefold() for m in old], [m[0].casefold() for m in new], autojunk=False)
    for tag, i, j, m, n in matcher.get_opcodes():
        pieces = _cut(before, old, i, j), _cut(after, new, m, n)
        kind = {"equal": SAME, "insert": ADDED, "delete": REMOVED, "replace": CHANGED}[tag]
        yield Piece(kind if any(map(is_word, WORD.findall(" ".join(pieces)))) else SAME, *pieces)


def _cut(text: str, words: list[re.Match[str]], start: int, end: int) -> str:
    if start == end:
        return ""
    return text[words[start].start() : words[end].start() if end < len(words) else len(text)]


def _sentences(text: str) -> list[str]:
    return [piece.strip() for piece in SENTENCE_END.split(text) if piece and piece.strip()]


def _plain(sentences: list[str]) -> list[str]:
    return [" ".join(filter(is_word, WORD.findall(sentence))).casefold() for sentence in sentences]


def _likeness(one: str, other: str) -> float:
    words = [Counter(word.casefold() for word in WORD.findall(text)) for text in (one, other)]
    total = sum(words[0].values()) + sum(words[1].values())
    return 2 * (words[0] & words[1]).total() / total if total else 1.0


def is_word(word: str) -> bool:
    """Whether it is a word and no sign between words."""
    return word[0].isalnum()
