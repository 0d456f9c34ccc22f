"""What kind of thing a name is, settled over the whole document.

The model judges each mention by its own sentence and calls one name a person here and an organisation there.
Here lexicons, titles and the majority of a document's mentions decide once for all mentions of a name.
Belongs here: the kind of a name.  Does not belong here: which entity it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assets.facts.datelines import find_datelines
from assets.facts.entities.candidate import Candidate, shifted
from assets.facts.entities.identity import names
from assets.facts.entities.identity.known import (
    countries_named,
    group_of,
    known_organisations,
    known_things,
    organisation_key,
)
from assets.facts.entities.identity.people import figure_of
from assets.facts.entities.spans import beside
from assets.facts.entities.tables import words
from assets.schemas import PARTS

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.entities.identity.gazetteer import Gazetteer

ORGANISATION_WORDS = words("organisation_words")
PLACE_WORDS = words("place_words")
EVENT_WORDS = words("event_words")
WORK_WORDS = words("work_words")
# What the words beside a name say weighs as much as so many labels of the model.
EVIDENCE = 3
OPENING = re.compile(r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?=,| \(| ?[-–—/])")
CASE = re.compile(r"\bv(?:s?\.|ersus)? (?=[A-Z])")


def placed(candidates: list[Candidate], document: Document, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates, those that open a dateline as places: the model takes "KYIV, April 3 (" for a person.

    In capitals any name but a known organisation's is one there; in small letters the gazetteer must know it.
    """
    found = candidates
    for part in PARTS:
        for start, end in find_datelines(document.part(part)):
            line = document.part(part)[start:end]
            found = _with_opening(found, document, part, start, line)
            found = [
                shifted(c, "place")
                if c.part == part and start <= c.start and c.end < end and _may_be_place(c.text, gazetteer)
                else c
                for c in found
            ]
    return found


def _with_opening(candidates: list[Candidate], document: Document, part: str, start: int, line: str) -> list[Candidate]:
    """The candidates with the town that a dateline opens with in capitals as one: "SAO PAULO", not "SAO"."""
    town = OPENING.match(line)
    sentence = next((s for s in document.sentences if s.part == part and s.start <= start < s.end), None)
    if town is None or sentence is None or organisation_key(town.group()) in known_organisations():
        return candidates
    end = start + town.end()
    whole = Candidate(part, sentence.number, start, end, town.group(), "place", is_certain=True)
    return [*(c for c in candidates if c.part != part or c.end <= start or end <= c.start), whole]


def _may_be_place(name: str, gazetteer: Gazetteer) -> bool:
    if organisation_key(name) in known_organisations():
        return False
    return name.isupper() or gazetteer.look_up(name) is not None


def settle(candidates: list[Candidate], document: Document, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates with one kind per name."""
    ballot = _Ballot(candidates, document, gazetteer)
    decided: dict[str, str] = {}
    for candidate in candidates:
        key = names.thing_key(candidate.text)
        if candidate.is_certain:
            decided[key] = candidate.kind
        elif key not in decided:
            decided[key] = ballot.kind(candidate)
    return [shifted(c, decided[names.thing_key(c.text)]) for c in candidates]


class _Ballot:
    """What the mentions of one document say of the kind of each name."""

    def __init__(self, candidates: list[Candidate], document: Document, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._mentions: Counter[str] = Counter()
        self._articles: Counter[str] = Counter()
        countries = frozenset(countries_named(candidates, gazetteer))
        for candidate in candidates:
            votes = self._votes[names.thing_key(candidate.text)]
            votes[candidate.kind] += 1 + 2 * bool(candidate.title)
            text = document.part(candidate.part)
            told = beside.kind_beside(text, candidate.start, candidate.end)
            if told:
                votes[told] += EVIDENCE
            elif beside.is_located_in(text, candidate.start) and self._is_town(candidate.text, countries):
                votes["place"] += EVIDENCE - 1
            self._mentions[names.thing_key(candidate.text)] += 1
            self._articles[names.thing_key(candidate.text)] += beside.has_article(text, candidate.start)
        people = (names.person_key(c.text) for c in candidates if c.kind == "person" and not _by_lexicon(c.text))
        self._names_of_people = {name for key in people if len(key) > 1 for name in (names.surname(key), key[0])}

    def _is_town(self, name: str, countries: frozenset[str]) -> bool:
        return self._gazetteer.look_up(name, countries) is not None

    def _is_a_thing(self, key: str) -> bool:
        """Whether most mentions stand behind an article: "the Polaroid" is nobody."""
        return 2 * self._articles[key] > self._mentions[key]

    def kind(self, candidate: Candidate) -> str:
        """The kind of the candidate's name."""
        name = candidate.text
        votes = self._votes[names.thing_key(name)]
        likeliest = min(votes, key=lambda kind: (-votes[kind], kind))
        return _by_lexicon(name) or self._by_words(name, likeliest, votes) or likeliest

    def _by_words(self, name: str, likeliest: str, votes: Counter[str]) -> str | None:
        """The kind that a name's own words give it, or a person who bears that one name."""
        parts = names.plain(name).split()
        last = parts[-1] if parts else ""
        is_special = self._gazetteer.special(name) is not None or self._gazetteer.state(name) is not None
        if is_special:
            return "place" if likeliest != "person" or name not in words("places_and_people") else None
        if len(parts) == 1:
            is_of_person = names.folded(name) in self._names_of_people and not self._is_a_thing(names.thing_key(name))
            return "person" if is_of_person or figure_of(name) else None
        if parts[0] in words("personal_titles") and not set(parts) & (ORGANISATION_WORDS | PLACE_WORDS):
            return "person"
        if CASE.search(name) or (last in WORK_WORDS and likeliest != "person"):
            return "work"
        if parts[0] == "operation" and likeliest != "person":
            return "event"
        if last in ORGANISATION_WORDS and (not votes["person"] or last in words("bodies_only")):
            return "organisation"
        is_place = likeliest == "person" and last not in words("personal_place_words")
        if last in PLACE_WORDS and (is_place or likeliest in ("place", "organisation")):
            return "place"
        if (
            last in EVENT_WORDS
            and parts[0] not in words("body_heads")
            and likeliest in ("event", "organisation", "other", "work")
        ):
            return "event"
        return None


def _by_lexicon(name: str) -> str | None:
    """The kind of a name that means one thing in any text."""
    if group_of(name):
        return "group"
    if organisation_key(name) in known_organisations():
        return "organisation"
    thing = known_things().get(names.plain(name))
    if thing:
        return thing[0]
    return "other" if names.plain(name) in words("ideologies") else None
