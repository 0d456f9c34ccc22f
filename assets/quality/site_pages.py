"""The pages of the report site: an index, one page a table, one a validation.

Belongs here: HTML.  Everything that comes from data is escaped on its way into a page.
Does not belong here: which pages are written, and what is kept (site.py, site_entry.py).
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Sequence
from datetime import datetime
from importlib import resources

from assets.quality.outcome import Outcome, TableReport, counted
from assets.quality.site_entry import Entry, extent, state_of

SHOWN_RUNS = 40

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
