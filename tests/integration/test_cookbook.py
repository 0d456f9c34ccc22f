"""docs/queries.md and the tutorial: every question runs on the sample, and the output that is shown is what it gives."""

import difflib
import sys
from pathlib import Path

import pytest

from assets.home import Home

sys.path.append(str(Path(__file__).parents[2] / "bench"))

from warehouse_cookbook import PAGE, STORY, TUTORIAL, answered, queries


def test_the_page_answers_twenty_five_questions() -> None:
    """Questions that drop out when the page is edited."""
    assert len(queries(PAGE.read_text(encoding="utf-8"))) == 25


@pytest.mark.parametrize("path", [PAGE, TUTORIAL], ids=lambda path: path.name)
def test_the_outputs_are_what_the_queries_give(sample_home: Path, path: Path) -> None:
    """A page that shows what the product did a year ago; `python bench/warehouse_cookbook.py` mends it."""
    page = path.read_text(encoding="utf-8")
    now = answered(page, Home(sample_home))
    difference = difflib.unified_diff(page.splitlines(), now.splitlines(), path.name, "today", lineterm="", n=2)
    assert page == now, "mend it with: python bench/warehouse_cookbook.py\n" + "\n".join(difference)
    assert len(queries(page)) >= 3


def test_every_question_has_rows() -> None:
    """A query that runs and finds nothing, because a name in it went out of date."""
    page = PAGE.read_text(encoding="utf-8")
    outputs = [block.split("```")[0].splitlines() for block in page.split("```text\n")[1:]]
    assert [len(lines) > 2 for lines in outputs] == [True] * 25


def test_the_timer_can_put_another_story_in() -> None:
    """Queries that name a story of the sample would find nothing on another warehouse and look quick."""
    naming = [query for query in queries(PAGE.read_text(encoding="utf-8")) if "title LIKE" in query]
    assert len(naming) > 3
    assert ["title LIKE" in STORY.sub("'s'", query) for query in naming] == [False] * len(naming)
