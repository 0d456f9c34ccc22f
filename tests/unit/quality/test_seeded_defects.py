"""Each seeded defect is caught by the check that is meant to catch it, and by no other."""

import re
from pathlib import Path

import pytest

from assets import schemas
from assets.quality.run import check_lake_table
from assets.quality.suite import derived, lake_tables, load
from assets.store import Store
from tests.unit.quality import sample_lake
from tests.unit.quality.defects import DEFECTS, Defect, seeded

# What the schema asks of every table.  That a frame is short (every_row_was_judged) is no defect of the data.
DERIVED = (
    "files_are_readable",
    "columns_as_declared",
    "required_values_are_present",
    "key_is_unique",
    "key_is_in_one_day_only",
    "_is_well_formed",
    "_is_known",
)


def readers(table: str, columns: set[str]) -> list[str]:
    """Tables whose suite looks at these columns of the table; to all others the lake is the valid one."""
    names = re.compile(rf"\b(known_|recent_)?{table}\b")
    read = re.compile(rf"\b({'|'.join(sorted(columns))})\b")
    return [
        name
        for name in schemas.names()
        if name == table or any(names.search(check.sql) and read.search(check.sql) for check in load(name).checks)
    ]


def failures(store: Store, names: list[str]) -> list[str]:
    """'table.check' for every check that did not pass on the judged day."""
    return [
        f"{name}.{outcome.check}"
        for name in names
        for outcome in check_lake_table(store, name, [sample_lake.JUDGED], now=sample_lake.NOW, run_id="run").outcomes
        if not outcome.passed
    ]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the valid lake."""
    return sample_lake.write(tmp_path_factory.mktemp("sound") / "lake", sample_lake.valid()).root


def test_the_valid_lake_passes_every_check(sound: Path) -> None:
    """A check that fails on sound data would be switched off within a week."""
    assert failures(Store(sound), list(schemas.names())) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_seeded_defect_fails_its_check_and_no_other(defect: Defect, tmp_path: Path, sound: Path) -> None:
    """A defect nobody catches misleads; one that many checks report hides its cause."""
    names = list(schemas.names()) if defect.damage else affected(defect)
    assert failures(seeded(defect, tmp_path / "lake", sound), names) == [f"{defect.table}.{defect.check}"]


def affected(defect: Defect) -> list[str]:
    """Tables whose checks could see what the defect changes."""
    before, after = sample_lake.valid(), sample_lake.valid()
    assert defect.seed is not None
    defect.seed(after)
    found = {defect.table}
    if after.pop("arrivals", None):
        found |= {"articles", "rejects"}
    for name, rows in before.items():
        if rows == after[name]:
            continue
        columns = {"day", "unstaged", *(column.name for column in schemas.table(name).columns)}
        if len(rows) == len(after[name]):
            pairs = list(zip(rows, after[name], strict=True))
            columns = {
                column for column in columns if any(one.get(column) != other.get(column) for one, other in pairs)
            }
        found |= set(readers(name, columns))
    return [name for name in schemas.names() if name in found]


def test_every_lake_table_has_a_suite_and_seeded_defects() -> None:
    """A new table without checks would go unwatched."""
    assert lake_tables() == tuple(schemas.names())
    assert {defect.table for defect in DEFECTS} == set(schemas.names())
    assert len({defect.name for defect in DEFECTS}) >= 30


def test_every_written_rule_and_each_kind_of_derived_one_has_a_seeded_defect() -> None:
    """A rule that has never been seen to fail may be one that cannot."""
    seeded_ones = {(defect.table, defect.check) for defect in DEFECTS}
    for table in schemas.LAKE:
        from_schema = {check.name for check in derived(table)}
        written = {check.name for check in load(table.name).checks} - from_schema
        assert {name for name in written if (table.name, name) not in seeded_ones} == set(), table.name
    kinds = {kind for _, check in seeded_ones for kind in DERIVED if check.endswith(kind)}
    assert kinds == set(DERIVED)
