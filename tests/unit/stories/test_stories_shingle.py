"""Shingle sets and candidate keys."""

import numpy as np

from assets.stories.duplicates.shingle import candidate_keys, shingles
from assets.stories.texts.normalise import tokenise


def test_shingles_are_the_distinct_runs_of_words() -> None:
    """A run that stands twice was counted twice, so that a text was not fully like itself."""
    sets = shingles(tokenise(["a b c a b c", "a b", ""]), 3)
    assert sets.sizes.tolist() == [3, 1, 0]
    assert np.all(np.diff(sets.hashes[:3].astype(np.int64)) > 0)


def test_shingles_do_not_cross_texts() -> None:
    """The last words of one article and the first of the next made a shingle."""
    together = shingles(tokenise(["alpha beta gamma", "delta epsilon zeta"]), 3)
    alone = shingles(tokenise(["delta epsilon zeta"]), 3)
    assert together.hashes[1:].tolist() == alone.hashes.tolist()


def test_a_cut_text_shares_its_sketch_with_the_whole() -> None:
    """Truncations have no band in common with the full text and were lost."""
    words = [f"word{number}" for number in range(400)]
    keys = candidate_keys(shingles(tokenise([" ".join(words), " ".join(words[:150])]), 3))
    sketch = [set(keys.keys[(keys.rows == row) & ~keys.is_band].tolist()) for row in (0, 1)]
    assert len(sketch[1]) >= 10
    assert sketch[1] <= sketch[0]


def test_keys_of_a_text_do_not_depend_on_its_neighbours() -> None:
    """Signatures computed per batch differed from those of the same text alone."""
    texts = [" ".join(f"{stem}{number}" for number in range(60)) for stem in ("red", "blue", "green")]
    together = candidate_keys(shingles(tokenise(texts), 3))
    alone = candidate_keys(shingles(tokenise(texts[1:2]), 3))
    assert sorted(together.keys[together.rows == 1].tolist()) == sorted(alone.keys.tolist())
