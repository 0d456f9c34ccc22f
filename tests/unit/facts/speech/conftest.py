"""One language model for the tests of this folder: loading it takes seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.facts.entities import find_mentions
from assets.facts.language import Language
from assets.facts.speech import Quote, find_quotes

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def language() -> Language:
    return Language()


@pytest.fixture
def quotes_of(language: Language) -> Callable[[str], list[Quote]]:
    def find(text: str) -> list[Quote]:
        document = language.document("", text)
        return find_quotes(document, find_mentions(document))

    return find
