"""The Dagster UI on the sample, and the pages that Newstally writes itself, in a real browser."""

import http.client
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.home import Home
from tests.integration.browser import IS_HERE, Browser, browser
from tests.integration.conftest import opened_ui

pytestmark = pytest.mark.skipif(not IS_HERE, reason="needs Chromium and ChromeDriver")

# Of each group one asset, with words that its page has to show: description, column, metadata, kind.
ASSETS = {
    "collected": ("What the live sources of sources.yaml have that is new", "articles"),
    "arrivals": ("Raw records as they came in", "records_per_second", "rejects_by_reason", "Parquet"),
    "articles": ("A row is one revision of one article, cleaned.", "published_at", "newsroom-data", "Parquet"),
    "stories": ("story_id", "Key:", "Parquet", "stories"),
    "numeric_facts": (
        "one quantity stated in one sentence",
        "Stable id: a hash of article",
        "unique: fact_id",
        "Python",
    ),
    "warehouse/articles": ("DuckDB", "Row count", "preview", "core"),
    "warehouse/disputes": ("DuckDB", "Row count", "SELECT", "marts"),
    "warehouse/story_figures": ("Row count", "independent_sources", "Freshness policy", "View", "views"),
    "published": ("The DuckDB file that people query", "rows_by_table", "days_held_back", "Freshness policy"),
}
CHECK = ("A figure that is not at its offsets cannot be traced", "Passed", "report", "judged")


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as opened:
        opened.size(1400, 2400)
        yield opened


@pytest.fixture(scope="module")
def ui(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `newstally ui` on a copy of the sample's home, ended as Ctrl-C ends it."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("ui") / "home"))
    with opened_ui(home, signal.SIGINT) as address:
        yield address


def errors(window: Browser) -> list[str]:
    """Errors in the console; Dagster's own libraries warn each other of names that they will drop."""
    return [line for line in window.complaints() if line.startswith("SEVERE")]


def test_it_listens_on_this_machine_alone(ui: str) -> None:
    """The UI can start runs, so no other machine may reach it."""
    port = int(ui.rpartition(":")[2])
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, _, number = local.partition(":")
            if state == "0A" and int(number, 16) == port:
                listening.add(address)
    assert listening == {"0100007F"}


def test_it_obeys_no_other_page(ui: str) -> None:
    """Dagster's server takes orders from whatever page the browser shows."""
    found = {}
    for site in ("cross-site", "same-origin"):
        connection = http.client.HTTPConnection(ui.removeprefix("http://"), timeout=60)
        connection.request("GET", "/graphql?query=mutation%7BsetNuxSeen%7D", headers={"Sec-Fetch-Site": site})
        answer = connection.getresponse()
        found[site] = answer.status, b"setNuxSeen" in answer.read()
        connection.close()
    assert found == {"cross-site": (403, False), "same-origin": (200, True)}


def test_the_graph_and_the_lists(ui: str, window: Browser) -> None:
    """A newcomer finds the groups, the jobs, and what runs of itself."""
    window.open(f"{ui}/asset-groups", "articles", "core", "facts", "marts", "published", "stories", "views")
    window.open(f"{ui}/locations/newstally/asset-groups/facts", "numeric_facts", "quotes", "entity_mentions")
    window.open(f"{ui}/jobs", "collect", "line", "tidy")
    window.open(f"{ui}/automation", "inbox_sensor", "collect_sensor", "line_schedule", "tidy_schedule", "Every hour")
    assert errors(window) == []


@pytest.mark.parametrize("asset", ASSETS)
def test_an_assets_page(ui: str, window: Browser, asset: str) -> None:
    """Each page says what the table holds, who owns it, what it is made of and what the last run did to it."""
    shown = window.open(f"{ui}/assets/{asset}?view=overview", *ASSETS[asset], "newsroom-data")
    assert errors(window) == []
    assert "No metadata found" not in shown or asset == "collected"


def test_the_checks_of_a_table(ui: str, window: Browser) -> None:
    """A check says why it is there, what it asks, what it found, and where the report lies."""
    window.open(f"{ui}/assets/numeric_facts?view=checks&checkDetail=phrase_is_exact", *CHECK)
    assert errors(window) == []


def test_a_plot_of_metadata(ui: str, window: Browser) -> None:
    """Numbers of each run are drawn over time."""
    window.open(f"{ui}/assets/arrivals?view=overview", "Metadata", "Plots")
    window.script("[...document.querySelectorAll('button')].find(one => one.innerText.trim() === 'Plots').click()")
    until = time.monotonic() + 30
    while not window.script("return document.querySelectorAll('canvas').length"):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert "records_per_second" in window.text()
    assert errors(window) == []


def test_the_page_of_a_run(ui: str, window: Browser) -> None:
    """The run of the command line stands in the UI, with its steps and how long each took."""
    window.open(f"{ui}/runs", "line", "Success")
    found = window.script("return [...document.querySelectorAll('a')].map(one => one.getAttribute('href') || '')")
    run = next(address for address in found if re.fullmatch(r"/runs/[0-9a-f-]{36}", address))
    window.open(ui + run, "Success", "246 checks", "facts_stage", "RUN_SUCCESS")
    assert errors(window) == []


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (1400, "dark"), (390, "light"), (390, "dark")])
def test_the_report_pages_read_well(sample_home: Path, window: Browser, width: int, scheme: str) -> None:
    """The validation history is read on a phone and at night too: no sideways scrolling, contrast, nothing fetched."""
    site = Home(sample_home).reports / "quality"
    pages = [site / "index.html", next(iter(sorted((site / "numeric_facts").glob("*.html"))))]
    window.size(width, 900)
    window.scheme(scheme)
    try:
        for page in pages:
            window.open(page.as_uri(), "numeric_facts")
            wide = window.script("return document.documentElement.scrollWidth")
            assert wide <= width, f"{page.name} is {wide} wide"
            background = window.script("return getComputedStyle(document.body).backgroundColor")
            ink = window.script("return getComputedStyle(document.body).color")
            assert abs(lightness(background) - lightness(ink)) > 0.6
            assert (lightness(background) < 0.5) == (scheme == "dark")
            fetched = window.script("return performance.getEntriesByType('resource').map(one => one.name)")
            assert [address for address in fetched if not address.startswith("file:")] == []
        assert errors(window) == []
    finally:
        window.size(1400, 2400)
        window.scheme("light")


def lightness(colour: str) -> float:
    """0 for black to 1 for white, of a colour as the browser tells it."""
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
