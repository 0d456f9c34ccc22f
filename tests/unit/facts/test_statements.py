"""What is said of a number: measure, counted noun, place, time, speaker, polarity, scope; cases in statements.tsv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst

if TYPE_CHECKING:
    from assets.facts.language import Language
    from assets.facts.quantities import Fact

CASES = Path(__file__).with_name("statements.tsv")


def cases() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def shown(fact: Fact) -> str:
    polarity = "" if fact.polarity == "asserted" else fact.polarity
    scope = "" if fact.scope == "current" else fact.scope
    value = "" if fact.value is None else f"{fact.value:.15g}"
    cells = (value, fact.measure, fact.counted, fact.place, fact.time, fact.said_by, polarity, scope)
    return "|".join(cell or "" for cell in cells)


@pytest.mark.parametrize(("sentence", "expected"), cases(), ids=[sentence[:40] for sentence, _ in cases()])
def test_what_is_said_of_a_number(language: Language, sentence: str, expected: str) -> None:
    """A number bound to the wrong verb, noun, place or speaker: the table says what each sentence states."""
    facts = Analyst(language).read("", sentence).facts
    assert "; ".join(shown(fact) for fact in facts if not fact.is_summed) == expected


@pytest.mark.parametrize("dateline", ["LUSK, March 9 - ", "London, March 2 - "])
def test_a_dateline_is_no_subject(language: Language, dateline: str) -> None:
    """The parse takes the dateline for the subject of the first sentence: 'LUSK, March 9' killed two deckhands."""
    text = f"{dateline}A ferry struck a pier on Monday, killing two deckhands."
    (fact,) = Analyst(language).read("", text).facts
    assert (fact.measure, fact.subject, fact.time) == ("killed", "ferry", "Monday")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lusk woman killed, 3 wounded by gunfire in park", [("injured", 3)]),
        ("4 Shot, 1 Killed During Argument In Lusk", [("shoot", 4), ("killed", 1)]),
        ("2 dead, 3 missing after ferry sinks", [("killed", 2), ("missing", 3)]),
    ],
)
def test_the_word_behind_the_number_of_a_title(language: Language, title: str, expected: list[tuple[str, int]]) -> None:
    """Titles are misread by the parser: three wounded stood as three killed."""
    facts = Analyst(language).read(title, "").facts
    assert [(fact.measure, fact.value) for fact in facts if not fact.is_summed] == expected
