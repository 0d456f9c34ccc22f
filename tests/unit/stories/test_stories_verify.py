"""Figures of a pair and the verdict over them."""

import numpy as np
import pytest

from assets.stories.duplicates.figures import measure, profile
from assets.stories.duplicates.shingle import shingles
from assets.stories.duplicates.verify import log_odds
from assets.stories.texts.documents import from_rows
from assets.stories.window.candidates import Pairs
from bench.recurring_notices import KINDS, notice
from tests.unit.stories.rows import FERRY, FERRY_OWN, TUNNEL, article, table


def odds(one: tuple[str, str, str], other: tuple[str, str, str]) -> float:
    documents = from_rows(table([article("a", *one), article("b", *other)]))
    pairs = Pairs(np.array([1]), np.array([0]))
    return float(log_odds(measure(profile(documents), shingles(documents.bodies, 3), pairs))[0])


NOTICE = (
    "The harbour office gives the level at the old bridge as {} centimetres this morning.\n"
    "High water is expected {} minutes past {}, low water {} minutes past {}.\n"
    "Winds will reach {} knots, with waves of {} decimetres outside the moles, the office said."
)


@pytest.mark.parametrize(
    "text",
    [
        FERRY,
        FERRY[: len(FERRY) // 2],
        "By Anna Holm\n\nTESSEN (Northwire) - " + FERRY + "\n\nSubscribe now for full access.",
        FERRY.replace("Three passengers", "Four passengers").replace("17 others", "19 others"),
        "\n\n".join(reversed(FERRY.split("\n\n"))),
        FERRY.replace("e", "c", 12),
    ],
    ids=["copy", "cut", "furniture", "new figures", "reordered", "misread"],
)
def test_versions_of_one_text_are_found(text: str) -> None:
    """A copy that was cut, furnished, updated, re-ordered or misread counted as a text of its own."""
    first = ("Ferry runs aground off Marrow Point", FERRY, "2026-02-03T06:00")
    assert odds(first, ("Ferry runs aground off Marrow Point", text, "2026-02-03T09:00")) > 0


def test_issues_of_a_recurring_notice_are_not_versions() -> None:
    """Weather and market notices, alike in all but their figures, chained into one group."""
    one = NOTICE.format(212, 14, 6, 41, 12, 22, 9)
    other = NOTICE.format(187, 3, 7, 29, 13, 31, 17)
    assert odds(("Water levels", one, "2026-02-03T06:00"), ("Water levels", other, "2026-02-04T06:00")) < 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "release"])
def test_no_kind_of_notice_is_a_version_of_the_next_issue(kind: str) -> None:
    """Weather, markets, results and court lists of a place came out as one text sent again and again."""
    random = np.random.default_rng(11)
    names = iter(
        f"{first}{last}" for first in ("Tess", "Kel", "Mar", "Hol") for last in ("en", "der", "row", "by", "ne")
    )
    issues = [notice(kind, random, lambda: next(names)) for _ in range(2)]
    assert odds((*issues[0], "2026-02-03T06:00"), (*issues[1], "2026-02-04T06:00")) < 0


def test_other_names_in_the_same_places_speak_against_a_version() -> None:
    """What one firm told of two customers, in the same words, was one text."""
    told = "The firm won an order from {}, it said.\nIts director {} thanked the engineers of {} for a year of work."
    one, other = told.format("Tessen", "Holm", "Kelder"), told.format("Marrow", "Lund", "Drommen")
    again = told.format("Tessen", "Holm", "Kelder").replace("thanked", "praised")
    first = ("Firm wins order", one, "2026-02-03T06:00")
    assert odds(first, ("Firm wins order", other, "2026-02-03T06:00")) < 0
    assert odds(first, ("Firm wins order", again, "2026-02-03T06:00")) > 0


LEVEL = (
    "The harbour office opened {} sluices at Tessen. It let out water until the level at the bridge had fallen by {}."
)


@pytest.mark.parametrize(
    ("before", "after"), [("two", "three"), ("2", "three"), ("two", "3")], ids=["in words", "to words", "to digits"]
)
def test_a_short_notice_of_days_later_with_another_number_is_the_next_issue(before: str, after: str) -> None:
    """A central bank's notice of every other day, alike but for "two" and "three", was one text sent again."""
    first = ("Harbour office opens sluices", LEVEL.format(before, "a hand"), "2026-02-03T06:00")
    assert odds(first, ("Harbour office opens sluices", LEVEL.format(after, "a hand"), "2026-02-05T06:00")) < 0


def test_the_same_number_in_words_and_in_digits_is_no_change() -> None:
    """A re-send that writes "2" for "two" counted as the next issue."""
    first = ("Harbour office opens sluices", LEVEL.format("two", "a hand"), "2026-02-03T06:00")
    assert odds(first, ("Harbour office opens sluices", LEVEL.format("2", "a hand"), "2026-02-05T06:00")) > 0


@pytest.mark.parametrize("place", ["PORT TESSEN", "NEW TESSEN, Lorvia", "THE KELD"])
def test_the_day_in_a_dateline_is_no_number_of_the_report(place: str) -> None:
    """A flash sent again two days later counted as the next issue, because its dateline has another day."""
    told = place + ", February {} - " + LEVEL.format("two", "a hand")
    first = ("Harbour office opens sluices", told.format(3), "2026-02-03T06:00")
    assert odds(first, ("Harbour office opens sluices", told.format(5), "2026-02-05T06:00")) > 0


SIGN_UP = (
    "One more step is left. We have sent a message to the address that you gave us.\n"
    "Open it and press the button to finish your profile. If nothing came within ten minutes, look among the unwanted mail."
)


def test_a_form_under_two_headlines_is_no_text_sent_twice() -> None:
    """A form that an outlet showed in place of two articles made them copies of each other."""
    first = ("Ferry runs aground off Marrow Point", SIGN_UP, "2026-02-03T06:00")
    assert odds(first, ("Kelder tunnel breaks through mountain", SIGN_UP, "2026-02-03T09:00")) < 0


def test_a_copy_under_a_headline_of_its_own_is_a_version() -> None:
    """An outlet's copy under a headline that shares no word with the agency's was taken for a page's form."""
    first = ("Ferry runs aground off Marrow Point", FERRY, "2026-02-03T06:00")
    assert odds(first, ("Coast guard rescues passengers from Grey Heron", FERRY, "2026-02-03T09:00")) > 0


def test_a_form_under_two_headlines_of_one_kind_is_no_text_sent_twice() -> None:
    """The headlines shared "ferry" and "Tessen", so the form under both made copies of two accidents."""
    first = ("Ferry runs aground off Tessen: four hurt", SIGN_UP, "2026-02-03T06:00")
    assert odds(first, ("Five people rescued from Tessen ferry Monday", SIGN_UP, "2026-02-03T09:00")) < 0


AWARD = (
    "{} of {} is to build {} for the coast guard under a contract worth {} million crowns, the ministry said.\n"
    "Work begins in May and will be done at the yards in Kelder. Twelve offers were received for the contract, the ministry said, "
    "and three firms were asked for talks."
)


def test_headlines_that_name_what_the_other_article_does_not_know_part_forms() -> None:
    """Two contracts that a ministry announced in the same words within minutes were one text."""
    first = ("Holmgaard wins contract for patrol boats", AWARD.format("Holmgaard", "Tessen", "patrol boats", 40))
    other = ("Drommen wins contract for lifeboats", AWARD.format("Drommen", "Marrow", "lifeboats", 40))
    assert odds((*first, "2026-02-03T06:00"), (*other, "2026-02-03T06:04")) < 0


def test_a_version_under_a_headline_of_its_own_is_one_though_it_names_more() -> None:
    """A re-send whose headline has a word that only its own text knows counted as another report."""
    told = AWARD.format("Holmgaard", "Tessen", "patrol boats", 40)
    more = told + "\nThe opposition called the price scandalous."
    first = ("Holmgaard wins contract for patrol boats", told, "2026-02-03T06:00")
    assert odds(first, ("Opposition calls price of patrol boats scandalous", more, "2026-02-03T09:00")) > 0


def test_other_numbers_in_the_headlines_of_short_notices_part_them() -> None:
    """The money that a bank lent in the morning and in the afternoon was one notice."""
    told = "The central bank lent {} million crowns to the market {}.\nIt bought bills of the {} band at four per cent, it said."
    first = ("Bank lends 90 million crowns", told.format(90, "this morning", "first"), "2026-02-03T06:00")
    other = ("Bank lends further 30 million crowns", told.format(30, "in the afternoon", "second"), "2026-02-03T09:00")
    assert odds(first, other) < 0


SAID = (
    '"We have waited nine winters for this bridge, and nobody in this valley will wait for a tenth one," {} said. '
    '"The money is there, the plans are there, and the only thing that has been missing is the will of one ministry."'
)
OWN = (
    "Traffic over the Kelder would move again by June, the mayor of Tessen promised on Monday at a meeting in the town hall.\n{}\n"
    "Some two hundred people had come to hear her, many of them from the farms on the far bank."
)
OTHER_OWN = (
    "Tessen's mayor attacked the government over the Kelder crossing, which a flood tore away.\n{}\n"
    "Lorries take the road by Marrow since then, an hour longer. Hauliers put the loss at a million crowns for each month."
)


def test_own_reports_of_one_speech_are_no_versions_for_what_they_quote() -> None:
    """Two outlets that quoted the same three sentences at length counted as one source."""
    one, other = OWN.format(SAID.format("she")), OTHER_OWN.format(SAID.format("she"))
    first = ("Mayor of Tessen promises bridge", one, "2026-02-03T06:00")
    assert odds(first, ("Mayor attacks government over bridge", other, "2026-02-03T09:00")) < 0
    unquoted = other.replace('"', "")
    assert odds(first, ("Mayor attacks government over bridge", other, "2026-02-03T09:00")) < odds(
        (first[0], one.replace('"', ""), first[2]),
        ("Mayor attacks government over bridge", unquoted, "2026-02-03T09:00"),
    )


@pytest.mark.parametrize("text", [FERRY_OWN, TUNNEL], ids=["same event", "other event"])
def test_own_texts_are_not_versions(text: str) -> None:
    """Two outlets' own reports of one event counted as copies, and so as one source."""
    assert odds(("Ferry aground", FERRY, "2026-02-03T06:00"), ("Ferry aground", text, "2026-02-03T09:00")) < 0


def test_the_verdict_is_the_same_both_ways() -> None:
    """Which article was named first decided whether they were copies."""
    one = ("Ferry aground", FERRY, "2026-02-03T06:00")
    other = ("Ferry aground, three hurt", FERRY[:300], "2026-02-04T06:00")
    assert odds(one, other) == pytest.approx(odds(other, one))
