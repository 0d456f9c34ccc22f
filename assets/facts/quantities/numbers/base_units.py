"""Values in the base unit of their dimension, for comparison.

Belongs here: conversion by the factors of lexicon/units.tsv.
Does not belong here: exchange rates; money stays in its currency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Unit


def in_base_unit(value: float | None, unit: Unit | None) -> float | None:
    """The value in the unit's base unit; None where there is no value or no factor."""
    if value is None or unit is None or unit.factor is None:
        return None
    return float(f"{value * unit.factor + unit.offset:.12g}")
