"""What the UI shows of articles is their text and nothing that the text could smuggle in."""

import html
import re
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from assets import previews

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://tracker.example/p.png)",
    "a | b | c",
    "# heading\n\n- list",
    "`code` **bold** _it_ ~~gone~~",
    "&lt;b&gt; &#60;i&#62;",
    "https://evil.example/?q=1 www.evil.example a@evil.example",
    "\\| \\` \\<",
    "| --- |",
    "\u202egnp.exe\u0000\x1b[31m",
]
SAFE = re.compile(r"^(?:[^\x00-\x7f]|[0-9A-Za-z ]|&#\d+;)*$")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_mark_of_markdown_or_html_survives(text: str) -> None:
    """Text from an article must not become a tag, a link, a picture or a cell border in the UI."""
    shown = previews.escaped(text)
    assert SAFE.match(shown)
    assert "\u202e" not in shown
    seen = html.unescape(shown).replace(previews.JOINER, "")
    assert seen == "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))[: previews.CELL_CHARACTERS]


def test_addresses_are_not_made_into_links() -> None:
    """The UI links whatever looks like an address after references are resolved; a joiner breaks the look."""
    seen = html.unescape(previews.escaped("see https://evil.example or www.evil.example or a@evil.example"))
    assert not re.search(r"https?://|www\.|\w@\w", seen)


def test_a_preview_is_a_table_of_the_first_rows() -> None:
    """Rows beyond the preview, and columns not asked for, must not bloat the event log."""
    rows = pa.table(
        {
            "day": [date(2026, 3, 1)] * 20,
            "title": [f"Title {n}" for n in range(20)],
            "at": [datetime(2026, 3, 1, 12, 5, tzinfo=UTC)] * 20,
            "secret": ["x"] * 20,
        }
    )
    lines = previews.preview(rows, ("title", "at", "absent")).splitlines()
    assert len(lines) == 2 + previews.PREVIEW_ROWS
    assert html.unescape(lines[0]) == "| title | at |"
    assert html.unescape(lines[2]) == "| Title 0 | 2026-03-01 12:05 |"
    assert previews.preview(rows.slice(0, 0)) == "_no rows_"


def test_bars_are_scaled_to_the_largest_count() -> None:
    """A day with few rows must still show, and an empty one must not."""
    lines = previews.bars({"mon": 1000, "tue": 1, "wed": 0}, "day", "rows").splitlines()[2:]
    assert [line.count("█") for line in lines] == [previews.BAR_CHARACTERS, 1, 0]
    assert previews.bars({"mon": 0}, "day", "rows") == "_no rows_"
