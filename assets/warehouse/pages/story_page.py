"""The story page: one self-contained HTML file on a story, or on all stories of a day.

Belongs here: what is asked of the warehouse, and its order on the page: disagreements first, then figures, how they
moved, who copied whom, every report with its sentence.
Does not belong here: the parts as HTML (story_parts.py), wording (page_words.py), drawing (charts.py) and looks
(story_page.css).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from assets.errors import UserError
from assets.warehouse.asking.read import rows
from assets.warehouse.pages import page_words, story_parts

if TYPE_CHECKING:
    import duckdb

    from assets.warehouse.pages.page_words import Row

STORIES_A_DAY = 25


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
    told = story_parts.reports_part(reports, [figure["figure_id"] for figure in figures])
    parts: list[tuple[str, str]] = [
        ("Where reports disagree", story_parts.disputes_part(disputes, by_figure, level)),
        ("Figures", story_parts.figures_part(figures, by_figure, level)),
        ("How the figures moved", story_parts.timelines_part(figures, by_figure, steps, level)),
        ("Who copied whom", story_parts.copies_part(copies)),
        (
            "The reports",
            told if level == 1 or not told else f"<details><summary>Sentence by sentence</summary>{told}</details>",
        ),
    ]
    body = "".join(f'<h{level + 1} class="part">{heading}</h{level + 1}>{part}' for heading, part in parts if part)
    return (
        f'<section id="{escape(story["story_id"])}">{story_parts.head(story, level, is_exact=is_exact)}{body}</section>'
    )


def _page(title: str, body: str) -> str:
    style = resources.files("assets.warehouse.pages").joinpath("story_page.css").read_text(encoding="utf-8")
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
