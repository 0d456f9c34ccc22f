"""Which mentions name one thing, and the id of that thing.

An id is a hash of kind and canonical key, and the key comes from the fullest name that the document itself gives,
so it does not depend on what other articles there are.  Where a document gives a surname only, lexicon/people.tsv
knows whom news means by it; a surname that it does not know keeps a key of its own, apart from every full name.
Belongs here: clustering within a document, canonical names, ids.
Does not belong here: where names are (spans.py) and their kinds (kinds.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities import names
from assets.facts.entities.known import countries_named, group_of, known_organisations, known_things, organisation_key
from assets.facts.entities.tables import rows
from assets.ids import stable_id

if TYPE_CHECKING:
    from assets.facts.entities.aliases import Alias, Aliases
    from assets.facts.entities.gazetteer import Gazetteer, Place
    from assets.facts.entities.spans import Candidate


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
) -> list[Entity]:
    """The entity of each candidate, in the same order; `abbreviated` maps what the text abbreviates to its full name."""
    people = _People([c.bare for c in candidates if c.kind == "person"])
    organisations = _Organisations([c.text for c in candidates if c.kind == "organisation"], abbreviated)
    countries = frozenset(countries_named(candidates, gazetteer))
    found = []
    for candidate in candidates:
        alias = aliases.get(candidate.bare, candidate.kind)
        if alias is None:
            if candidate.kind == "person":
                entity = _named("person", people.full_name(candidate.bare))
            elif candidate.kind == "organisation":
                entity = _named("organisation", organisations.canonical(candidate.text))
            elif candidate.kind == "place":
                entity = _place(candidate, text_of[candidate.part], countries, gazetteer)
            elif candidate.kind == "group":
                word, code = group_of(candidate.text) or (names.squeezed(candidate.text), "")
                entity = _entity("group", names.plain(word), word, country_code=code or None)
            else:
                thing = known_things().get(names.plain(candidate.text))
                entity = _named(candidate.kind, thing[1] if thing else names.squeezed(candidate.text))
            # "Quill" in a text that names Marta Quill is whom the alias file calls Marta Quill.
            alias = aliases.get(entity.name, entity.kind)
        found.append(entity if alias is None else _aliased(alias, gazetteer))
    return found


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


# ---------------------------------------------------------------- people
@cache
def public_figures() -> dict[tuple[str, ...], str]:
    """Key of each name a public figure goes by -> the canonical name."""
    found = {}
    for canonical, others in rows("people.tsv", 2):
        for name in [canonical, *filter(None, others.split("|"))]:
            found[names.person_key(name)] = canonical
    return found


class _People:
    """The people of one document; a bare surname goes to the one person who bears it."""

    def __init__(self, mentions: Iterable[str]) -> None:
        self._bearers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._given: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._given_as_written: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._shown: dict[tuple[str, ...], str] = {}
        for mention in mentions:
            key = names.person_key(mention)
            name = names.person_name(mention)
            if not key:
                continue
            if len(name) > len(self._shown.get(key, "")):
                self._shown[key] = name
            if len(key) > 1 and key not in self._bearers[key[-1]]:
                self._bearers[key[-1]].append(key)
                self._given[key[0]].append(key)
                self._given_as_written[names.plain(name.split()[0])].append(key)

    def full_name(self, mention: str) -> str:
        """The fullest name that the document, or else the lexicon, gives for the mention."""
        key = names.person_key(mention)
        if not key:
            return names.squeezed(mention)
        canonical = public_figures().get(key)
        if len(key) == 1:
            bearers = self._bearers.get(key[0], [])
            if len(bearers) == 1:
                return self._named(bearers[0])
            if len(bearers) > 1:
                return canonical if canonical and names.person_key(canonical) in bearers else self._named(key)
            # "Vladimir" is Vladimir and not Volodymyr, although both are forms of one name.
            given = self._given_as_written.get(names.plain(names.person_name(mention))) or self._given.get(key[0], [])
            if len(given) == 1 and not canonical:
                return self._named(given[0])
        return canonical or self._named(key)

    def _named(self, key: tuple[str, ...]) -> str:
        return public_figures().get(key) or self._shown[key]


# ---------------------------------------------------------------- organisations
class _Organisations:
    """The organisations of one document; abbreviations and shortened names go to the full one."""

    def __init__(self, mentions: Iterable[str], abbreviated: dict[str, str]) -> None:
        shown: dict[str, str] = {}
        for mention in mentions:
            name = names.LEADING_ARTICLE.sub("", names.without_possessive(names.squeezed(mention)))
            key = organisation_key(name)
            if key not in shown or (shown[key].isupper() and not name.isupper()):
                shown[key] = name
        self._shown = shown
        self._full_of = {organisation_key(short): organisation_key(full) for short, full in abbreviated.items()}
        self._of_initials: dict[str, set[str]] = defaultdict(set)
        for key, name in shown.items():
            for letters in names.initials(name):
                self._of_initials[letters].add(key)

    def canonical(self, mention: str) -> str:
        """The canonical name of a mention of this document."""
        key = organisation_key(mention)
        known = known_organisations().get(key)
        if known:
            return known
        longer = self._longer(key)
        if longer:
            return known_organisations().get(longer, self._shown[longer])
        return self._shown[key]

    def _longer(self, key: str) -> str | None:
        """The one longer name of the document that the key abbreviates or begins."""
        if self._full_of.get(key) in self._shown:
            return self._full_of[key]
        if key.isupper() and len(key) > 1:
            full = self._of_initials.get(key, set()) - {key}
            return next(iter(full)) if len(full) == 1 else None
        words = key.split()
        if len(words) < 2:
            return None
        full = {
            k
            for k in self._shown
            if k != key and k.split()[: len(words)] == words and k.split()[len(words)] in ("of", "for")
        }
        return next(iter(full)) if len(full) == 1 else None


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
