"""The people of one document: which mentions name one person, and by what full name.

Belongs here: surnames, given names and titles within one document, and the public figures that news names by surname.
Does not belong here: spellings of one name (names.py), ids (resolve.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities.identity import names
from assets.facts.entities.tables import rows, words

if TYPE_CHECKING:
    from assets.facts.entities.candidate import Candidate

Key = tuple[str, ...]
SHORTEST_FOLDED = 6


@cache
def public_figures() -> dict[Key, str]:
    """Key of each name a public figure goes by -> the canonical name."""
    found = {}
    for canonical, others in rows("people.tsv", 2):
        for name in [canonical, *filter(None, others.split("|"))]:
            found[names.person_key(name)] = canonical
    return found


def figure_of(name: str) -> str | None:
    """The public figure of that name; a short surname must be spelled as the lexicon has it: "Moody" is not Modi."""
    key = names.person_key(name)
    spelled = names.plain(names.person_name(name))
    if len(key) == 1 and len(spelled) < SHORTEST_FOLDED and spelled not in _spelled():
        return None
    return public_figures().get(key)


@cache
def _spelled() -> frozenset[str]:
    return frozenset(
        names.plain(name) for canonical, others in rows("people.tsv", 2) for name in [canonical, *others.split("|")]
    )


class People:
    """The people of one document; a bare surname goes to the one person who bears it.

    `mentions` are those of kind person; `surnames_of_bodies` are names before "administration" and the like, which tell
    that the text means the public figure of that surname and not a relative whom it names in full.
    """

    def __init__(self, mentions: Iterable[Candidate], surnames_of_bodies: Iterable[str]) -> None:
        self._by_surname: dict[str, list[Key]] = defaultdict(list)
        self._by_given: dict[str, list[Key]] = defaultdict(list)
        self._by_given_as_written: dict[str, list[Key]] = defaultdict(list)
        self._shown: dict[Key, str] = {}
        self._in_office = {names.person_key(name) for name in surnames_of_bodies}
        for mention in mentions:
            key = names.person_key(mention.bare)
            if key:
                self._take(key, mention)
        self._fuller = {key: self._longer(key) for keys in self._by_surname.values() for key in keys}

    def _take(self, key: Key, mention: Candidate) -> None:
        name = names.person_name(mention.bare)
        if len(name) > len(self._shown.get(key, "")):
            self._shown[key] = name
        if len(key) == 1:
            if names.plain(mention.title).split()[-1:] in (["president"], ["chancellor"], ["minister"]):
                self._in_office.add(key)
        elif key not in self._by_surname[names.surname(key)]:
            self._by_surname[names.surname(key)].append(key)
            self._by_given[key[0]].append(key)
            self._by_given_as_written[names.plain(name.split()[0])].append(key)

    def _longer(self, key: Key) -> Key:
        """The one longer name that has all the words of this one: "Pedro Lund" is "Juan Pedro Lund"."""
        longer = [k for k in self._by_surname[names.surname(key)] if len(k) > len(key) and set(key) < set(k)]
        return longer[0] if len(longer) == 1 and names.generation(key) == names.generation(longer[0]) else key

    def full_name(self, mention: Candidate) -> str:
        """The fullest name that the document, or else the lexicon, gives for the mention."""
        key = names.person_key(mention.bare)
        if not key:
            return names.squeezed(mention.bare)
        figure = figure_of(mention.bare)
        if len(key) > 1:
            return figure or self._named(key)
        bearers = [] if _is_regal(mention.title) else self._bearers(key[0])
        if figure and self._means_figure(key, figure, bearers):
            return figure
        if len(bearers) == 1:
            return self._named(bearers[0])
        if bearers:
            return self._named(key)
        # "Vladimir" is Vladimir and not Volodymyr, although both are forms of one name.
        as_written = self._by_given_as_written.get(names.plain(names.person_name(mention.bare)))
        given = {self._fuller[k] for k in as_written or self._by_given.get(key[0], [])}
        return self._named(given.pop()) if len(given) == 1 else self._named(key)

    def full_name_of(self, name: str) -> str | None:
        """The same of a name that stands inside another one, "Quill" in "the Quill administration"; None if nobody's."""
        key = names.person_key(name)
        figure = figure_of(name)
        if figure or not key:
            return figure
        bearers = self._bearers(key[0]) if len(key) == 1 else [self._fuller.get(key, key)]
        known = [bearer for bearer in bearers if bearer in self._shown]
        return self._named(known[0]) if len(known) == 1 else None

    def _bearers(self, surname: str) -> list[Key]:
        return list(dict.fromkeys(self._fuller[key] for key in self._by_surname.get(surname, ())))

    def _means_figure(self, key: Key, figure: str, bearers: list[Key]) -> bool:
        """Whether a surname is the public figure's, although the text may name relatives of his in full."""
        return not bearers or key in self._in_office or names.person_key(figure) in bearers

    def _named(self, key: Key) -> str:
        key = self._fuller.get(key, key)
        return public_figures().get(key) or self._shown[key]


def _is_regal(title: str) -> bool:
    """Whether the title goes with a given name: "King Tarim" bears no surname."""
    return any(word in words("regal_titles") for word in names.plain(title).split()[-1:])
