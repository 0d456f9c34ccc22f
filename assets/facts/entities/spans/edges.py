"""Where a name begins and ends inside what the model marked.

Belongs here: what is cut off a span by its own words and marks (articles, possessives, "-led", tickers, photo labels).
Does not belong here: words outside the span that belong to the name (marked.py, widen.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assets.facts.entities.identity import names
from assets.facts.entities.tables import rows

COMPOUND_ENDING = re.compile(
    r"[-–](?:led|based|backed|born|occupied|controlled|held|run|owned|brokered|mediated|made|funded|supplied|wide|style|"
    r"sponsored|aligned|area|speaking|dominated|trained|allied|friendly|appointed|era|bound|educated|registered|flagged)$",
    re.IGNORECASE,
)
COMPOUND_BEGINNING = re.compile(
    r"^(?:pro|anti|non|ex|post|pre|mid|intra|then|now|former|un|inter|all|trans)[-–](?=[A-Z])", re.IGNORECASE
)
# "R-Fla." is a party and a state.
PARTY = re.compile(r"^[DRI]-(?=[A-Z][a-z]|[A-Z]\.)")
OUTER = " \t\n\r\xa0\"“”'‘’`´,.;:!?()[]{}<>–—-*•·|/"
# Agencies mark a story's place in a row before its headline: "CORRECTED-Halden Motors", "UPDATE 2-Halden Motors".
HEADLINE_LABEL = re.compile(
    r"^(?:ADVISORY|ANALYSIS|BREAKING|CORRECTED|CORRECTION|DIARY|EXCLUSIVE|FACTBOX|FEATURE|INTERVIEW|POLL|PREVIEW|REFILE|RPT|"
    r"TIMELINE|UPDATE|WRAPUP)(?:\s+\d+)?\s*[-–—:]\s*(?=\w)"
)
# A slash or a ticker's bracket parts two names: "Quarry Foods <QRY>", "Marta Quill/Pool".
BETWEEN = re.compile(r"[/<>|\[\]{}]+")
LEADING_WORD = re.compile(r"^(?:(?i:the|an?)|and|or|of|in|at|by|for|with|from|this|that|these|those)\s+(?=\S)")
TRAILING_WORDS = re.compile(r"(?:\s+(?:of|and|for|in|at|on|by|with|to|the|a|an|or|from|vs|&))+$")
# Pages that lose the blank around a link glue words to names: "theHarbour", "Peter Lundsaid".
GLUED_BEFORE = re.compile(r"^(?:the|in|on|of|at|by|and|to|from|with)(?=[A-Z][a-z])")
GLUED_TITLE = re.compile(
    r"^(?:Minister|President|Secretary|Mayor|General|Senator|Governor|Chancellor|Leader|Judge|Director|Chief)"
    r"(?=[A-Z][a-z]+ [A-Z])"
)
GLUED_BEHIND = re.compile(r"(?<=[a-z]{3})(?:said|told|announced|posted|tweeted|testified)$")
LABEL = re.compile(r"\s+(?:Image|Images|Photo|Photos|Picture|Credit|Video|File)$")
AGE_BEHIND = re.compile(r"['’]s?\s+\d.*$")
SHORT_FORM = re.compile(r"(?:\b[A-Za-z]|\b(?:Jr|Sr|Inc|Corp|Ltd|Co|St))\.$")


@cache
def abbreviated_places() -> frozenset[str]:
    """Names of places that end in a full stop: "Tenn.", "N.Y."."""
    found = {row[0] for row in rows("places.tsv", 3) if row[0].endswith(".")}
    return frozenset(found | {name.upper() for name in found})


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a span that a slash or a bracket holds apart."""
    at = start
    for mark in BETWEEN.finditer(text, start, end):
        if mark.start() > at:
            yield at, mark.start()
        at = mark.end()
    if at < end:
        yield at, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer marks, articles, possessives, half brackets and the other half of a compound."""
    before = (-1, -1)
    while (start, end) != before and start < end:
        before = (start, end)
        while start < end and text[start] in OUTER:
            start += 1
        end = _without_half_bracket(text, start, end)
        while end > start and text[end - 1] in OUTER and not _ends_abbreviation(text, start, end):
            end -= 1
        for ending in (GLUED_BEHIND, names.POSSESSIVE, COMPOUND_ENDING, TRAILING_WORDS, AGE_BEHIND):
            end = start + len(ending.sub("", text[start:end]))
        if text[end : end + 1] == ":":
            end = start + len(LABEL.sub("", text[start:end]))
        for pattern in (HEADLINE_LABEL, GLUED_BEFORE, GLUED_TITLE, LEADING_WORD, COMPOUND_BEGINNING, PARTY):
            lead = pattern.match(text[start:end])
            if lead and lead.end() < end - start:
                start += lead.end()
    if text[end : end + 1] == "." and text[start : end + 1] in abbreviated_places():
        end += 1
    return start, end


def _without_half_bracket(text: str, start: int, end: int) -> int:
    """The end before a bracket of which the span holds only one half: "Quarry (QRY"."""
    name = text[start:end]
    opened, closed = name.find("("), name.find(")")
    if opened > 0 > closed:
        return start + opened
    if closed > 0 and (opened < 0 or closed < opened):
        return start + closed
    return end


def _ends_abbreviation(text: str, start: int, end: int) -> bool:
    return bool(SHORT_FORM.search(text[start:end])) or text[start:end] in abbreviated_places()
