"""The checks on the tables of the articles stage; what they check is in assets/quality/suites."""

from __future__ import annotations

from assets.quality.checks import checks_of

checks = checks_of("articles", "rejects")
