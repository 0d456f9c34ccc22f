"""Each source is asked at its own pace, and one that stays silent is named."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from assets.articles.sources import due_sources, late_sources
from assets.articles.sources.state import SourceState, write_state
from assets.errors import UserError
from assets.home import Home

NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path) -> Home:  # type: ignore[no-untyped-def]
    made = Home(tmp_path)
    made.sources.write_text(
        "defaults: {kind: feed, interval_minutes: 60}\n"
        "sources:\n"
        "  - {name: quick, url: 'https://quick.example/feed', interval_minutes: 10}\n"
        "  - {name: slow, url: 'https://slow.example/feed'}\n"
    )
    return made


def asked(home: Home, name: str, minutes: float, *, good: float | None = None, error: str = "") -> None:
    """The source was asked so many minutes ago, and last gave a good answer `good` minutes ago."""

    def ago(m: float) -> str:
        return (NOW - timedelta(minutes=m)).isoformat()

    state = SourceState(last_run_at=ago(minutes), last_good_at="" if good is None else ago(good), last_error=error)
    write_state(home.state / "sources" / f"{name}.json", state)


def test_each_source_has_its_own_interval(home: Home) -> None:
    """A news agency is asked every ten minutes, a weekly once a day: one pace for all misses or annoys."""
    assert due_sources(home, NOW) == ["quick", "slow"]
    asked(home, "quick", 11)
    asked(home, "slow", 11)
    assert due_sources(home, NOW) == ["quick"]
    asked(home, "quick", 4)
    asked(home, "slow", 59.5)
    assert due_sources(home, NOW) == ["slow"]


def test_a_clock_that_was_set_back_silences_no_source(home: Home) -> None:
    """A source last asked in the future would otherwise wait until that time comes."""
    asked(home, "quick", 1)
    asked(home, "slow", -3 * 24 * 60)
    assert due_sources(home, NOW) == ["slow"]


def test_a_silent_source_is_late_with_its_reason(home: Home) -> None:
    """A feed that answers 404 for days must be seen before a reader misses the outlet."""
    asked(home, "quick", 5, good=31, error="the server says 404")
    asked(home, "slow", 5, good=179)
    (late,) = late_sources(home, NOW)
    assert asdict(late) == {
        "name": "quick",
        "since": (NOW - timedelta(minutes=31)).isoformat(),
        "message": "quick: no good answer since 2026-03-09 05:29 UTC: the server says 404",
    }


def test_a_source_that_nobody_asks_is_late(home: Home) -> None:
    """Sources that are written down while nothing runs would otherwise look well."""
    later = datetime.now(UTC) + timedelta(hours=2)
    (late,) = late_sources(home, later)
    assert late.message.startswith("quick: no good answer ever: it was never asked; newstally ui or newstally collect")


def test_without_sources_nothing_is_due_and_a_wrong_file_is_named(home: Home) -> None:
    """A home folder without live sources is in order; one with a slip in its sources is not."""
    home.sources.write_text("sources: [{name: x, kind: feed, url: 'https://x.example', interval_minutes: often}]\n")
    with pytest.raises(UserError, match="interval_minutes: 'often'"):
        due_sources(home, NOW)
    home.sources.unlink()
    assert due_sources(home, NOW) == []
    assert late_sources(home, NOW) == []
