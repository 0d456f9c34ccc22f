"""The gate before the furniture patterns never holds back what a pattern matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.articles.values.lexicon import read_pairs
from assets.articles.values.pattern_gate import Gate, literals_of, starts_of
from assets.articles.values.text import clean_text, is_clean
from assets.articles.values.words import word_count, words_in

FURNITURE = [pattern for _, pattern in read_pairs("furniture.tsv")]


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (r"(?:this |the )?image\b.*", {"this ima", "the imag", "image"}),
        (r"ads?\s*:?", {"ad"}),
        (r"\d+ views", {*"0123456789"}),
        (r".*rights reserved", None),
        (r"(?:a|[^b]c)", None),
    ],
)
def test_beginnings(pattern, starts):
    """A beginning that a match may have was missing, and its paragraphs stayed in the text."""
    assert starts_of(pattern) == (None if starts is None else frozenset(starts))


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r".{0,80}(?:all rights reserved|alle rechte)", {"all rights reserved", "alle rechte"}),
        (r"[^.]{3,}\((?:ap|photo)\b.*", {"(ap", "(photo"}),
        (r".*", None),
        (r".*(?:x|)", None),
    ],
)
def test_literals(pattern, literals):
    """A literal was called necessary that a match can do without."""
    assert literals_of(pattern) == (None if literals is None else frozenset(literals))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FURNITURE).flatmap(
        lambda p: st.tuples(st.just(p), st.from_regex(re.compile(p, re.IGNORECASE), fullmatch=True))
    )
)
def test_every_match_passes(case):
    """A paragraph that a furniture pattern matches was held back by the gate."""
    pattern, text = case
    text = " ".join(text.split())
    if re.compile(pattern, re.IGNORECASE).fullmatch(text) and text.isascii():
        assert Gate([pattern]).candidates(text) == [0]


def test_gate_knows_what_a_longer_text_lacks():
    """Looking once in the whole text gave another answer than looking in the paragraph."""
    gate = Gate([r".{0,9}all rights reserved", r"photo: .*"])
    assert gate.present_in(b"one\nAll Rights Reserved") == ["all rights reserved"]
    assert gate.candidates("All rights reserved", ["all rights reserved"]) == [0]
    assert gate.candidates("one", ["all rights reserved"]) == []
    assert gate.candidates("Photo: me", []) == [1]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.text("aé ñÃ©â€™“&amp;\u0301\u200d\u3000가ᄀ\ufffd\n", max_size=12))
def test_a_text_called_clean_is_one(text):
    """The glance before the clean-up let a character pass that the clean-up changes or flags."""
    if is_clean(text):
        assert clean_text(text) == (text, ())
        assert word_count(text, text.encode()) == words_in(text)
