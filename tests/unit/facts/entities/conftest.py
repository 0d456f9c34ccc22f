"""One language model for the tests of this folder: loading it takes seconds."""

from __future__ import annotations

import pytest

from assets.facts.language import Language


@pytest.fixture(scope="session")
def language() -> Language:
    return Language()
