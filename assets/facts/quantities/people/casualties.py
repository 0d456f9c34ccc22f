"""What the whole text says of the people it counts, step by step.

Belongs here: the order of the steps that read the counts of a whole text.
Does not belong here: the steps themselves (scopes.py, fates.py, derived_counts.py), anything that a sentence says by
itself (measures.py, sums.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.people.counted_people import counts_people, largest
from assets.facts.quantities.people.derived_counts import (
    additions,
    as_the_title_says,
    by_charges,
    hurt_who_live,
    in_hospital,
    outdoes,
    survivors,
    with_the_killer,
    with_totals,
)
from assets.facts.quantities.people.fates import living, lost, of_the_dead
from assets.facts.quantities.people.one_by_one import beside_others, one_by_one
from assets.facts.quantities.people.scopes import of_other_events
from assets.schemas import PARTS

if TYPE_CHECKING:
    from datetime import date

    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon


def settle(facts: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon) -> list[Fact]:
    """The facts with counts of people shot filed under injured where they live, and the sums the text allows."""
    facts = of_other_events(facts, document, published, lexicon)
    facts = of_the_dead(facts, document, lexicon)
    settled = lost(living(facts, document, lexicon), document, lexicon)
    counts = [fact for fact in settled if counts_people(fact, lexicon)]
    added = one_by_one(counts, document, lexicon) or by_charges(settled, document)
    if not counts:
        return _in_order([*settled, *added])
    added += additions(counts, document, lexicon) or beside_others(counts, document, lexicon)
    alive = survivors(counts, document, lexicon)
    hurt = largest([*counts, *added], "injured")
    if alive and (hurt is None or (hurt.value or 0) < (alive[0].value or 0)):
        added += alive
    elif not alive:
        added += [
            fact for fact in in_hospital([*counts, *added], document, lexicon) if hurt is None or outdoes(fact, hurt)
        ]
    added += hurt_who_live(counts, document)
    added += with_totals(counts, document)
    added += with_the_killer(counts, document, lexicon)
    added += as_the_title_says(facts, [*counts, *added], lexicon)
    return _in_order([*settled, *added])


def _in_order(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (PARTS.index(fact.part), fact.start, fact.end))
