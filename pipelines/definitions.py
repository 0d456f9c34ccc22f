"""The code location: every definition, made by one function that production, command line and tests share.

Belongs here: putting assets, checks, jobs, schedules, sensors and resources together.
Does not belong here: what any of them does.
"""

from __future__ import annotations

import os
from datetime import timedelta
from functools import partial
from pathlib import Path

import dagster as dg

from assets.articles import assets as articles
from assets.articles import checks as article_checks
from assets.facts import assets as facts
from assets.facts import checks as fact_checks
from assets.home import Home
from assets.resources import HomeResource, LanguageResource, SourcesResource, parse_now
from assets.stories import assets as stories
from assets.stories import checks as story_checks
from assets.warehouse import assets as warehouse
from pipelines.jobs import collect, line, tidy_job
from pipelines.schedules import schedules
from pipelines.sensors import sensors
from pipelines.settings import FreshnessSettings, Settings, load


def build_defs(
    *,
    home: Home | None = None,
    settings: Settings | None = None,
    now: str | None = None,
    resources: dict[str, object] | None = None,
    loggers: dict[str, dg.LoggerDefinition] | None = None,
) -> dg.Definitions:
    """The definitions on one home folder (NEWSTALLY_HOME, else ./var), with what is given in place of the defaults.

    `now` fixes the present for tests and backfills (else NEWSTALLY_NOW, else the clock); `resources` replaces
    resources by key; `loggers` are those that runs may name in place of the console.
    """
    home = home or Home(Path(os.environ.get("NEWSTALLY_HOME", "var")).resolve())
    settings = settings or load(home.settings)
    fixed_now = os.environ.get("NEWSTALLY_NOW", "") if now is None else now
    present = partial(parse_now, fixed_now)
    tidy = tidy_job(settings.retention, present)
    assets = [*articles.assets, *stories.assets, *facts.assets, *warehouse.assets]
    checks = [*article_checks.checks, *story_checks.checks, *fact_checks.checks]
    return dg.Definitions(
        assets=dg.map_asset_specs(partial(with_freshness, settings.freshness), assets),
        asset_checks=checks,
        jobs=[line, collect, tidy],
        schedules=schedules(settings, tidy),
        sensors=sensors(settings, home, present),
        resources={
            "home": HomeResource(root=str(home.root), fixed_now=fixed_now),
            "sources": SourcesResource(root=str(home.root), fixed_now=fixed_now),
            "language": LanguageResource(),
            **(resources or {}),
        },
        # A stage works in batches and takes its own processes where that pays; a process a step would import the
        # language model and Great Expectations again and again.
        executor=dg.in_process_executor,
        loggers={"console": dg.colored_console_logger, **(loggers or {})},
    )


def with_freshness(freshness: FreshnessSettings, spec: dg.AssetSpec) -> dg.AssetSpec:
    """The spec, with a freshness policy where people read the table."""
    if spec.key != warehouse.PUBLISHED and spec.group_name not in ("marts", "views"):
        return spec
    policy = dg.FreshnessPolicy.time_window(
        warn_window=timedelta(hours=freshness.warn_hours), fail_window=timedelta(hours=freshness.fail_hours)
    )
    return spec.replace_attributes(freshness_policy=policy)


@dg.definitions
def defs() -> dg.Definitions:
    """For tools that load the module."""
    return build_defs()
