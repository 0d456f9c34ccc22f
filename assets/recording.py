"""What Dagster is told of a lake table: once in its definition, and of each run that wrote it.

Belongs here: asset specs made from assets.schemas, materialization metadata made from a stage's report.
Does not belong here: computing anything that a stage's report or the lake does not already say.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from assets import previews, schemas
from assets.days import NEWS_DAYS
from assets.errors import UserError
from assets.held import Reason
from assets.resources import HomeResource, own_days
from assets.store import StageReport

if TYPE_CHECKING:
    from assets.store import DayWrite, Store

OWNERS = ["team:newsroom-data"]

Metadata = dict[str, dg.MetadataValue[Any]]

# Runs that touch the home folder come one after another.
POOL = "home"
CODE_SUFFIXES = {".py", ".tsv", ".csv", ".toml", ".txt", ".sql", ".json"}
WRAPPERS = {"assets.py", "checks.py"}
SHOWN_DAYS = 14
LONGEST_REASON = 300

# An event costs about 25 ms in SQLite.  An import that touches more days than this records a materialization
# of each for the articles alone, and of the other tables for the latest days.
RECORDED_DAYS = 40

PREVIEWED: dict[str, tuple[str, ...]] = {
    "articles": ("day", "title", "outlet", "published_at", "language", "kind", "word_count", "flags"),
    "rejects": ("day", "source_path", "source_record", "reason", "detail"),
    "duplicates": ("day", "article_id", "duplicate_group", "relation", "similarity", "containment", "lag_seconds"),
    "stories": ("day", "story_id", "article_id", "is_representative", "similarity"),
    "sentences": ("day", "article_id", "sentence_no", "part", "text"),
    "entity_mentions": ("day", "text", "kind", "name", "country_code"),
    "quotes": ("day", "speaker", "cue", "form", "text", "source_kind"),
    "numeric_facts": ("day", "phrase", "measure", "value", "bound", "unit", "place", "said_by", "confidence"),
}


def code_version(folder: Path, *shared: Path) -> str:
    """Eight digits that change with the stage's code or lexicons or with shared files, and not with its wrappers."""
    digest = hashlib.sha256()
    for path in shared:
        digest.update(path.read_bytes())
    for path in sorted(folder.rglob("*")):
        if path.suffix in CODE_SUFFIXES and path.name not in WRAPPERS and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def column_schema(table: schemas.Table) -> dg.TableSchema:
    """The table's columns as Dagster shows them: types, meanings, what may be null, what is unique."""
    day = dg.TableColumn(schemas.DAY, "date32", "News day, the partition.", dg.TableColumnConstraints(nullable=False))
    columns = [
        dg.TableColumn(
            column.name,
            str(column.type),
            column.meaning + (f" One of: {', '.join(column.values)}." if column.values else ""),
            dg.TableColumnConstraints(
                nullable=column.nullable,
                unique=table.key == (column.name,),
                other=["part of the key"] if column.name in table.key and len(table.key) > 1 else [],
            ),
        )
        for column in table.columns
    ]
    constraints = dg.TableConstraints(other=[f"unique: {', '.join(table.key)}"])
    return dg.TableSchema(columns=[day, *columns], constraints=constraints)


def column_lineage(table: schemas.Table) -> dg.TableColumnLineage:
    """Columns that are carried over from an upstream table under the same name; offsets are made anew by each."""
    carried: dict[str, list[dg.TableColumnDep]] = {}
    for upstream in table.upstream:
        if upstream not in schemas.names():
            continue
        shared = {c.name for c in schemas.table(upstream).columns} & {c.name for c in table.columns}
        for name in sorted(shared - {"start", "end"}):
            carried.setdefault(name, []).append(dg.TableColumnDep(dg.AssetKey(upstream), name))
    return dg.TableColumnLineage(carried)


def nearest_upstream(table: schemas.Table) -> list[str]:
    """The tables it is made from, without those that another one of them is made from: the graph shows these further up.

    With a second way from one table to another Dagster 1.13 refuses a range of days that is launched from the graph: the
    union of two equal ranges is not counted yet, and "not counted" compares as another range.
    """
    further = {
        name for upstream in table.upstream if upstream in schemas.names() for name in schemas.table(upstream).upstream
    }
    return [upstream for upstream in table.upstream if upstream not in further]


def table_spec(table: schemas.Table, version: str) -> dg.AssetSpec:
    """The lake table as an asset, partitioned by news day."""
    return dg.AssetSpec(
        key=dg.AssetKey(table.name),
        deps=[dg.AssetKey(upstream) for upstream in nearest_upstream(table)],
        description=f"A row is {table.row}.\n\nKey: {', '.join(table.key)}.",
        group_name=table.group,
        kinds={"python", "parquet"},
        owners=OWNERS,
        code_version=version,
        partitions_def=NEWS_DAYS,
        metadata={
            "dagster/column_schema": column_schema(table),
            "dagster/column_lineage": column_lineage(table),
            "dagster/table_name": f"lake.{table.name}",
            "dagster/storage_kind": "parquet",
        },
    )


def run_stage(
    context: dg.AssetExecutionContext,
    home: HomeResource,
    tables: Sequence[schemas.Table],
    work: Callable[[Store, list[date]], StageReport],
    look: Callable[[Store, StageReport], Metadata] = lambda store, report: {},
) -> Iterator[dg.MaterializeResult[None]]:
    """Do a stage's work for the days of this run, and record what it did to each of its tables.

    `look` adds to the first table what is worth a look in this stage alone.
    """
    days = home.days(context)
    started = time.monotonic()
    report = work_around(context, home, tables[0], work, days)
    seconds = time.monotonic() - started
    own = set(own_days(context))
    for table in tables:
        context.log.info(f"{table.name}: {report.rows(table.name)} rows on {len(days)} days in {seconds:.2f} s")
        writes = sorted((w for w in report.writes if w.table == table.name), key=lambda write: write.day)
        touched = [write for write in writes if write.day not in own and (write.changed or write.rows)]
        for write in recorded_writes(table, touched):
            context.log_event(
                dg.AssetMaterialization(
                    dg.AssetKey(table.name),
                    partition=write.day.isoformat(),
                    metadata=day_metadata(home.store, table, write),
                )
            )
        metadata = run_metadata(home.store, table, writes, len(days), seconds)
        if table is tables[0]:
            metadata |= {name: dg.MetadataValue.int(count) for name, count in sorted(report.counts.items())}
            metadata |= look(home.store, report)
        yield dg.MaterializeResult(asset_key=dg.AssetKey(table.name), metadata=metadata)


def work_around(
    context: dg.AssetExecutionContext,
    home: HomeResource,
    table: schemas.Table,
    work: Callable[[Store, list[date]], StageReport],
    days: list[date],
) -> StageReport:
    """The stage's work; where it fails, day by day, and the days on which it fails again are held back.

    What the machine lacks (room on the disk, a right to write) is no fault of a day and ends the run, and so does a
    stage that fails on every day.
    """
    try:
        return work(home.store, days)
    except Exception as error:
        if not is_of_a_day(error):
            raise
        home.refuse_outdated()
        if home.hold_damaged(context):
            return work_around(context, home, table, work, home.days(context))
        if len(days) < 2:
            raise
        whole = error
    report = StageReport()
    failed: dict[date, list[Reason]] = {}
    for day in days:
        try:
            one = work(home.store, [day])
        except Exception as error:
            if not is_of_a_day(error):
                raise
            said = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]
            failed[day] = [Reason(table.name, "stage_ends_well", said)]
            continue
        report.writes += one.writes
        for name, count in one.counts.items():
            report.counts[name] = report.counts.get(name, 0) + count
    if len(failed) == len(days):
        raise whole
    home.hold(context, failed)
    return report


def is_of_a_day(error: Exception) -> bool:
    """Whether the error can be the fault of one day's data: it is not the system's, and not the person's."""
    return not isinstance(error, UserError) and getattr(error, "errno", None) is None


def recorded_writes(table: schemas.Table, writes: Sequence[DayWrite]) -> Sequence[DayWrite]:
    """The writes that get an event of their own: all where they are few, else the changed or latest ones."""
    if len(writes) <= RECORDED_DAYS or table is schemas.ARTICLES:
        return writes
    return writes[-RECORDED_DAYS:]


def day_metadata(store: Store, table: schemas.Table, write: DayWrite) -> Metadata:
    """What is known of one day of a table."""
    return {
        "dagster/partition_row_count": dg.MetadataValue.int(write.rows),
        "dagster/uri": dg.MetadataValue.text(store.day_path(table, write.day).as_uri()),
        "changed": dg.MetadataValue.bool(write.changed),
    }


def run_metadata(store: Store, table: schemas.Table, writes: Sequence[DayWrite], days: int, seconds: float) -> Metadata:
    """What one run did to a table: rows, days, speed, the rows of the last days as bars, some rows to look at."""
    rows = sum(write.rows for write in writes)
    metadata: Metadata = {
        "rows": dg.MetadataValue.int(rows),
        "days_worked_on": dg.MetadataValue.int(days),
        "days_changed": dg.MetadataValue.int(sum(write.changed for write in writes)),
        "seconds": dg.MetadataValue.float(round(seconds, 3)),
        "rows_per_second": dg.MetadataValue.float(round(rows / seconds, 1) if seconds > 0 else 0.0),
        "dagster/uri": dg.MetadataValue.text((store.root / table.name).as_uri()),
    }
    filled = store.days(table)
    if filled:
        shown = max((write.day for write in writes if write.rows), default=filled[-1])
        with contextlib.suppress(pa.ArrowException, OSError):
            sample = store.read_day(table, shown).slice(0, previews.PREVIEW_ROWS)
            metadata["preview"] = dg.MetadataValue.md(previews.preview(sample, PREVIEWED.get(table.name, ())))
        counts = rows_by_day(store, table, filled[-SHOWN_DAYS:])
        metadata["rows_by_day"] = dg.MetadataValue.md(previews.bars(counts, "news day", "rows"))
    return metadata


def rows_by_day(store: Store, table: schemas.Table, days: Sequence[date]) -> dict[date, int]:
    """Rows of each of the days, from the files' footers; a damaged file, which the checks name, counts none."""
    counts = {}
    for day in days:
        try:
            counts[day] = pq.read_metadata(store.day_path(table, day)).num_rows
        except (pa.ArrowException, OSError):
            counts[day] = 0
    return counts
