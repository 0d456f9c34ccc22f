"""Suites follow from the schema and from their files, and a malformed file says what is wrong with it."""

from pathlib import Path

import pytest

from assets import schemas
from assets.errors import UserError
from assets.quality.suite import Check, derived, load, parse, tables

GOOD = """
table: containments
layer: lake
checks:
  - name: fine
    severity: warning
    guards: What it guards.
    offenders: SELECT day, article_id AS id FROM containments
"""


def test_what_the_schema_says_is_checked_without_being_declared() -> None:
    """A closed set, an id or a key that is added to the schema must not wait for somebody to add its check."""
    names = {check.name for check in derived(schemas.NUMERIC_FACTS)}
    assert {"bound_is_known", "polarity_is_known", "fact_id_is_well_formed", "key_is_unique"} <= names
    bound = next(check for check in derived(schemas.NUMERIC_FACTS) if check.name == "bound_is_known")
    assert bound.kwargs["value_set"] == list(schemas.BOUNDS)
    compound = next(check for check in derived(schemas.QUOTES) if check.name == "key_is_unique")
    assert compound.kwargs == {"column_list": ["article_id", "revision", "quote_no"]}


@pytest.mark.parametrize("table", tables())
def test_every_check_guards_something_that_a_person_understands(table: str) -> None:
    """A failed check without a reason is switched off."""
    for check in load(table).checks:
        assert check.guards.endswith("."), check.name
        assert check.severity in ("critical", "warning")


@pytest.mark.parametrize("table", tables())
def test_every_expectation_exists_and_takes_its_arguments(table: str) -> None:
    """A misspelt expectation would show only in the run that needs it."""
    import great_expectations.expectations as gxe

    for check in load(table).checks:
        made = getattr(gxe, check.expectation)(**check.kwargs, severity=check.severity)
        assert made.severity == check.severity


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("severity: warning", "severity: bad"), "severity must be critical or warning, not 'bad'"),
        (("guards: What it guards.", "guards: ''"), "fine lacks guards"),
        (("offenders:", "offender:"), "unknown offender"),
        (("layer: lake", "layer: pond"), "layer must be lake or warehouse"),
        (("table: containments", "table: quotes"), "is for the table 'quotes'"),
        (("name: fine", "name: key_is_unique"), "more than one check is called key_is_unique"),
        (("guards: What it guards.", "guards: What: it guards."), "is no YAML"),
        (("checks:", "cheques:"), "must have table, layer and a list of checks"),
        (("id FROM containments", "id FROM containments\n    expect: ExpectX"), "offenders stands alone"),
    ],
)
def test_a_malformed_suite_names_what_is_wrong(change: tuple[str, str], message: str) -> None:
    """A check that is left out because of a slip would be missed by nobody."""
    with pytest.raises(UserError, match=message):
        parse("containments", GOOD.replace(*change))


def test_a_suite_is_read_as_it_is_written() -> None:
    """An offender check holds where there is none; its SQL arrives unchanged."""
    check = parse("containments", GOOD).check("fine")
    assert check == Check(
        name="fine",
        guards="What it guards.",
        severity="warning",
        frame="figures",
        expectation="ExpectColumnSumToBeBetween",
        kwargs={"column": "fine", "min_value": 0, "max_value": 0},
        sql="SELECT day, article_id AS id FROM containments",
        lists_offenders=True,
    )


def test_the_check_of_the_documentation_is_sound() -> None:
    """It is the first thing that somebody who adds a check copies."""
    page = (Path(__file__).parents[3] / "docs" / "extending.md").read_text("utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    check = parse("quotes", f"table: quotes\nlayer: lake\nchecks:\n{example}").check("quotes_have_words")
    assert (check.severity, check.lists_offenders) == ("warning", True)
