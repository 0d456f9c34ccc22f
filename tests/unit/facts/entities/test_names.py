"""Names as strings: what two writings of one name share, and what keeps two names apart."""

from __future__ import annotations

import pytest

from assets.facts.entities.identity import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelensky"),
        ("Zelenskiy", "Zelensky"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
        ("President Marta Quill", "Marta Quill"),
        ("Marta J. Quill", "Marta Quill"),
        ("Lt. Gen. Tomas Øre", "Tomas Ore"),
        ("Bob Fennimore", "Robert Fennimore"),
        ("Samir al-Tanwari", "Samir Tanwari"),
        ("Sergei Petrov", "Sergey Petrov"),
        ("Marta Quill’s", "Marta Quill"),
        ("George H. W. Bush", "George H.W. Bush"),
    ],
)
def test_writings_of_one_name_share_a_key(one: str, other: str) -> None:
    """A title, a middle initial or another transliteration made a second person of one."""
    assert names.person_key(one) == names.person_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marta Quill", "Anna Quill"),
        ("Peter Lund", "Peter Lund Jr."),
        ("A. Quill", "B. Quill"),
        ("Quill", "Marta Quill"),
        ("George H. W. Bush", "George W. Bush"),
    ],
)
def test_two_people_keep_two_keys(one: str, other: str) -> None:
    """A shared surname, or a father and son, became one person."""
    assert names.person_key(one) != names.person_key(other)


def test_title_is_taken_off_but_a_name_that_is_a_title_stays() -> None:
    """'President' alone was stripped to nothing."""
    assert names.person_name("Vice President Marta Quill") == "Marta Quill"
    assert names.person_words("President") == ["President"]


@pytest.mark.parametrize(
    ("one", "other"), [("the Harbour Bank Inc.", "Harbour Bank"), ("U.N.", "UN"), ("Café Union’s", "Cafe Union")]
)
def test_things_share_a_key_without_article_ending_and_stops(one: str, other: str) -> None:
    """'The Harbour Bank Inc.' and 'Harbour Bank' were two companies."""
    assert names.thing_key(one) == names.thing_key(other)


def test_initials_give_the_abbreviation() -> None:
    """An abbreviation in brackets was not tied to its name."""
    assert "NHA" in names.initials("Northern Harbour Authority")
