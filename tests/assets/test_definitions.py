"""The code location loads, and its graph does not change by accident."""

from pathlib import Path

import dagster as dg
import pytest

from assets import schemas
from assets.home import Home
from assets.warehouse.building import statements
from pipelines import instance, settings
from pipelines.definitions import build_defs


@pytest.fixture(scope="module")
def defs(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    return build_defs(home=Home(tmp_path_factory.mktemp("home")), settings=settings.Settings())


def test_the_code_location_loads(defs: dg.Definitions) -> None:
    """A definition that Dagster refuses shows in the UI as an empty page."""
    dg.Definitions.validate_loadable(defs)


def test_every_table_is_an_asset_and_nothing_else_is(defs: dg.Definitions) -> None:
    """A table that is no asset has no page, no checks and no schedule."""
    lake = {table.name for table in schemas.LAKE} | {"collected", "arrivals"}
    warehouse = {f"warehouse/{s.name}" for s in statements.load() if s.kind != "macro"}
    keys = {key.to_user_string() for key in defs.resolve_all_asset_keys()}
    assert keys == lake | warehouse | {"published"}


def test_every_asset_says_what_it_is(defs: dg.Definitions) -> None:
    """The UI is the product's face: a bare asset page helps nobody."""
    graph = defs.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.description and node.kinds and node.owners and node.code_version, key
        assert node.group_name in {"articles", "stories", "facts", "core", "marts", "views", "published"}, key
    for table in schemas.LAKE:
        shown = graph.get(dg.AssetKey(table.name)).metadata["dagster/column_schema"]
        columns = {column.name: column for column in shown.columns}
        assert list(columns) == ["day", *(column.name for column in table.columns)]
        assert all(column.description for column in shown.columns)
        nullable = {column.name for column in table.columns if column.nullable}
        assert {name for name, column in columns.items() if column.constraints.nullable} == nullable


def test_data_flows_from_the_sources_to_the_published_file(defs: dg.Definitions) -> None:
    """An asset off this way would never be refreshed, or never reach a reader."""
    graph = defs.resolve_asset_graph()
    start, end = dg.AssetKey("collected"), dg.AssetKey("published")
    word_lists = {dg.AssetKey(["warehouse", "measures"])}
    for key in graph.get_all_asset_keys() - {start, end} - word_lists:
        assert start in graph.get_ancestor_asset_keys(key), key
        assert key in graph.get_ancestor_asset_keys(end), key


def test_one_way_leads_from_table_to_table(defs: dg.Definitions) -> None:
    """With two ways Dagster refuses a range of days that is launched from the graph (test_daemon.py launches one)."""
    graph = defs.resolve_asset_graph()
    lake = {dg.AssetKey(table.name) for table in schemas.LAKE}
    for key in lake:
        assert len(graph.get(key).parent_keys & lake) <= 1, key
        assert {name for table in schemas.LAKE if table.name == key.to_user_string() for name in table.upstream} <= {
            ancestor.to_user_string() for ancestor in graph.get_ancestor_asset_keys(key)
        }


def test_jobs_schedules_and_sensors(defs: dg.Definitions) -> None:
    """A schedule that is gone is noticed only when the data is late."""
    repository = defs.get_repository_def()
    assert sorted(name for name in repository.job_names if not name.startswith("__")) == [
        "collect",
        "line",
        "tidy",
    ]
    assert {s.name: (s.cron_schedule, s.job_name, s.default_status.value) for s in repository.schedule_defs} == {
        "line_schedule": ("0 * * * *", "line", "RUNNING"),
        "tidy_schedule": ("17 3 * * *", "tidy", "RUNNING"),
    }
    assert {(s.name, s.job_name, s.default_status.value) for s in repository.sensor_defs} == {
        ("inbox_sensor", "line", "RUNNING"),
        ("collect_sensor", "collect", "RUNNING"),
    }
    made = {name: set(defs.resolve_job_def(name).asset_layer.executable_asset_keys) for name in ("line", "collect")}
    assert made["collect"] == {dg.AssetKey("collected")}
    assert made["line"] == set(defs.resolve_all_asset_keys()) - made["collect"]


def test_an_alert_sensor_appears_with_an_address(tmp_path: Path) -> None:
    """Configured alerts without a sensor would be silence."""
    with_alert = settings.Settings(alerts=settings.AlertSettings(command=("true",)))
    repository = build_defs(home=Home(tmp_path), settings=with_alert).get_repository_def()
    assert sorted(sensor.name for sensor in repository.sensor_defs) == [
        "alert_sensor",
        "collect_sensor",
        "inbox_sensor",
        "late_sensor",
    ]


def test_writing_assets_share_one_pool(defs: dg.Definitions) -> None:
    """Two runs that write at once would meet in the same files."""
    graph = defs.resolve_asset_graph()
    pools = {key: graph.get(key).pools for key in graph.get_all_asset_keys()}
    assert pools.pop(dg.AssetKey("collected")) == {"sources"}
    assert set(map(frozenset, pools.values())) == {frozenset({"home"})}


def test_dagster_accepts_its_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dagster.yaml that Dagster refuses stops every run with a page of schema errors."""
    monkeypatch.setenv("DAGSTER_HOME", "")
    home = Home(tmp_path / "home")
    chosen = settings.Settings(retention=settings.RetentionSettings(tick_days=3))
    instance.prepare(home, chosen)
    with dg.DagsterInstance.get() as made:
        assert not made.telemetry_enabled
        assert made.run_monitoring_enabled
        assert made.get_concurrency_config().pool_config.default_pool_limit == 1
        kept = made.get_settings("retention")
        assert (kept["schedule"]["purge_after_days"], kept["sensor"]["purge_after_days"]) == (3, 3)
