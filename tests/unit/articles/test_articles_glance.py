"""A look at many texts together gives each the body that it has alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.articles.convert import outcomes_of, outcomes_of_many
from assets.articles.drafting.bodies import body_of
from assets.articles.drafting.glance import bodies_of
from assets.articles.record import FIELDS, RawRecord
from assets.articles.settings import ReadSettings
from assets.articles.values.lexicon import read_pairs

FURNITURE = [pattern for _, pattern in read_pairs("furniture.tsv")]
TEXTS = [
    "",
    "\n",
    "",
    " \n\n ",
    "One line.",
    "The ferry sank on Monday.\n\nAll 12 walked ashore.",
    "The ferry sank.\n\nAdvertisement\n\nAll 12 walked ashore.",
    "Advertisement\n\nThe ferry sank.\n\nADVERTISEMENT",
    "Advertisement",
    "Advertisement\n\n433",
    "The ferry sank. \n\n All 12 walked ashore.",
    "The ferry  sank.\n\nAll 12 walked\u00a0ashore.",
    "\n\nThe ferry sank.\n\n\nAll 12 walked ashore.\n",
    "The ferry sank.\nAll 12 walked ashore.\nThe harbour was closed.",
    "433\nA pilot boat waits off Brackwater after the ferry sank.\n\nAll 12 walked ashore.\n\nPhoto: A. Lindqvist / Getty Images",
    "Rescuers searched all night (Photo: M. Oduya/AP)\n\nThe harbour was closed.\n\n© 2026 Brackwater Post. All rights reserved.",
    "渡轮沉没，船上有十二人。\n\n广告\n\n港口关闭。",
    "Паром затонул.\n\nРеклама\n\nПорт закрыт.",
    "Le bac a coulé.\n\nÀ lire aussi : le port est fermé\n\nTous droits réservés.",
    "It&#39;s a ferry&nbsp;- said\u200b he.\n\nThe â€œpilotâ€\u009d boat.",
    "Tabs\tand\r\nreturns\r\n\r\nand a \ud83d half.",
    "A line.\n\n" + "word " * 200 + "All rights reserved.\n\nLast.",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(TEXTS)
        | st.lists(
            st.sampled_from(
                ["The ferry sank.", "Advertisement", " ", "\n", "x", "We saw it (AP)", "\u200b", "12 views"]
            )
            | st.sampled_from(FURNITURE).flatmap(lambda p: st.from_regex(re.compile(p, re.IGNORECASE), fullmatch=True)),
            max_size=6,
        ).map("\n\n".join)
        | st.text(max_size=30),
        min_size=1,
        max_size=8,
    )
)
def test_bodies_read_together_are_those_read_alone(texts):
    """A paragraph went or stayed, or a word was counted, because of the texts beside it."""
    assert bodies_of(texts) == [body_of(text) for text in texts]


def test_hand_written_texts_together():
    """As above, all at once, so that every boundary between two texts is met."""
    assert bodies_of([*TEXTS, *reversed(TEXTS)]) == [body_of(text) for text in [*TEXTS, *reversed(TEXTS)]]


def test_furniture_is_found_at_a_glance():
    """The look over the bytes held back what the patterns match, and a view count stayed in a text."""
    texts = [
        f"The ferry sank.\n\n{one}\n\nAll 12 walked ashore." for one in ("Advertisement", "© 2026 Post", "1,204 views")
    ]
    assert [body.text for body in bodies_of(texts)] == ["The ferry sank.\n\nAll 12 walked ashore."] * 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry sank.\n\nAll 12 walked ashore.", 7),
        ("渡轮沉没，船上有十二人。\n\n港口已经关闭。", 10),
        ("フェリーが沈没した。", 5),
        ("เรือข้ามฟากจมลง ท่าเรือปิด", 7),
        ("Паром затонул.", 2),
        ("", 0),
    ],
)
def test_words_are_counted_in_any_script(text, words):
    """A Chinese article of a thousand characters had a dozen words, and a Japanese outlet's median was 9."""
    assert body_of(text).words == bodies_of([text])[0].words == words


@pytest.mark.parametrize("broken", [{"note": "no text"}, {"title": "", "text": " "}, {"text": 7}])
def test_rows_read_together_end_as_they_do_alone(broken):
    """One row without a text moved the outcomes of those behind it by one."""
    rows = [{"title": f"Harbour {number}", "text": text} for number, text in enumerate(TEXTS[1:])]
    raws = [RawRecord("f", number, FIELDS, row, "") for number, row in enumerate([*rows[:5], broken, *rows[5:]], 1)]
    now = datetime(2026, 6, 1, tzinfo=UTC)
    together = outcomes_of_many(raws, now=now, settings=ReadSettings())
    assert together == [outcomes_of(raw, now=now, settings=ReadSettings()) for raw in raws]
    assert [one.record for outcomes in together for one in outcomes] == list(range(1, len(raws) + 1))


def test_a_text_that_breaks_the_look_at_many_ends_alone(monkeypatch):
    """One poisoned text must not take the other rows of its group along."""

    def too_large(raws):
        raise MemoryError

    monkeypatch.setattr("assets.articles.drafting.glance.bodies_of", too_large)
    rows = [{"title": f"Harbour {number}", "text": text} for number, text in enumerate(TEXTS[4:12])]
    raws = [RawRecord("f", number, FIELDS, row, "") for number, row in enumerate(rows, 1)]
    now = datetime(2026, 6, 1, tzinfo=UTC)
    together = outcomes_of_many(raws, now=now, settings=ReadSettings())
    assert together == [outcomes_of(raw, now=now, settings=ReadSettings()) for raw in raws]
