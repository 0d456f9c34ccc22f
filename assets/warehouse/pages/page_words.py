"""How the story page puts things into words: figures, times, outlets, and what articles say.

Belongs here: wording, and the markup around words that come from articles: everything of theirs is escaped, and kept
apart from the page's own words where it may be written from right to left (`told`).
Does not belong here: what is shown and in which order (story_page.py).
"""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

Row = dict[str, Any]

UNNAMED = "an unnamed outlet"
# Verbs that say nothing of what they govern but that it is there.
EMPTY_VERBS = frozenset({"be", "have", "include", "number"})
INVARIANT = frozenset({"percent", "degree celsius", "degree fahrenheit", "hertz"})
BOUND_WORDS = {
    "exact": "",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "up to ",
    "less_than": "less than ",
    "about": "around ",
    "range": "",
    "vague": "",
}


def told(text: str) -> str:
    """Words of articles: escaped, and apart from what stands beside them, which text from right to left would reorder."""
    return f"<bdi>{escape(text)}</bdi>"


def marked(sentence: str, phrase: str) -> str:
    """The sentence as markup, with the phrase in it highlighted."""
    before, found, after = map(escape, sentence.partition(phrase))
    return f"<bdi>{before}<mark>{found}</mark>{after}</bdi>" if found else told(sentence)


def link(text: str, url: str | None) -> str:
    """A link for web addresses alone: an article's own address may be anything."""
    if url and urlsplit(url).scheme in ("http", "https"):
        return f'<a href="{escape(url, quote=True)}" rel="noopener noreferrer">{told(text)}</a>'
    return told(text)


def what(row: Row) -> str:
    """What a figure is of: Killed, Injured: child, Price: share."""
    measure = str(row["measure"]).replace("_", " ")
    counted = str(row.get("counted") or "")
    if counted and measure in EMPTY_VERBS:
        named = counted
    elif counted in ("", "person", measure, measure.rstrip("s")):
        named = measure
    else:
        named = f"{measure}: {counted}"
    rate = f" per {row['per']}" if row.get("per") else ""
    return named[:1].upper() + named[1:] + rate


def spelt_names(reports: list[Row]) -> dict[str, str]:
    """Names of people and things as a report spells them, by what is counted, which is lower case."""
    written = {str(report["counted_text"]) for report in reports if report["counted_text"]}
    return {text.lower(): text for text in sorted(written) if " " in text and text.istitle()}


def unit(row: Row) -> str:
    """A figure's unit and rate as markup; empty for counts."""
    unit = "" if row["unit"] == "count" else str(row["unit"]).replace("_", " ")
    if unit.islower() and unit not in INVARIANT and row["best"] != 1:
        unit = "inches" if unit == "inch" else "feet" if unit == "foot" else unit + "s"
    rate = f" a {row['per']}" if row["per"] else ""
    return f" <small>{escape(unit + rate)}</small>" if unit or rate else ""


def scope(figure: Row) -> str:
    """The place and day of a figure that is not of the main ones, as the end of a line."""
    place = f", {told(figure['place'])}" if figure["place"] else ""
    day = f", from {figure['on_day']:%-d %b %Y}" if figure["on_day"] else ""
    return place + day


def outlet(name: str | None) -> str:
    """The outlet's name, or words for one that is not known."""
    return UNNAMED if name in (None, "unknown") else str(name)


def when(report: Row) -> str:
    """When a report was readable: a day where no more is known."""
    return moment(report["reported_at"]) if report["is_time_exact"] else f"{report['reported_at']:%-d %b %Y}"


def moment(at: datetime) -> str:
    """Day and time in UTC."""
    return f"{at:%-d %b %Y, %H:%M} UTC"


def lag(seconds: int | None) -> str:
    """A time between two articles in its largest units."""
    if seconds is None:
        return "unknown"
    minutes = max(int(seconds), 0) // 60
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes < 2880 else f"{minutes // 1440} days"


def count(number: int, one: str, many: str = "") -> str:
    """A number of things: 1 report, 2 reports."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
