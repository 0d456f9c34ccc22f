"""What kind of thing a name is, settled over the whole document.

The model judges each mention by its own sentence and calls one name a person here and an organisation there.
Here lexicons, titles and the majority of a document's mentions decide once for all mentions of a name.
Belongs here: the kind of a name.  Does not belong here: which entity it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.datelines import find_datelines
from assets.facts.entities import names
from assets.facts.entities.spans import Candidate, shifted
from assets.facts.entities.tables import rows, words
from assets.schemas import PARTS

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.entities.gazetteer import Gazetteer

ORGANISATION_WORDS = words("organisation_words")
PLACE_WORDS = words("place_words")
EVENT_WORDS = words("event_words")


@cache
def demonyms() -> dict[str, tuple[str, str]]:
    """Plain form of a nationality or group -> (its main word, ISO country code or '')."""
    found = {}
    for word, code, more in rows("nationalities.tsv", 3):
        for form in [word, *filter(None, (m.strip() for m in more.split(",")))]:
            found[names.plain(form)] = (word, "" if code == "-" else code)
    return found


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
    compact = bare.replace(".", "")
    return compact if len(compact) <= 4 else names.thing_key(bare)


def placed(candidates: list[Candidate], document: Document, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates, those that open a dateline as places: the model takes "KYIV, April 3 (" for a person.

    In capitals any name but a known organisation's is one there; in small letters the gazetteer must know it.
    """
    opening = {(name, start): end for name in PARTS for start, end in find_datelines(document.part(name))}
    if not opening:
        return candidates
    return [
        shifted(c, "place") if c.end < opening.get((c.part, c.start), 0) and _may_be_place(c.text, gazetteer) else c
        for c in candidates
    ]


def _may_be_place(name: str, gazetteer: Gazetteer) -> bool:
    if organisation_key(name) in known_organisations():
        return False
    return name.isupper() or gazetteer.look_up(name) is not None


def settle(candidates: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates with one kind per name."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in candidates:
        votes[names.thing_key(candidate.text)][candidate.kind] += 1 + 2 * bool(candidate.title)
    full_names = (names.person_key(c.text) for c in candidates if c.kind == "person")
    surnames = {full[-1] for full in full_names if len(full) > 1}
    decided: dict[str, str] = {}
    for candidate in candidates:
        key = names.thing_key(candidate.text)
        if candidate.is_certain:
            decided[key] = candidate.kind
        elif key not in decided:
            decided[key] = _kind(candidate, votes[key], surnames, gazetteer)
    return [shifted(c, decided[names.thing_key(c.text)]) for c in candidates]


def _kind(candidate: Candidate, votes: Counter[str], surnames: set[str], gazetteer: Gazetteer) -> str:
    name = candidate.text
    if names.plain(name) in demonyms():
        return "group"
    if organisation_key(name) in known_organisations():
        return "organisation"
    parts = names.plain(name).split()
    if gazetteer.special(name) and votes.most_common(1)[0][0] != "person":
        return "place"
    if len(parts) > 1:
        if parts[-1] in ORGANISATION_WORDS and (not votes["person"] or parts[-1] in words("bodies_only")):
            return "organisation"
        if parts[-1] in PLACE_WORDS and votes.most_common(1)[0][0] in ("place", "organisation", "person"):
            return "place"
        if parts[-1] in EVENT_WORDS and votes.most_common(1)[0][0] in ("event", "organisation", "other", "work"):
            return "event"
    elif names.folded(name) in surnames and votes["person"]:
        return "person"
    ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked[0][0]
