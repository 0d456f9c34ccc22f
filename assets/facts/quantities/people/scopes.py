"""Of which event a count of harm is: the one that the article reports, or another one, an earlier report, a statistic.

Belongs here: how the signs of a count are weighed, and which counts are judged.
Does not belong here: the signs (scope_signs.py), the scope that the time of a single sentence decides (stance.py).

Every sign misleads now and then: the toll of a trial's event lies years back, and a count without any time may be of
another war.  So the verdict is a logistic model over all of them, with the weights of lexicon/scope_weights.tsv, which
says how they were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.facts.quantities.people.scope_signs import HARM, Article, read_article, signs

if TYPE_CHECKING:
    from datetime import date

    from assets.facts.document import Document
    from assets.facts.quantities.fact import Fact
    from assets.facts.quantities.lexicon import Lexicon

ALWAYS = "always"
# 'The toll rose from 12 to 15'.
OLD_LEVEL = re.compile(r"\b(?:from|compared\s(?:to|with)|up\sfrom|down\sfrom)\s$", re.IGNORECASE)


def of_other_events(facts: Sequence[Fact], document: Document, published: date | None, lexicon: Lexicon) -> list[Fact]:
    """The facts, each count of harm filed as background where the signs say that it is of no event reported here."""
    told = [fact for fact in facts if _is_judged(fact, document)]
    if not told:
        return list(facts)
    article = read_article(told, document, published, lexicon)
    judged = set(told)
    return [replace(fact, scope=_scope(fact, article, lexicon)) if fact in judged else fact for fact in facts]


def _is_judged(fact: Fact, document: Document) -> bool:
    """Counts of harm, without old levels, which stay the earlier figures that they are."""
    if fact.measure not in HARM or fact.unit != "count":
        return False
    sentence = document.sentences[fact.sentence_no]
    before = sentence.text[: max(0, fact.start - sentence.start)]
    return fact.scope != "background" or (fact.time is not None and OLD_LEVEL.search(before) is None)


def _scope(fact: Fact, article: Article, lexicon: Lexicon) -> str:
    return "background" if log_odds(signs(fact, article, lexicon), lexicon) > 0 else "current"


def log_odds(found: dict[str, float], lexicon: Lexicon) -> float:
    """Log odds that a count is of another event than the one reported."""
    weights = lexicon.scope_weights
    return weights[ALWAYS] + sum(weights[name] * value for name, value in found.items())
