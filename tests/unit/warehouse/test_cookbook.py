"""docs/queries.md: every question runs, and the output that the page shows is what it gives."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[3] / "bench"))

from warehouse_cookbook import PAGE, answered, on_the_ferry, queries


def test_the_page_answers_twenty_five_questions() -> None:
    """Questions that drop out when the page is edited."""
    assert len(queries(PAGE.read_text(encoding="utf-8"))) == 25


def test_the_outputs_are_what_the_queries_give(tmp_path: Path) -> None:
    """A page that shows what the product did a year ago; `python bench/warehouse_cookbook.py` mends it."""
    page = PAGE.read_text(encoding="utf-8")
    assert answered(page, on_the_ferry(tmp_path)) == page


def test_every_question_has_rows() -> None:
    """A query that runs and finds nothing, because a name in it went out of date."""
    page = PAGE.read_text(encoding="utf-8")
    outputs = [block.split("```")[0].splitlines() for block in page.split("```text\n")[1:]]
    assert [len(lines) > 2 for lines in outputs] == [True] * 25
