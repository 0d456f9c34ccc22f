"""The parts of a story page as HTML: disagreements, figures, how they moved, who copied whom, every report.

Belongs here: what a part shows, in which order, and what of it is folded away.  Everything from data is escaped.
Does not belong here: what is asked of the warehouse and the page around the parts (story_page.py), wording
(page_words.py), drawing (charts.py).
"""

from __future__ import annotations

from collections import defaultdict
from html import escape

from assets.warehouse.pages import charts, page_words
from assets.warehouse.pages.page_words import BOUND_WORDS, Row

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


def head(story: Row, level: int, *, is_exact: bool) -> str:
    """The heading of a story: its title, how many tell it, and when."""
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


def disputes_part(disputes: list[Row], by_figure: dict[str, list[Row]], level: int) -> str:
    """Where reports disagree: a card for each figure, with who stands for which number."""
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


def figures_part(figures: list[Row], by_figure: dict[str, list[Row]], level: int) -> str:
    """The figures of a story as cards; those that tell less are folded."""
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


def timelines_part(figures: list[Row], by_figure: dict[str, list[Row]], steps: list[Row], level: int) -> str:
    """Figures that moved, each drawn over the times of its reports."""
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


def copies_part(copies: list[Row]) -> str:
    """Who carries whose text, and how long after."""
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


def reports_part(reports: list[Row], order: list[str]) -> str:
    """Every report by figure, with its sentence; sources' own words first."""
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
