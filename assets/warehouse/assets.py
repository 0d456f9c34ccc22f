"""The warehouse in Dagster: the tables and views of sql/, built in one step, and the file that is published.

One step and one connection: a step per table would cost more in starting than all of the SQL does in running.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import duckdb
import pyarrow as pa

from assets import previews, schemas
from assets.errors import UserError
from assets.recording import OWNERS, POOL, Metadata, code_version
from assets.resources import HomeResource
from assets.store import OutdatedLakeError
from assets.warehouse.building.statements import Statement, load
from assets.warehouse.checks import Judge, check_specs

if TYPE_CHECKING:
    from assets.warehouse.build import BuildReport
    from assets.warehouse.described import Described

PREFIX = "warehouse"
PUBLISHED = dg.AssetKey("published")
VERSION = code_version(Path(__file__).parent)
STAGES = frozenset(table.name for table in schemas.LAKE)


def key_of(name: str) -> dg.AssetKey:
    """The asset of a table or view of the DuckDB file."""
    return dg.AssetKey([PREFIX, name])


def specs() -> list[dg.AssetSpec]:
    """An asset for each table and view, and one for the published file."""
    tables = [
        dg.AssetSpec(
            key=key_of(statement.name),
            deps=[*map(lake_dep, lake_tables(statement)), *map(key_of, needs(statement))],
            description=f"{statement.comment}\n\n```sql\n{statement.select}\n```",
            group_name=statement.layer.partition("_")[2],
            kinds={"duckdb", "sql"} if statement.kind == "table" else {"duckdb", "sql", "view"},
            owners=OWNERS,
            code_version=VERSION,
            metadata={"dagster/table_name": f"newstally.main.{statement.name}", "dagster/storage_kind": "duckdb"},
        )
        for statement in shown()
    ]
    published = dg.AssetSpec(
        key=PUBLISHED,
        deps=[key_of(statement.name) for statement in shown()],
        description="The DuckDB file that people query, put in place in one step once it is built and checked.",
        group_name="published",
        kinds={"duckdb"},
        owners=OWNERS,
        code_version=VERSION,
        metadata={"dagster/storage_kind": "duckdb"},
    )
    return [*tables, published]


def shown() -> list[Statement]:
    """Tables and views, each after what it needs: Dagster takes one recorded before its source for out of date."""
    return [statement for statement in load() if statement.kind != "macro"]


def lake_dep(name: str) -> dg.AssetDep:
    """The dependence on a lake table, all of whose days are read.

    Dagster is told of the last day alone: for all of them it would list every day since 1970 for each table in each
    run, two seconds of work, only to find that there are too many to compare.
    """
    return dg.AssetDep(dg.AssetKey(name), partition_mapping=dg.LastPartitionMapping())


def lake_tables(statement: Statement) -> list[str]:
    """Lake tables that the statement reads."""
    return sorted(STAGES.intersection(re.findall(r"\b(?:lake|fresh)\.([a-z_]+)", statement.select, re.IGNORECASE)))


def needs(statement: Statement) -> list[str]:
    """Tables and views that the statement reads, without macros."""
    kinds = {other.name: other.kind for other in load()}
    return [name for name in statement.needs if kinds.get(name, "macro") != "macro"]


@dg.multi_asset(name="warehouse_stage", specs=specs(), check_specs=check_specs, pool=POOL)
def warehouse(
    context: dg.AssetExecutionContext, home: HomeResource
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Build the DuckDB file aside, check it, publish it; then the days of this run are no longer pending.

    A file that breaks a blocking rule is not published: the run fails, the file before stays, and the days stay owed.
    """
    from assets.warehouse.build import BuildReport, build_warehouse
    from assets.warehouse.described import describe

    judge = Judge(context, home)

    def build() -> BuildReport:
        return build_warehouse(home.publishable, home.paths, now=home.now, judge=judge)

    home.settle_held(context)
    try:
        try:
            report = build()
        except (duckdb.Error, pa.ArrowException) as error:
            # A damaged file of whatever day must not keep all others from being published.
            if not home.hold_damaged(context):
                raise
            context.log.warning(f"the build is repeated without damaged files, after: {error}")
            report = build()
    except OutdatedLakeError:
        home.refuse_outdated()
        raise
    except UserError:
        yield from judge.results()
        raise
    days = home.run_days(context).days()
    home.shelf.keep({*report.days, *days} - home.held.days())
    cleared = home.run_days(context).finish() if home.is_whole_line(context) else []
    names = [statement.name for statement in shown()]
    for name, described in describe(home.paths.published, names, previews.PREVIEW_ROWS).items():
        yield dg.MaterializeResult(asset_key=key_of(name), metadata=table_metadata(name, described, report))
    yield dg.MaterializeResult(asset_key=PUBLISHED, metadata=published_metadata(home, report, cleared))
    if not report.changed:
        judge(home.paths.published)
    yield from judge.results()


def table_metadata(name: str, described: "Described", report: "BuildReport") -> Metadata:
    """What a table or view holds now, and how long it took to make."""
    columns = [dg.TableColumn(column.name, column.type, column.comment or None) for column in described.columns]
    metadata: Metadata = {
        "dagster/row_count": dg.MetadataValue.int(described.rows),
        "dagster/column_schema": dg.MetadataValue.table_schema(dg.TableSchema(columns)),
        "preview": dg.MetadataValue.md(previews.preview(described.head)),
    }
    if name in report.seconds:
        metadata["seconds"] = dg.MetadataValue.float(round(report.seconds[name], 3))
    return metadata


def published_metadata(home: HomeResource, report: "BuildReport", days: list[date]) -> Metadata:
    """What one build did to the file as a whole."""
    path = home.paths.published
    return {
        "dagster/uri": dg.MetadataValue.text(path.as_uri()),
        "news_days": dg.MetadataValue.json([day.isoformat() for day in days]),
        "days_held_back": dg.MetadataValue.md(
            previews.table(
                ("news day", "since", "table", "check", "found"),
                [(held.day, held.since, r.table, r.check, r.found) for held in home.held.all() for r in held.reasons],
            )
        ),
        "built": dg.MetadataValue.text(_how_built(report)),
        "seconds": dg.MetadataValue.float(float(round(report.total_seconds, 3))),
        "bytes": dg.MetadataValue.int(path.stat().st_size),
        "rows_by_table": dg.MetadataValue.md(previews.bars(dict(report.rows), "table", "rows")),
    }


def _how_built(report: "BuildReport") -> str:
    if not report.changed:
        return "unchanged: the lake is as it was"
    return "from nothing" if report.is_full else f"{len(report.days)} days renewed"


assets = [warehouse]
