"""The articles stage in Dagster: what arrives, and the articles and rejects made of it."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
from pydantic import Field

from assets import schemas
from assets.days import NEWS_DAYS
from assets.recording import OWNERS, POOL, code_version, run_stage
from assets.recording import table_spec as spec
from assets.resources import HomeResource

VERSION = code_version(Path(__file__).parent)


class Intake(dg.Config):
    """What to take in: files and folders; the home folder's inbox where none is named."""

    paths: list[str] = Field(default=[])


@dg.asset(
    group_name="articles",
    kinds={"python", "parquet"},
    owners=OWNERS,
    code_version=VERSION,
    metadata={"dagster/storage_kind": "parquet"},
    pool=POOL,
)
def arrivals(config: Intake, home: HomeResource) -> dg.MaterializeResult[None]:
    """Raw records as they came in, each with the file, record number and hash it came from.

    Takes in what lies in the inbox, or in the paths of the run's configuration.  A record that was taken in
    before is not taken in again.
    """
    from assets.articles.intake import take_in

    paths = [Path(path) for path in config.paths] or [home.paths.inbox]
    take_in(paths, home.store, home.pending, now=home.now)
    return dg.MaterializeResult(metadata={"dagster/uri": dg.MetadataValue.text(home.paths.lake.as_uri())})


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

    yield from run_stage(context, home, (schemas.ARTICLES, schemas.REJECTS), build_articles)


assets = [arrivals, articles_and_rejects]
