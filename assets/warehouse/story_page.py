"""The story page: one self-contained HTML file on a story, or on all stories of a day.

Belongs here: what is asked of the warehouse, and its order on the page: disagreements first, then figures, how they
moved, who copied whom, every report with its sentence.
Does not belong here: wording (page_words.py), drawing (charts.py) and looks (story_page.css).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from assets.errors import UserError
from assets.warehouse import charts, page_words
from assets.warehouse.page_words import BOUND_WORDS, Row
from assets.warehouse.read import rows

if TYPE_CHECKING:
    import duckdb

STORIES_A_DAY = 25
FIGURES_SHOWN, TIMELINES_SHOWN, GROUPS_OPEN, GROUPS_SHOWN, REPORTS_SHOWN = 9, 6, 3, 12, 8
# Where a story has no figure that several sources give or that counts what its event did, the first few stand for it.
FEWEST_FIGURES_SHOWN = 3
POSITIONS_SHOWN, OUTLETS_SHOWN = 5, 6
CLASS_WORDS = {
    "same": "same number",
    "compatible": "compatible",
    "superseded": "superseded",
    "other_scope": "of something else",
    "conflict": "conflict",
}


def story_html(connection: duckdb.DuckDBPyConnection, story_id: str) -> str:
    """The page of one story, or of the one that it went into.  UserError where there is no such story."""
    story = rows(connection, "SELECT * FROM stories WHERE story_id = $story", {"story": story_id})
    note = ""
    if not story:
        story = rows(
            connection,
            """
            SELECT s.*
            FROM former_stories AS f
            INNER JOIN stories AS s USING (story_id)
            WHERE f.former_id = $story
            ORDER BY f.articles DESC, s.story_id
            LIMIT 1
            """,
            {"story": story_id},
        )
        note = f'<p class="meta">Story {escape(story_id)} is told here since later reports showed it to be a part of this one.</p>'
    if not story:
        raise UserError(f'there is no story {story_id}; list them with: newstally query "select * from stories"')
    return _page(story[0]["title"] or "Untitled story", note + _story(connection, story[0], level=1))


def day_html(connection: duckdb.DuckDBPyConnection, day: date) -> str:
    """The page of a news day: its stories with figures, those with disagreements and most sources first.

    UserError where the day has no story.
    """
    stories = rows(
        connection,
        """
        SELECT s.*, coalesce(d.disputes, 0) AS disputes
        FROM stories AS s
        SEMI JOIN (SELECT story_id FROM article_index WHERE day = $day) AS t ON s.story_id = t.story_id
        LEFT JOIN (SELECT story_id, count(*) AS disputes FROM disagreements GROUP BY story_id) AS d ON s.story_id = d.story_id
        ORDER BY coalesce(d.disputes, 0) > 0 DESC, s.independent_sources DESC, s.articles DESC, s.first_reported_at, s.story_id
        LIMIT $most
        """,
        {"day": day, "most": STORIES_A_DAY},
    )
    if not stories:
        raise UserError(f'there is no story on {day}; list the days with: newstally query "select * from days"')
    heading = f"{day:%A}, {day.day} {day:%B %Y}"
    contents = "".join(
        f'<li><a href="#{escape(s["story_id"])}">{page_words.told(s["title"] or "Untitled story")}</a>'
        + (
            f' <span class="tag conflict">{page_words.count(s["disputes"], "disagreement")}</span>'
            if s["disputes"]
            else ""
        )
        + "</li>"
        for s in stories
    )
    body = (
        f'<p class="kicker">News day</p><h1>{escape(heading)}</h1>'
        f'<p class="meta">{page_words.count(len(stories), "story", "stories")}, those with disagreements first.</p>'
        f'<ol class="contents">{contents}</ol>'
    )
    return _page(heading, body + "".join(_story(connection, story, level=2) for story in stories))


def latest_day(connection: duckdb.DuckDBPyConnection) -> date:
    """The last news day with a story.  UserError where the warehouse is empty."""
    found = rows(connection, "SELECT max(day) AS day FROM article_index")
    if not found or found[0]["day"] is None:
        raise UserError("the warehouse has no articles yet; take some in with: newstally run PATH")
    day: date = found[0]["day"]
    return day


def _story(connection: duckdb.DuckDBPyConnection, story: Row, *, level: int) -> str:
    of_story = {"story": story["story_id"]}
    figures = rows(
        connection,
        """
        SELECT f.*, m.measure IS NOT NULL AS is_known, coalesce(m.is_event_count, FALSE) AS is_event_count
        FROM story_figures AS f
        LEFT JOIN measures AS m ON f.measure = m.measure
        WHERE f.story_id = $story
        ORDER BY
            is_event_count AND f.is_main DESC, f.conflicts > 0 DESC, f.measure = 'killed' DESC, f.independent_sources > 1 DESC,
            is_known DESC, f.independent_sources DESC, f.reports DESC, f.is_main DESC, f.measure, f.figure_id
        """,
        of_story,
    )
    reports = rows(
        connection,
        "SELECT * FROM figure_reports WHERE story_id = $story ORDER BY measure, counted, reported_at, fact_id",
        of_story,
    )
    steps = rows(connection, "SELECT * FROM figure_timeline WHERE story_id = $story ORDER BY figure_id, step", of_story)
    disputes = rows(connection, "SELECT * FROM disagreements WHERE story_id = $story ORDER BY rank", of_story)
    copies = rows(
        connection,
        """
        SELECT c.*, a.title, a.url, coalesce(a.outlet, a.outlet_id) AS outlet, coalesce(o.outlet, o.outlet_id) AS original
        FROM copies AS c
        INNER JOIN articles AS a ON c.article_id = a.article_id AND a.is_latest
        LEFT JOIN articles AS o ON c.original_id = o.article_id AND o.is_latest
        WHERE a.story_id = $story AND c.relation <> 'original' AND (a.outlet_id = 'unknown' OR a.outlet_id IS DISTINCT FROM o.outlet_id)
        ORDER BY c.duplicate_group, c.reported_at, c.article_id
        """,
        of_story,
    )
    spelt = page_words.spelt_names(reports)
    for row in (*figures, *reports, *disputes):
        row["counted"] = spelt.get(row["counted"], row["counted"])
    by_figure: dict[str, list[Row]] = defaultdict(list)
    for report in reports:
        by_figure[report["figure_id"]].append(report)
    is_exact = all(
        row["is_time_exact"]
        for row in rows(connection, "SELECT is_time_exact FROM article_index WHERE story_id = $story", of_story)
    )
    told = _reports(reports, [figure["figure_id"] for figure in figures])
    parts: list[tuple[str, str]] = [
        ("Where reports disagree", _disputes(disputes, by_figure, level)),
        ("Figures", _figures(figures, by_figure, level)),
        ("How the figures moved", _timelines(figures, by_figure, steps, level)),
        ("Who copied whom", _copies(copies)),
        (
            "The reports",
            told if level == 1 or not told else f"<details><summary>Sentence by sentence</summary>{told}</details>",
        ),
    ]
    body = "".join(f'<h{level + 1} class="part">{heading}</h{level + 1}>{part}' for heading, part in parts if part)
    return f'<section id="{escape(story["story_id"])}">{_head(story, level, is_exact=is_exact)}{body}</section>'


def _head(story: Row, level: int, *, is_exact: bool) -> str:
    first, last = story["first_reported_at"], story["last_reported_at"]
    span = f"{first:%-d %b %Y} to {last:%-d %b %Y}"
    if first.date() == last.date() and not is_exact:
        span = f"{first:%-d %b %Y}"
    elif first == last:
        span = page_words.moment(first)
    elif first.date() == last.date():
        span = f"{first:%-d %b %Y, %H:%M} to {last:%H:%M} UTC"
    facts = [
        page_words.count(story["articles"], "article"),
        page_words.count(story["outlets"], "outlet"),
        page_words.count(story["independent_sources"], "independent source"),
        span,
    ]
    return (
        f'<p class="kicker">Story <code>{escape(story["story_id"])}</code></p>'
        f'<h{level} class="title">{page_words.told(story["title"] or "Untitled story")}</h{level}>'
        f'<p class="meta">{" · ".join(escape(fact) for fact in facts)}</p>'
    )


def _disputes(disputes: list[Row], by_figure: dict[str, list[Row]], level: int) -> str:
    if not disputes:
        return ""
    cards = []
    for dispute in disputes:
        told = [
            report
            for reports in by_figure.values()
            for report in reports
            if (report["denies_figure_id"] or report["figure_id"]) == dispute["figure_id"]
        ]
        positions = [_position(position, told) for position in dispute["positions"] or []]
        first, rest = "".join(positions[:POSITIONS_SHOWN]), positions[POSITIONS_SHOWN:]
        more = f'<details><summary>{page_words.count(len(rest), "more number")}</summary><ul class="positions">{"".join(rest)}</ul></details>'
        cards.append(
            f'<div class="card dispute">{_name(dispute, level)}'
            f'<p class="meta">{_balance(dispute)}</p>'
            f'<ul class="positions">{first}</ul>{more if rest else ""}</div>'
        )
    return f'<div class="grid wide">{"".join(cards)}</div>'


def _balance(dispute: Row) -> str:
    if not dispute["sources_for"]:
        return f"{page_words.count(dispute['sources_against'], 'source')} at odds, none with a majority"
    best = charts.number(dispute["best"]) or "no number"
    return f"{page_words.count(dispute['sources_for'], 'source')} for {best}, {dispute['sources_against']} against"


def _position(position: Row, told: list[Row]) -> str:
    denial = "denied: " if position["polarity"] == "denied" else ""
    speakers = position["speakers"] or []
    said = f", {'by' if denial else 'says'} {'; '.join(map(page_words.told, speakers))}" if speakers else ""
    words = f"{denial}{BOUND_WORDS.get(position['bound'], '')}{charts.number(position['value'])}"
    named = position["outlets"]
    outlets = ", ".join(page_words.told(page_words.outlet(name)) for name in named[:OUTLETS_SHOWN])
    if len(named) > OUTLETS_SHOWN:
        outlets += f" and {page_words.count(len(named) - OUTLETS_SHOWN, 'more outlet')}"
    given = [
        r
        for r in told
        if (r["value"], r["bound"], r["polarity"]) == (position["value"], position["bound"], position["polarity"])
        and r["is_latest"]
        and not r["is_copy"]
        and (r["class"] in ("same", "compatible", "conflict") or (r["is_stance"] and not r["is_main"]))
    ]
    # The sentence that names its speaker tells more than the headline.
    shown = min(
        given, key=lambda r: (r["speaker"] is None, r["part"] == "title", r["reported_at"], r["fact_id"]), default=None
    )
    quoted = ""
    if shown:
        sentence = page_words.marked(shown["sentence"] or shown["phrase"], shown["phrase"])
        quoted = (
            f"<blockquote>{sentence} {page_words.link('Read', shown['url'])}</blockquote>"
            if shown["url"]
            else f"<blockquote>{sentence}</blockquote>"
        )
    return f"<li><b>{escape(words)}</b> {outlets}{said}{quoted}</li>"


def _figures(figures: list[Row], by_figure: dict[str, list[Row]], level: int) -> str:
    if not figures:
        return '<p class="meta">The reports state no figure of this story.</p>'
    cards = []
    for figure in figures:
        live = [r for r in by_figure[figure["figure_id"]] if r["is_latest"] and r["class"] != "other_scope"]
        stated = sorted({(r["value"], r["class"]) for r in live if r["value"] is not None})
        conflict = (
            f' <span class="tag conflict">{page_words.count(figure["conflicts"], "conflict")}</span>'
            if figure["conflicts"]
            else ""
        )
        cards.append(
            f'<div class="card">{_name(figure, level, conflict)}'
            f'<p class="figure">{escape(figure["figure"] or "no number")}{page_words.unit(figure)}</p>'
            f"{charts.bar(figure['low'], figure['best'], figure['high'], stated)}"
            f'<p class="meta">{page_words.count(figure["independent_sources"], "independent source")}, '
            f"{page_words.count(figure['reports'], 'report')}{page_words.scope(figure)}</p></div>"
        )
    telling = sum((f["is_event_count"] and f["is_main"]) or f["independent_sources"] > 1 for f in figures)
    most = min(max(telling, FEWEST_FIGURES_SHOWN), FIGURES_SHOWN)
    shown, rest = cards[:most], cards[most:]
    more = f'<details><summary>{page_words.count(len(rest), "more figure")}</summary><div class="grid">{"".join(rest)}</div></details>'
    return f'<div class="grid">{"".join(shown)}</div>{more if rest else ""}'


def _timelines(figures: list[Row], by_figure: dict[str, list[Row]], steps: list[Row], level: int) -> str:
    cards = []
    for figure in figures:
        told = [r for r in by_figure[figure["figure_id"]] if r["class"] != "other_scope" and r["value"] is not None]
        if len({r["reported_at"] for r in told}) < 2:
            continue
        points = [
            charts.Point(
                r["reported_at"],
                r["value"],
                r["low"],
                r["high"],
                r["class"],
                f"{page_words.when(r)}, {page_words.outlet(r['outlet'])}: {r['phrase']}",
            )
            for r in told
        ]
        moves = [s for s in steps if s["figure_id"] == figure["figure_id"] and s["value"] is not None]
        if len({move["value"] for move in moves}) < 2:
            continue
        line = [(s["first_reported_at"], s["value"]) for s in moves]
        first = moves[0]
        note = (
            f"First {charts.number(first['value'])}, by {page_words.told(page_words.outlet(first['first_outlet']))}; "
            f"last {charts.number(moves[-1]['value'])}, by {page_words.told(page_words.outlet(moves[-1]['first_outlet']))}"
        )
        cards.append(
            f'<div class="card">{_name(figure, level)}'
            f"{charts.timeline(points, line, f'{page_words.what(figure)} by time of report')}"
            f'<p class="meta">{note}.</p></div>'
        )
    if not cards:
        return ""
    shown = ("same", "compatible", "superseded", "conflict")
    key = "".join(f'<span class="tag {kind}">{CLASS_WORDS[kind]}</span>' for kind in shown)
    rest = cards[TIMELINES_SHOWN:]
    more = f'<details><summary>{page_words.count(len(rest), "more figure")} that moved</summary><div class="grid">{"".join(rest)}</div></details>'
    return f'<p class="key">{key}</p><div class="grid">{"".join(cards[:TIMELINES_SHOWN])}</div>{more if rest else ""}'


def _copies(copies: list[Row]) -> str:
    if not copies:
        return ""
    body = "".join(
        f"<tr><td>{page_words.link(page_words.outlet(copy['outlet']), copy['url'])}</td><td>{escape(copy['relation'].replace('_', ' '))}</td>"
        f"<td>{page_words.told(page_words.outlet(copy['original']))}</td><td>{page_words.lag(copy['lag_seconds'])}</td></tr>"
        for copy in copies
    )
    return (
        "<table><thead><tr><th>Outlet</th><th>carries</th><th>of</th><th>after</th></tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _reports(reports: list[Row], order: list[str]) -> str:
    shown = [r for r in reports if r["is_latest"] and not r["is_copy"]]
    if not shown:
        return ""
    rank = {figure_id: number for number, figure_id in enumerate(order)}
    groups: dict[str, list[Row]] = defaultdict(list)
    for report in sorted(shown, key=lambda r: rank.get(r["figure_id"], len(rank))):
        groups[page_words.what(report)].append(report)
    parts = []
    for number, (what, members) in enumerate(groups.items()):
        # Each source's word and what contradicts it come first; who else says the same in passing is folded.
        told = sorted(
            members,
            key=lambda r: (
                r["class"] == "other_scope",
                r["reported_at"],
                r["article_id"],
                r["part"] == "text",
                r["start"],
            ),
        )
        words = [r for r in told if r["is_stance"] or r["class"] == "conflict"] or told
        words = words[:REPORTS_SHOWN]
        kept = {r["fact_id"] for r in words}
        rest = [r for r in told if r["fact_id"] not in kept]
        items = "".join(_report(report) for report in words)
        if rest:
            more = "".join(_report(report) for report in rest)
            items += f'<details class="inner"><summary>{page_words.count(len(rest), "more sentence")}</summary>{more}</details>'
        is_open = " open" if number < GROUPS_OPEN else ""
        parts.append(f"<details{is_open}><summary>{page_words.told(what)} ({len(members)})</summary>{items}</details>")
    first, others = parts[:GROUPS_SHOWN], parts[GROUPS_SHOWN:]
    folded = f"<details><summary>Reports of {page_words.count(len(others), 'more figure')}</summary>{''.join(others)}</details>"
    return f"{''.join(first)}{folded if others else ''}"


def _report(report: Row) -> str:
    why = f" {escape(report['because'])}" if report["because"] else ""
    speaker = f", says {page_words.told(report['speaker'])}" if report["speaker"] else ""
    when = page_words.when(report)
    return (
        f'<div class="report"><span class="tag {escape(report["class"])}">{CLASS_WORDS[report["class"]]}</span>'
        f'<span class="meta">{why}</span>'
        f"<blockquote>{page_words.marked(report['sentence'] or report['phrase'], report['phrase'])}</blockquote>"
        f'<span class="meta">{page_words.link(page_words.outlet(report["outlet"]), report["url"])}{speaker}, {escape(when)}</span></div>'
    )


def _name(row: Row, level: int, beside: str = "") -> str:
    """The heading of a figure's card, two levels below its story's."""
    return f"<h{level + 2}>{page_words.told(page_words.what(row))}{beside}</h{level + 2}>"


def _page(title: str, body: str) -> str:
    style = resources.files("assets.warehouse").joinpath("story_page.css").read_text(encoding="utf-8")
    pieces: Iterable[str] = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(title)}</title><style>{style}</style></head><body><main>{body}",
        (
            "<footer><h2>How to read it</h2><p>Each independent source counts once, with the last word it gave; copies count as "
            "their original. The dot is the number that most sources allow, the band reaches from the lowest to the highest; an "
            "arrow means that the reports leave that end open (at least, more than). Grey numbers were replaced by later reports."
            "</p></footer></main></body></html>\n"
        ),
    )
    return "".join(pieces)
