"""Which currency an amount is in, over sentences in money_phrases.tsv; the country that a text names tells shared words apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.facts.entities import find_mentions
from assets.facts.quantities import find_facts

if TYPE_CHECKING:
    from assets.facts.language import Language

CASES = Path(__file__).with_name("money_phrases.tsv")


def cases() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def amounts(language: Language, text: str) -> str:
    document = language.document("", text)
    facts = find_facts(document, find_mentions(document))
    return "; ".join(f"{fact.value:.15g}|{fact.bound}|{fact.unit}|{fact.per or ''}" for fact in facts)


@pytest.mark.parametrize(("sentence", "expected"), cases(), ids=[sentence[:40] for sentence, _ in cases()])
def test_currency_of_an_amount(language: Language, sentence: str, expected: str) -> None:
    """Crowns, pesos, dinars and riyals were counts of things, Pakistan's rupees India's, and Cameroon's francs Swiss."""
    assert amounts(language, sentence) == expected


def test_the_country_that_the_text_names_most_decides(language: Language) -> None:
    """A wire names the country in its dateline and writes of plain crowns from then on."""
    text = (
        "STOCKHOLM, June 3 - The Swedish mill lost money. It sold a yard in Norway.\n\n"
        "Sales were 500 million crowns. Debts fell to 90 million crowns."
    )
    assert amounts(language, text) == "500000000|exact|SEK|; 90000000|exact|SEK|"


def test_without_a_country_a_shared_word_is_a_count(language: Language) -> None:
    """A currency that is guessed would be compared with others as if the text had said it."""
    assert amounts(language, "The mill was sold for 40 million crowns.") == "40000000|exact|count|"
