"""Names that lexicons know whatever the text: nationalities and groups, organisations, and the keys they are found by.

Belongs here: reading these lexicons, and which countries a text names by them.
Does not belong here: people (people.py) and places (gazetteer.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities.identity import names
from assets.facts.entities.tables import rows

if TYPE_CHECKING:
    from assets.facts.entities.candidate import Candidate
    from assets.facts.entities.identity.gazetteer import Gazetteer

# "U.S. Bureau of Labor Statistics" is the Bureau of Labor Statistics, while U.S. Steel is a name of its own.
UNITED_STATES = re.compile(r"^(?:U\.\s?S\.?|US|United States)\s+(?=\S+\s+\S)")
HYPHEN_AMERICAN = re.compile(r"^(\w[\w ]*?)[- ]americans?$")


@cache
def demonyms() -> dict[str, tuple[str, str]]:
    """Plain form of a nationality or group -> (its main word, ISO country code or '')."""
    found = {}
    for word, code, more in rows("nationalities.tsv", 3):
        for form in [word, *filter(None, (m.strip() for m in more.split(",")))]:
            found[names.plain(form)] = (word, "" if code == "-" else code)
    return found


@cache
def _adjectives() -> dict[str, str]:
    return {code: word for word, code, _ in reversed(rows("nationalities.tsv", 3))} | {"US": "U.S."}


def adjective_of(code: str) -> str:
    """The adjective of a country by its ISO code: 'Norwegian' of 'NO'; the code where there is none."""
    return _adjectives().get(code, code)


def group_of(name: str) -> tuple[str, str] | None:
    """(main word, ISO country code or '') of a nationality or group that the lexicon knows, None of any other name.

    "Somali American" and "Russian-Americans" are made of two that it knows.
    """
    form = names.plain(name)
    known = demonyms().get(form)
    if known is not None:
        return known
    pair = HYPHEN_AMERICAN.match(form)
    first = demonyms().get(pair.group(1)) if pair else None
    return (f"{first[0]} American", "US") if first else None


@cache
def known_organisations() -> dict[str, str]:
    """Key of each name that an organisation of the lexicon goes by -> its canonical name."""
    found = {}
    for canonical, others in rows("organisations.tsv", 2):
        for name in [canonical, *filter(None, others.split("|"))]:
            found[organisation_key(name)] = canonical
    return found


def organisation_key(name: str) -> str:
    """Key of an organisation's name; short abbreviations keep their capitals ('IS' is none of 'is')."""
    bare = names.LEADING_ARTICLE.sub("", names.without_possessive(names.squeezed(name)))
    bare = UNITED_STATES.sub("", bare)
    compact = bare.replace(".", "")
    return compact if len(compact) <= 4 else names.thing_key(bare)


@cache
def known_things() -> dict[str, tuple[str, str]]:
    """Plain form of a name that is neither person, organisation nor place -> (kind, canonical name)."""
    found = {}
    for kind, canonical, others in rows("things.tsv", 3):
        for name in [canonical, *filter(None, others.split("|"))]:
            found[names.plain(name)] = (kind, canonical)
    return found


def countries_named(candidates: Iterable[Candidate], gazetteer: Gazetteer) -> Counter[str]:
    """How often the text names each country, by ISO code, and each state or province, by the code of GeoNames.

    A large city names its country and state too, unless another country has one of its name, or one that the text names
    in so many words has a town of it: beside Israel Arad is no word for Romania.  The United States do not count there,
    which nearly all news names and where there is a town of nearly every name.
    """
    found: Counter[str] = Counter()
    cities = []
    for candidate in candidates:
        if candidate.kind == "group":
            found[(group_of(candidate.text) or ("", ""))[1]] += 1
        elif candidate.kind == "place":
            state, special = gazetteer.state(candidate.text), gazetteer.special(candidate.text)
            if state and special and special.is_country:
                continue  # "Georgia" itself does not tell which one is meant.
            place = special or state
            if place is None:
                cities.append(candidate.text)
                continue
            found[place.country_code or ""] += 1
            # "New York" names its state as well as the city.
            found[(state or place).division or ""] += 1
    named = frozenset(found) - {"US"}
    for city in filter(None, (gazetteer.city_of_one_country(name, named) for name in cities)):
        found[city.country_code or ""] += 1
        found[city.division or ""] += 1
    del found[""]
    return found
