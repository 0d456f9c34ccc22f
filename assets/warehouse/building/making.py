"""Makes the tables of one build, on one open connection: each statement of sql/ in its order.

Belongs here: what the statements read, and making or renewing each table, view, macro and comment.
Does not belong here: whether a build is due, where it lies, and its publication (build.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from assets import schemas
from assets.warehouse.building import statements
from assets.warehouse.building.variants import as_of, touched_only

if TYPE_CHECKING:
    from assets.store import Store

# Databases in memory that hold what the statements read.
INPUTS = ("lake", "fresh", "lexicon")
LEXICONS = ("cues", "measures", "nouns", "regions", "things")
# Read by other stages too.
SHARED_LEXICONS = frozenset({"regions"})


@dataclass(frozen=True)
class LakeFile:
    """One day of one lake table as it lies on disk; equal stamps mean unchanged rows, since the store never rewrites."""

    table: str
    day: date
    bytes: int
    modified_ns: int


class Making:
    """One build on one open connection.

    The statements read `lake.<table>` (all days), `fresh.<table>` (the days to renew), `lexicon.<name>`, the variables
    of `lexicons/cues.tsv`, and the tables made before them.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, store: Store, days: set[date], is_full: bool) -> None:
        self.connection = connection
        self.store = store
        self.days = days
        self.is_full = is_full
        self.seconds: dict[str, float] = {}

    def everything(self) -> None:
        """Make or renew every table, then views and macros, then comments."""
        for name in INPUTS:
            self.connection.execute(f"ATTACH ':memory:' AS {name}")
        self._lake_views("lake", None)
        for name in LEXICONS:
            self._lexicon(name)
        self._cues()
        ordered = statements.load()
        first = [next(s for s in ordered if s.name == name) for name in ("article_index", "outlets")]
        if not self.is_full:
            self.timed("before", self._remember)
        for statement in first:
            self.timed(statement.name, partial(self._make, statement))
        if not self.is_full:
            self.timed("touched", self._touched)
        self._lake_views("fresh", None if self.is_full else self.days)
        for statement in ordered:
            if statement not in first:
                self.timed(statement.name, partial(self._make, statement))
        self.timed("comments", self._comments)
        for name in INPUTS:
            self.connection.execute(f"DETACH {name}")

    def timed(self, step: str, work: Callable[[], object]) -> None:
        """Run one step and keep its wall time."""
        started = time.perf_counter()
        work()
        self.seconds[step] = time.perf_counter() - started

    def record(self, files: list[LakeFile], recipe: str, now: datetime) -> None:
        """Write down what the file was made of, for the next build and for people."""
        run = self.connection.execute
        run(
            "CREATE OR REPLACE TABLE build_info (recipe VARCHAR, built_at TIMESTAMPTZ, is_full BOOLEAN, duckdb VARCHAR)"
        )
        run(
            "INSERT INTO build_info VALUES (?, ?, ?, ?)",
            [recipe, now.astimezone(UTC), self.is_full, duckdb.__version__],
        )
        rows = pa.table(
            {
                "table_name": pa.array([f.table for f in files], pa.string()),
                "day": pa.array([f.day for f in files], pa.date32()),
                "bytes": pa.array([f.bytes for f in files], pa.int64()),
                "modified_ns": pa.array([f.modified_ns for f in files], pa.int64()),
            }
        )
        self.connection.register("recorded_files", rows)
        run("CREATE OR REPLACE TABLE lake_files AS SELECT * FROM recorded_files")
        self.connection.unregister("recorded_files")
        run(
            "COMMENT ON TABLE build_info IS 'How this file was made: recipe, time, whether from nothing, DuckDB version.'"
        )
        run("COMMENT ON TABLE lake_files IS 'The Parquet files this file was made of.'")

    def _lexicon(self, name: str) -> None:
        lines = [line.split("\t") for line in lexicon_text(name).splitlines() if line and not line.startswith("#")]
        header, rows = lines[0], lines[1:]
        columns = {h: pa.array([r[i] if i < len(r) else "" for r in rows], pa.string()) for i, h in enumerate(header)}
        self.connection.register("lexicon_rows", pa.table(columns))
        self.connection.execute(f"CREATE TABLE lexicon.{name} AS SELECT * FROM lexicon_rows")
        self.connection.unregister("lexicon_rows")

    def _cues(self) -> None:
        """A variable of each cue's name with one pattern for all of its rows: DuckDB compiles only constants once."""
        patterns = self.connection.execute(
            r"SELECT cue, '(?i)\b(' || string_agg(pattern, '|') || ')\b' FROM lexicon.cues GROUP BY cue"
        ).fetchall()
        for cue, pattern in patterns:
            self.connection.execute(f"SET VARIABLE {cue} = {sql_text(pattern)}")

    def _lake_views(self, schema: str, days: set[date] | None) -> None:
        for table in schemas.LAKE:
            self._lake_view(schema, table, [d for d in self.store.days(table) if days is None or d in days])

    def _lake_view(self, schema: str, table: schemas.Table, days: Iterable[date]) -> None:
        paths = [str(self.store.day_path(table, day)) for day in days]
        name = f"{schema}.{table.name}"
        if not paths:
            self.connection.register("no_rows", table.schema_with_day.empty_table())
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM no_rows")
            self.connection.unregister("no_rows")
            return
        columns = ", ".join(f'"{c}"' for c in table.schema_with_day.names)
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        self.connection.execute(
            f"CREATE VIEW {name} AS SELECT {columns} FROM read_parquet([{listed}], "
            "hive_partitioning = true, hive_types = {'day': DATE})"
        )

    def _remember(self) -> None:
        """Keep what says, once index and outlets are made anew, which rows have moved."""
        run = self.connection.execute
        run(
            "CREATE TEMP TABLE old_index AS "
            "SELECT article_id, revision, day, story_id, hash(i) AS content FROM main.article_index AS i"
        )
        run("CREATE TEMP TABLE old_outlets AS SELECT outlet_id, name, is_regular FROM main.outlets")

    def _touched(self) -> None:
        """Work out the days and the stories to renew.

        An article that changed its place may lie on a day whose files did not change.  An outlet that changed its name
        or became a regular one shows in all stories of the days on which it published.
        """
        run = self.connection.execute
        run(
            "CREATE TEMP TABLE moved AS SELECT o.day AS old_day, n.day AS new_day FROM old_index AS o FULL JOIN "
            "(SELECT article_id, revision, day, hash(i) AS content FROM main.article_index AS i) AS n "
            "ON o.article_id = n.article_id AND o.revision = n.revision WHERE o.content IS DISTINCT FROM n.content"
        )
        moved = run("SELECT old_day FROM moved UNION SELECT new_day FROM moved").fetchall()
        self.days |= {day for (day,) in moved if day is not None}
        run("CREATE TEMP TABLE fresh_days AS SELECT unnest($days::DATE[]) AS day", {"days": sorted(self.days)})
        run(
            "CREATE TEMP TABLE changed_outlets AS SELECT coalesce(o.outlet_id, n.outlet_id) AS outlet_id "
            "FROM old_outlets AS o FULL JOIN main.outlets AS n ON o.outlet_id = n.outlet_id "
            "WHERE o.name IS DISTINCT FROM n.name OR o.is_regular IS DISTINCT FROM n.is_regular"
        )
        run(
            "CREATE TEMP TABLE touched_stories AS "
            "SELECT story_id FROM main.article_index WHERE day IN (FROM fresh_days) OR day IN "
            "(SELECT i.day FROM main.article_index AS i WHERE i.outlet_id IN (FROM changed_outlets)) "
            "UNION SELECT story_id FROM old_index WHERE day IN (FROM fresh_days)"
        )

    def _make(self, statement: statements.Statement) -> None:
        run = self.connection.execute
        name = f'main."{statement.name}"'
        if statement.kind == "view":
            run(f"CREATE OR REPLACE VIEW {name} AS {statement.select}")
            return
        if statement.kind == "macro":
            run(f"CREATE OR REPLACE MACRO {name}({statement.parameters}) AS TABLE {statement.select}")
            return
        # Joins on hashed keys are taken for a few thousand rows, so the widest side of a million would be held in memory.
        run(f"SET disabled_optimizers = '{'join_order,build_side_probe_side' if statement.keeps_joins else ''}'")
        order = f" ORDER BY {statement.order}" if statement.order else ""
        if self.is_full or statement.refresh == "whole":
            run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM ({statement.select}){order}")
        elif statement.refresh == "day":
            run(f"DELETE FROM {name} WHERE day IN (FROM fresh_days)")
            run(f"INSERT INTO {name} SELECT * FROM ({statement.select}){order}")
        else:
            run(f"DELETE FROM {name} WHERE story_id IN (FROM touched_stories)")
            run(f"INSERT INTO {name} WITH {touched_only(statement)} SELECT * FROM ({statement.select}){order}")
        if statement.as_of:
            run(f"CREATE OR REPLACE MACRO {statement.as_of}(t, stories := NULL) AS TABLE {as_of(statement)}")

    def _comments(self) -> None:
        run = self.connection.execute
        # One transaction: a log flush for each of hundreds of comments takes longer than a small build.
        run("BEGIN")
        for statement in statements.load():
            kind = {"table": "TABLE", "view": "VIEW", "macro": "MACRO TABLE"}[statement.kind]
            run(f'COMMENT ON {kind} "{statement.name}" IS {sql_text(statement.comment)}')
            if statement.as_of:
                known = f"{statement.name} as known at time t; stories: only these (a list of story_id)."
                run(f"COMMENT ON MACRO TABLE {statement.as_of} IS {sql_text(known)}")
        known_columns = run(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main'"
        ).fetchall()
        by_name = {s.name: s for s in statements.load()}
        for table, column, present in known_columns:
            if table in by_name:
                comment = by_name[table].column_comment(column)
                if comment != present:
                    run(f'COMMENT ON COLUMN "{table}"."{column}" IS {sql_text(comment)}')
        run("COMMIT")


def lexicon_text(name: str) -> str:
    """The word list `name` as it lies in its file."""
    folder = (
        resources.files("assets")
        if name in SHARED_LEXICONS
        else resources.files("assets.warehouse.building") / "lexicons"
    )
    return folder.joinpath(f"{name}.tsv").read_text(encoding="utf-8")


def sql_text(value: str) -> str:
    """A value as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"
