"""One fact in words that a person can read, for the terminal and for the page of `newstally explain`.

Belongs here: amounts, places, speakers and whole facts as lines of text.
Does not belong here: marking them in a text (explain.py, explain_page.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities import Fact

# Of the facts given as much and more, six in seven are right.
SURE = 0.7
MOST_DOUBTS = 3


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
    doubts = doubts_in_words(fact)
    return f"{'; '.join(parts)}  {fact.confidence:.0%}{f' ({doubts})' if doubts else ''}"


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


def in_base_unit(fact: Fact) -> str | None:
    """The same in the unit that all of its kind are compared in; None where that is the stated unit."""
    if fact.base_unit is None or fact.base_unit == fact.unit:
        return None
    ends = (fact.base_value,) if fact.base_value is not None else (fact.base_low, fact.base_high)
    shown = " to ".join(f"{end:,.6g}" for end in ends if end is not None)
    return f"{shown} {fact.base_unit.replace('_', ' ')}" if shown else None


def place_in_words(fact: Fact) -> str | None:
    """The place with its country and its id in GeoNames, where it has them."""
    if fact.place is None:
        return None
    ids = [fact.place_country, f"GeoNames {fact.place_geonames_id}" if fact.place_geonames_id else None]
    known = ", ".join(filter(None, ids))
    return f"{fact.place} ({known})" if known else fact.place


def doubts_in_words(fact: Fact) -> str | None:
    """What speaks most against a fact that is less sure than most, the heaviest first; None for the others."""
    return "; ".join(fact.doubts[:MOST_DOUBTS]) if fact.confidence < SURE and fact.doubts else None


def said_by_in_words(fact: Fact) -> str | None:
    """Who says it, his full name where the text calls him otherwise, and by which word."""
    if fact.said_by is None:
        return None
    name = fact.said_by_name if fact.said_by_name and fact.said_by_name.lower() not in fact.said_by.lower() else None
    known = ", ".join(filter(None, (name, f"“{fact.said_by_cue}”" if fact.said_by_cue else None)))
    return f"{fact.said_by} ({known})" if known else fact.said_by
