"""The checks on the tables of the stories stage; what they check is in assets/quality/suites."""

from __future__ import annotations

from assets.quality.checks import checks_of

checks = checks_of("duplicates", "containments", "stories")
