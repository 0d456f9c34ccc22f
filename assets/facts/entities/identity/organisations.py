"""The organisations of one document: abbreviations, shortened names, and bodies of states and of people.

"The Russian Defence Ministry", "Russia's Ministry of Defense" and, in a text on Russia, "the Defence Ministry" are one
body; so are "the Trump administration" and "Donald Trump's administration".
Belongs here: which mentions name one organisation, and its canonical name and key.
Does not belong here: organisations that lexicons know (known.py), ids (resolve.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assets.facts.entities.identity import names
from assets.facts.entities.identity.known import adjective_of, group_of, known_organisations, organisation_key
from assets.facts.entities.tables import words

if TYPE_CHECKING:
    from assets.facts.entities.identity.gazetteer import Gazetteer

# A country is what a text is about where it is named half again as often as the next one.
DOMINANCE = 1.5
FEWEST_MENTIONS = 3
SUBJECTS = {
    "defense": "defence",
    "foreign affairs": "foreign",
    "external affairs": "foreign",
    "internal affairs": "interior",
    "home affairs": "interior",
    "public health": "health",
    "economic": "economy",
}


class Named(NamedTuple):
    """An organisation as it is shown, and the key that its id is made of."""

    name: str
    key: str


class StateBody(NamedTuple):
    """What a name says of a body of a state: the owner as written (or empty) and the body in a normal form."""

    owner: str
    body: str


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the two orders: Russia's Defence Ministry, and Ministry of Defence of Russia."""
    qualifiers, bodies = "|".join(sorted(words("body_qualifiers"))), "|".join(sorted(words("state_bodies")))
    own = rf"(?:(?P<owner>\S.*?)(?:['’]s?)?\s+)??(?P<body>(?:(?:{qualifiers})\s+)*(?:{bodies}))"
    of = (
        r"(?:(?P<owner>\S.*?)(?:['’]s?)?\s+)??(?P<head>ministry|government|parliament|army)\s+(?:of|for)\s+"
        r"(?:the\s+)?(?P<rest>.+)"
    )
    return re.compile(f"^{own}$", re.IGNORECASE), re.compile(f"^{of}$", re.IGNORECASE)


def state_body(name: str) -> StateBody | None:
    """The body of a state that a name names, None for any other name.

    `owner` may still be anything ("Northern Harbour"); the caller tells whether it is a country.
    """
    bare = names.LEADING_ARTICLE.sub("", names.without_possessive(names.squeezed(name)))
    own, of = _forms()
    match = own.match(bare)
    if match:
        return StateBody(match["owner"] or "", _normal(match["body"]))
    match = of.match(bare)
    if match is None:
        return None
    head, rest, owner = match["head"].casefold(), match["rest"], match["owner"] or ""
    subject, _, behind = rest.partition(" of ")
    if head != "ministry":
        return StateBody(rest, head)
    return StateBody(owner or behind, f"{_normal(subject)} ministry")


def _normal(body: str) -> str:
    text = names.plain(body)
    for written, normal in SUBJECTS.items():
        text = re.sub(rf"\b{written}\b", normal, text)
    return text


class Organisations:
    """The organisations of one document.

    `abbreviated` maps short names that the text defines to full ones; `countries` says how often the text names each
    country; `full_name` gives the person that a name before "administration" is, None where it is nobody's.
    """

    def __init__(
        self,
        mentions: Iterable[str],
        abbreviated: dict[str, str],
        countries: Counter[str],
        gazetteer: Gazetteer,
        full_name: Callable[[str], str | None],
    ) -> None:
        self._gazetteer = gazetteer
        self._full_name = full_name
        self._countries = countries
        self._home = _home(countries)
        self._shown: dict[str, str] = {}
        self._companies: set[str] = set()
        for mention in mentions:
            name = names.LEADING_ARTICLE.sub("", names.without_possessive(names.squeezed(mention)))
            key = organisation_key(name)
            if names.COMPANY_ENDING.search(name):
                self._companies.add(key)
            if key not in self._shown or (self._shown[key].isupper() and not name.isupper()):
                self._shown[key] = name
        self._full_of = {organisation_key(short): organisation_key(full) for short, full in abbreviated.items()}
        self._by_initials: dict[str, set[str]] = defaultdict(set)
        for key, name in self._shown.items():
            for letters in names.initials(name):
                self._by_initials[letters].add(key)

    def named(self, mention: str) -> Named | None:
        """The organisation of a mention of this document; None where it is a common noun that names no one body."""
        key = organisation_key(mention)
        known = known_organisations().get(key)
        if known and not self._is_of_another_country(mention, known):
            return Named(known, organisation_key(known))
        owned = self._owned(mention)
        if owned:
            return owned
        longer = self._longer(key)
        if longer is None:
            return None if key in words("common_bodies") else Named(self._shown[key], key)
        full = known_organisations().get(longer)
        if full:
            return Named(full, organisation_key(full))
        return self._owned(self._shown[longer]) or Named(self._shown[longer], longer)

    # ------------------------------------------------------------ bodies of states and of people
    def _owned(self, mention: str) -> Named | None:
        body = state_body(mention)
        if body is None or body.body.startswith(("state ", "local ", "regional ")):
            return None
        if not body.owner:
            return _of_state(self._home, body.body) if self._home else None
        code = self._country(body.owner)
        if code:
            return _of_state(code, body.body)
        full = self._full_name(body.owner) if body.body in words("bodies_of_people") else None
        if full is None:
            return None
        return Named(
            f"{names.person_words(full)[-1]} {body.body}", f"{body.body} of {' '.join(names.person_key(full))}"
        )

    def _country(self, owner: str) -> str:
        group = group_of(owner)
        if group:
            return group[1]
        place = self._gazetteer.special(owner)
        return place.country_code or "" if place and place.is_country else ""

    def _is_of_another_country(self, mention: str, canonical: str) -> bool:
        """Whether "Supreme Court" is not that of the United States, in a text on another country that never names them."""
        is_bare = canonical.startswith("U.S. ") and names.plain(mention) in words("bodies_of_any_state")
        return is_bare and bool(self._home) and not self._countries["US"]

    # ------------------------------------------------------------ shortened names
    def _longer(self, key: str) -> str | None:
        """The one longer name of the document that the key abbreviates, begins or is the noun of."""
        if self._full_of.get(key) in self._shown:
            return self._full_of[key]
        if key.isupper() and len(key) > 1:
            return _only(self._by_initials.get(key, set()) - {key})
        if key in self._companies:
            return None  # "Quarry Ltd" is whole, and none of "Quarry Technologies Inc".
        parts = key.split()
        if len(parts) == 1 and key in words("body_heads") | words("outlet_heads"):
            return _only({k for k in self._shown if k != key and _is_headed(k.split(), key)})
        longer = {k for k in self._shown if k != key and _goes_on(parts, k.split())}
        # "Red Sox" of "Boston Red Sox".
        return _only(longer or {k for k in self._shown if k != key and k.split()[-len(parts) :] == parts})


def _is_headed(longer: list[str], head: str) -> bool:
    """Whether a name's noun is that word: "Commission" of "European Commission" and of "Commission on Elections"."""
    return longer[-1:] == [head] or (longer[:1] == [head] and longer[1] in ("of", "for", "on"))


def _goes_on(parts: list[str], longer: list[str]) -> bool:
    """Whether a name is the beginning of a longer one: "Harvard" of "Harvard University", not "Bank" of "Bank One"."""
    begins = [word.removesuffix("'s") for word in longer[: len(parts)]] == parts or longer[: len(parts)] == parts
    if not begins or len(longer) == len(parts):
        return False
    rest = longer[len(parts) :]
    if len(parts) > 1 and rest[0] in ("of", "for"):
        return True
    return all(word in words("body_heads") | words("company_words") | {"and", "&"} for word in rest)


def _of_state(code: str, body: str) -> Named:
    is_proper = any(word in words("proper_bodies") for word in body.split())
    return Named(f"{adjective_of(code)} {body.title() if is_proper else body}", f"{body} of {code}")


def _home(countries: Counter[str]) -> str:
    """The country that the text is about, empty where it is about several."""
    ranked = [(code, count) for code, count in countries.most_common() if "." not in code][:2]
    if not ranked or ranked[0][1] < FEWEST_MENTIONS or (len(ranked) > 1 and ranked[0][1] < DOMINANCE * ranked[1][1]):
        return ""
    return ranked[0][0]


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
