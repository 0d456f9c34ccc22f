"""Names made whole by the words beside them, and names that stand inside others.

"Asad" before "regime" is an organisation, "Kharkiv" before "region" a larger place, "Foreign Secretary" before a name
belongs to it, and within "Government of Iraq" Iraq is named too.
Belongs here: a name's reach, judged by its neighbours.  Does not belong here: the model's spans (marked.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities.identity import names
from assets.facts.entities.identity.known import UNITED_STATES, demonyms, known_organisations, organisation_key
from assets.facts.entities.identity.organisations import state_body
from assets.facts.entities.tables import words
from assets.schemas import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assets.facts.document import Document
    from assets.facts.entities.candidate import Candidate
    from assets.facts.entities.identity.gazetteer import Gazetteer

WORDS_BEFORE = re.compile(r"(?:[A-Z][\w.’'-]*[ \xa0]){1,3}$")
COUNTRIES = frozenset({"US", "U.S.", "UK", "U.K.", "UN", "U.N.", "EU", "NATO"})
OWNED_KINDS = frozenset({"person", "place", "group"})


@cache
def _bodies() -> re.Pattern[str]:
    """What makes a body of a name before it: "regime", "defence ministry", "armed forces"."""
    qualifiers, bodies = "|".join(sorted(words("body_qualifiers"))), "|".join(sorted(words("bodies")))
    return re.compile(rf"(?P<own>['’]s?)?\s(?:(?:{qualifiers})\s){{0,3}}(?:{bodies})\b(?!['’-])", re.IGNORECASE)


@cache
def _areas() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(sorted(words('areas')))})\b", re.IGNORECASE)


def widen(candidates: list[Candidate], document: Document, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates with their full reach; in text order, an outer one before those inside it."""
    found: dict[tuple[str, int, int], Candidate] = {}
    ends = {s.number: s.end for s in document.sentences}
    for candidate in candidates:
        text = document.part(candidate.part)
        for wider in _grown(candidate, text, ends[candidate.sentence_no]):
            found.setdefault((wider.part, wider.start, wider.end), wider)
    for candidate in list(found.values()):
        if candidate.kind == "organisation":
            for inner in _inside(candidate, gazetteer):
                found.setdefault((inner.part, inner.start, inner.end), inner)
    outer_first = sorted(found.values(), key=lambda c: (PARTS.index(c.part), c.start, -c.end))
    named = [
        c
        for c, others in _with_those_around(outer_first)
        if not _is_office_alone(c, others, gazetteer)
        and not _is_half_of_group(c, others)
        and not _is_half_of_body(c, others)
    ]
    return _without_crossings(named)


def _with_those_around(outer_first: list[Candidate]) -> Iterator[tuple[Candidate, list[Candidate]]]:
    """Each candidate with those that may hold it: of its part, begun no later and not yet ended."""
    open_ones: list[Candidate] = []
    for candidate in outer_first:
        open_ones = [c for c in open_ones if c.part == candidate.part and c.end > candidate.start]
        yield candidate, open_ones
        open_ones.append(candidate)


def _is_office_alone(candidate: Candidate, others: Iterable[Candidate], gazetteer: Gazetteer) -> bool:
    """Whether it is a word of someone's title and no thing of its own: "Defense" in "Defense Secretary Lund"."""
    name = names.plain(candidate.text)
    if name in demonyms() or organisation_key(candidate.text) in known_organisations():
        return False
    if gazetteer.special(candidate.text) is not None:
        return False
    return any(
        o.kind == "person" and o.title and o.part == candidate.part
        and o.start <= candidate.start and candidate.end <= o.start + len(o.text) - len(o.bare)
        for o in others
    )  # fmt: skip


def _is_half_of_group(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether it is one word of a people's name in two: "Crimean" in "Crimean Tatar"."""
    return candidate.kind == "group" and any(
        o.kind == "group"
        and o.part == candidate.part
        and o.start <= candidate.start
        and candidate.end <= o.end
        and len(candidate.text) < len(o.text)
        for o in others
    )


def _is_half_of_body(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether it is a state's body without the state: "Defence Ministry" in "Norway's Defence Ministry"."""
    return candidate.kind == "organisation" and any(
        o.kind == "organisation"
        and o.part == candidate.part
        and o.start < candidate.start
        and o.end == candidate.end
        and state_body(o.text) is not None
        for o in others
    )


def _without_crossings(candidates: list[Candidate]) -> list[Candidate]:
    """Names may stand inside others, but none may cut another; the first one stays."""
    kept: list[Candidate] = []
    for candidate in candidates:
        before = [c for c in kept[-4:] if c.part == candidate.part and c.end > candidate.start]
        if all(candidate.end <= other.end for other in before):
            kept.append(candidate)
    return kept


def _grown(candidate: Candidate, text: str, limit: int) -> list[Candidate]:
    if candidate.kind in OWNED_KINDS:
        body = _bodies().match(text, candidate.end, limit)
        if body and (candidate.kind != "person" or not body["own"]):
            whole = text[candidate.start : body.end()]
            institution = replace(candidate, end=body.end(), text=whole, kind="organisation", title="", is_certain=True)
            return [institution] if candidate.kind == "person" else [institution, candidate]
    if candidate.kind == "organisation":
        before = WORDS_BEFORE.search(text, max(0, candidate.start - 40), candidate.start)
        first = before.group().split()[-1] if before else ""
        if first and names.plain(first) in demonyms() and _is_body(candidate.text):
            start = text.rindex(first, 0, candidate.start)
            return [replace(candidate, start=start, text=text[start : candidate.end])]
    if candidate.kind == "place":
        area = _areas().match(text, candidate.end, limit)
        if area:
            return [replace(candidate, end=area.end(), text=text[candidate.start : area.end()])]
    if candidate.kind == "person" and candidate.title:
        start = text.rfind(candidate.title, 0, candidate.start)
        if start >= 0 and not text[start + len(candidate.title) : candidate.start].strip():
            start = _behind_office(text, start)
            return [replace(candidate, start=start, text=text[start : candidate.end], name=candidate.text)]
    return [candidate]


def _is_body(name: str) -> bool:
    parts = names.plain(name).split()
    return parts[0] in words("bodies_only") or parts[-1] in words("bodies_only")


def _behind_office(text: str, start: int) -> int:
    """Where a title begins with the country or body it is an office of: "US President", "Foreign Office Minister"."""
    before = WORDS_BEFORE.search(text, max(0, start - 60), start)
    if before is None:
        return start
    parts = list(re.finditer(r"\S+", before.group()))
    for i in range(len(parts)):
        phrase = " ".join(part.group() for part in parts[i:])
        is_known = names.plain(phrase) in demonyms() or organisation_key(phrase) in known_organisations()
        if is_known or phrase in COUNTRIES or phrase in ("Deputy", "Former", "Vice", "Acting", "Assistant"):
            return before.start() + parts[i].start()
    return start


def _inside(candidate: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """Countries, states and nationalities that an organisation's name names."""
    found: list[Candidate] = []
    if organisation_key(candidate.text) in known_organisations():
        lead = UNITED_STATES.match(candidate.text)
        return [_part(candidate, 0, len(lead.group().rstrip()), "place")] if lead else []
    is_of_state = state_body(candidate.text) is not None
    is_local = bool({names.plain(word) for word in candidate.text.split()} & words("local_bodies"))
    tokens = list(re.finditer(r"[^\W\d_](?:[\w.’'-]*\w\.?)?", candidate.text))
    for length in (3, 2, 1):
        for i in range(len(tokens) - length + 1):
            start, end = tokens[i].start(), tokens[i + length - 1].end()
            if end - start == len(candidate.text):
                continue
            name = names.without_possessive(candidate.text[start:end])
            if any(f.start <= candidate.start + start < f.end for f in found) or not name[:1].isupper():
                continue
            kind = None
            if names.plain(name) in demonyms():
                # "American" is no mention of a people in the name of a bank, as it is in that of a government.
                kind = "group" if is_of_state else None
            elif gazetteer.special(name) is not None or (is_local and _is_seat(name, gazetteer)):
                kind = "place"
            if kind:
                found.append(_part(candidate, start, start + len(name), kind))
    return found


def _is_seat(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name inside that of a local body is the place it is of: "Oslo" in "Oslo Police Department"."""
    return gazetteer.state(name) is not None or gazetteer.city_of_one_country(name) is not None


def _part(candidate: Candidate, start: int, end: int, kind: str) -> Candidate:
    """The name that stands inside another one, by offsets in that one."""
    text, at = candidate.text[start:end], candidate.start
    return replace(candidate, start=at + start, end=at + end, text=text, kind=kind, is_certain=True)
