"""Cases that groupers of news get wrong: recurring notices, templates, short texts, long events, the next event."""

from collections.abc import Sequence

import pytest

from assets.stories.stream import group_rows, settle_all
from assets.stories.texts.documents import from_rows
from bench.stories_articles import articles
from tests.unit.stories.newsroom import BLAZE, FLOOD, NEXT_BLAZE, NEXT_FLOOD, results_notice, tide_notice
from tests.unit.stories.rows import FERRY, FERRY_OWN, TUNNEL, article, table

OUTLETS = ("harbour-post", "lake-gazette", "valley-courier", "coast-mirror")

# A story is told from others by what is rare, so these cases stand among the news of a few days.
BACKGROUND = [
    article("bg-tunnel", "Kelder tunnel breaks through", TUNNEL, "2026-04-07T05:00"),
    article("bg-ferry", "Ferry aground off Marrow Point", FERRY, "2026-04-08T05:00"),
    article("bg-own", "Hours in the dark on the Grey Heron ferry", FERRY_OWN, "2026-04-08T12:00", "lake-gazette"),
    *(
        article(row.id, row.title, row.text, f"2026-04-{1 + at % 25:02}T11:00", row.outlet)
        for at, row in enumerate(articles(300, seed=4))
    ),
]


def grouped(rows: Sequence[dict]) -> dict[str, dict]:
    return {row["article_id"]: row for row in group_rows(table(rows)).to_pylist()}


def reports(told: Sequence[tuple[str, str, str]], prefix: str) -> list[dict]:
    return [
        article(f"{prefix}{at}", title, text, when, OUTLETS[at % len(OUTLETS)])
        for at, (when, title, text) in enumerate(told)
    ]


def test_an_event_of_eight_days_is_one_story() -> None:
    """A flood that went on for eight days fell into a story for every day or two."""
    found = grouped([*BACKGROUND, *reports(FLOOD, "f")])
    stories = [found[f"f{at}"]["story_id"] for at in range(len(FLOOD))]
    assert len(set(stories)) == 1
    assert stories[0] not in {found[row["article_id"]]["story_id"] for row in BACKGROUND}


def test_a_long_event_does_not_swallow_the_next_of_its_kind() -> None:
    """A flood of eight days took in the flood of another river eleven days later."""
    found = grouped([*BACKGROUND, *reports(FLOOD, "f"), *reports([NEXT_FLOOD], "next")])
    assert found["next0"]["story_id"] not in {found[f"f{at}"]["story_id"] for at in range(len(FLOOD))}


def test_two_fires_told_in_the_same_words_are_two_stories_and_no_copies() -> None:
    """A desk that writes up every fire in one pattern had all its fires in one group."""
    found = grouped([*BACKGROUND, *reports([BLAZE, NEXT_BLAZE], "b")])
    assert found["b0"]["duplicate_group"] != found["b1"]["duplicate_group"]
    assert found["b0"]["story_id"] != found["b1"]["story_id"]


def tide_tables() -> list[tuple[str, str, str]]:
    """Ten issues of a daily notice."""
    return [
        (
            f"2026-03-{day:02}T04:00",
            *tide_notice("Tessen", f"March {day}", (210 + 7 * day, 3 * day, 59 - 4 * day, 8 + day)),
        )
        for day in range(1, 11)
    ]


def company_results() -> list[tuple[str, str, str]]:
    """The results of six companies within six days."""
    names = ("Ostrand Paper", "Vell Shipping", "Kelder Stone", "Halm Foods", "Tammer Steel", "Quist Optics")
    return [
        (
            f"2026-04-2{at}T07:30",
            *results_notice(name, "first-quarter", f"{11 + 13 * at}.{at}", f"{140 + 57 * at}"),
        )
        for at, name in enumerate(names)
    ]


@pytest.mark.parametrize("issues", [tide_tables(), company_results()], ids=["tide tables", "company results"])
def test_issues_of_a_recurring_notice_are_not_copies(issues: list[tuple[str, str, str]]) -> None:
    """Notices alike but for their figures, or for names and figures, chained into one large group of copies."""
    rows = [article(f"n{at}", title, text, when) for at, (when, title, text) in enumerate(issues)]
    assert len({row["duplicate_group"] for row in grouped(rows).values()}) == len(rows)


@pytest.mark.parametrize("hour", ["00", "23"], ids=["roundup first", "roundup last"])
def test_items_of_a_roundup_are_contained_and_not_merged(hour: str) -> None:
    """A roundup was a revision of its first item, and of fifteen items it held six were told."""
    items = list(
        {row.group: row for row in articles(3000, seed=9, days=1) if 40 < len(row.text.split()) < 90}.values()
    )[:12]
    rows = [
        article(row.id, row.title, row.text, f"2026-04-02T{at + 1:02}:00", row.outlet) for at, row in enumerate(items)
    ]
    text = "\n\n".join(row.text for row in items)
    rows.append(article("roundup", "The morning in brief", text, f"2026-04-02T{hour}:30", "valley-courier"))
    settled = list(settle_all(from_rows(table(rows))))
    held = {shorter for piece in settled for longer, shorter, _ in piece.contained if longer == "roundup"}
    assert held == {row.id for row in items}
    assert {relation for piece in settled for relation in piece.relations} == {"original"}


@pytest.mark.parametrize("text", ["Details soon.", "Watch the video above.", "More to follow"])
def test_short_texts_under_different_headlines_are_not_copies(text: str) -> None:
    """Flashes of a few words, the same under every headline, were all one group."""
    rows = [
        article("one", "Ferry aground off Marrow Point", text, "2026-02-03T06:00"),
        article("two", "Kelder tunnel breaks through", text, "2026-02-03T07:00", "lake-gazette"),
    ]
    found = grouped(rows)
    assert found["one"]["duplicate_group"] != found["two"]["duplicate_group"]


def test_a_flash_sent_twice_is_a_copy() -> None:
    """A flash of one sentence, sent again by another outlet, was taken for a text of its own."""
    flash = "The coast guard of Lorvia says a ferry with 214 people on board is aground off Marrow Point."
    found = grouped(
        [
            article("one", "Ferry aground off Marrow Point", flash, "2026-02-03T05:10"),
            article("two", "Ferry aground off Marrow Point", flash, "2026-02-03T05:14", "lake-gazette"),
        ]
    )
    assert found["one"]["duplicate_group"] == found["two"]["duplicate_group"]
    assert found["two"]["relation"] == "copy"


@pytest.mark.parametrize(
    ("text", "outlet", "relation"),
    [
        (FERRY, "lake-gazette", "copy"),
        ("\n\n".join(FERRY.split("\n\n")[:3]), "lake-gazette", "truncation"),
        (FERRY.replace("17 others", "21 others") + "\n\nA second tug came at noon.", "harbour-post", "revision"),
        (
            FERRY.replace("ran aground off", "grounded at")
            .replace("were taken to hospital", "went to hospital")
            .replace("will look at the hull", "are to inspect the hull")
            .replace("passed its last inspection in the autumn without any remark", "was last inspected in the autumn")
            .replace("told investigators that the rudder had failed", "said the rudder failed"),
            "lake-gazette",
            "light_rewrite",
        ),
    ],
    ids=["copy", "truncation", "revision", "light_rewrite"],
)
def test_each_member_says_how_it_relates_to_the_original(text: str, outlet: str, relation: str) -> None:
    """A corrected re-send was called a copy, or a cut-down version a rewrite."""
    found = grouped(
        [
            article("first", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00"),
            article("later", "Ferry aground off Marrow Point", text, "2026-02-03T09:00", outlet),
        ]
    )
    assert found["first"]["duplicate_group"] == found["later"]["duplicate_group"]
    assert (found["first"]["relation"], found["later"]["relation"]) == ("original", relation)


def test_a_report_sent_again_under_the_next_day_is_a_copy() -> None:
    """The day in its dateline made the same report of the next morning a revision."""
    found = grouped(
        [
            article(
                f"day{day}",
                "Ferry aground off Marrow Point",
                f"TESSEN, February {day} - {FERRY}",
                f"2026-02-0{day}T06:00",
            )
            for day in (3, 4)
        ]
    )
    assert found["day4"]["relation"] == "copy"


def test_a_date_without_an_hour_does_not_make_an_original() -> None:
    """A copy that gives its day alone stood at midnight and was called the original of a report of six o'clock."""
    found = grouped(
        [
            article("dated", "Ferry aground off Marrow Point", FERRY, "2026-02-03", "lake-gazette"),
            article("timed", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00"),
        ]
    )
    assert (found["timed"]["relation"], found["dated"]["relation"]) == ("original", "copy")


def test_at_the_same_minute_the_text_that_credits_the_agency_is_the_original() -> None:
    """Of two texts of one minute the one that credits the agency was called a copy of the other."""
    found = grouped(
        [
            article("a", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", "lake-gazette"),
            article("b", "Ferry aground off Marrow Point", FERRY, "2026-02-03T06:00", wire="Northwire"),
        ]
    )
    assert found["b"]["relation"] == "original"
