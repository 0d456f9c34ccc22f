"""From a parsed document to its named mentions.  The way in of this package.

Belongs here: the order of the steps.  Does not belong here: any step.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assets.facts import own_lists
from assets.facts.entities.identity import abbreviations, resolve
from assets.facts.entities.identity.aliases import Aliases, read_aliases
from assets.facts.entities.identity.gazetteer import gazetteer
from assets.facts.entities.mention import Mention
from assets.facts.entities.spans import kinds, offices, spread, widen
from assets.facts.entities.spans import marked as spans
from assets.schemas import PARTS

if TYPE_CHECKING:
    from assets.facts.document import Document

ALIASES_VARIABLE = "NEWSTALLY_FACTS_ALIASES"
LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def find_mentions(document: Document, aliases: Aliases | None = None) -> list[Mention]:
    """Every named mention of the document, title first, in text order; no two have the same span.

    Without `aliases` the user's own are used (see `own_aliases`).
    """
    places = gazetteer()
    aliases = own_aliases() if aliases is None else aliases
    candidates = kinds.placed(spans.candidates(document, aliases), document, places)
    candidates = offices.parted(candidates, document, places)
    defined = abbreviations.definitions(candidates, document)
    candidates = spread.spread(abbreviations.with_definitions(candidates, defined), document, places)
    candidates = kinds.settle(candidates, document, places)
    candidates = widen.widen(candidates, document, places)
    texts = dict(zip(PARTS, document.texts, strict=True))
    abbreviated = {one.short.text: one.full for one in defined}
    entities = resolve.resolve(candidates, texts, places, aliases, abbreviated)
    return [
        Mention(
            part=candidate.part,
            sentence_no=candidate.sentence_no,
            start=candidate.start,
            end=candidate.end,
            text=candidate.text,
            kind=entity.kind,
            entity_id=entity.entity_id,
            name=entity.name,
            geonames_id=entity.geonames_id,
            country_code=entity.country_code,
            outside_id=entity.outside_id,
        )
        for candidate, entity in zip(candidates, entities, strict=True)
        if entity is not None
    ]


def own_aliases() -> Aliases:
    """The user's aliases: aliases.csv among his lists, else the file that NEWSTALLY_FACTS_ALIASES names, else none.

    UserError where the file is faulty.
    """
    path = own_lists.path_of(own_lists.ALIASES) or os.environ.get(ALIASES_VARIABLE)
    return _read_once(str(path)) if path else Aliases()


@cache
def _read_once(path: str) -> Aliases:
    return read_aliases(Path(path))


def label_of(kind: str) -> str:
    """The short label that `newstally extract` prints for a kind: PER, ORG, LOC, else the kind in capitals."""
    return LABELS.get(kind, kind.upper())
