"""The report site: what the checks found, as pages for people that need no network and no script.

Belongs here: the pages (an index, one per table, one per validation), their history and its pruning by age.
Does not belong here: judging.  Everything that comes from data is escaped on its way into a page.

Layout under the site's folder: index.html, <table>.html, <table>/<moment>-<run>.html, history/<table>.json, and
lines/<table>.json, the table's line of the index: each step of a run renews the index, and must not read what was found
in hundreds of runs to do so.
"""

from __future__ import annotations

import fcntl
import functools
import html
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from assets.quality.outcome import Outcome, TableReport, counted, describe_days
from assets.quality.suite import WAREHOUSE, tables

KEEP_DAYS = 60
KEPT_RUNS = 200
SHOWN_RUNS = 40
MOMENT = "%Y%m%dT%H%M%SZ"

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

WARNING = "failed_warning"

# What a check's state is called, and its colour's class.
WORDS = {
    "failed_critical": ("✕ fails, blocks", "bad"),
    "failed_warning": ("! warns", "warn"),
    "not_run": ("? could not run", "unknown"),
    "passed": ("✓ holds", "good"),
    "nothing_to_judge": ("– nothing to judge", "idle"),
}


@dataclass(frozen=True)
class Entry:
    """One validation as its table's history keeps it.

    `troubles` are the checks that did not pass, each with its state and a sentence on what was found.
    """

    page: str
    run_id: str
    ran_at: datetime
    days: str
    rows: int
    seconds: float
    checks: int
    troubles: dict[str, tuple[str, str]]

    @property
    def worst(self) -> str:
        """The state that stands for the whole validation."""
        found = {state for state, _ in self.troubles.values()}
        return next((state for state in ("failed_critical", "not_run", "failed_warning") if state in found), "passed")

    def state(self, check: str) -> str:
        """One check's state in this validation."""
        return self.troubles[check][0] if check in self.troubles else "passed"

    def as_json(self) -> dict[str, Any]:
        """The entry as values that json.dump takes."""
        return {**self.__dict__, "ran_at": self.ran_at.isoformat()}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Entry:
        """The entry from what as_json gave."""
        troubles = {check: (state, said) for check, (state, said) in plain["troubles"].items()}
        return cls(**{**plain, "ran_at": datetime.fromisoformat(plain["ran_at"]), "troubles": troubles})


def publish(folder: Path, reports: Sequence[TableReport], *, keep_days: int = KEEP_DAYS) -> list[Path]:
    """Add reports to the site, and drop their tables' pages that no history shows any more; returns their pages.

    A table's history has its last KEPT_RUNS validations of the last `keep_days`.

    The same run and table again replaces the page.  Raises OSError where the folder cannot be written.
    """
    folder = Path(folder)
    pages = []
    with alone(folder):
        for report in reports:
            entry = entry_of(report)
            pages.append(folder / entry.page)
            put(pages[-1], validation_page(report))
            history = [old for old in read_history(folder, report.table) if old.page != entry.page]
            history = sorted([*history, entry], key=lambda one: (one.ran_at, one.page))[-KEPT_RUNS:]
            fresh = [one for one in history if one.ran_at >= report.ran_at - timedelta(days=keep_days)]
            put(history_path(folder, report.table), json.dumps([one.as_json() for one in fresh], ensure_ascii=False))
            put(line_path(folder, report.table), json.dumps([fresh[-1].as_json(), index_line(report.table, fresh)]))
            put(folder / f"{report.table}.html", table_page(report.table, fresh))
            prune(folder / report.table, fresh[0].ran_at)
        put(
            folder / "index.html",
            index_page({name: line for name in known_tables(folder) if (line := read_line(folder, name))}),
        )
    return pages


def prune(folder: Path, oldest: datetime) -> None:
    """Remove a table's pages from before `oldest`; a page's name begins with its moment."""
    before = f"{oldest:{MOMENT}}"
    for page in folder.glob("*.html"):
        if page.name < before:
            page.unlink(missing_ok=True)


def entry_of(report: TableReport) -> Entry:
    """The history's line for a report."""
    run = re.sub(r"[^A-Za-z0-9]", "", report.run_id)[:8] or "run"
    return Entry(
        page=f"{report.table}/{report.ran_at:{MOMENT}}-{run}.html",
        run_id=report.run_id,
        ran_at=report.ran_at,
        days=extent(report),
        rows=report.rows,
        seconds=report.seconds,
        checks=len(report.outcomes),
        troubles={o.check: (state_of(o), o.sentence) for o in report.outcomes if not o.passed},
    )


def extent(report: TableReport) -> str:
    """What was judged: news days of a lake table, a warehouse table as a whole."""
    return "the whole table" if report.table.startswith(WAREHOUSE) else describe_days(report.days)


def state_of(outcome: Outcome) -> str:
    """Key into WORDS."""
    return f"failed_{outcome.severity}" if outcome.status == "failed" else outcome.status


def history_path(folder: Path, table: str) -> Path:
    """Where a table's history is kept."""
    return folder / "history" / f"{table}.json"


def read_history(folder: Path, table: str) -> list[Entry]:
    """A table's validations, oldest first; none where nothing was kept or what was kept is damaged."""
    try:
        return [Entry.from_json(plain) for plain in json.loads(history_path(folder, table).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def line_path(folder: Path, table: str) -> Path:
    """Where a table's line of the index is kept."""
    return folder / "lines" / f"{table}.json"


def read_line(folder: Path, table: str) -> tuple[Entry, str] | None:
    """A table's last validation and its line of the index, made of the history where it is lost; None without either."""
    try:
        entry, line = json.loads(line_path(folder, table).read_text(encoding="utf-8"))
        return Entry.from_json(entry), str(line)
    except (OSError, ValueError, TypeError, KeyError):
        history = read_history(folder, table)
        return (history[-1], index_line(table, history)) if history else None


def known_tables(folder: Path) -> list[str]:
    """Tables with a history: those with a suite in the order the data flows, then others by name."""
    found = {path.stem for path in (folder / "history").glob("*.json")}
    return [*(name for name in tables() if name in found), *sorted(found - set(tables()))]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One writer at a time, or two steps would each drop the other's line from the index."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def put(path: Path, content: str) -> None:
    """Write a file in one step, so that a reader never meets half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_text(content, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def shown(value: object) -> str:
    """Any value as HTML text: escaped, without control characters or marks that turn the writing direction."""
    return html.escape(UNSHOWABLE.sub("\ufffd", str(value)), quote=True)


def moment(value: datetime) -> str:
    """A time as people read it."""
    return f"{value:%Y-%m-%d %H:%M} UTC"


def tag(state: str) -> str:
    """A state as a coloured word."""
    word, colour = WORDS[state]
    return f'<span class="tag {colour}">{word}</span>'


@functools.cache
def stylesheet() -> str:
    """The site's style sheet."""
    return (resources.files(__package__) / "site.css").read_text(encoding="utf-8")


def document(title: str, trail: str, body: str) -> str:
    """A whole page; `title` is escaped here, `trail` and `body` are HTML."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{shown(title)}</title><style>{stylesheet()}</style></head>"
        f"<body><main><nav>{trail}</nav>{body}</main></body></html>\n"
    )


def index_line(table: str, history: Sequence[Entry]) -> str:
    """A table's line of the index: its last state, and the last runs as bars."""
    entry = history[-1]
    return (
        f'<tr><td class="line"><a href="{shown(table)}.html">{shown(table)}</a></td>'
        f'<td data-name="state">{tag(entry.worst)}</td>'
        f'<td data-name="checks that hold" class="number">{entry.checks - len(entry.troubles)} of {entry.checks}</td>'
        f'<td data-name="rows" class="number">{entry.rows:,}</td>'
        f'<td data-name="judged">{shown(entry.days)}</td>'
        f'<td data-name="last run" class="line">{moment(entry.ran_at)}</td>'
        f"<td>{strip(history, '')}</td></tr>"
    )


def index_page(tables_shown: dict[str, tuple[Entry, str]]) -> str:
    """Every table's last state, and what needs attention first; of each table its last validation and its line."""
    latest = {name: entry for name, (entry, _) in tables_shown.items()}
    checks = sum(entry.checks for entry in latest.values())
    troubles = [
        (name, check, state, said) for name, entry in latest.items() for check, (state, said) in entry.troubles.items()
    ]
    blocking = [one for one in troubles if one[2] != WARNING]
    if not latest:
        lead = "No check has run yet."
    elif not troubles:
        lead = f"{counted(checks, 'check')} on {counted(len(latest), 'table')}: all hold."
    else:
        lead = (
            f"Of {checks:,} checks on {counted(len(latest), 'table')}, {len(blocking)} block and "
            f"{len(troubles) - len(blocking)} warn."
        )
    attention = "".join(
        f'<article class="card {WORDS[state][1]}"><header>{tag(state)}<h3><a href="{shown(latest[name].page)}#{shown(check)}">'
        f"{shown(name)}: {shown(words(check))}</a></h3></header>"
        f'<p>{shown(said)} <span class="soft">{moment(latest[name].ran_at)}, {shown(latest[name].days)}</span></p></article>'
        for name, check, state, said in sorted(troubles, key=lambda one: list(WORDS).index(one[2]))
    )
    lines = "".join(line for _, line in tables_shown.values())
    body = (
        f'<h1>Data quality</h1><p class="lead">{shown(lead)}</p>'
        + (f"<h2>Needs attention</h2>{attention}" if attention else "")
        + '<h2>Tables</h2><table class="stack"><thead><tr><th>Table</th><th>State</th><th class="number">Checks that hold</th>'
        '<th class="number">Rows</th><th>Judged</th><th>Last run</th><th>Runs, the latest on the right</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
    return document("Data quality", "Newstally", body)


def table_page(table: str, history: Sequence[Entry]) -> str:
    """One table's latest validations and all in which something did not hold, and the checks that did not always hold."""
    shown_runs = list(history[-SHOWN_RUNS:])
    checks = sorted({check for entry in shown_runs for check in entry.troubles})
    rows = "".join(
        f'<tr><td>{shown(words(check))}</td><td class="number" data-name="runs">'
        f"{sum(check in entry.troubles for entry in shown_runs)} of {len(shown_runs)}</td>"
        f"<td>{strip(shown_runs, '', check)}</td></tr>"
        for check in checks
    )
    unsteady = (
        '<h2>Checks that did not always hold</h2><table class="stack"><thead><tr><th>Check</th><th class="number">Runs it failed</th>'
        f"<th>Runs, the latest on the right</th></tr></thead><tbody>{rows}</tbody></table>"
        if checks
        else ""
    )
    lines = "".join(
        f'<tr><td><a href="{shown(entry.page)}">{moment(entry.ran_at)}</a></td><td data-name="state">{tag(entry.worst)}</td>'
        f'<td class="number" data-name="checks that hold">{entry.checks - len(entry.troubles)} of {entry.checks}</td>'
        f'<td class="number" data-name="rows">{entry.rows:,}</td><td data-name="judged">{shown(entry.days)}</td>'
        f'<td class="mono" data-name="run">{shown(entry.run_id[:8])}</td></tr>'
        for number, entry in enumerate(reversed(history))
        if number < SHOWN_RUNS or entry.troubles
    )
    lead = f"{counted(len(history), 'validation')} kept."
    if len(history) > SHOWN_RUNS:
        lead += f" Listed are the last {SHOWN_RUNS} and all in which something did not hold."
    body = (
        f'<h1>{shown(table)}</h1><p class="lead">{lead}</p>{unsteady}'
        '<h2>Validations</h2><table class="stack"><thead><tr><th>When</th><th>State</th><th class="number">Checks that hold</th>'
        '<th class="number">Rows</th><th>Judged</th><th>Run</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
    return document(f"{table}: data quality", '<a href="index.html">Data quality</a>', body)


def validation_page(report: TableReport) -> str:
    """All that one run found of one table: what fails first, with its offenders, then what holds."""
    order = list(WORDS)
    troubles = sorted((o for o in report.outcomes if not o.passed), key=lambda o: order.index(state_of(o)))
    lead = (
        f"Of {len(report.outcomes)} checks, {len(report.blocking)} block and {len(report.warnings)} warn."
        if troubles
        else f"{counted(len(report.outcomes), 'check')}: all hold."
    )
    fine = "".join(
        f'<tr id="{shown(o.check)}"><td>{tag(state_of(o))}</td><td><strong>{shown(words(o.check))}</strong><br>'
        f'<span class="soft">{shown(o.guards)}</span></td><td>{shown(o.sentence)}{how(o)}</td></tr>'
        for o in report.outcomes
        if o.passed
    )
    body = (
        f'<h1>{shown(report.table)}</h1><p class="lead">{shown(lead)}</p><dl class="facts">'
        f"<dt>When</dt><dd>{moment(report.ran_at)}</dd><dt>Judged</dt><dd>{shown(extent(report))}</dd>"
        f"<dt>Rows</dt><dd>{report.rows:,}</dd><dt>Took</dt><dd>{report.seconds:.2f} s</dd>"
        f'<dt>Run</dt><dd class="mono">{shown(report.run_id)}</dd></dl>'
        + (f"<h2>Does not hold</h2>{''.join(trouble_card(o) for o in troubles)}" if troubles else "")
        + (
            '<h2>Holds</h2><table class="stack"><thead><tr><th>State</th><th>Check</th><th>Found</th></tr></thead>'
            f"<tbody>{fine}</tbody></table>"
            if fine
            else ""
        )
    )
    trail = (
        f'<a href="../index.html">Data quality</a> / <a href="../{shown(report.table)}.html">{shown(report.table)}</a>'
    )
    return document(f"{report.table}, {moment(report.ran_at)}: data quality", trail, body)


def trouble_card(outcome: Outcome) -> str:
    """One check that did not pass, with the rows it names."""
    state = state_of(outcome)
    named = "".join(
        f'<li><code>{shown(example.id)}</code> <span class="soft">{example.day or ""}</span></li>'
        for example in outcome.examples
    )
    more = (
        f'<p class="soft">The first {len(outcome.examples)} of {outcome.offending:,}.</p>'
        if outcome.offending > len(outcome.examples) > 0
        else ""
    )
    return (
        f'<article class="card {WORDS[state][1]}" id="{shown(outcome.check)}"><header>{tag(state)}<h3>{shown(words(outcome.check))}</h3></header>'
        f"<p>{shown(outcome.sentence)}</p>"
        + (f"<p><code>{shown(outcome.reason)}</code></p>" if outcome.reason else "")
        + f'<p class="soft">{shown(outcome.guards)}</p>'
        + (f'<ul class="ids">{named}</ul>{more}' if named else "")
        + how(outcome)
        + "</article>"
    )


def how(outcome: Outcome) -> str:
    """The rule behind a check, folded away."""
    sql = f"<pre>{shown(outcome.sql)}</pre>" if outcome.sql else ""
    return f"<details><summary>How it is checked</summary>{sql}<code>{shown(outcome.rule)}</code></details>"


def strip(history: Sequence[Entry], base: str, check: str = "") -> str:
    """The last runs as small bars, each a link to its page; of one check, or of the whole table."""
    bars = []
    for entry in history[-SHOWN_RUNS:]:
        state = entry.state(check) if check else entry.worst
        title = f"{moment(entry.ran_at)}: {WORDS[state][0]}"
        bars.append(
            f'<a class="{WORDS[state][1]}" href="{base}{shown(entry.page)}" title="{shown(title)}">{shown(title)}</a>'
        )
    return f'<div class="strip">{"".join(bars)}</div>'


def words(name: str) -> str:
    """A check's name as words."""
    return name.replace("_", " ")
