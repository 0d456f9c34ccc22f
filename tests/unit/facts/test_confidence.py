"""How sure a fact is, why it is doubted, and the list of weights that a user can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.errors import UserError
from assets.facts.analyse import Analyst
from assets.facts.quantities import lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from assets.facts.language import Language
    from assets.facts.quantities import Fact

TEXT = "A mother and her two sons were killed. Twelve people were injured."


def read(language: Language, text: str, lists: Path | None = None) -> dict[str, Fact]:
    return {fact.phrase: fact for fact in Analyst(language, lists).read("", text).facts}


def test_a_sum_is_less_sure_than_a_stated_count(language: Language) -> None:
    """Whoever filters by confidence must be able to keep sums out."""
    summed, stated = (
        next(fact for fact in Analyst(language).read("", TEXT).facts if fact.is_summed is is_summed and fact.value != 2)
        for is_summed in (True, False)
    )
    assert (summed.value, stated.value) == (3, 12)
    assert summed.confidence < stated.confidence


def test_the_toll_of_another_event_is_surer_than_other_numbers_of_it(language: Language) -> None:
    """Counts of harm were as sure in the background as any number there, where nine in ten are right."""
    facts = read(
        language, "The council met. Shops open late. A flood killed 40 farmers at Lusk and cost 300 jobs in 1950."
    )
    assert facts["40 farmers"].confidence > facts["300 jobs"].confidence


@pytest.mark.parametrize(
    ("plain", "doubted", "doubt"),
    [
        ("The yard built 40 boats.", "The yard built 40.", "nothing counted"),
        ("The mayor closed four schools.", "The mayor closed four school.", "counted is singular"),
        (
            "The club sold 90 tickets.",
            "The club, it said after a long and angry talk, sold on that same dull Monday some of the 90 tickets.",
            "measure is far off",
        ),
        ("She opened two shops.", "She opened two shops, and he could close.", "asserted beside 'could' or 'if'"),
    ],
)
def test_what_makes_a_reading_doubtful_lowers_it_and_is_named(
    language: Language, plain: str, doubted: str, doubt: str
) -> None:
    """All counts of general news had one of three shares, so a filter threw out as many right facts as wrong ones."""
    sure, unsure = (next(iter(read(language, text).values())) for text in (plain, doubted))
    assert doubt not in sure.doubts
    assert doubt in unsure.doubts
    assert unsure.confidence < sure.confidence


def test_the_heaviest_doubt_comes_first(language: Language) -> None:
    """A page has room for a few doubts; what decides must not be the one that is cut off."""
    weights = lexicon.load(None).sign_weights
    doubts = next(iter(read(language, "“If we go,” he said, “they may close 40.”").values())).doubts
    assert len(doubts) > 1
    assert [weights[doubt] for doubt in doubts] == sorted(weights[doubt] for doubt in doubts)


def test_a_user_changes_one_weight(language: Language, tmp_path: Path) -> None:
    """A list of the user's own changes the facts that have its signs and no other."""
    (tmp_path / "confidence.tsv").write_text("sum\t-6\n", encoding="utf-8")
    shipped, changed = read(language, TEXT), read(language, TEXT, tmp_path)
    summed = "A mother and her two sons"
    assert changed[summed].confidence < 0.1 < shipped.pop(summed).confidence
    assert all(changed[phrase].confidence == fact.confidence for phrase, fact in shipped.items())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("sum\tmany\n", "'many' is not a number"),
        ("sum\t\t40\n", "has no weight"),
        ("summed\t-0.5\n", "'summed' is not known here"),
    ],
)
def test_a_row_that_says_nothing_is_named(tmp_path: Path, row: str, message: str) -> None:
    """A misspelt sign or number must say where it stands and how to mend it."""
    (tmp_path / "confidence.tsv").write_text(row, encoding="utf-8")
    with pytest.raises(UserError, match=rf"confidence\.tsv.*{message}"):
        lexicon.load(tmp_path)
