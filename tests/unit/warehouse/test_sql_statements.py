"""Headers of sql/: what a person who adds a mart gets wrong is said in a line that names the file and the remedy."""

from pathlib import Path

import pytest

from assets.errors import UserError
from assets.warehouse.building.statements import load, ordered, parse

HEADER = """\
-- table: loud_outlets
-- grain: one outlet
-- key: outlet_id
-- needs: articles
-- inherits: articles
-- meaning: How much an outlet
--   is quoted.
-- column quotes: Quotes in it.
SELECT outlet_id, 1 AS quotes FROM articles
"""


def told(text: str, file: str = "loud_outlets.sql") -> str:
    with pytest.raises(UserError) as caught:
        ordered([*load(), parse("20_marts", file, text)])
    return str(caught.value)


def test_a_sound_header_is_read() -> None:
    """Columns of its own, those of the table that it comes from, and a meaning over two lines."""
    statement = parse("20_marts", "loud_outlets.sql", HEADER)
    assert statement.comment == "A row is one outlet. Key: outlet_id. How much an outlet is quoted."
    assert statement.column_comment("quotes") == "Quotes in it."
    assert statement.column_comment("outlet_id")
    assert statement in ordered([*load(), statement])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("-- grain: one outlet\n", "", "its header lacks grain"),
        ("-- table:", "-- tabel:", "a header has no field tabel"),
        ("-- table: loud_outlets\n", "", "must have exactly one of table, view, macro, step"),
        ("-- key: outlet_id", "-- refresh: hourly", "refresh must be one of day, story, whole, not hourly"),
        ("-- table: loud_outlets", "-- table: loudness", "makes loudness; file and table must agree"),
        ("-- needs: articles", "-- needs: artickles", "needs artickles, which no file of sql/ makes"),
        ("-- needs: articles", "-- needs: loud_outlets", "need each other in a circle"),
        ("-- inherits: articles", "-- inherits: artickles", "inherits from artickles, which is no table"),
    ],
)
def test_a_wrong_header_names_what_is_wrong(before: str, after: str, said: str) -> None:
    """Each of these ended in a traceback or in the name of a Python error."""
    assert said in told(HEADER.replace(before, after))


def test_a_column_without_a_meaning_says_where_to_write_it() -> None:
    """The first mart that anybody adds lacks one."""
    with pytest.raises(UserError, match=r"20_marts/loud_outlets\.sql says nothing of its column outlet_id; add a line"):
        parse("20_marts", "loud_outlets.sql", HEADER.replace("-- inherits: articles\n", "")).column_comment("outlet_id")


def test_the_mart_of_the_documentation_is_sound() -> None:
    """An example that is refused sends a newcomer away; its columns must all be told of as well."""
    page = (Path(__file__).parents[3] / "docs" / "extending.md").read_text("utf-8")
    example = parse("20_marts", "quotes_by_outlet.sql", page.partition("```sql\n")[2].partition("```")[0])
    made = [one.name for one in ordered([*load(), example])]
    assert made.index("quotes") < made.index("quotes_by_outlet")
    assert all(example.column_comment(column) for column in ("outlet_id", "quotes"))
