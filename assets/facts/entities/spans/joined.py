"""Names that the model marks in pieces: "Northern" and "Foods Ltd", "Ministry" and "International Trade".

Belongs here: joining pieces that stand side by side in one sentence.
Does not belong here: cutting what is no part of a name (edges.py), a name's neighbours that are none (widen.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.entities.identity import names
from assets.facts.entities.tables import words

if TYPE_CHECKING:
    from assets.facts.entities.candidate import Candidate

# Capitalised words right before "... Industries Ltd", as far back as they go.
CAPITALISED = re.compile(r"(?:(?<![\w.,])[A-Z0-9][\w.&'’-]*\s)+$")
OF = re.compile(r"^\s(?:of|for)(?:\sthe)?\s$")
REACH = 60
JOINED_KINDS = frozenset({"organisation", "person", "place", "group", "other"})


def joined(spans: list[Candidate], text: str, floor: int) -> list[Candidate]:
    """The spans of one sentence, which begins at `floor`, with what belongs together as one; by place."""
    found = _of_bodies(sorted(spans, key=lambda c: (c.start, c.end)), text)
    for company in [c for c in found if c.kind == "organisation" and names.COMPANY_ENDING.search(c.text)]:
        start = _beginning(company, text, floor)
        if start < company.start and all(c.kind in JOINED_KINDS for c in found if start <= c.start < company.start):
            whole = replace(company, start=start, text=text[start : company.end])
            found = [c for c in found if c.end <= start or company.end <= c.start] + [whole]
    return found


def _beginning(company: Candidate, text: str, floor: int) -> int:
    before = CAPITALISED.search(text, max(floor, company.start - REACH), company.start)
    if before is None:
        return company.start
    at = before.start()
    for word in before.group().split():
        if names.plain(word) not in words("sentence_openers") and not names.is_title(word):
            break
        at = text.index(word, at) + len(word) + 1
    return at


def _of_bodies(spans: list[Candidate], text: str) -> list[Candidate]:
    """The spans with "Ministry" "of" "Trade and Industry" as one."""
    taken: set[int] = set()
    found = []
    for i, (first, second) in enumerate(pairwise([*spans, None])):
        if first is None or i in taken:
            continue
        if second is not None and _is_body_of(first, second, text):
            whole = replace(first, end=second.end, text=text[first.start : second.end])
            found.append(whole)
            taken.add(i + 1)
        else:
            found.append(first)
    return found


def _is_body_of(first: Candidate, second: Candidate, text: str) -> bool:
    is_pair = first.kind == second.kind == "organisation"
    is_head = names.plain(first.text) in words("body_heads")
    return is_pair and is_head and OF.match(text[first.end : second.start]) is not None
