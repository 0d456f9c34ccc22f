"""What two texts share besides what they quote.

Belongs here: words in quotation marks, and the containment of what stands outside of them.
Does not belong here: finding the marks (normalise.py), weighing (verify.py), who said what (the facts stage).

Two outlets that report one speech in their own words share what they quote of it, often half of a text.  A version
shares the words between the quotations too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assets.stories.duplicates.shingle import F64, SHINGLE_WORDS, overlap, share, shingles
from assets.stories.texts.normalise import QUOTED, Tokens

if TYPE_CHECKING:
    from assets.stories.texts.normalise import I64

# So many words outside quotations tell how far texts agree.
TELLING_WORDS = 20


def quoted_words(tokens: Tokens) -> I64:
    """Words of each text that stand in quotation marks."""
    count = np.concatenate([[0], np.cumsum((tokens.flags & QUOTED) > 0)])
    return np.diff(count[tokens.offsets])


def outside_quotations(bodies: Tokens, unquoted: F64, one: I64, other: I64) -> F64:
    """Containment of the shingles outside quotations of each pair of texts, `unquoted` words in each text of all.

    It is nan where one of them quotes nothing or says too little besides.
    """
    found = np.full(len(one), np.nan)
    quotes = (bodies.lengths[one] > unquoted[one]) & (bodies.lengths[other] > unquoted[other])
    asked = np.flatnonzero(quotes & (np.minimum(unquoted[one], unquoted[other]) >= TELLING_WORDS))
    if len(asked):
        texts, place = np.unique(np.concatenate([one[asked], other[asked]]), return_inverse=True)
        told = shingles(_unquoted(bodies.take(texts)), SHINGLE_WORDS)
        shared, size, other_size = overlap(told, place[: len(asked)], place[len(asked) :])
        found[asked] = share(shared, np.minimum(size, other_size))
    return found


def _unquoted(tokens: Tokens) -> Tokens:
    kept = (tokens.flags & QUOTED) == 0
    count = np.concatenate([[0], np.cumsum(kept)])
    return Tokens(tokens.hashes[kept], tokens.flags[kept], count[tokens.offsets])
