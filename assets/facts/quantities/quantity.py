"""A quantity while it is being read: the working shape between a numeral and a finished Fact.

Belongs here: the mutable record that the reading steps fill in, in order.
Does not belong here: any step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Unit
    from assets.facts.quantities.numbers.numeral import Numeral


@dataclass(slots=True)
class Quantity:
    """One quantity of one sentence.  All offsets count in the sentence's own text.

    `start`, `end` is the phrase, `core_start`, `core_end` numeral with its scale, sign and money sign,
    `unit_end` the end of the unit behind it.  `head` and `noun` are token indices: the token the number
    hangs on, and the head of the counted noun phrase (None where there is none).
    """

    numeral: Numeral
    start: int
    end: int
    core_start: int
    core_end: int
    unit_end: int
    value: float | None
    low: float | None
    high: float | None
    bound: str = "exact"
    unit: Unit | None = None
    per: str | None = None
    direction: str | None = None
    is_age: bool = False
    is_range: bool = False
    is_vague: bool = False
    is_hyphenated: bool = False
    is_old_level: bool = False
    is_multiple: bool = False
    tokens: list[int] = field(default_factory=list)
    head: int | None = None
    noun: int | None = None
    noun_is_elided: bool = False
    counted: str | None = None
    counted_lemma: str = ""
    subject: str | None = None
    measure: str = ""
    share_of: int | None = None
    governor: int | None = None
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def unit_name(self) -> str:
        """Name of the unit; 'count' where there is none."""
        return self.unit.name if self.unit else "count"

    @property
    def dimension(self) -> str:
        """Dimension of the unit; 'count' where there is none."""
        return self.unit.dimension if self.unit else "count"

    def set_exact(self, value: float) -> None:
        """Make it one stated number."""
        self.value = self.low = self.high = value
