"""The pages of the published file's tables show what the file declares and holds."""

from pathlib import Path

import duckdb

from assets.warehouse.described import DescribedColumn, describe


def test_columns_comments_counts_and_first_rows(tmp_path: Path) -> None:
    """A page without the column's meaning, or with the count of the preview, would mislead."""
    file = tmp_path / "some.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE fires AS SELECT range AS fire_no, 'Leoben' AS town FROM range(20)")
        connection.execute("COMMENT ON COLUMN fires.town IS 'Where it burned.'")
        connection.execute("CREATE VIEW late AS SELECT * FROM fires WHERE fire_no > 17")
    found = describe(file, ["fires", "late"], 5)
    assert found["fires"].columns == (
        DescribedColumn("fire_no", "BIGINT", ""),
        DescribedColumn("town", "VARCHAR", "Where it burned."),
    )
    assert (found["fires"].rows, found["fires"].head.num_rows) == (20, 5)
    assert found["late"].rows == 2
    assert sorted(found["late"].head["fire_no"].to_pylist()) == [18, 19]
