"""What must hold of a table: its suite, half derived from the schema and half declared in suites/<table>.yaml.

Belongs here: reading suites and deriving the rules that follow from assets.schemas (readable files, columns,
required values, closed value sets, well-formed ids, key uniqueness).
Does not belong here: looking at data (scan.py) or judging it (run.py).

A suite file lies in suites/, one of a warehouse table in suites/warehouse/, and has `table`, `layer` (lake or warehouse)
and a list of `checks`.  Each check has `name`, `guards` (one sentence for
people), `severity` (critical stops what is made from the table, warning does not) and one of

- `offenders`: SQL giving one row per offence, with the columns `day` and `id`; the check holds if there is none.
- `figure`: SQL giving one row per news day with the columns `day` and `value` (null: too little to judge by);
  `expect` and `with` say which Great Expectations expectation judges `value`.
- neither: `expect` and `with` are an expectation on the table's own rows.

The SQL sees each lake table under its name (rows of the judged days), as `known_<table>` (the whole lake) and as
`recent_<table>` (the judged days and the two weeks before), what arrived for the judged days as `arrivals`, and
`judged_days` (day, is_over).  A warehouse table's SQL sees the published file's tables under their names and the lake's
as `known_<table>`; it is judged as a whole, so its offences have an `id` and no `day`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, cast

import pyarrow as pa

from assets import schemas
from assets.errors import UserError
from assets.ids import DIGITS
from assets.warehouse.building import statements
from assets.warehouse.building.soundness import COPIED

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from assets.quality.outcome import Severity

WAREHOUSE = "warehouse."
Frame = Literal["rows", "figures"]

ID_LETTERS = {
    "article_id": "a",
    "original_id": "a",
    "matched_id": "a",
    "contained_id": "a",
    "duplicate_group": "d",
    "previous_group": "d",
    "story_id": "s",
    "previous_story": "s",
    "entity_id": "e",
    "speaker_entity_id": "e",
    "said_by_entity_id": "e",
    "fact_id": "f",
}


@dataclass(frozen=True)
class Check:
    """One rule.  `expectation` is the class name in great_expectations.expectations, `kwargs` its arguments.

    `frame` says what it judges: the table's rows, or the figures gathered per news day.  `sql` gathers the
    figure; `lists_offenders` tells offence rows from a finished value.
    """

    name: str
    guards: str
    severity: Severity
    frame: Frame
    expectation: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    sql: str = ""
    lists_offenders: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the frame that the expectation reads."""
        named = [self.kwargs[key] for key in ("column", "column_A", "column_B") if key in self.kwargs]
        return (*named, *self.kwargs.get("column_list", []))

    @property
    def rule(self) -> str:
        """The expectation with its arguments, for people who know Great Expectations."""
        return f"{self.expectation}({', '.join(f'{key}={value!r}' for key, value in sorted(self.kwargs.items()))})"


@dataclass(frozen=True)
class Suite:
    """All checks of one table.  `key` names the columns that identify an offending row."""

    table: str
    layer: Literal["lake", "warehouse"]
    key: tuple[str, ...]
    checks: tuple[Check, ...]

    def check(self, name: str) -> Check:
        """The check of that name; KeyError if there is none."""
        for check in self.checks:
            if check.name == name:
                return check
        raise KeyError(f"{self.table} has no check {name}")

    def of(self, frame: Frame) -> tuple[Check, ...]:
        """The checks that judge this frame."""
        return tuple(check for check in self.checks if check.frame == frame)

    @property
    def row_columns(self) -> tuple[str, ...]:
        """Columns that the rows frame needs: the key, and whatever a check on rows reads."""
        wanted = [*self.key, *(column for check in self.of("rows") for column in check.columns)]
        return tuple(dict.fromkeys(wanted))


def tables() -> tuple[str, ...]:
    """Every table with a suite: the lake's in the order the data flows, then the warehouse's in the order of its build."""
    return (*lake_tables(), *warehouse_tables())


def lake_tables() -> tuple[str, ...]:
    """Lake tables with a suite, in the order the data flows."""
    return tuple(name for name in schemas.names() if _file(name).is_file())


def warehouse_tables() -> tuple[str, ...]:
    """Warehouse tables and views with something to check, as `warehouse.<name>`, in the order of the build."""
    names = [WAREHOUSE + s.name for s in statements.load() if s.kind != "macro"]
    return tuple(name for name in names if _file(name).is_file() or derived_of_statement(name))


def _file(table: str) -> Traversable:
    folder = resources.files(__package__) / "suites"
    if table.startswith(WAREHOUSE):
        return folder / "warehouse" / f"{table.removeprefix(WAREHOUSE)}.yaml"
    return folder / f"{table}.yaml"


@functools.cache
def load(table: str) -> Suite:
    """The suite of that table.  KeyError where there is none, UserError where its file is malformed."""
    source = _file(table)
    if source.is_file():
        return parse(table, source.read_text(encoding="utf-8"))
    if table in warehouse_tables():
        return Suite(table, "warehouse", (), derived_of_statement(table))
    raise KeyError(f"no suite for {table}")


def parse(table: str, text: str) -> Suite:
    """A suite from the text of its file; UserError names the check and what is wrong with it."""
    import yaml  # the checks of a run need it, the command line's help does not

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are the safe ones
    except yaml.YAMLError as error:
        raise UserError(f"assets/quality/suites/{table}.yaml is no YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict) or not isinstance(content.get("checks"), list):
        raise UserError(f"assets/quality/suites/{table}.yaml must have table, layer and a list of checks")
    if content.get("table") != table:
        raise UserError(f"assets/quality/suites/{table}.yaml is for the table {content.get('table')!r}")
    layer = content.get("layer")
    if layer not in ("lake", "warehouse"):
        raise UserError(f"assets/quality/suites/{table}.yaml: layer must be lake or warehouse, not {layer!r}")
    declared = tuple(_check(table, entry) for entry in content["checks"])
    if layer == "lake":
        shape = schemas.table(table)
        key, checks = shape.key, (*derived(shape), *declared)
    else:
        key, checks = (), (*derived_of_statement(table), *declared)
    names = [check.name for check in checks]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UserError(f"assets/quality/suites/{table}.yaml: more than one check is called {', '.join(twice)}")
    return Suite(table, layer, key, checks)


def _check(table: str, entry: dict[str, Any]) -> Check:
    allowed = {"name", "guards", "severity", "offenders", "figure", "expect", "with"}
    name = entry.get("name", "(nameless)")
    where = f"assets/quality/suites/{table}.yaml: {name}"
    if not allowed.issuperset(entry):
        raise UserError(
            f"{where}: unknown {', '.join(sorted(set(entry) - allowed))}; known are {', '.join(sorted(allowed))}"
        )
    for needed in ("name", "guards", "severity"):
        if not entry.get(needed):
            raise UserError(f"{where} lacks {needed}")
    if entry["severity"] not in ("critical", "warning"):
        raise UserError(f"{where}: severity must be critical or warning, not {entry['severity']!r}")
    severity = cast("Severity", entry["severity"])
    guards = " ".join(entry["guards"].split())
    if "offenders" in entry:
        if {"figure", "expect", "with"} & set(entry):
            raise UserError(f"{where}: offenders stands alone")
        return offenders(name, guards, severity, entry["offenders"])
    if "expect" not in entry:
        raise UserError(f"{where} has neither offenders nor expect")
    kwargs = dict(entry.get("with", {}))
    if "figure" in entry:
        return Check(name, guards, severity, "figures", entry["expect"], {"column": name, **kwargs}, entry["figure"])
    return Check(name, guards, severity, "rows", entry["expect"], kwargs)


def offenders(name: str, guards: str, severity: Severity, sql: str = "") -> Check:
    """A check that holds where the count of offences is nought."""
    kwargs = {"column": name, "min_value": 0, "max_value": 0}
    return Check(name, guards, severity, "figures", "ExpectColumnSumToBeBetween", kwargs, sql, lists_offenders=True)


def derived(table: schemas.Table) -> tuple[Check, ...]:
    """The checks that follow from a lake table's schema.

    The first three are answered from the files' footers, so they have no SQL: see scan.inspect_files.
    """
    checks = [
        offenders(
            "files_are_readable", "A day's file that is cut off or damaged must not be read as data.", "critical"
        ),
        offenders(
            "columns_as_declared", "A missing, extra or retyped column breaks whoever reads the table.", "critical"
        ),
        offenders(
            "required_values_are_present", "A required column without a value drops rows from joins.", "critical"
        ),
        Check(
            "every_row_was_judged",
            "An empty or short frame would pass every other check without having been looked at.",
            "critical",
            "figures",
            "ExpectColumnPairValuesToBeEqual",
            {"column_A": ROWS_IN_FILES, "column_B": ROWS_READ},
        ),
        _unique_key(table),
        offenders(
            "key_is_in_one_day_only",
            "A row that stands in two news days is counted twice in every total.",
            "critical",
            key_in_one_day_sql(table),
        ),
    ]
    checks += [
        Check(
            f"{column.name}_is_well_formed",
            f"{column.name} joins tables: an id of another shape joins nothing.",
            "critical",
            "rows",
            "ExpectColumnValuesToMatchRegex",
            {"column": column.name, "regex": f"^{ID_LETTERS[column.name]}[0-9a-f]{{{DIGITS}}}$"},
        )
        for column in table.columns
        if column.name in ID_LETTERS
    ]
    checks += [
        Check(
            f"{column.name}_is_known",
            f"Queries filter on {column.name}: a value outside its list falls out of every answer.",
            "critical",
            "rows",
            "ExpectColumnValuesToBeInSet",
            {"column": column.name, "value_set": list(column.values)},
        )
        for column in table.columns
        if column.values and pa.types.is_string(column.type)
    ]
    return tuple(checks)


def derived_of_statement(table: str) -> tuple[Check, ...]:
    """The check that follows from a warehouse statement's header: its key is unique and whole.

    Tables copied from the lake are left out, since the lake's own keys are checked.
    """
    statement = next((s for s in statements.load() if WAREHOUSE + s.name == table), None)
    if statement is None or not statement.key or statement.kind != "table" or statement.name in COPIED:
        return ()
    shown = " || ' ' || ".join(f"coalesce(\"{name}\"::VARCHAR, '(none)')" for name in statement.key)
    missing = " OR ".join(f'"{name}" IS NULL' for name in statement.key)
    columns = ", ".join(f'"{name}"' for name in statement.key)
    sql = (
        f"SELECT any_value({shown}) AS id FROM {statement.name}\n"
        f"GROUP BY hash({columns})\n"
        f"HAVING count(*) > 1 OR bool_or({missing})"
    )
    guards = f"Two rows with one key make every count of {statement.name} too high."
    return (offenders("key_is_unique", guards, "critical", sql),)


ROWS_IN_FILES = "rows_in_files"
ROWS_READ = "rows_read"


def _unique_key(table: schemas.Table) -> Check:
    guards = f"Two rows with one key make every count of {table.name} too high."
    if len(table.key) == 1:
        kwargs: dict[str, Any] = {"column": table.key[0]}
        return Check("key_is_unique", guards, "critical", "rows", "ExpectColumnValuesToBeUnique", kwargs)
    kwargs = {"column_list": list(table.key)}
    return Check("key_is_unique", guards, "critical", "rows", "ExpectCompoundColumnsToBeUnique", kwargs)


def key_in_one_day_sql(table: schemas.Table) -> str:
    """Offenders: rows of the judged days whose key also stands in another day of the lake."""
    shown = " || ' ' || ".join(f'here."{name}"' for name in table.key)
    using = ", ".join(f'"{name}"' for name in table.key)
    return (
        f"SELECT here.day, {shown} AS id FROM {table.name} AS here\n"
        f"INNER JOIN known_{table.name} AS there USING ({using})\n"
        "WHERE there.day <> here.day"
    )
