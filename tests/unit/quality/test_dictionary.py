"""The data dictionary in docs/ says what the schemas and the statements say."""

from pathlib import Path

from assets import schemas
from assets.quality.dictionary import PAGE, dictionary
from assets.warehouse.building import statements

ROOT = Path(__file__).resolve().parents[3]


def test_the_page_is_what_the_sources_say() -> None:
    """A dictionary that is behind sends people to columns that are gone.

    Mend it with `python -m assets.quality.dictionary`.
    """
    assert (ROOT / PAGE).read_text(encoding="utf-8") == dictionary()


def test_every_table_and_column_is_explained() -> None:
    """A column that is missing here is a column that people guess at."""
    page = dictionary()
    sections = {part.partition("\n")[0]: part for part in page.split('<a id="')}
    for table in schemas.LAKE:
        section = sections[f'lake-{table.name}"></a>']
        for column in table.columns:
            assert f"| `{column.name}`" in section, (table.name, column.name)
            assert column.meaning.replace("|", "\\|") in section
    assert {f'warehouse-{s.name}"></a>' for s in statements.load()} <= set(sections)
