"""The statements in sql/ as objects: what each one makes, how it is refreshed, what its columns mean.

Belongs here: reading a statement's file and header, putting statements in the order of their needs, and joining a
statement that is worked out in steps with its steps.
Does not belong here: running them (build.py).

A file is a comment header, `-- field: text` with continuation lines indented by two or more spaces, then one SELECT:

    -- table: outlets                (or `view:`, `step:`, or `macro: name(parameters)`)
    -- grain: one outlet
    -- key: outlet_id
    -- meaning: one sentence or more, the rule included
    -- refresh: whole                (tables only: day, story or whole)
    -- order: outlet_id              (tables only: the order rows are stored in)
    -- needs: article_index          (what it reads that another statement makes)
    -- inherits: articles            (lake tables, or one statement, whose columns keep their meaning)
    -- column articles: Articles seen, latest revisions only.
    -- materialized: yes             (steps only: worked out once, since several others read it)
    -- joins: as written             (where DuckDB would take the wider side of a join into memory, see build.py)

A step is no table of the file: whoever needs it gets it, and the steps that it needs, as common table expressions.  So
one comparison can be written as many short statements, and asked again as of a time by shadowing what the first reads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import resources

from assets import schemas
from assets.errors import UserError

LAYERS = ("10_core", "15_comparison", "20_marts", "30_views")
KINDS = ("table", "view", "macro", "step")
FIELDS = (*KINDS, "grain", "key", "meaning", "refresh", "order", "needs", "inherits", "as_of", "joins", "materialized")
REFRESHES = ("day", "story", "whole")
_HEADER_LINE = re.compile(r"^-- (?P<name>[a-z_]+(?: [a-z_0-9]+)?):\s*(?P<text>.*)$")


@dataclass(frozen=True)
class Statement:
    """One file of sql/.

    `refresh` says what an incremental build does with a table: `day` replaces the rows of changed days, `story` those
    of touched stories, `whole` all of them.  `as_of` is the name of the macro that answers the same as known at a
    time, for story tables that have one.
    """

    layer: str
    kind: str
    name: str
    grain: str
    meaning: str
    select: str
    key: tuple[str, ...] = ()
    parameters: str = ""
    refresh: str = "whole"
    order: str = ""
    needs: tuple[str, ...] = ()
    inherits: tuple[str, ...] = ()
    as_of: str = ""
    is_materialized: bool = False
    keeps_joins: bool = False
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def comment(self) -> str:
        """What the table's comment in the file says: grain, key and meaning."""
        key = f" Key: {', '.join(self.key)}." if self.key else ""
        return f"A row is {self.grain}.{key} {self.meaning}"

    @property
    def as_table_expression(self) -> str:
        """A step as what it is within the statement that needs it."""
        return f"{self.name} AS {'MATERIALIZED ' if self.is_materialized else ''}(\n{self.select}\n)"

    def column_comment(self, name: str) -> str:
        """The column's own comment, else the one of the lake table it is inherited from; UserError if neither."""
        comment = self._comment_or_none(name)
        if comment is None:
            raise UserError(
                f"sql/{self.layer}/{self.name}.sql says nothing of its column {name}; add a line `-- column {name}: ...` to "
                "its header, or name the table that it comes from after `-- inherits:`"
            )
        return comment

    def _comment_or_none(self, name: str) -> str | None:
        if name in self.columns:
            return self.columns[name]
        if self.inherits and name == schemas.DAY:
            return "News day: publication day in UTC where known and plausible, else the day of arrival."
        for parent in self.inherits:
            if parent in schemas.names():
                meanings = {column.name: column.meaning for column in schemas.table(parent).columns}
                if name in meanings:
                    return meanings[name]
            else:
                made = next((one for one in load() if one.name == parent), None)
                if made and (found := made._comment_or_none(name)):
                    return found
        return None


def parse(layer: str, file: str, text: str) -> Statement:
    """The statement in the text of sql/<layer>/<file>.  UserError says what is wrong with the header."""
    fields, select = _split(text)
    where = f"sql/{layer}/{file}"
    unknown = [name for name in fields if name not in FIELDS and not name.startswith("column ")]
    if unknown:
        raise UserError(f"{where}: a header has no field {unknown[0]}; it may have {', '.join(FIELDS)} and column NAME")
    kinds = [kind for kind in KINDS if kind in fields]
    if len(kinds) != 1:
        raise UserError(f"{where}: its header must have exactly one of {', '.join(KINDS)}")
    kind = kinds[0]
    name, _, parameters = fields[kind].partition("(")
    missing = [required for required in ("grain", "meaning") if required not in fields]
    if missing:
        raise UserError(f"{where}: its header lacks {', '.join(missing)}")
    refresh = fields.get("refresh", "whole")
    if refresh not in REFRESHES:
        raise UserError(f"{where}: refresh must be one of {', '.join(REFRESHES)}, not {refresh}")
    if file != f"{name.strip()}.sql":
        raise UserError(f"{where} makes {name.strip()}; file and table must agree")
    return Statement(
        layer=layer,
        kind=kind,
        name=name.strip(),
        grain=fields["grain"].rstrip("."),
        meaning=fields["meaning"],
        select=select,
        key=_names(fields.get("key", "")),
        parameters=parameters.rstrip(") "),
        refresh=refresh,
        order=fields.get("order", ""),
        needs=_names(fields.get("needs", "")),
        inherits=_names(fields.get("inherits", "")),
        as_of=fields.get("as_of", ""),
        is_materialized=fields.get("materialized", "") == "yes",
        keeps_joins=fields.get("joins", "") == "as written",
        columns={k.removeprefix("column "): v for k, v in fields.items() if k.startswith("column ")},
    )


@cache
def load() -> tuple[Statement, ...]:
    """Every statement of sql/ but the steps, which are joined into what needs them, each after what it needs.

    Ties stand in the order of layers and names.
    """
    found: dict[str, Statement] = {}
    for layer in LAYERS:
        folder = resources.files("sql").joinpath(layer)
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".sql"):
                statement = parse(layer, entry.name, entry.read_text(encoding="utf-8"))
                found[statement.name] = statement
    return tuple(joined(ordered(found.values())))


def joined(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements, ordered by need, that are no steps; each with the steps it rests on before its own SELECT."""
    steps: dict[str, Statement] = {}
    for statement in statements:
        if statement.kind == "step":
            steps[statement.name] = statement
        elif used := _steps_below(statement, steps):
            before = ",\n\n".join(step.as_table_expression for step in used)
            read = dict.fromkeys(need for reader in (*used, statement) for need in reader.needs)
            yield replace(
                statement,
                select=f"WITH {before}\n\n{statement.select}",
                needs=tuple(need for need in read if need not in steps),
            )
        else:
            yield statement


def _steps_below(statement: Statement, steps: dict[str, Statement]) -> list[Statement]:
    """The steps that a statement rests on, in the order of `steps`, which is that of their needs."""
    names, new = set[str](), {need for need in statement.needs if need in steps}
    while new:
        names |= new
        new = {need for name in new for need in steps[name].needs if need in steps} - names
    return [step for name, step in steps.items() if name in names]


def ordered(statements: Iterable[Statement]) -> list[Statement]:
    """Statements after what they need.  UserError where something needed does not exist, or two need each other."""
    by_name = {s.name: s for s in statements}
    makers = {s.as_of: s.name for s in by_name.values() if s.as_of} | {name: name for name in by_name}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for statement in by_name.values():
        unknown = [need for need in statement.needs if need not in makers]
        if unknown:
            raise UserError(
                f"sql/{statement.layer}/{statement.name}.sql needs {', '.join(unknown)}, which no file of sql/ makes"
            )
        lost = [parent for parent in statement.inherits if parent not in by_name and parent not in schemas.names()]
        if lost:
            raise UserError(
                f"sql/{statement.layer}/{statement.name}.sql inherits from {', '.join(lost)}, which is no table"
            )
        sorter.add(statement.name, *(makers[need] for need in statement.needs))
    try:
        return [by_name[name] for name in sorter.static_order()]
    except CycleError as error:
        raise UserError(f"files of sql/ need each other in a circle: {' -> '.join(error.args[1])}") from None


def recipe(extra: Iterable[str] = ()) -> str:
    """A hash of everything that decides what a build makes of the same lake: statements, schemas, `extra`."""
    digest = hashlib.sha256()
    for statement in sorted(load(), key=lambda s: s.name):
        digest.update(repr(statement).encode())
    for table in schemas.LAKE:
        digest.update(str(table.schema_with_day).encode())
    for piece in extra:
        digest.update(piece.encode())
    return digest.hexdigest()


def _split(text: str) -> tuple[dict[str, str], str]:
    fields: dict[str, str] = {}
    current = ""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("--"):
            return fields, "\n".join(lines[number:]).strip().rstrip(";")
        match = _HEADER_LINE.match(line)
        if match:
            current = match["name"]
            fields[current] = match["text"].strip()
        elif current and line.startswith("--  "):
            fields[current] += " " + line.removeprefix("--").strip()
    return fields, ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
