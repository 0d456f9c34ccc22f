"""The articles stage in Dagster: what arrives, and the articles and rejects made of it."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
from pydantic import Field

from assets import previews, schemas
from assets.days import NEWS_DAYS
from assets.lock import collect_lock
from assets.recording import OWNERS, POOL, Metadata, code_version, column_schema, run_stage
from assets.recording import table_spec as spec
from assets.resources import HomeResource, SourcesResource
from assets.store import StageReport, Store

if TYPE_CHECKING:
    from assets.articles.intake import IntakeReport

VERSION = code_version(Path(__file__).parent)


class Collection(dg.Config):
    """Which sources to ask; those whose interval has passed where none is named."""

    sources: list[str] = Field(default=[])


@dg.asset(
    group_name="articles",
    kinds={"python"},
    owners=OWNERS,
    code_version=VERSION,
    pool="sources",
)
def collected(
    context: dg.AssetExecutionContext, config: Collection, sources: SourcesResource
) -> dg.MaterializeResult[None]:
    """What the live sources of sources.yaml have that is new, put into the inbox.

    Each source is asked again when its interval has passed.  A source that fails is named and hinders no other.
    """
    from assets.articles.sources import collect, due_sources

    with collect_lock(sources.paths, context.log.info):
        wanted = list(config.sources) or due_sources(sources.paths, sources.now)
        if not wanted:
            return dg.MaterializeResult(metadata={"sources_asked": 0, "delivered": 0})
        report = collect(sources.paths, only=wanted, now=lambda: sources.now)
    for source in report.sources:
        for problem in source.problems:
            context.log.warning(f"{source.name}: {previews.escaped(problem)}")
    rows = [
        (s.name, s.kind, s.delivered, s.unchanged, s.waiting, s.given_up, "; ".join(s.problems)) for s in report.sources
    ]
    names = ("source", "kind", "new", "unchanged", "waiting", "given up", "problems")
    return dg.MaterializeResult(
        metadata={
            "sources_asked": len(report.sources),
            "sources_failed": len(report.failed),
            "delivered": report.delivered,
            "by_source": dg.MetadataValue.md(previews.table(names, rows)),
        }
    )


class Intake(dg.Config):
    """What to take in: files and folders; the home folder's inbox where none is named."""

    paths: list[str] = Field(default=[])


@dg.asset(
    deps=[collected],
    group_name="articles",
    kinds={"python", "parquet"},
    owners=OWNERS,
    code_version=VERSION,
    metadata={
        "dagster/column_schema": column_schema(schemas.ARRIVALS),
        "dagster/table_name": "lake.arrivals",
        "dagster/storage_kind": "parquet",
    },
    pool=POOL,
)
def arrivals(config: Intake, home: HomeResource) -> dg.MaterializeResult[None]:
    """Raw records as they came in, each with the file, record number and hash it came from.

    Takes in what lies in the inbox, or in the paths of the run's configuration.  A record that was taken in
    before is not taken in again.
    """
    from assets.articles.intake import take_in
    from assets.articles.settings import read_settings

    paths = [Path(path) for path in config.paths] or [home.paths.inbox]
    settings = read_settings(home.paths.settings)
    started = time.monotonic()
    report = take_in(paths, home.store, home.pending, now=home.now, settings=settings)
    seconds = time.monotonic() - started
    return dg.MaterializeResult(metadata=intake_metadata(report, seconds))


def intake_metadata(report: "IntakeReport", seconds: float) -> Metadata:
    """What one intake did; its counts add up to the records."""
    metadata: Metadata = {
        name: dg.MetadataValue.int(getattr(report, name))
        for name in (
            "sources",
            "sources_known",
            "records",
            "articles",
            "revisions",
            "unchanged",
            "known",
            "merged_files",
        )
    }
    metadata["damaged_files"] = dg.MetadataValue.json([str(path) for path in report.damaged_files])
    metadata["rejects"] = dg.MetadataValue.int(report.rejects.total())
    metadata["rejects_by_reason"] = dg.MetadataValue.md(
        previews.bars(dict(sorted(report.rejects.items(), key=lambda item: (-item[1], item[0]))), "reason", "rejects")
    )
    metadata["news_days"] = dg.MetadataValue.json([day.isoformat() for day in report.days])
    metadata["seconds"] = dg.MetadataValue.float(round(seconds, 3))
    metadata["records_per_second"] = dg.MetadataValue.float(round(report.records / seconds, 1) if seconds else 0.0)
    return metadata


@dg.multi_asset(
    name="articles_stage",
    specs=[spec(schemas.ARTICLES, VERSION), spec(schemas.REJECTS, VERSION)],
    partitions_def=NEWS_DAYS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=POOL,
)
def articles_and_rejects(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult[None]]:
    """Every arrived record ends as an article revision or as a reject with its reason."""
    from assets.articles.build import build_articles
    from assets.articles.staging.arrivals import DamagedStagingError

    def work(store: Store, days: list[date]) -> StageReport:
        try:
            return build_articles(store, days)
        except DamagedStagingError as error:
            # The next intake sets aside what is damaged on pending days; a stage also reads the days before these.
            home.pending.mark([error.day])
            raise

    yield from run_stage(context, home, (schemas.ARTICLES, schemas.REJECTS), work)


assets = [collected, arrivals, articles_and_rejects]
