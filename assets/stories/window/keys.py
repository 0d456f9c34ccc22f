"""Candidate keys: what two texts have in common by which they are brought together.

Belongs here: how keys and the texts that have them are held, a number each, so that one sort brings the holders
of every key together in canonical order.
Does not belong here: which keys a text has (shingle.py, terms.py), pairing (candidates.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from assets.stories.texts.normalise import I64, U64

ROW_BITS = 28
_ROW = np.uint64(ROW_BITS)
_IS_BAND = np.uint64(1 << 63)
_ROWS = np.uint64((1 << ROW_BITS) - 1)


@dataclass(frozen=True)
class Keys:
    """Keys with the rows of the texts that have them, in no order.

    `packed` holds 36 bits of key, the highest of them set for a band and not for a sketch member, above 28 bits of row.
    Two different keys that agree in so many bits make a pair that verification parts again.
    """

    packed: U64

    @classmethod
    def of(cls, rows: npt.NDArray[np.integer], hashes: U64, *, are_bands: bool) -> Keys:
        """Keys cut from hashes that stand beside their rows."""
        packed = (hashes & ~(_ROWS | _IS_BAND)) | rows.astype(np.uint64)
        return cls(packed | _IS_BAND if are_bands else packed)

    @classmethod
    def joined(cls, keys: U64, rows: npt.NDArray[np.integer]) -> Keys:
        """Keys as `keys` and `rows` gave them."""
        return cls((keys << _ROW) | rows.astype(np.uint64))

    @property
    def keys(self) -> U64:
        """The key of each."""
        return self.packed >> _ROW

    @property
    def rows(self) -> I64:
        """The row of each."""
        return (self.packed & _ROWS).astype(np.int64)

    @property
    def is_band(self) -> npt.NDArray[np.bool_]:
        """Which are bands."""
        return self.packed >= _IS_BAND

    def moved(self, rows: int) -> Keys:
        """The same keys, of texts so many rows further on."""
        step = np.uint64(abs(rows))
        return Keys(self.packed + step if rows >= 0 else self.packed - step)

    def followed_by(self, other: Keys) -> Keys:
        """These keys and the other's."""
        return Keys(np.concatenate([self.packed, other.packed]))


def are_among(numbers: U64, those: U64) -> npt.NDArray[np.bool_]:
    """Which of the numbers stand among those, which come ascending."""
    if not len(those):
        return np.zeros(len(numbers), np.bool_)
    place = np.searchsorted(those, numbers)
    found: npt.NDArray[np.bool_] = those[np.minimum(place, len(those) - 1)] == numbers
    return found


def no_keys() -> Keys:
    """No keys."""
    return Keys(np.zeros(0, np.uint64))
