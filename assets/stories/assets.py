"""The stories stage in Dagster: groups of near-identical copies, then stories."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa

from assets import schemas
from assets.days import NEWS_DAYS
from assets.recording import POOL, Metadata, code_version, run_stage
from assets.recording import table_spec as spec
from assets.resources import HomeResource
from assets.store import StageReport, Store

VERSION = code_version(Path(__file__).parent)


@dg.multi_asset(
    name="duplicates_stage",
    specs=[spec(schemas.DUPLICATES, VERSION), spec(schemas.CONTAINMENTS, VERSION)],
    partitions_def=NEWS_DAYS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=POOL,
)
def duplicates_and_containments(
    context: dg.AssetExecutionContext, home: HomeResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Each article's place in its group of copies, and articles found inside longer ones."""
    from assets.stories.resume import settle_duplicates

    tables = (schemas.DUPLICATES, schemas.CONTAINMENTS)
    yield from run_stage(
        context, home, tables, lambda store, days: settle_duplicates(store, days, home.unsettled), copy_to_look_at
    )


def copy_to_look_at(store: Store, report: StageReport) -> Metadata:
    """One copy beside what it was matched with; nothing where a file cannot be read, which the checks will name."""
    from assets.stories.comparison.versions import telling_comparison

    days = {w.day for w in report.writes if w.table == schemas.DUPLICATES.name and w.rows}
    try:
        shown = telling_comparison(store, days)
    except (pa.ArrowException, OSError):
        return {}
    return {"comparison": dg.MetadataValue.md(shown)} if shown else {}


@dg.multi_asset(
    name="stories_stage",
    specs=[spec(schemas.STORIES, VERSION)],
    partitions_def=NEWS_DAYS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=POOL,
)
def stories(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult[None]]:
    """Each article's story: independently written reports of one event."""
    from assets.stories.resume import settle_stories

    yield from run_stage(
        context, home, (schemas.STORIES,), lambda store, days: settle_stories(store, days, home.unsettled)
    )


assets = [duplicates_and_containments, stories]
