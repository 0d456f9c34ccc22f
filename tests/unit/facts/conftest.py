"""One language model for all tests of facts: loading it takes seconds."""

from __future__ import annotations

import pytest

from assets.facts.language import Language


@pytest.fixture(scope="session")
def language() -> Language:
    return Language()
