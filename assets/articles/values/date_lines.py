"""What a line of a page says of the dates in it.

Belongs here: telling a line's dates apart, and the words beside a date that say what it is the day of.
Does not belong here: which line is believed (visible_date.py), how a date is written (dates.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assets.articles.values.calendars import LETTER, plain_digits
from assets.articles.values.lexicon import read_pairs

MONTH = rf"(?:(?:de |d['’]){LETTER}{{2,14}}|{LETTER}{{1,4}}\.\s?{LETTER}{{1,2}}|{LETTER}{{2,20}}(?:(?:[ /]{LETTER}{{2,8}}){{1,2}}|\.{LETTER})?)\.?"
DAY_SHAPE = re.compile(
    r"\d{1,2}\s?[./|-]\s?\d{1,2}\s?[./|-]\s?\d{2,4}"
    r"|\d{4}\s?[./年년-]\s?\d{1,2}(?:\s?[./月월-]\s?\d{1,2})?"
    r"|(?:令和|平成|民國|民国)\s?\d{1,3}\s?年\s?\d{1,2}\s?月"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?,?[ -]{MONTH},?[ -](?:del? )?(?:{LETTER}{{1,2}}\.{LETTER}\.? )?\d{{2,4}}(?!\d)"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{4}}\.?{LETTER}{{0,3}}(?:-{LETTER}+)? (?:{LETTER}+\.? )?{MONTH} \d{{1,2}}(?!\d)"
    rf"|\d{{4}}\.?(?:-?{LETTER}{{1,4}})?(?: {LETTER}+)? \d{{1,2}}\.?[ -](?:{LETTER} )?{LETTER}{{2,14}}"
)
BETWEEN = re.compile(r"\s*[|/•·;,]\s*|\s+[–—-]\s+")
# Words may stand between a label and its date ('on Saturday, the'), a sentence may not.
WIDEST_GAP = 30
BREAK = re.compile(r"[|/•·;»]")


@dataclass(frozen=True, slots=True)
class DatedPart:
    """A stretch of a line with one date: the words, their role in date_words.tsv (None: nothing is said), and whether the
    line says so of the article that it stands with, not in a sentence about something else.
    """

    text: str
    role: str | None
    is_of_the_page: bool


def dated_parts(line: str, title: str) -> list[DatedPart]:
    """The line cut into one part for each date, in their order, with its digits as ASCII ones."""
    line = plain_digits(line)
    days = list(DAY_SHAPE.finditer(line))
    if not days:
        return []
    labels = list(_labels().finditer(line))
    starts = [
        0,
        *(_boundary(line, labels, one.end(), next_.start()) for one, next_ in pairwise(days)),
    ]
    ends = [*starts[1:], len(line)]
    opens_with_itself = _opens_with_itself(line, title)
    parts = []
    for day, start, end in zip(days, starts, ends, strict=True):
        label = _label_of(line, day, [one for one in labels if start <= one.start() and one.end() <= end])
        is_own = label is not None and (
            opens_with_itself or not line[: label.start()].strip() or line[label.end() :].lstrip().startswith(":")
        )
        parts.append(DatedPart(line[start:end], label.lastgroup if label else None, is_own))
    return parts


def _boundary(line: str, labels: list[re.Match[str]], start: int, end: int) -> int:
    """Where what belongs to the date before `start` ends, and what belongs to the one at `end` begins."""
    label = next((one for one in labels if start <= one.start() < end), None)
    if label:
        return label.start()
    mark = BETWEEN.search(line, start, end)
    return mark.start() if mark else end


def _label_of(line: str, day: re.Match[str], labels: list[re.Match[str]]) -> re.Match[str] | None:
    """The last label before the date; else the one behind it that ends the clause ('am 5. Mai 2026 veröffentlicht')."""
    before = [one for one in labels if one.end() <= day.start() and day.start() - one.end() <= WIDEST_GAP]
    if before:
        return before[-1]
    for one in labels:
        gap = line[day.end() : one.start()]
        if day.end() <= one.start() and len(gap) <= WIDEST_GAP and not BREAK.search(gap):
            # 'Updated 8 hours ago' behind a date speaks of another moment.
            return None if re.match(r"\W*\d", line[one.end() :]) else one
    return None


def _opens_with_itself(line: str, title: str) -> bool:
    return (bool(title) and line.casefold().startswith(title.casefold())) or _self().match(line) is not None


@cache
def _labels() -> re.Pattern[str]:
    roles = "|".join(f"(?P<{role}>{_pattern(role)})" for role in ("updated", "published", "other"))
    return re.compile(rf"(?<!\w)(?:{roles})(?![^\W\d_])", re.IGNORECASE)


@cache
def _self() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_pattern('self')})(?!\w)", re.IGNORECASE)


def _pattern(role: str) -> str:
    return "|".join(pattern for name, pattern in read_pairs("date_words.tsv") if name == role)
