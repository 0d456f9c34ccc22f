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


@pytest.mark.parametrize(
    ("sentence", "directions"),
    [
        ("The index closed 1.2% lower at noon.", ["decrease"]),
        ("There were 40% fewer admissions.", ["decrease"]),
        ("Sales were $84 billion, down from the $89 to $93 billion that was forecast.", [None, None]),
        ("The talks were broken off two weeks ago.", [None]),
        ("The price rose from $20 to $35 a barrel.", [None, "increase"]),
        ("The jobless rate edged down a tenth of a point to 3.6%.", ["decrease", "decrease"]),
        ("The fund grew tenfold.", ["increase"]),
        ("Israel called up 16,000 reservists and knocked down 12 houses.", [None, None]),
        ("The bank wrote down $3 billion of loans.", [None]),
        ("The index went up 12 points.", ["increase"]),
        ("They brought the price up by 50 cents.", ["increase"]),
        ("Reserves rose to $355 million from $352 million in May and $286 million in April.", ["increase", None, None]),
        ("Gold fell $12 to $1,810 an ounce.", ["decrease", "decrease"]),
    ],
)
def test_direction_by_the_words_beside_the_number(
    language: Language, sentence: str, directions: list[str | None]
) -> None:
    """'1.2% lower' had no direction, an old level and a stretch of time behind 'off' had one."""
    assert [fact.direction for fact in find_facts(language.document("", sentence))] == directions


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The vote lasted about 25 minutes.", "vote"),
        ("The bill could be in the range of $3 million.", "bill"),
        ("The canal will cost a little over $1 trillion in the next decade.", "canal"),
    ],
)
def test_a_subject_is_no_range_and_no_time(language: Language, sentence: str, subject: str) -> None:
    """'the range' and 'the next decade' stood as what an amount is said of."""
    (fact,) = find_facts(language.document("", sentence))
    assert fact.subject == subject
