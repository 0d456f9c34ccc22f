"""The checks on the tables of the published file; what they check is in assets/quality/suites/warehouse."""

from __future__ import annotations

from assets.quality.checks import warehouse_checks

checks = [warehouse_checks()]
