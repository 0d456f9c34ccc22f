"""Which days a time phrase means, counted from the publication day (a Wednesday unless the case says otherwise)."""

from __future__ import annotations

from datetime import date

import pytest

from assets.facts.quantities.frame.times import find_times

WEDNESDAY = date(2021, 6, 16)


def days(text: str, published: date = WEDNESDAY) -> list[tuple[str, str]]:
    return [(str(time.first), str(time.last)) for time in find_times(text, published) if time.first]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The council will vote Friday on the bridge", "2021-06-18", "2021-06-18"),
        ("The bridge reopened Friday", "2021-06-11", "2021-06-11"),
        ("The bridge will reopen, the council said Friday", "2021-06-11", "2021-06-11"),
        ("work starts this Sunday", "2021-06-20", "2021-06-20"),
        ("Until the next fair, in mid-August, stalls stay shut", "2021-08-01", "2021-08-31"),
        ("In September the port will take 40 ships", "2021-09-01", "2021-09-30"),
        ("It closed in September", "2020-09-01", "2020-09-30"),
        ("Voters will choose on Nov. 8", "2021-11-08", "2021-11-08"),
        ("Voters chose on Nov. 8", "2020-11-08", "2020-11-08"),
        ("A ticket could cost $9 on Monday", "2021-06-21", "2021-06-21"),
        ("A clerk may have lost 9 tickets on Monday", "2021-06-14", "2021-06-14"),
    ],
)
def test_what_is_to_come_lies_ahead(text: str, first: str, last: str) -> None:
    """A day, weekday or month named for something to come was counted back from the report, up to a year."""
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("a fair on April 8-16, the mayor said", "2021-04-08", "2021-04-16"),
        ("It runs on July 8 and 9.", "2021-07-08", "2021-07-09"),
        ("from 2011 through 2016 it had", "2011-01-01", "2016-12-31"),
        ("From 2005 until it closed in 2010 the mill had", "2005-01-01", "2010-12-31"),
        ("up to 52 games in 2029-32", "2029-01-01", "2032-12-31"),
        ("in the 2016-17 season", "2016-01-01", "2017-12-31"),
        ("some 500 since 2011", "2011-01-01", "2021-06-16"),
        ("more than 40 since last November", "2020-11-01", "2021-06-16"),
        ("within the next 10 days", "2021-06-16", "2021-06-26"),
        ("The fair this weekend has", "2021-06-19", "2021-06-20"),
        ("some 40 so far this month", "2021-06-01", "2021-06-16"),
        ("some 40 so far this year", "2021-01-01", "2021-06-16"),
        ("some 40 so far today", "2021-06-16", "2021-06-16"),
        ("It stood there 1,200 years ago", "0821-01-01", "0821-12-31"),
    ],
)
def test_a_span_has_both_its_ends(text: str, first: str, last: str) -> None:
    """Of a span only its last date, or its first, was taken."""
    assert days(text) == [(first, last)]


@pytest.mark.parametrize("text", ["over the past few years", "in the coming weeks"])
def test_vague_spans_have_no_days(text: str) -> None:
    """'the past few years' was taken for the last year."""
    assert find_times(text, WEDNESDAY)
    assert days(text) == []


def test_numbers_behind_a_date_are_not_its_last_day() -> None:
    """'on July 8 and 9 people' names one day, and 'December 31 and 7.5 million' too."""
    assert days("on July 8 and 9 people fell ill") == [("2021-07-08", "2021-07-08")]
    assert days("on December 31 and 7.5 million") == [("2020-12-31", "2020-12-31")]
