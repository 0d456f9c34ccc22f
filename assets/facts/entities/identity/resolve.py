"""Which mentions name one thing, and the id of that thing.

An id is a hash of kind and canonical key, and the key comes from the fullest name that the document itself gives,
so it does not depend on what other articles there are.  Where a document gives a surname only, lexicon/people.tsv
knows whom news means by it; a surname that it does not know keeps a key of its own, apart from every full name.
Belongs here: the entity of a candidate of each kind, ids, places.
Does not belong here: which mentions name one person (people.py) or organisation (organisations.py), where names are
(marked.py), their kinds (kinds.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assets.facts.entities.identity import names
from assets.facts.entities.identity.known import countries_named, group_of, known_things, organisation_key
from assets.facts.entities.identity.organisations import Organisations, state_body
from assets.facts.entities.identity.people import People
from assets.ids import stable_id

if TYPE_CHECKING:
    from assets.facts.entities.candidate import Candidate
    from assets.facts.entities.identity.aliases import Alias, Aliases
    from assets.facts.entities.identity.gazetteer import Gazetteer, Place


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing: its id, its name as shown, and for places and nationalities what gazetteers know."""

    entity_id: str
    kind: str
    name: str
    geonames_id: int | None = None
    country_code: str | None = None
    outside_id: str | None = None


def resolve(
    candidates: list[Candidate],
    text_of: dict[str, str],
    gazetteer: Gazetteer,
    aliases: Aliases,
    abbreviated: dict[str, str],
) -> list[Entity | None]:
    """The entity of each candidate, in the same order; None where a name tells of no one thing ("the Committee").

    `abbreviated` maps what the text abbreviates to its full name.
    """
    people = People(
        [c for c in candidates if c.kind == "person"],
        [body.owner for c in candidates if c.kind == "organisation" and (body := state_body(c.text)) and body.owner],
    )
    near = countries_named(candidates, gazetteer)
    organisations = Organisations(
        [c.text for c in candidates if c.kind == "organisation"], abbreviated, near, gazetteer, people.full_name_of
    )
    one = _Resolver(people, organisations, frozenset(near), text_of, gazetteer)
    found = []
    for candidate in candidates:
        alias = aliases.get(candidate.bare, candidate.kind)
        entity = None
        if alias is None:
            entity = one.entity(candidate)
            # "Quill" in a text that names Marta Quill is whom the alias file calls Marta Quill.
            alias = aliases.get(entity.name, entity.kind) if entity else None
        found.append(entity if alias is None else _aliased(alias, gazetteer))
    return found


@dataclass(frozen=True, slots=True)
class _Resolver:
    """What the candidates of one document are resolved with."""

    people: People
    organisations: Organisations
    near: frozenset[str]
    text_of: dict[str, str]
    gazetteer: Gazetteer

    def entity(self, candidate: Candidate) -> Entity | None:
        """The entity of one candidate."""
        kind = candidate.kind
        if kind == "person":
            return _named(kind, self.people.full_name(candidate))
        if kind == "organisation":
            named = self.organisations.named(candidate.text)
            return _entity(kind, named.key, named.name) if named else None
        if kind == "place":
            return _place(candidate, self.text_of[candidate.part], self.near, self.gazetteer)
        if kind == "group":
            word, code = group_of(candidate.text) or (names.squeezed(candidate.text), "")
            return _entity(kind, names.plain(word), word, country_code=code or None)
        thing = known_things().get(names.plain(candidate.text))
        return _named(kind, thing[1] if thing else names.squeezed(candidate.text))


def _named(kind: str, name: str, outside_id: str | None = None) -> Entity:
    """The entity of a canonical name, whether text or an alias file gave it."""
    if kind == "person":
        return _entity(kind, " ".join(names.person_key(name)), name, outside_id=outside_id)
    key = organisation_key(name) if kind == "organisation" else names.thing_key(name)
    return _entity(kind, key, name, outside_id=outside_id)


def _aliased(alias: Alias, gazetteer: Gazetteer) -> Entity:
    """The entity that an alias file names; a place that the gazetteer knows by that name keeps its id."""
    place = gazetteer.look_up(alias.name) if alias.kind == "place" else None
    if place is None:
        return _named(alias.kind, alias.name, alias.outside_id)
    return replace(_of_place(place), outside_id=alias.outside_id)


def _entity(
    kind: str,
    key: str,
    name: str,
    geonames_id: int | None = None,
    country_code: str | None = None,
    outside_id: str | None = None,
) -> Entity:
    return Entity(stable_id("e", kind, key), kind, name, geonames_id, country_code, outside_id)


# ---------------------------------------------------------------- places
def _place(candidate: Candidate, text: str, countries: frozenset[str], gazetteer: Gazetteer) -> Entity:
    place = gazetteer.look_up(candidate.text, countries, within=_area_behind(text, candidate.end))
    if place is None:
        name = names.squeezed(candidate.text)
        return _entity("place", names.thing_key(name), name)
    return _of_place(place)


def _of_place(place: Place) -> Entity:
    return _entity("place", _place_key(place), place.name, place.geonames_id, place.country_code)


def _place_key(place: Place) -> str:
    if place.geonames_id:
        return f"geonames:{place.geonames_id}"
    return f"division:{place.division}" if place.division else names.thing_key(place.name)


def _area_behind(text: str, end: int) -> str | None:
    """'Illinois' where ', Illinois' follows a name."""
    if text[end : end + 2] != ", ":
        return None
    words = text[end + 2 : end + 40].replace("\n", " ").split(" ")
    taken = []
    for word in words[:3]:
        if not word[:1].isupper():
            break
        taken.append(word)
        if word.endswith((",", ".", ";")) and not word.endswith("."):
            break
    return " ".join(taken).rstrip(",;") or None
