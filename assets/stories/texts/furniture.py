"""What stands in a text and is not the report: credits, datelines, captions of films and galleries, forms and notices.

Belongs here: leaving out such words before texts are compared, so that two strangers are not alike by their
page and two copies not unlike by theirs.
Does not belong here: cleaning the text that people read (the articles stage does, and keeps what it is unsure of).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from assets.stories.texts.normalise import CAPITAL, I64, NUMBER, OPENS_LINE, OPENS_SENTENCE, U32, U64, Tokens, tokenise

LONGEST_NOTICE = 30
LONGEST_BYLINE = 10
LONGEST_DATELINE = 5
LONGEST_OPENING = 5
LONGEST_ENDING = 5
# A text of so many lines that are all furniture is the page without its article.
BARE_LINES = 2

_NEXT_WORD = np.uint64(0x9E3779B97F4A7C15)


def without_furniture(tokens: Tokens) -> Tokens:
    """The texts without lines that open or end like furniture, bylines, and datelines.

    A single line of furniture is kept, since it may be a short report; of several nothing is left, so that articles whose
    page came without them are not copies of each other.
    """
    starts = np.flatnonzero(tokens.flags & OPENS_LINE)
    if not len(starts):
        return tokens
    lengths = np.diff(np.append(starts, len(tokens.hashes)))
    known = _known()
    is_short = lengths <= LONGEST_NOTICE
    is_notice = is_short & (
        _opens_with(tokens, starts, lengths, known)
        | _ends_with(tokens, starts, lengths, known.endings)
        | _is_film(tokens, starts, lengths, known)
    )
    is_notice |= _ends_with(_numbers_alike(tokens, known), starts, lengths, known.numbered_endings)
    second = np.minimum(starts + 1, len(tokens.hashes) - 1)
    is_name = (tokens.flags[second] & CAPITAL) > 0
    is_byline = (tokens.hashes[starts] == known.by) & is_name & (lengths >= 2) & (lengths <= LONGEST_BYLINE)
    cut = np.where(is_notice | is_byline, lengths, _dateline(tokens, starts, lengths, known.agencies))

    marked = np.flatnonzero(cut)
    change = np.zeros(len(tokens.hashes) + 1, np.int64)
    change[starts[marked]] += 1
    np.add.at(change, starts[marked] + cut[marked], -1)
    kept = np.cumsum(change[:-1]) == 0
    count = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=count[1:])
    left = count[tokens.offsets[1:]] - count[tokens.offsets[:-1]]
    lines = np.diff(np.searchsorted(starts, tokens.offsets))
    bare = np.flatnonzero((left == 0) & (tokens.lengths > 0) & (lines < BARE_LINES))
    for text in bare.tolist():
        kept[tokens.offsets[text] : tokens.offsets[text + 1]] = True
    if len(bare):
        np.cumsum(kept, out=count[1:])
    flags = tokens.flags.copy()
    behind = (starts + cut)[marked[cut[marked] < lengths[marked]]]
    flags[behind] |= OPENS_LINE | OPENS_SENTENCE
    return Tokens(tokens.hashes[kept], flags[kept], count[tokens.offsets])


def _opens_with(tokens: Tokens, starts: I64, lengths: I64, known: _Known) -> npt.NDArray[np.bool_]:
    """Lines that open like furniture.  A mark that ends a sentence follows a label: the word behind it opens one."""
    last = len(tokens.hashes) - 1
    behind = np.minimum(starts + 1, last)
    is_label = (lengths > 1) & ((tokens.flags[behind] & OPENS_SENTENCE) > 0)
    found = is_label & np.isin(tokens.hashes[starts].astype(np.uint64), known.labels)
    run = np.zeros(len(starts), np.uint64)
    for step in range(LONGEST_OPENING):
        run = run * _NEXT_WORD + tokens.hashes[np.minimum(starts + step, last)]
        found |= (lengths > step) & np.isin(run, known.openings)
    return found


def _ends_with(tokens: Tokens, starts: I64, lengths: I64, endings: U64) -> npt.NDArray[np.bool_]:
    """Lines that end so and say more than that."""
    found = np.zeros(len(starts), np.bool_)
    for words in range(2, LONGEST_ENDING + 1):
        first = np.maximum(starts + lengths - words, 0)
        run = np.zeros(len(starts), np.uint64)
        for step in range(words):
            run = run * _NEXT_WORD + tokens.hashes[np.minimum(first + step, len(tokens.hashes) - 1)]
        found |= (lengths > words) & np.isin(run, endings)
    return found


def _numbers_alike(tokens: Tokens, known: _Known) -> Tokens:
    """The texts with one word for all numbers."""
    hashes = np.where(tokens.flags & NUMBER, known.any_number, tokens.hashes)
    return Tokens(hashes, tokens.flags, tokens.offsets)


def _is_film(tokens: Tokens, starts: I64, lengths: I64, known: _Known) -> npt.NDArray[np.bool_]:
    """Lines that open with a running time of under ten minutes and a capital: the titles of an outlet's films."""
    last = len(tokens.hashes) - 1
    second, third = np.minimum(starts + 1, last), np.minimum(starts + 2, last)
    is_time = np.isin(tokens.hashes[starts], known.minutes) & ((tokens.flags[second] & NUMBER) > 0)
    is_time &= (tokens.flags[second] & OPENS_SENTENCE) > 0
    is_titled = ((tokens.flags[third] & CAPITAL) > 0) & ~np.isin(tokens.hashes[third], known.halves_of_day)
    found: npt.NDArray[np.bool_] = (lengths > 2) & is_time & is_titled
    return found


def _dateline(tokens: Tokens, starts: I64, lengths: I64, agencies: npt.NDArray[np.uint32]) -> I64:
    """Words of the dateline that each line opens with: capitalised words up to an agency's name."""
    cut = np.zeros(len(starts), np.int64)
    open_yet = np.ones(len(starts), np.bool_)
    for step in range(LONGEST_DATELINE + 1):
        at = np.minimum(starts + step, len(tokens.hashes) - 1)
        open_yet &= (lengths > step + 1) & ((tokens.flags[at] & CAPITAL) > 0)
        hit = open_yet & np.isin(tokens.hashes[at], agencies)
        if step:
            cut[hit] = step + 1
        open_yet &= ~hit
    return cut


@dataclass(frozen=True)
class _Known:
    openings: U64
    labels: U64
    endings: U64
    numbered_endings: U64
    any_number: np.uint32
    minutes: U32
    halves_of_day: U32
    agencies: npt.NDArray[np.uint32]
    by: np.uint32


@cache
def _known() -> _Known:
    openings = _lines("furniture_openings.txt")
    endings = _lines("furniture_endings.txt")
    agencies = tokenise(_lines("wire_agencies.txt")).hashes
    return _Known(
        _runs(line for line in openings if not line.endswith(":")),
        _runs(line for line in openings if line.endswith(":")),
        _runs(line for line in endings if "#" not in line),
        _runs(line.replace("#", "0") for line in endings if "#" in line),
        tokenise(["0"]).hashes[0],
        tokenise([str(number) for number in range(10)]).hashes,
        tokenise(["am", "pm", "a", "p"]).hashes,
        np.unique(agencies),
        tokenise(["by"]).hashes[0],
    )


def _runs(phrases: Iterable[str]) -> U64:
    """One number for each phrase, ascending, made of its words in order."""
    found = []
    for phrase in phrases:
        run = 0
        for word in tokenise([phrase]).hashes.tolist():
            run = (run * int(_NEXT_WORD) + word) & 0xFFFFFFFFFFFFFFFF
        found.append(run)
    return np.unique(np.array(found, np.uint64))


def _lines(name: str) -> list[str]:
    lines = files("assets.stories.texts").joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
