"""One fact in words that a person can read, for the terminal and for the page of `newstally explain`.

Belongs here: amounts and facts as lines of text.
Does not belong here: marking them in a text (explain.py, explain_page.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities import Fact


def described(fact: Fact) -> str:
    """One fact in a line a person can read."""
    parts = [f"{fact.measure} {amount(fact)}"]
    for label, value in (("of", fact.counted), ("in", fact.place), ("when", fact.time), ("says", fact.said_by)):
        if value:
            parts.append(f"{label} {value}")
    if fact.time_start and fact.time_end:
        parts.append(
            f"({fact.time_start} to {fact.time_end})" if fact.time_start != fact.time_end else f"({fact.time_start})"
        )
    if fact.direction:
        parts.append(fact.direction)
    if fact.polarity != "asserted":
        parts.append(fact.polarity)
    if fact.scope != "current":
        parts.append(fact.scope)
    if fact.is_summed:
        parts.append("made from " + " + ".join(fact.parts))
    return f"{'; '.join(parts)}  {fact.confidence:.0%}"


def amount(fact: Fact) -> str:
    """Bound, number and unit, e.g. 'at least 12', '600 to 700 kilometre per hour'."""
    unit = "" if fact.unit == "count" else f" {fact.unit.replace('_', ' ')}"
    rate = f" per {fact.per.replace('_', ' ')}" if fact.per else ""
    if fact.value is not None:
        bound = "" if fact.bound == "exact" else f"{fact.bound.replace('_', ' ')} "
        return f"{bound}{fact.value:,.10g}{unit}{rate}"
    if fact.low is not None and fact.high is not None:
        return f"{fact.low:,.10g} to {fact.high:,.10g}{unit}{rate}"
    return f"{fact.phrase!r}{unit}{rate}"
