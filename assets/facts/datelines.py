"""Where a paragraph opens with its dateline: "LUSK, Ohio (Harbour News) - ".

Belongs here: finding datelines in a text.
Does not belong here: the places they name (entities/), keeping them out of what people said (speech/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:[,/] ?[^\n()“”\"!?–—]{1,40}?)?"
AGENCY = r"\([A-Z][^()\n]{1,30}\)"
DATED = r"[A-Z][A-Za-z.'’ -]{1,30}(?:, [A-Z][a-z]+\.?)?, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}"
DASH = r"\s?(?:--?|[–—])\s?"
# Without an agency only a new sentence behind the dash tells a dateline from a name with a remark: "NATO - founded in".
DATELINE = re.compile(
    rf"^[ \t]*(?P<line>(?:[A-Z][^\n()“”\"!?–—:;]{{1,50}} ?)?{AGENCY}{DASH}|(?:{CAPITALS}|{DATED}) (?:--?|[–—]) (?=[“\"‘'<]?[A-Z0-9]))",
    re.MULTILINE,
)


def find_datelines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every dateline, the dash and the blank behind it with it."""
    return (match.span("line") for match in DATELINE.finditer(text))
