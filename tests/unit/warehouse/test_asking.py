"""`newstally query`, `search` and `report`, as a person or a program calls them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from ferry_lake import ferry_lake
from warehouse_lake import Lake, at

from assets.errors import UserError
from assets.home import Home
from assets.warehouse.asking.search import terms
from assets.warehouse.build import build_warehouse
from assets.warehouse.pages import charts
from pipelines.cli.main import newstally

NOW = datetime(2031, 6, 1, tzinfo=UTC)
QUERY = "SELECT measure, best FROM story_figures WHERE measure IN ('rescued', 'detained') ORDER BY measure"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home folder with the ferry lake published."""
    lake = ferry_lake(tmp_path_factory.mktemp("asked"))
    build_warehouse(lake.write(), lake.home, now=NOW)
    return lake.home


def call(home: Home, *arguments: str) -> Result:
    """The command line on that home; an unexpected error fails the test."""
    result = CliRunner().invoke(newstally, ["--home", str(home.root), *arguments])
    if result.exception is not None and not isinstance(result.exception, UserError | SystemExit):
        raise result.exception
    return result


def refusal(home: Home, *arguments: str) -> str:
    """The one line that the command ends in."""
    result = call(home, *arguments)
    assert isinstance(result.exception, UserError), result.output
    message = str(result.exception)
    assert "\n" not in message
    return message


def test_a_table_is_aligned_and_numbers_are_plain(home: Home) -> None:
    """41.0 people, or columns that do not line up."""
    assert call(home, "query", QUERY).output == ("measure   best\n--------  ----\ndetained     2\nrescued     41\n")


def test_csv_and_json_read_back(home: Home) -> None:
    """Output that other programs stumble over."""
    told = call(
        home, "query", "--format", "csv", "SELECT title, day FROM articles WHERE title LIKE '%,%' ORDER BY title"
    ).output
    assert list(csv.reader(io.StringIO(told)))[1] == ["24 dead, ministry denies delay", "2031-05-14"]
    rows = json.loads(
        call(
            home, "query", "--format", "json", "SELECT max(reported_at) AS t, NULL AS n, [1, 2] AS l FROM articles"
        ).output
    )
    assert rows == [{"t": "2031-05-14T10:00:00+00:00", "n": None, "l": [1, 2]}]
    assert json.loads(call(home, "query", "--format", "json", "SELECT 1 WHERE false").output) == []


def test_a_table_obeys_no_control_character(home: Home) -> None:
    """A headline that colours the terminal, and letters of two columns' width that push the others aside."""
    told = call(
        home, "query", "SELECT 'a' || chr(27) || '[31m' AS t, 1 AS n UNION ALL SELECT '東京', 2 ORDER BY n"
    ).output
    assert told.splitlines()[2:] == ["a [31m  1", "東京    2"]


def test_a_query_plan_is_drawn_over_many_lines(home: Home) -> None:
    """The boxes of a plan run together in one cell."""
    drawn = call(home, "query", "EXPLAIN SELECT count(*) FROM stories").output.splitlines()
    assert len(drawn) > 2
    assert all(line[0] in "╭│╰" for line in drawn)


def test_other_programs_get_what_the_file_holds(home: Home) -> None:
    """Line ends lost from CSV, a column that hides another of its name, a word that JSON does not know."""
    query = "SELECT 'a' || chr(10) || 'b' AS t, 1 AS n, 2 AS n, 'nan'::DOUBLE AS x, {'d': DATE '2031-05-12'} AS s"
    assert list(csv.reader(io.StringIO(call(home, "query", "--format", "csv", query).output))) == [
        ["t", "n", "n_1", "x", "s"],
        ["a\nb", "1", "2", "nan", '{"d": "2031-05-12"}'],
    ]
    assert json.loads(call(home, "query", "--format", "json", query).output) == [
        {"t": "a\nb", "n": 1, "n_1": 2, "x": None, "s": {"d": "2031-05-12"}}
    ]


def test_parquet_goes_to_a_file(home: Home, tmp_path: Path) -> None:
    """A half-written file, or a type lost on the way."""
    target = tmp_path / "out.parquet"
    assert (
        call(home, "query", "--format", "parquet", "--output", str(target), "SELECT * FROM story_figures").exit_code
        == 0
    )
    assert (
        pq.read_table(target).num_rows
        == json.loads(call(home, "query", "--format", "json", "SELECT count(*) AS n FROM story_figures").output)[0]["n"]
    )
    assert [p.name for p in tmp_path.iterdir()] == ["out.parquet"]
    assert "--output" in refusal(home, "query", "--format", "parquet", "SELECT 1")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT nosuch FROM stories", 'column "nosuch" not found'),
        ("SELEC", "syntax error"),
        ("SELECT title\nFRM stories", "(line 2 of the query)"),
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled"),
        ("COPY stories TO '/tmp/stolen.csv'", "disabled"),
        ("CREATE TABLE mine (a INTEGER)", "read-only"),
        ("DELETE FROM stories", "read-only"),
        ("SET enable_external_access = true", "xternal"),
        ("SELECT CAST(title AS INTEGER) FROM stories", "convert"),
        ("SELECT 1; SELECT 2", "one SQL statement"),
        ("", "the query is empty"),
        ("COPY stories TO '/tmp/stolen.csv'", "--output"),
    ],
)
def test_a_refused_query_is_one_line(home: Home, query: str, says: str) -> None:
    """A traceback for a slip of the pen, or a query that reaches beyond the file."""
    assert says in refusal(home, "query", query)


def test_no_warehouse_yet_says_how_to_make_one(tmp_path: Path) -> None:
    """An IO error of DuckDB as a newcomer's first impression."""
    for command in (["query", "SELECT 1"], ["search", "ferry"], ["report"]):
        assert "newstally run" in refusal(Home(tmp_path), *command)


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    """A message on magic bytes."""
    home = Home(tmp_path)
    home.warehouse.mkdir()
    home.published.write_bytes(b"not a database" * 1000)
    assert "make it anew with: newstally run" in refusal(home, "query", "SELECT 1")


def test_search_finds_words_in_titles_and_sentences(home: Home) -> None:
    """Hits by letters inside other words, copies listed one by one, or the numbers left out."""
    hits = [json.loads(line) for line in call(home, "search", "--format", "json", "ferry", "12").output.splitlines()]
    assert [(h["title"], h["articles"]) for h in hits] == [("Ferry capsizes off Brackwater, at least 12 dead", 3)]
    assert "Elmsford Herald" in call(home, "search", '"toll rises"').output
    assert call(home, "search", "erry").output.startswith("nothing found")
    assert "give one word" in refusal(home, "search", "?!")


def test_accents_make_no_other_word(tmp_path: Path) -> None:
    """A town that is found only by those whose keyboard has its letters."""
    lake = Lake(tmp_path)
    lake.article("A", "05-12 08:00", "Ferry aground off Ålesund", text="The Øresund line is closed, said José Nuñez.")
    lake.article("B", "05-12 08:00", "Rescue off Alesund", text="Jose Nunez spoke.")
    build_warehouse(lake.write(), lake.home, now=NOW)
    for query in ("alesund", "Ålesund", "ALESUND", '"jose nunez"', '"José Nuñez"'):
        assert len(call(lake.home, "search", "--format", "json", query).output.splitlines()) == 2, query
    assert "Ferry" in call(lake.home, "search", "oresund").output


def test_words_are_words_and_phrases_are_quoted(home: Home) -> None:
    """Two words in the shell's quotes taken for a phrase, which finds nothing."""
    words = call(home, "search", "dead ferry").output
    assert "Ferry capsizes off Brackwater, at least 12 dead" in words
    assert call(home, "search", '"dead ferry"').output.startswith("nothing found")


def test_a_search_that_finds_nothing_says_what_to_try(home: Home) -> None:
    """A misspelt word among right ones, and no way to tell which it is."""
    told = call(home, "search", "feryr overboard capsizes").output
    assert '"feryr" is in none (near it: ferry)' in told
    assert '"overboard" is in none' in told
    assert '"capsizes" is in 1 text; try fewer words' in told
    assert "from that day on" in call(home, "search", "--since", "2040-01-01", "ferry").output


def test_search_shows_the_numbers_of_the_sentence(tmp_path: Path) -> None:
    """A hit whose figures one must open the article for."""
    lake = Lake(tmp_path)
    article = lake.article("Kestrel News", "05-12 08:00", "Quake", text="The quake in Åsvik killed forty people.")
    lake.fact(article, "killed", 40, counted="people", phrase="forty people", said_by="the mayor")
    day = lake.days[article, 1]
    lake.rows["sentences"][day][-1]["text"] = "The quake in Åsvik killed forty people."
    build_warehouse(lake.write(), lake.home, now=NOW)
    told = call(lake.home, "search", "åsvik").output
    assert "* killed: forty people, says the mayor" in told
    assert "The quake in Åsvik killed forty people." in told


def test_search_words_are_cut_like_the_texts() -> None:
    """Punctuation in a query that keeps it from matching anything."""
    assert terms('Kyiv\'s "at least 12" "at least 12" o’neil ()') == ["kyiv s", "at least 12", "o neil"]


class Seen(HTMLParser):
    """Tags, addresses and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is there."""
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "style", "onload")]

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        self.text += data


def seen(page: str) -> Seen:
    """The page as a browser takes it."""
    parser = Seen()
    parser.feed(page)
    return parser


def test_a_story_page_puts_disagreements_first_and_needs_no_network(home: Home) -> None:
    """A page that loads something, or hides the conflict below the fold."""
    story = json.loads(
        call(home, "query", "--format", "json", "SELECT story_id FROM stories ORDER BY articles DESC LIMIT 1").output
    )[0]
    path = Path(call(home, "report", "--story", story["story_id"]).output.strip())
    assert path.parent == home.reports
    page = path.read_text(encoding="utf-8")
    found = seen(page)
    order = [
        found.text.index(h)
        for h in ("Where reports disagree", "Figures", "How the figures moved", "Who copied whom", "The reports")
    ]
    assert order == sorted(order)
    assert not {"script", "link", "img", "iframe"} & set(found.tags)
    assert not re.search(r"url\(|@import", page)
    assert all(a.startswith(("https://", "#")) for a in found.addresses)
    assert "says Coast Guard" in found.text
    assert "background: another event" in found.text


def test_a_story_is_found_by_the_id_it_had_before_a_merge(tmp_path: Path) -> None:
    """A link noted in March led to no story in April."""
    lake = Lake(tmp_path)
    first, second = (
        lake.article("Kestrel", "05-12 08:00", "Ferry aground", story="ferry"),
        lake.article("Lantern", "05-12 09:00", "Ferry runs aground", story="ferry"),
    )
    for one in (first, second):
        lake.fact(one, "injured", 4)
    for row in lake.rows["stories"][lake.days[first, 1]]:
        row["previous_story"] = "before" if row["article_id"] == second else None
    build_warehouse(lake.write(), lake.home, now=NOW)
    asked = "SELECT former_id, title, f.articles FROM former_stories AS f JOIN stories USING (story_id)"
    assert json.loads(call(lake.home, "query", "--format", "json", asked).output) == [
        {"former_id": "before", "title": "Ferry aground", "articles": 1}
    ]
    found = seen(Path(call(lake.home, "report", "--story", "before").output.strip()).read_text(encoding="utf-8"))
    assert "Ferry aground" in found.text and "Story before is told here" in found.text


def test_everything_from_articles_is_escaped(tmp_path: Path) -> None:
    """A headline that runs as code in the reader's browser, or a link that does."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    lake = Lake(tmp_path)
    article = lake.article(f"Kestrel {evil}", "05-12 08:00", f"Title {evil}", url="javascript:alert(3)")
    other = lake.article("Lantern", "05-12 09:00", "Other")
    for one, value in ((article, 12), (other, 40)):
        lake.fact(one, "killed", value, counted=evil, phrase=f"12 {evil}", said_by=evil, place=evil)
    build_warehouse(lake.write(), lake.home, now=NOW)
    for arguments in (["report"], ["report", "--story", lake.rows["stories"][lake.days[article, 1]][0]["story_id"]]):
        page = Path(call(lake.home, *arguments).output.strip()).read_text(encoding="utf-8")
        found = seen(page)
        assert not {"script", "img"} & set(found.tags)
        assert not [a for a in found.addresses if a.startswith("javascript")]
        assert "alert(1)" in found.text


def test_a_story_page_folds_what_would_bury_the_figures(tmp_path: Path) -> None:
    """Forty figures that push the toll and its reports out of sight, or the pronoun "they" named as a speaker."""
    lake = Lake(tmp_path)
    article = lake.article("Kestrel News", "05-12 08:00", "12 dead in Brackwater", story="many")
    lake.fact(article, "killed", 12, counted="people", phrase="12 people", said_by="they")
    for number in range(40):
        lake.fact(article, f"verb{number}", number + 20, counted="things")
    build_warehouse(lake.write(), lake.home, now=at("06-01 00:00"))
    story = lake.rows["stories"][lake.days[article, 1]][0]["story_id"]
    page = Path(call(lake.home, "report", "--story", story).output.strip()).read_text(encoding="utf-8")
    before_fold, _, folded = page.partition("<details>")
    assert before_fold.count('<p class="figure">') == 3
    assert folded.count('<p class="figure">') == 38
    assert before_fold.index("Killed") < before_fold.index("Verb")
    assert "says they" not in page


def test_a_story_page_keeps_languages_apart_and_folds_a_long_dispute(tmp_path: Path) -> None:
    """A date that jumps in front of a speaker whose name runs from right to left; a screen full of outlets' names."""
    lake = Lake(tmp_path)
    for number in range(16):
        name = "משמר הנהר" if number == 0 else f"Outlet {number}"
        article = lake.article(name, f"05-12 08:{number:02}", f"{number} dead", story="bridge")
        lake.fact(article, "killed", 20 + number % 8 if number < 8 else 20, counted="people", said_by="דובר העיר")
    build_warehouse(lake.write(), lake.home, now=at("06-01 00:00"))
    story = lake.rows["stories"][lake.days[article, 1]][0]["story_id"]
    page = Path(call(lake.home, "report", "--story", story).output.strip()).read_text(encoding="utf-8")
    assert ", says <bdi>דובר העיר</bdi>, 12 May 2031" in page
    dispute = page.partition("Where reports disagree")[2].partition("<h2>")[0]
    assert "and 3 more outlets" in dispute
    assert "3 more numbers" in dispute
    assert dispute.partition("<details>")[0].count("<li>") == 5


def test_a_day_page_lists_stories_with_disagreements_first(home: Home) -> None:
    """The quiet stories before the one that editors must look at."""
    text = seen(Path(call(home, "report", "--day", "2031-05-13").output.strip()).read_text(encoding="utf-8")).text
    assert text.index("Ferry toll") < text.index("Shares of Venn Ferries")
    assert "newstally query" in refusal(home, "report", "--day", "1999-01-01")
    assert "newstally query" in refusal(home, "report", "--story", "s0")
    assert "not both" in refusal(home, "report", "--story", "s0", "--day", "2031-05-13")


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (12, 12.5), (3, 24), (90, 12_345), (1e6, 9.9e8), (-5, 5), (0.001, 0.002)]
)
def test_scales_have_few_round_marks_inside(low: float, high: float) -> None:
    """An axis with a hundred labels, or none."""
    marks = charts._nice(low, high)
    assert 2 <= len(marks) <= 12
    assert marks == sorted(set(marks))
    assert low <= marks[0] <= marks[-1] <= high * 1.05 + 1e-9


def test_a_story_page_spells_names_and_lists_no_outlet_as_its_own_copier(tmp_path: Path) -> None:
    """The age of "orla venn", and an outlet that carries its own text among those who copied."""
    lake = Lake(tmp_path)
    first = lake.article("Elmsford Herald", "05-12 08:00", "Pilot named", story="pilot")
    lake.article("Elmsford Herald", "05-12 12:00", "Pilot named by police", story="pilot", copy_of=first)
    other = lake.article("Daily Lantern", "05-12 13:00", "The pilot of the ferry", story="pilot")
    for article, age in ((first, 34.0), (other, 36.0)):
        lake.fact(article, "age", age, counted="Orla Venn", unit="year", phrase="Orla Venn, 34")
    build_warehouse(lake.write(), lake.home, now=NOW)
    text = seen(Path(call(lake.home, "report").output.strip()).read_text(encoding="utf-8")).text
    assert "Age: Orla Venn" in text
    assert "orla venn" not in text
    assert "Who copied whom" not in text
