"""Where sentences begin and end, by punctuation and capitals: exact offsets, linear time, no model.

Belongs here: paragraphs, sentences, and cutting what is too long for a parser.
Does not belong here: tokens (language.py).

Rules instead of a model, because they cost next to nothing, split what layout has glued together
("of force.About noon"), and keep a closing attribution with its question ("Why?" Boyd asked).  Agencies send
text that is wrapped into short lines; there a line break is a blank, not the end of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "abbreviations.tsv"
PARAGRAPH_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
END = re.compile(r"[.!?…。！？]+(?P<close>[\"'”’)\]]{0,3})(?P<gap>\s*)")
LAST_WORD = re.compile(r"((?:[^\W_]|[.&'’-])+)$")
NEXT_WORD = re.compile(r"[\"'“‘(\[]*((?:[^\W_])+)")
INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
SPEECH_TAIL = re.compile(
    r"(?:[\w.’'-]+\s){0,4}?(?:said|says|asked|asks|told|added|wrote|tweeted|replied|shouted|wondered|recalled)\b"
)
LONGEST_WORDS = 160
LONGEST_CHARACTERS = 1600
WRAPPED_WIDTHS = range(40, 101)
FEWEST_WRAPS = 2
WRAPPED_SHARE = 0.8
LINE_BREAK = re.compile(r"\r?\n")
# In a wrapped text a line in small letters goes on with the one before, however short, unless that one ended.
ENDS_LINE = '.!?:;…"”’'
FIRST_WORD = re.compile(r"\S+")
NO_WORD = re.compile(r"[^\w.,]")
CUT_AT = re.compile(r"(?<=[;:])\s|(?<=,)\s|\s(?=[–—|•►])")


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, word = line.split("\t")
            found.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in found.items()}


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that holds more than white space, in order; wrapped lines are one paragraph."""
    lines = list(_lines(text))
    wraps = _wraps(text, lines)
    start = None
    for number, (first, last) in enumerate(lines):
        start = first if start is None else start
        if number not in wraps:
            yield start, last
            start = None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*PARAGRAPH_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, end
        start = gap.end() if gap else end


def _wraps(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Numbers of the lines that end because the line was full.

    A line was full where the first word of the next would have made it longer than nine in ten of the lines.  A
    text is taken for wrapped where four in five of its line breaks are such, those before a blank or an indented
    line aside.
    """
    if max((end - start for start, end in lines), default=0) not in WRAPPED_WIDTHS:
        return set()
    width = sorted(len(text[start:end].rstrip()) for start, end in lines)[len(lines) * 9 // 10]
    full, mid, breaks = set(), set(), 0
    for number, ((start, end), (following, last)) in enumerate(pairwise(lines)):
        word = FIRST_WORD.match(text, following, last)
        if word is None or LINE_BREAK.fullmatch(text, end, following) is None:
            continue
        breaks += 1
        if len(text[start:end].rstrip()) + 1 + len(word[0]) > width:
            full.add(number)
        elif word[0][0].islower() and text[end - 1] not in ENDS_LINE:
            mid.add(number)
    return full | mid if len(full) + len(mid) >= max(FEWEST_WRAPS, WRAPPED_SHARE * breaks) else set()


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence of a paragraph, trimmed; none has more than about 160 words or 1600 characters."""
    for first, last in _split(text, start, end):
        for begin, stop in _cut(text, *_trim(text, first, last)):
            yield from _cut_without_blanks(text, begin, stop)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in END.finditer(text, start, end):
        if match.end() >= end or match.start() == begin:
            continue
        if _ends_here(text, match, end):
            cut = match.end("close")
            yield begin, cut
            begin = cut
    if text[begin:end].strip():
        yield begin, end


def _ends_here(text: str, match: re.Match[str], limit: int) -> bool:
    lists = _lists()
    upcoming = NEXT_WORD.match(text, match.end(), limit)
    following = upcoming[1] if upcoming else ""
    before = LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    word = before[1].lower() if before else ""
    if not match["gap"]:
        return _is_glued(text, match, word, following)
    if following and following[0].islower():
        return False
    if match[0].startswith(".") and not match[0].startswith("..") and not match["close"]:
        if word in lists["title"]:
            return False
        if following[:1].isdigit() and word in lists["number"]:
            return False
        if word in lists["open"] or (INITIAL.fullmatch(word) and word != "i"):
            return following.lower() in lists["starter"]
    asks = match[0][0] in "?!" and match["close"]
    return not (asks and SPEECH_TAIL.match(text, match.end()))


def _is_glued(text: str, match: re.Match[str], word: str, following: str) -> bool:
    """'of force.About noon', '$60,000.Twelve': no blank behind the full stop."""
    if len(match[0]) > 3 or len(following) < 2 or not (following[0].isupper() and following[1:].islower()):
        return False
    after = text[match.end() + len(following) : match.end() + len(following) + 1]
    plain = (len(word) >= 3 and "." not in word) or (bool(word) and word[-1].isdigit())
    return (
        plain
        and (after in (" ", ",") or following.lower() in _lists()["starter"])
        and bool(match["close"] or after == " ")
    )


def _cut_without_blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of a stretch that has few blanks: a table glued together, emoji, codes."""
    cuts = [start]
    while end - cuts[-1] > LONGEST_CHARACTERS:
        target = cuts[-1] + LONGEST_CHARACTERS
        places = [m.end() for m in NO_WORD.finditer(text, target - LONGEST_CHARACTERS // 2, target)]
        cuts.append(places[-1] if places else target)
    yield from _pieces(text, [*cuts, end])


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch itself, or pieces of it where it is too long to be one sentence."""
    words = [m.start() for m in re.finditer(r"\S+", text[start:end])] if end - start > LONGEST_WORDS * 3 else []
    if len(words) <= LONGEST_WORDS:
        if end > start:
            yield start, end
        return
    cuts = [start]
    for number in range(LONGEST_WORDS, len(words), LONGEST_WORDS):
        target = start + words[number]
        if target <= cuts[-1]:
            continue
        places = [m.end() for m in CUT_AT.finditer(text, max(cuts[-1] + 1, target - 200), target)]
        cuts.append(places[-1] if places else target)
    yield from _pieces(text, [*cuts, end])


def _pieces(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """What lies between the cuts, trimmed, where that is more than blanks."""
    for start, end in pairwise(cuts):
        first, last = _trim(text, start, end)
        if last > first:
            yield first, last
