"""The report site: readable offline, escaped, pruned, and true to what was found."""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assets.quality import site, site_pages
from assets.quality.outcome import Example, Outcome, TableReport, counted
from assets.quality.site_entry import MOMENT, entry_of

NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) \u202egpj.exe &amp; \x1b[31m'


def outcome(check: str, status: str = "passed", severity: str = "critical", **more: object) -> Outcome:
    return Outcome(check, status, severity, "offences", "What it guards.", "Rule()", judged=1, **more)  # type: ignore[arg-type]


def report(*outcomes: Outcome, at: datetime = NOW, table: str = "quotes", run: str = "run-1") -> TableReport:
    return TableReport(table, run, at, (date(2026, 3, 8),), 10, 0.5, outcomes or (outcome("fine"),))


class Elements(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An opening tag."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.text += data


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_text_from_data_can_do_nothing_in_a_page(tmp_path: Path) -> None:
    """A headline with a script in it must be shown, not run; nor turn the direction of what stands beside it."""
    bad = outcome(
        "broken", "failed", offending=1, examples=(Example(date(2026, 3, 8), HOSTILE),), reason=HOSTILE, sql=HOSTILE
    )
    site.publish(tmp_path, [report(bad, run=HOSTILE)])
    for path in pages(tmp_path):
        elements = Elements(path.read_text(encoding="utf-8"))
        assert {tag for tag, _ in elements.found} <= {
            "html", "head", "meta", "title", "style", "body", "main", "nav", "h1", "h2", "h3", "p", "a", "span", "table",
            "thead", "tbody", "tr", "th", "td", "div", "article", "header", "dl", "dt", "dd", "ul", "li", "code", "strong",
            "br", "details", "summary", "pre",
        }  # fmt: skip
        assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]
        assert "\u202e" not in elements.text
        assert "\x1b" not in elements.text
    page = Elements((tmp_path / entry_of(report(bad, run=HOSTILE)).page).read_text(encoding="utf-8"))
    assert "<script>alert(1)</script>" in page.text


def test_pages_need_no_network_and_no_script(tmp_path: Path) -> None:
    """The site is read from a folder, on a machine without network; every link leads to a page that is there."""
    site.publish(tmp_path, [report(outcome("fine"), outcome("broken", "failed", offending=3))])
    site.publish(tmp_path, [report(table="stories")])
    for path in pages(tmp_path):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<link", text)
        assert "default-src &#x27;none&#x27;" in text
        for tag, attributes in Elements(text).found:
            if tag == "a":
                target = str(attributes["href"]).partition("#")[0]
                assert (path.parent / target).is_file(), (path, target)


def test_the_index_says_first_what_fails(tmp_path: Path) -> None:
    """Who opens it in an incident looks at the top line only."""
    site.publish(tmp_path, [report(table="articles")])
    site.publish(tmp_path, [report(outcome("text_is_exact", "failed", offending=3), outcome("fine"))])
    site.publish(tmp_path, [report(outcome("volume_is_usual", "failed", "warning", offending=1), table="stories")])
    text = Elements((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "Of 4 checks on 3 tables, 1 block and 1 warn." in text
    assert text.index("quotes: text is exact") < text.index("stories: volume is usual")
    assert "3 offences in 1 day." in text


def test_a_mended_table_needs_no_attention_but_keeps_its_history(tmp_path: Path) -> None:
    """The index shows the last run; what failed before stays in the table's history."""
    site.publish(tmp_path, [report(outcome("broken", "failed", offending=1))])
    site.publish(tmp_path, [report(outcome("broken"), at=NOW + timedelta(hours=1), run="run-2")])
    assert "1 check on 1 table: all hold." in (tmp_path / "index.html").read_text(encoding="utf-8")
    history = site.read_history(tmp_path, "quotes")
    assert [entry.worst for entry in history] == ["failed_critical", "passed"]
    assert "1 of 2" in Elements((tmp_path / "quotes.html").read_text(encoding="utf-8")).text


def test_the_same_run_again_replaces_its_page(tmp_path: Path) -> None:
    """A step that is retried must not count as two validations."""
    site.publish(tmp_path, [report(outcome("broken", "failed", offending=1))])
    site.publish(tmp_path, [report(outcome("broken"))])
    assert len(site.read_history(tmp_path, "quotes")) == 1
    assert len(list((tmp_path / "quotes").iterdir())) == 1


def test_old_pages_go_and_the_last_one_stays(tmp_path: Path) -> None:
    """A year of hourly runs would otherwise fill the disk; a table that nobody has checked for long keeps its last page."""
    for days in (0, 10, 40):
        site.publish(tmp_path, [report(at=NOW + timedelta(days=days), run=f"run-{days}")], keep_days=35)
    assert [entry.run_id for entry in site.read_history(tmp_path, "quotes")] == ["run-10", "run-40"]
    assert len(list((tmp_path / "quotes").iterdir())) == 2
    site.publish(tmp_path, [report(at=NOW + timedelta(days=400), run="late")], keep_days=35)
    assert [entry.run_id for entry in site.read_history(tmp_path, "quotes")] == ["late"]


def test_pages_that_no_history_shows_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hourly runs left 60 days of pages of which the history showed the last 200: the rest could not be reached."""
    monkeypatch.setattr(site, "KEPT_RUNS", 3)
    for hour in range(6):
        site.publish(tmp_path, [report(at=NOW + timedelta(hours=hour), run=f"run-{hour}")])
    shown = {tmp_path / entry.page for entry in site.read_history(tmp_path, "quotes")}
    assert set((tmp_path / "quotes").iterdir()) == shown
    assert len(shown) == 3


def test_a_step_reads_no_more_after_hundreds_of_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step of a run renews the index; reading all that was ever found to do so made each day slower than the last."""
    for number in range(60):
        failing = [outcome("broken", "failed", offending=1)] if number == 3 else []
        at = NOW + timedelta(hours=number)
        site.publish(tmp_path, [report(*failing, at=at, run=f"run-{number}"), report(at=at, table="stories")])
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    page = Elements((tmp_path / "quotes.html").read_text(encoding="utf-8"))
    listed = {attributes["href"] for tag, attributes in page.found if tag == "a"} - {"index.html"}
    assert len(listed) == site_pages.SHOWN_RUNS + 1
    assert any(str(address).endswith(f"{NOW + timedelta(hours=3):{MOMENT}}-run3.html") for address in listed)
    assert len(site.read_history(tmp_path, "quotes")) == 60

    read: list[str] = []
    history = site.read_history
    monkeypatch.setattr(site, "read_history", lambda folder, table: read.append(table) or history(folder, table))
    last = report(at=NOW + timedelta(hours=59), run="run-59")
    site.publish(tmp_path, [last])
    assert read == ["quotes"]
    # Lines that are lost are made of the history, and are the same.
    site.line_path(tmp_path, "stories").unlink()
    site.publish(tmp_path, [last])
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == index


def test_a_damaged_history_is_begun_anew(tmp_path: Path) -> None:
    """A full disk may cut a file; the next run must not fail because of a report."""
    site.publish(tmp_path, [report()])
    site.history_path(tmp_path, "quotes").write_text('[{"page": ')
    site.publish(tmp_path, [report(run="run-2")])
    assert [entry.run_id for entry in site.read_history(tmp_path, "quotes")] == ["run-2"]


def test_what_could_not_run_looks_like_neither_good_nor_bad(tmp_path: Path) -> None:
    """A slip in a check must not send people to look for bad data."""
    (page,) = site.publish(tmp_path, [report(outcome("slip", "not_run", reason="Binder Error: no such column"))])
    text = Elements(page.read_text(encoding="utf-8")).text
    assert "could not run" in text
    assert "Binder Error: no such column" in text


@pytest.mark.parametrize(
    ("count", "noun", "said"), [(1, "row", "1 row"), (0, "day", "0 days"), (1204, "row", "1,204 rows")]
)
def test_counts_read_as_people_write_them(count: int, noun: str, said: str) -> None:
    """'1 rows' on every page looks careless."""
    assert counted(count, noun) == said
