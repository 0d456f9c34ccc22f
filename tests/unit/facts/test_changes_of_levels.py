"""Which numbers are changes or levels reached, and of what; cases in changes_of_levels.tsv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst

if TYPE_CHECKING:
    from assets.facts.language import Language

CASES = Path(__file__).with_name("changes_of_levels.tsv")


def cases() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize(("sentence", "expected"), cases(), ids=[sentence[:40] for sentence, _ in cases()])
def test_what_has_changed_and_which_way(language: Language, sentence: str, expected: str) -> None:
    """A number with the wrong direction, or said of who caused the change instead of what changed."""
    facts = Analyst(language).read("", sentence).facts
    values = ("" if fact.value is None else f"{fact.value:.15g}" for fact in facts)
    shown = (f"{value}|{fact.direction or ''}|{fact.subject or ''}" for value, fact in zip(values, facts, strict=True))
    assert "; ".join(shown) == expected
