"""Pairs through shared keys."""

import numpy as np

from assets.stories.texts.documents import UNDATED
from assets.stories.window.candidates import Reach, find_pairs
from assets.stories.window.keys import ROW_BITS, Keys


def keys(*held: tuple[int, int]) -> Keys:
    numbers = np.array(held, np.uint64).reshape(-1, 2)
    return Keys.of(numbers[:, 0], numbers[:, 1] << np.uint64(ROW_BITS), are_bands=True)


def found(pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True))


def test_a_key_held_by_all_still_leads_each_text_to_the_first_holder() -> None:
    """A cap on frequent keys deleted the largest true group of all."""
    many = 500
    pairs = found(find_pairs(keys(*((row, 7) for row in range(many))), np.zeros(many, np.int32), 0, Reach()))
    partners = {}
    for later, earlier in pairs:
        partners.setdefault(later, set()).add(earlier)
    assert all(0 in partners[row] for row in range(1, many))
    assert len(pairs) < 6 * many


def test_texts_meet_only_within_the_window() -> None:
    """A notice met the same notice of last year."""
    days = np.array([0, 10, 30, UNDATED], np.int32)
    shared = keys(*((row, key) for row in range(4) for key in range(3)))
    pairs = found(find_pairs(shared, days, 0, Reach(window_days=14)))
    assert (1, 0) in pairs
    assert (2, 1) not in pairs
    assert {earlier for later, earlier in pairs if later == 3} == {0, 1, 2}


def test_texts_far_apart_need_more_in_common() -> None:
    """Each article met a dozen strangers of weeks ago over one word, and a day cost more the longer the lake had grown."""
    days = np.array([0, 10, 11], np.int32)
    reach = Reach(window_days=14, least_evidence=((1, 4), (14, 12)))
    assert found(find_pairs(keys((0, 1), (1, 1), (2, 1)), days, 0, reach)) == [(2, 1)]
    thrice = keys(*((row, key) for row in range(3) for key in range(3)))
    assert set(found(find_pairs(thrice, days, 0, reach))) == {(1, 0), (2, 0), (2, 1)}


def test_only_new_texts_look_back() -> None:
    """Days that were settled were paired among themselves again."""
    pairs = found(find_pairs(keys((0, 1), (1, 1), (2, 1)), np.zeros(3, np.int32), 2, Reach()))
    assert {later for later, _ in pairs} == {2}


def test_no_keys_make_no_pairs() -> None:
    """A day of empty articles ended in an error."""
    assert found(find_pairs(keys(), np.zeros(3, np.int32), 0, Reach())) == []
