"""Builds the warehouse: the lake's rows and the statements of sql/ make one DuckDB file, beside the published one.

Belongs here: what one build does, whole or for the days that changed.
Does not belong here: the statements (sql/), judging the result (soundness.py), putting it in place (publish.py).

A build starts from a copy of the published file where that one was made by the same recipe (statements, schemas,
DuckDB version) and only a part of the days has changed; else from nothing.  Both ways give the same rows.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from assets import schemas
from assets.errors import UserError
from assets.store import OutdatedLakeError, outdated_files
from assets.warehouse import publish, soundness, statements

if TYPE_CHECKING:
    from assets.home import Home
    from assets.store import Store

MEMORY_LIMIT = "1500MB"
STORAGE_VERSION = "v1.5.0"
# The published file as a database, and how many rows it keeps together: few enough that two threads share the articles'
# texts, and that a story's rows are found without reading most of a table.
DATABASE = "newstally"
ROW_GROUP_ROWS = 20_480
# Databases in memory that hold what the statements read.
INPUTS = ("lake", "fresh", "lexicon")
LEXICONS = ("cues", "measures", "nouns", "regions", "things")
# Read by other stages too.
SHARED_LEXICONS = frozenset({"regions"})
# Beyond this share of changed rows a build from nothing is quicker and leaves a better sorted file.
INCREMENTAL_SHARE = 0.25


@dataclass
class BuildReport:
    """What a build did.  `rows` per table of the file; `days` those renewed (all of them in a full build).

    `changed` is False where the published file already holds this lake: nothing was built then.
    """

    file: Path
    built_at: datetime
    is_full: bool
    changed: bool = True
    days: list[date] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total_seconds(self) -> float:
        """Wall time of all steps."""
        return sum(self.seconds.values())


@dataclass(frozen=True)
class LakeFile:
    """One day of one lake table as it lies on disk; equal stamps mean unchanged rows, since the store never rewrites."""

    table: str
    day: date
    bytes: int
    modified_ns: int


def build_warehouse(
    store: Store, home: Home, *, now: datetime, judge: Callable[[Path], Sequence[str]] = lambda _: ()
) -> BuildReport:
    """Build from the store's Parquet, check, and publish to `home.published`.

    `now` (aware) is recorded as the build's time.  `judge` is given the finished file before it is published and
    says, in a few words each, what must keep it from being published.  Raises UserError where it says anything, where
    another build runs, the folder cannot be written, or another program holds the published file open for writing;
    OutdatedLakeError where the lake has columns of another version; RuntimeError where the build is unsound.  In every such case the published file stays as it was.
    """
    with publish.builder_lock(home):
        aside = publish.aside_path(home)
        try:
            report = _build(store, home, aside, now=now)
        except duckdb.Error as error:
            if outdated := outdated_files(store):
                raise OutdatedLakeError(outdated) from error
            raise
        if report.changed:
            started = time.perf_counter()
            if faults := judge(aside):
                aside.unlink()
                raise UserError(f"the new warehouse was not published, the one before stays: {'; '.join(faults)}")
            report.seconds["judge"] = time.perf_counter() - started
            started = time.perf_counter()
            publish.put_in_place(aside, home)
            report.file = home.published
            report.seconds["publish"] = time.perf_counter() - started
        return report


def lake_files(store: Store) -> list[LakeFile]:
    """Every day of every lake table on disk, in the order of tables and days."""
    found = []
    for table in schemas.LAKE:
        for day in store.days(table):
            stat = store.day_path(table, day).stat()
            found.append(LakeFile(table.name, day, stat.st_size, stat.st_mtime_ns))
    return found


def _build(store: Store, home: Home, aside: Path, *, now: datetime) -> BuildReport:
    files = lake_files(store)
    recipe = statements.recipe([duckdb.__version__, *(_lexicon(name) for name in LEXICONS)])
    changed = _changed_days(home, files, recipe)
    if changed is not None and not changed:
        return BuildReport(home.published, now, is_full=False, changed=False)
    is_full = changed is None
    started = time.perf_counter()
    if not is_full:
        shutil.copyfile(home.published, aside)
    with opened_aside(aside, home) as connection:
        run = _Run(connection, store, set(changed or ()), is_full)
        run.seconds["copy"] = time.perf_counter() - started
        run.everything()
        run.record(files, recipe, now)
        rows = {
            s.name: int(_one(connection, f'SELECT count(*) FROM "{s.name}"'))
            for s in statements.load()
            if s.kind == "table"
        }
        run.timed("check", lambda: soundness.verify(connection, store))
        run.timed("checkpoint", lambda: connection.execute("CHECKPOINT"))
    days = sorted({f.day for f in files}) if is_full else sorted(run.days)
    return BuildReport(aside, now, is_full, days=days, rows=rows, seconds=run.seconds)


@contextlib.contextmanager
def opened_aside(aside: Path, home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file in the making, as the default database of a connection; whole on disk once this is left."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(home.warehouse / ".spill"),
        "preserve_insertion_order": False,
    }
    with closing(duckdb.connect(config=config)) as connection:
        # DuckDB would draw its bar into a log or a pipe as well.
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET TimeZone = 'UTC'")
        # A build that is killed is thrown away, so a log to recover it from would be written for nothing.
        connection.execute(
            f"ATTACH {_text(str(aside))} AS {DATABASE} (STORAGE_VERSION '{STORAGE_VERSION}', "
            f"ROW_GROUP_SIZE {ROW_GROUP_ROWS}, RECOVERY_MODE 'no_wal_writes')"
        )
        connection.execute(f"USE {DATABASE}")
        yield connection
        connection.execute("USE memory")
        connection.execute(f"DETACH {DATABASE}")


def _changed_days(home: Home, files: list[LakeFile], recipe: str) -> set[date] | None:
    """Days whose lake files differ from those the published file was made of; None where a full build is due."""
    if not home.published.is_file():
        return None
    try:
        with closing(publish.open_read_only(home.published)) as connection:
            if _one(connection, "SELECT recipe FROM build_info") != recipe:
                return None
            before = {
                LakeFile(*row)
                for row in connection.execute('SELECT table_name, day, "bytes", modified_ns FROM lake_files').fetchall()
            }
    except duckdb.Error:
        # Whatever is wrong with the published file, the lake is the truth and a new file mends it.
        return None
    changed = {f.day for f in before.symmetric_difference(files)}
    both = [*before, *files]
    moved = sum(f.bytes for f in both if f.day in changed)
    return changed if moved <= INCREMENTAL_SHARE * sum(f.bytes for f in both) else None


class _Run:
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
        lines = [line.split("\t") for line in _lexicon(name).splitlines() if line and not line.startswith("#")]
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
            self.connection.execute(f"SET VARIABLE {cue} = {_text(pattern)}")

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
            run(f"INSERT INTO {name} WITH {_touched_only(statement)} SELECT * FROM ({statement.select}){order}")
        if statement.as_of:
            run(f"CREATE OR REPLACE MACRO {statement.as_of}(t, stories := NULL) AS TABLE {as_of(statement)}")

    def _comments(self) -> None:
        run = self.connection.execute
        # One transaction: a log flush for each of hundreds of comments takes longer than a small build.
        run("BEGIN")
        for statement in statements.load():
            kind = {"table": "TABLE", "view": "VIEW", "macro": "MACRO TABLE"}[statement.kind]
            run(f'COMMENT ON {kind} "{statement.name}" IS {_text(statement.comment)}')
            if statement.as_of:
                known = f"{statement.name} as known at time t; stories: only these (a list of story_id)."
                run(f"COMMENT ON MACRO TABLE {statement.as_of} IS {_text(known)}")
        known_columns = run(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = 'main'"
        ).fetchall()
        by_name = {s.name: s for s in statements.load()}
        for table, column, present in known_columns:
            if table in by_name:
                comment = by_name[table].column_comment(column)
                if comment != present:
                    run(f'COMMENT ON COLUMN "{table}"."{column}" IS {_text(comment)}')
        run("COMMIT")


def as_of(statement: statements.Statement) -> str:
    """The statement over the articles that were readable at time t: a name of its source is shadowed, nothing else."""
    shadows = []
    if "article_index" in statement.needs:
        shadows.append(
            "article_index AS (SELECT * REPLACE (CASE WHEN replaced_at <= t THEN replaced_at END AS replaced_at, "
            "replaced_at IS NULL OR replaced_at > t AS is_latest) FROM main.article_index "
            "WHERE reported_at <= t AND (stories IS NULL OR story_id IN (SELECT unnest(stories))))"
        )
    shadows.extend(
        f"{other.name} AS (SELECT * FROM {other.as_of}(t, stories := stories))"
        for other in statements.load()
        if other.as_of and other.name in statement.needs
    )
    return f"WITH {', '.join(shadows)} SELECT * FROM ({statement.select})"


def _touched_only(statement: statements.Statement) -> str:
    """What the statement reads by story, narrowed to touched stories under the same names."""
    by_story = {"article_index"} | {s.name for s in statements.load() if s.refresh == "story"}
    return ", ".join(
        f"{need} AS (SELECT * FROM main.{need} WHERE story_id IN (FROM touched_stories))"
        for need in statement.needs
        if need in by_story
    )


def _lexicon(name: str) -> str:
    folder = resources.files("assets") if name in SHARED_LEXICONS else resources.files("assets.warehouse") / "lexicons"
    return folder.joinpath(f"{name}.tsv").read_text(encoding="utf-8")


def _one(connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None) -> Any:
    row = connection.execute(query, parameters).fetchone()
    return None if row is None else row[0]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
