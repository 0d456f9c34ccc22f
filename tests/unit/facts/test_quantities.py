"""Which numbers a sentence states: value, bound, unit and rate, over sentences in quantity_phrases.tsv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.facts.quantities import Fact, find_facts

if TYPE_CHECKING:
    from assets.facts.language import Language

CASES = Path(__file__).with_name("quantity_phrases.tsv")


def cases() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row[0], row[1] if len(row) > 1 else "") for row in rows if row[0]]


def shown(fact: Fact) -> str:
    if fact.value is None:
        ends = ["" if end is None else f"{end:.15g}" for end in (fact.low, fact.high)]
        value = "..".join(ends) if any(ends) else ""
    else:
        value = f"{fact.value:.15g}"
    return f"{value}|{fact.bound}|{fact.unit}|{fact.per or ''}"


@pytest.mark.parametrize(("sentence", "expected"), cases(), ids=[sentence[:40] for sentence, _ in cases()])
def test_quantities_of_a_sentence(language: Language, sentence: str, expected: str) -> None:
    """A number misread, missed, or a year or name taken for one: the table says what each sentence states."""
    facts = find_facts(language.document("", sentence))
    assert "; ".join(shown(fact) for fact in facts if not fact.is_summed) == expected


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("The bank reported a loss of $3 million for the quarter.", None),
        ("Shares posted a loss of 3 percent.", "decrease"),
        ("Sales fell by $3 million.", "decrease"),
    ],
)
def test_a_loss_of_money_is_a_result(language: Language, sentence: str, direction: str | None) -> None:
    """What a firm lost in a quarter stood as a level that had fallen."""
    (fact,) = find_facts(language.document("", sentence))
    assert fact.direction == direction
