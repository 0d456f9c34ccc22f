"""The facts stage in Dagster: the four tables of what each text says, made in one reading."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets import schemas
from assets.days import NEWS_DAYS
from assets.recording import POOL, code_version, run_stage
from assets.recording import table_spec as spec
from assets.resources import HomeResource, LanguageResource

VERSION = code_version(Path(__file__).parent, Path(schemas.__file__).with_name("regions.tsv"))
TABLES = (schemas.SENTENCES, schemas.ENTITY_MENTIONS, schemas.QUOTES, schemas.NUMERIC_FACTS)


@dg.multi_asset(
    name="facts_stage",
    specs=[spec(table, VERSION) for table in TABLES],
    partitions_def=NEWS_DAYS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=POOL,
)
def sentences_entities_quotes_and_facts(
    context: dg.AssetExecutionContext, home: HomeResource, language: LanguageResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Sentences, entity mentions, quotes and numeric facts of each article, with exact offsets."""
    from assets.facts.build import build_facts
    from assets.facts.kept import KeptAnalyses, reading_version
    from assets.facts.settings import read_settings

    settings = read_settings(home.paths.settings)
    lexicon = settings.lexicon_folder
    kept = KeptAnalyses(home.paths.kept, reading_version(VERSION, lexicon), settings.kept_megabytes)
    yield from run_stage(
        context,
        home,
        TABLES,
        lambda store, days: build_facts(store, days, language.model, lexicon=lexicon, kept=kept),
    )


assets = [sentences_entities_quotes_and_facts]
