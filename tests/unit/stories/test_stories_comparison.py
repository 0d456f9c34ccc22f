"""Two articles side by side, and the command that shows them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assets.errors import UserError
from assets.home import Home
from assets.store import Store
from assets.stories.build import build_duplicates
from assets.stories.comparison.compare import Version, as_markdown, as_text, compare
from assets.stories.comparison.versions import find_version, relation, telling_comparison
from pipelines.cli.compare import command
from tests.unit.stories.rows import FERRY, TUNNEL, article, put

OLD = Version("a1", "Ferry with 214 aboard aground", FERRY, "harbour-post", "2026-02-03")
NEW = Version(
    "a2",
    "Ferry with 214 aboard aground, 4 hurt",
    FERRY.replace("17 others", "19 others").replace("Divers will look", "A tug will come on 5 March. Divers will look"),
)


def test_what_was_added_removed_and_changed_is_shown() -> None:
    """A changed figure could not be told from a new sentence."""
    shown = as_text(compare(OLD, NEW))
    assert "[-17-] {+19+} others" in shown
    assert "+ {+A tug will come on 5 March.+}" in shown
    assert "~ 17 -> 19" in shown
    assert "+ 5" in shown
    assert "\x1b" not in shown


def test_equal_texts_differ_in_nothing() -> None:
    """Two copies were shown as different because of their spacing."""
    found = compare(OLD, Version("a3", OLD.title, FERRY.replace("\n\n", "\n")))
    assert found.shared == 1.0
    assert {piece.kind for piece in found.text} == {"same"}
    assert "no number differs" in as_text(found)


def test_colour_is_used_only_when_asked_for() -> None:
    """Escape codes went into a pipe."""
    assert "\x1b[32m19\x1b[0m" in as_text(compare(OLD, NEW), colour=True)


@pytest.mark.parametrize(
    "hostile", ["[click](http://bad.example)", "<script>alert(1)</script>", "![x](y)", "**bold** `code`", "| a | b |"]
)
def test_text_of_an_article_is_never_markup(hostile: str) -> None:
    """A headline with a link or a script became one in the UI."""
    shown = as_markdown(compare(Version("a", hostile, "Same text."), Version("b", "Title", f"Same text. {hostile}")))
    for part in ("](", "<script", "![", "`code", "| a |"):
        assert part not in shown.replace("\\", "\\\\") or f"\\{part[0]}" in shown
    assert "\\" in shown


def test_control_characters_do_not_reach_the_terminal() -> None:
    """An article with escape codes could rewrite the screen."""
    shown = as_text(compare(Version("a", "One \x1b[2J two", "x"), Version("b", "One two \x07", "y \x9b31m")))
    assert not set(shown) & {"\x1b", "\x07", "\x9b"}


def test_numbers_in_words_are_numbers() -> None:
    """A toll that rose from three to four, which is what editors look for, was under no changed number."""
    one = Version("a1", "t", "Three passengers were hurt in the crash.\nTwelve ships came at once. One of them left.")
    other = Version(
        "a2", "t", "Four passengers were hurt in the crash.\n12 ships came at once. They left after 9 hours."
    )
    found = compare(one, other)
    assert [(change.before, change.shown) for change in found.numbers] == [("Three", "Four passengers were")]
    assert (found.only_before, found.only_after) == ((), ("9 hours",))


def test_the_day_of_a_dateline_is_no_changed_number() -> None:
    """A flash that was sent again the next morning seemed corrected, "3 -> 4"."""
    told = "TESSEN, February {} - A ferry ran aground. Three people were hurt on 2 February."
    found = compare(Version("a1", "t", told.format(3)), Version("a2", "t", told.format(4)))
    assert (found.numbers, found.only_before, found.only_after) == ((), (), ())


def test_a_number_changed_only_where_the_words_around_it_stay() -> None:
    """The age of one suspect seemed to have become that of another, since half of their sentences were alike."""
    one = Version("a1", "t", "The second suspect, Ola Lund, 24, of Tessen was arrested late on Thursday night at home.")
    other = Version("a2", "t", "Last week 18 men who know Lund of Tessen were arrested late on Thursday night at home.")
    found = compare(one, other)
    assert found.numbers == ()
    assert (found.only_before, found.only_after) == (("24",), ("18 men who",))


def test_signs_between_words_are_no_change() -> None:
    """Quotation marks and commas of another house style stood in the way of the words that had changed."""
    shown = as_text(
        compare(Version("a1", "t", 'The "old" quay, she said.'), Version("a2", "t", "The old quay - she said."))
    )
    assert "[-" not in shown
    assert "{+" not in shown


def test_the_relation_of_two_articles_is_said_with_its_evidence(tmp_path: Path) -> None:
    """Whoever compared two copies had to look up in a table which of them came first, and how alike they are."""
    store = Store(tmp_path)
    title, cut = "Ferry aground off Marrow Point", FERRY[: len(FERRY) // 2]
    days = put(
        store,
        [
            article("first", title, FERRY, "2026-02-03T06:00"),
            article("cut", title, cut, "2026-02-03T08:30", "lake-gazette"),
            article("same", title, FERRY, "2026-02-04T06:00", "kelder-news"),
            article("other", "Kelder tunnel breaks through", TUNNEL, "2026-02-03T06:00"),
        ],
    )
    build_duplicates(store, days)
    first, cut_one, same, other = (find_version(store, key, days) for key in ("first", "cut", "same", "other"))
    assert first and cut_one and same and other
    for pair in ((first, cut_one), (cut_one, first)):
        assert relation(store, *pair).startswith("cut is a shortened copy of first, 2 h 30 min later (similarity 0.")
    assert relation(store, cut_one, same).startswith("Both are versions of one text: cut is a shortened copy of first")
    assert relation(store, first, other) == "No versions of one text"
    assert "1 d 0 min later" in as_markdown(compare(first, same, relation(store, first, same)))


def test_the_command_compares_two_articles_of_the_lake(tmp_path: Path) -> None:
    """The command looked at one day only, or took an old revision."""
    store = Store(Home(tmp_path).lake)
    put(
        store,
        [article("a1", OLD.title, OLD.text, "2026-02-03T06:00"), article("a2", NEW.title, NEW.text, "2026-02-05")],
    )
    result = CliRunner().invoke(command, ["a1", "a2"], obj=Home(tmp_path))
    assert result.exit_code == 0
    assert "~ 17 -> 19" in result.stdout
    assert "2026-02-05" in result.stdout


def test_an_unknown_article_is_named(tmp_path: Path) -> None:
    """A mistyped id ended in a traceback."""
    put(Store(Home(tmp_path).lake), [article("a1", "t", FERRY, "2026-02-03")])
    result = CliRunner().invoke(command, ["a1", "nope"], obj=Home(tmp_path))
    assert isinstance(result.exception, UserError)
    assert "nope: no such article" in str(result.exception)


def test_a_run_shows_the_copy_that_changed_most(tmp_path: Path) -> None:
    """Of a day's copies nobody saw what had been changed, without asking for two ids on the command line."""
    store = Store(tmp_path)
    changed = FERRY.replace("17 others", "21 others")
    days = put(
        store,
        [
            article("first", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00"),
            article("same", "Ferry aground off Marrow Point", FERRY, "2026-02-04T06:00", "lake-gazette"),
            article("later", "Ferry aground off Marrow Point", changed, "2026-02-04T09:00"),
            article("alone", "Kelder tunnel breaks through", TUNNEL, "2026-02-05T06:00"),
        ],
    )
    build_duplicates(store, days)
    shown = telling_comparison(store, days)
    assert shown.startswith("*revision* of 2026-02-04")
    assert "Numbers changed: 17 to 21" in shown
    assert telling_comparison(store, days[2:]) == ""
