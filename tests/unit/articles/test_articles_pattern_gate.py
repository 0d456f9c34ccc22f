"""The gate before the furniture patterns never holds back what a pattern matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.articles.page.lexicon import read_pairs
from assets.articles.page.pattern_gate import Gate, literals_of, starts_of

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
        assert Gate([pattern]).lets_pass(text.lower())


def test_gate_knows_what_a_longer_text_lacks():
    """Looking once in the whole text gave another answer than looking in the paragraph."""
    gate = Gate([r".{0,9}all rights reserved", r"photo: .*"])
    assert gate.present_in("one\nall rights reserved") == ["all rights reserved"]
    assert gate.lets_pass("all rights reserved", ["all rights reserved"])
    assert not gate.lets_pass("one", ["all rights reserved"])
    assert gate.lets_pass("photo: me", [])
