"""Byline and date that stand between the headline and the text, as blocks of the text.

Belongs here: telling them from an opening paragraph.
Does not belong here: reading names and dates out of them (byline.py, visible_date.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assets.articles.page.byline import opens_with_by
from assets.articles.values.calendars import LETTER, plain_digits
from assets.articles.values.date_lines import DAY_SHAPE

LONGEST = 120
MOST = 4
MOST_WORDS_BESIDE = 4
SENTENCE_END = re.compile(rf"(?:{LETTER}{{3,}}|\W)[.!?…。！？؟।։][\"'”’»)\]]*$")
WORD = re.compile(f"{LETTER}{{2,}}")
LABEL = re.compile(rf"{LETTER}+(?:\s{LETTER}+)?\s?[:：]")


def count_of_opening_lines(paragraphs: Sequence[str], authors: Sequence[str]) -> int:
    """How many of the first paragraphs say only who wrote the text and when it was published."""
    count = 0
    while count < min(MOST, len(paragraphs) - 1):
        if _is_opening_line(paragraphs[count], authors):
            count += 1
        elif LABEL.fullmatch(paragraphs[count]) and _is_opening_line(paragraphs[count + 1], authors):
            # A label ("Published:") over what it labels.
            count += 2
        else:
            break
    return min(count, len(paragraphs) - 1)


def _is_opening_line(line: str, authors: Sequence[str]) -> bool:
    if len(line) > LONGEST:
        return False
    names = [name for name in authors if name.casefold() in line.casefold()]
    if names and opens_with_by(line) and not SENTENCE_END.search(line):
        return True
    rest = line
    for name in names:
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    rest, days = DAY_SHAPE.subn(" ", plain_digits(rest))
    words = len(WORD.findall(rest))
    if SENTENCE_END.search(line) and words:
        return False
    return bool(names or days) and words <= MOST_WORDS_BESIDE
