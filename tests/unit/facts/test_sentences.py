"""Paragraphs and sentences of texts whose lines are wrapped, and of texts whose lines are paragraphs."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from assets.facts.analyse import Analyst
from assets.facts.sentences import paragraphs, sentences

if TYPE_CHECKING:
    from assets.facts.language import Language

PROSE = (
    (
        "HAMBURG, May 3 - The shipyard said it built vessels worth 3,066.6 million marks last year, up from 2,950 million "
        "marks in the year before, and that it would take on 1,200 workers by the end of the summer if the ministry agreed."
    ),
    (
        "A spokesman said the yard had received orders for nine ferries from three owners in the north, who had not yet "
        "paid for them."
    ),
)
WRAPPED = "\n".join(fill(paragraph, 70, initial_indent="    ") for paragraph in PROSE)
LISTED = """Rooms in the old town: 40
Rooms at the harbour: 22
Beds in the hostel by the station, with breakfast: 180
Places for tents: 75
"""


def shown(text: str) -> list[str]:
    return [" ".join(text[start:end].split())[:24] for start, end in paragraphs(text)]


def test_wrapped_lines_are_one_paragraph() -> None:
    """Agency text is wrapped at some sixty letters; read line by line, no number met its unit."""
    assert shown(WRAPPED) == [paragraph[:24] for paragraph in PROSE]


def test_lines_of_a_list_stay_apart() -> None:
    """Lines that end before they are full are paragraphs of their own."""
    assert len(shown(LISTED)) == LISTED.count("\n")


def test_a_number_meets_its_unit_over_a_line_break(language: Language) -> None:
    """The phrase keeps the text's own characters, the noun counted has a blank instead of the break."""
    facts = Analyst(language).read("", WRAPPED).facts
    assert [(fact.value, fact.unit) for fact in facts[:2]] == [(3066600000.0, "DEM"), (2950000000.0, "DEM")]
    assert any("\n" in fact.phrase for fact in facts)
    assert all(WRAPPED[fact.start : fact.end] == fact.phrase for fact in facts)


def test_a_short_line_goes_on_in_small_letters() -> None:
    """In wrapped wire copy 'Lusk Corp said it' was a sentence of its own, and nobody said the figures after it."""
    text = (
        "    LUSK, March 4 - Lusk Corp said it\n"
        "has sold its mill on the lower river to a group of local buyers\n"
        "for 40 mln dlrs, and that the mill will go on working under its\n"
        "old name and with the people who work there now.\n"
        "    The buyers will pay in three years.\n"
    )
    found = [
        " ".join(text[start:end].split())
        for first, last in paragraphs(text)
        for start, end in sentences(text, first, last)
    ]
    assert found[0].startswith("LUSK, March 4 - Lusk Corp said it has sold its mill")
    assert found[-1] == "The buyers will pay in three years."
