"""Lists of words, and which words of texts are in them.

Belongs here: reading function_words.txt, number_words.tsv and months.txt, and looking hashes up.
Does not belong here: what follows from it for a pair of texts (verify.py, terms.py, compare.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from assets.stories.texts.normalise import U32, tokenise


@dataclass(frozen=True)
class WordList:
    """A list of words, as hashes ascending, with a first sieve by the upper half of the hash, which lets few others through."""

    hashes: U32
    sieve: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """The list of these words, one token each."""
        hashes = np.unique(tokenise(list(words)).hashes)
        sieve = np.zeros(1 << 16, np.bool_)
        sieve[hashes >> np.uint32(16)] = True
        return cls(hashes, sieve)

    def are_among(self, hashes: U32) -> npt.NDArray[np.bool_]:
        """Which of the words are in the list."""
        maybe: npt.NDArray[np.bool_] = self.sieve[hashes >> np.uint32(16)]
        found = np.flatnonzero(maybe)
        maybe[found] = np.isin(hashes[found], self.hashes)
        return maybe


def is_function_word(hashes: U32) -> npt.NDArray[np.bool_]:
    """Which words carry no subject."""
    return _function_words().are_among(hashes)


def is_month(hashes: U32) -> npt.NDArray[np.bool_]:
    """Which words name a month."""
    return _months().are_among(hashes)


@cache
def _function_words() -> WordList:
    return WordList.of(_lines("function_words.txt"))


@cache
def _months() -> WordList:
    return WordList.of(_lines("months.txt"))


def number_words_in_digits(hashes: U32) -> tuple[npt.NDArray[np.bool_], U32]:
    """Which words are numbers, and all words with these in digits.  "One", which is seldom a count, is left as it is."""
    words, digits = _number_words()
    is_word = words.are_among(hashes)
    found = np.flatnonzero(is_word)
    replaced = hashes.copy()
    replaced[found] = digits[np.searchsorted(words.hashes, hashes[found])]
    return is_word, replaced


@cache
def _number_words() -> tuple[WordList, U32]:
    """Words of numbers, and the digits of each as hashes in the same order."""
    counts = {word: digits for word, digits in number_words().items() if word != "one"}
    digits_of = dict(zip(tokenise(list(counts)).hashes.tolist(), tokenise(list(counts.values())).hashes, strict=True))
    words = WordList.of(counts)
    return words, np.array([digits_of[word] for word in words.hashes.tolist()], np.uint32)


@cache
def month_names() -> frozenset[str]:
    """Names of months, in small letters."""
    return frozenset(line.casefold() for line in _lines("months.txt"))


@cache
def number_words() -> dict[str, str]:
    """Digits of each number word."""
    rows = (line.partition("\t") for line in _lines("number_words.tsv")[1:])
    return {word: digits for word, _, digits in rows}


def _lines(name: str) -> list[str]:
    lines = files("assets.stories.texts").joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
