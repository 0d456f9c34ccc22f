"""The code location: every definition, made by one function that production, command line and tests share.

Belongs here: putting assets, checks, jobs, schedules, sensors and resources together.
Does not belong here: what any of them does.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from functools import partial
from pathlib import Path

import dagster as dg

from assets.home import Home
from assets.resources import HomeResource, LanguageResource, parse_now
from pipelines.jobs import line, tidy_job
from pipelines.schedules import schedules
from pipelines.sensors import sensors
from pipelines.settings import Settings, load

STAGES = ("articles", "stories", "facts", "warehouse")


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
    return dg.Definitions(
        assets=[asset for stage in STAGES for asset in importlib.import_module(f"assets.{stage}.assets").assets],
        asset_checks=[
            check
            for stage in STAGES
            if importlib.util.find_spec(f"assets.{stage}.checks")
            for check in importlib.import_module(f"assets.{stage}.checks").checks
        ],
        jobs=[line, tidy],
        schedules=schedules(settings, tidy),
        sensors=sensors(settings, home, present),
        resources={
            "home": HomeResource(root=str(home.root), fixed_now=fixed_now),
            "language": LanguageResource(),
            **(resources or {}),
        },
        # A stage works in batches and takes its own processes where that pays; a process a step would import the
        # language model and Great Expectations again and again.
        executor=dg.in_process_executor,
        loggers={"console": dg.colored_console_logger, **(loggers or {})},
    )


@dg.definitions
def defs() -> dg.Definitions:
    """For tools that load the module."""
    return build_defs()
