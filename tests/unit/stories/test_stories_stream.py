"""Groups and stories of articles that do not lie in the lake."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from assets.errors import UserError
from assets.stories.stream import group_rows
from bench.stories_articles import articles
from pipelines.cli.duplicates import command
from tests.unit.stories.rows import FERRY, FERRY_OWN, TUNNEL, article, table


def generated(count: int = 600) -> list[dict]:
    return [
        article(row.id, row.title, row.text, row.published_at.replace(tzinfo=None).isoformat(), row.outlet)
        for row in articles(count, seed=5, days=12)
    ]


def by_id(rows: list[dict], **options: int) -> dict[str, tuple[str, str, str]]:
    found = group_rows(table(rows), **options).to_pylist()
    return {row["article_id"]: (row["duplicate_group"], row["story_id"], row["relation"]) for row in found}


def test_order_and_batches_do_not_change_groups() -> None:
    """The same articles in other batches or another order fell into other groups."""
    rows = generated()
    expected = by_id(rows)
    assert len({group for group, _, _ in expected.values()}) < len(rows)
    shuffled = [rows[at] for at in np.random.default_rng(3).permutation(len(rows))]
    assert by_id(shuffled) == expected
    assert by_id(rows, batch=37) == expected


def test_groups_of_generated_articles_are_the_true_ones() -> None:
    """Edited copies were lost, or strangers joined, without any count showing it."""
    rows = list(articles(600, seed=5, days=12))
    groups = {key: group for key, (group, _, _) in by_id(generated()).items()}
    true = {(a.id, b.id) for a in rows for b in rows if a.id < b.id and a.group == b.group}
    found = {(a.id, b.id) for a in rows for b in rows if a.id < b.id and groups[a.id] == groups[b.id]}
    assert len(true & found) / len(true) > 0.95
    assert len(true & found) / len(found) > 0.9


def test_copies_are_one_group_and_own_reports_one_story() -> None:
    """A story's reports were merged as copies, or a copy got a story of its own."""
    found = by_id(
        [
            article("own", "Hours in the dark on the Grey Heron ferry", FERRY_OWN, "2026-02-03T12:00", "lake-gazette"),
            article("copy", "Ferry aground off Marrow Point", FERRY, "2026-02-03T08:00", "valley-courier"),
            article("first", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", "harbour-post"),
            article("tunnel", "Kelder tunnel breaks through", TUNNEL, "2026-02-03T07:00", "lake-gazette"),
        ]
    )
    assert found["first"][0] == found["copy"][0] != found["own"][0]
    assert found["first"][1] == found["copy"][1] == found["own"][1] != found["tunnel"][1]
    assert [found[key][2] for key in ("first", "copy", "own")] == ["original", "copy", "original"]


def test_the_next_event_of_the_same_kind_is_another_story() -> None:
    """A story swallowed the next accident of the same kind."""
    later = (
        "A ferry with 88 people on board hit a pier at Quarrel Sound on Friday, the port of Demmin said.\n\n"
        "Nobody was hurt. Captain Oskar Brandt had reported fog, and the ship, the Blue Petrel, will be repaired in "
        "Demmin, owner Nils Tammer said."
    )
    found = by_id(
        [
            article("first", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00"),
            article("next", "Ferry hits pier at Quarrel Sound", later, "2026-02-20T06:00"),
        ]
    )
    assert found["first"][1] != found["next"][1]


def test_articles_without_dates_and_texts_are_taken() -> None:
    """An article without date, title or words ended the run."""
    found = by_id(
        [
            article("a", "Ferry aground", FERRY, None),
            article("b", "Ferry aground", FERRY, "2026-02-03T06:00"),
            article("c", "", "", None),
            article("d", "", "!", "2026-02-03T06:00"),
        ]
    )
    assert found["a"][0] == found["b"][0]
    assert len({found[key][0] for key in "acd"}) == 3


def lines(*rows: dict) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_the_filter_answers_every_line_in_order() -> None:
    """The filter's output could not be pasted beside its input."""
    given = lines(
        {"id": "z", "title": "Ferry aground", "text": FERRY, "published_at": "2026-02-03T06:00:00Z"},
        {"id": 7, "text": TUNNEL},
        {"id": "a", "title": "Ferry aground", "text": FERRY + " \ud800", "published_at": "2026-02-03"},
    )
    result = CliRunner().invoke(command, ["-"], input=given)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["z", "7", "a"]
    assert rows[0]["duplicate_group"] == rows[2]["duplicate_group"] != rows[1]["duplicate_group"]
    assert {row["relation"] for row in rows} <= {"original", "copy"}
    assert set(rows[0]) == {"id", "duplicate_group", "story", "relation"}


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("not json\n", "line 1: not JSON"),
        ('{"id": "a"}\n', "needs an id and a text"),
        ('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n', "line 2: id 'a' occurs twice"),
        ('{"id": "a", "text": "x", "published_at": "yesterday"}\n', "not an ISO 8601"),
    ],
)
def test_a_wrong_line_is_named(given: str, part: str) -> None:
    """A broken line ended in a traceback that did not say which line."""
    result = CliRunner().invoke(command, ["-"], input=given)
    assert isinstance(result.exception, UserError)
    assert part in str(result.exception)


def test_articles_that_resemble_nothing_and_no_articles_at_all() -> None:
    """A day on which no article resembled another ended in an error."""
    found = by_id([article("a", "Ferry aground", FERRY, "2026-02-03"), article("b", "Tunnel", TUNNEL, "2026-02-03")])
    assert found["a"][0] != found["b"][0]
    assert group_rows(table([])).num_rows == 0
