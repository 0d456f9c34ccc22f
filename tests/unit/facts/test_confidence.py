"""How sure a fact is: a table of shares that a user can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.errors import UserError
from assets.facts.analyse import Analyst
from assets.facts.quantities import lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from assets.facts.language import Language

TEXT = "A mother and her two sons were killed. Twelve people were injured."


def test_a_sum_is_less_sure_than_a_stated_count(language: Language) -> None:
    """Whoever filters by confidence must be able to keep sums out."""
    summed, stated = (
        next(fact for fact in Analyst(language).read("", TEXT).facts if fact.is_summed is is_summed and fact.value != 2)
        for is_summed in (True, False)
    )
    assert (summed.value, stated.value) == (3, 12)
    assert summed.confidence < stated.confidence


def test_the_toll_of_another_event_has_its_own_share(language: Language) -> None:
    """Counts of harm were as sure in the background as any number there, where nine in ten are right."""
    text = "The council met. Shops open late. The mayor spoke. A flood killed 40 farmers at Lusk and cost 300 jobs in 1950."
    shares = {fact.phrase: fact.confidence for fact in Analyst(language).read("", text).facts}
    assert shares["40 farmers"] > shares["300 jobs"]


def test_a_user_changes_one_share(language: Language, tmp_path: Path) -> None:
    """A table of the user's own changes the rows it has and no other."""
    (tmp_path / "confidence.tsv").write_text("summed\t0.25\t40\n", encoding="utf-8")
    shipped = {fact.phrase: fact.confidence for fact in Analyst(language).read("", TEXT).facts}
    changed = {fact.phrase: fact.confidence for fact in Analyst(language, tmp_path).read("", TEXT).facts}
    assert changed.pop("A mother and her two sons") == 0.25
    assert all(shipped[phrase] == share for phrase, share in changed.items())


def test_a_share_that_is_none_is_named(tmp_path: Path) -> None:
    """A misspelt number must say where it stands and how to mend it."""
    (tmp_path / "confidence.tsv").write_text("summed\tmany\t40\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"confidence\.tsv.*summed.*from 0 to 1"):
        lexicon.load(tmp_path)
