"""Dagster's storage in PostgreSQL, by one setting, on a real server that the test starts for itself."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.errors import UserError
from assets.home import Home
from pipelines import instance, settings
from pipelines.cli import doctor
from pipelines.jobs import forget
from tests.integration.conftest import free_port

pytest.importorskip("dagster_postgres")
SERVER = shutil.which("postgres") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))), None)
pytestmark = [pytest.mark.postgres, pytest.mark.skipif(SERVER is None, reason="no PostgreSQL server here")]


def unprivileged() -> dict[str, object]:
    """What makes a child run as nobody where this process is root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@dataclass
class Server:
    """A PostgreSQL server of this user or nobody, its files under the folder."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"postgresql://news:secret@127.0.0.1:{self.port}/postgres"

    def call(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs on its data."""
        done = subprocess.run(
            [Path(str(SERVER)).resolve().parent / program, "-D", self.folder / "data", *arguments],
            cwd=self.folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60,
            **unprivileged(),  # type: ignore[call-overload]
        )  # fmt: skip
        assert done.returncode == 0, (program, arguments)

    def start(self) -> None:
        """Start it and wait until it answers."""
        flags = f"-h 127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off -c log_connections=on"
        self.call("pg_ctl", "-w", "-o", flags, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """End it at once."""
        self.call("pg_ctl", "-m", "immediate", "stop")

    def connections(self) -> int:
        """How many it has taken."""
        return (self.folder / "log").read_text().count("connection authorized")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = Path("/tmp") / f"newstally-postgres-{os.getpid()}"  # noqa: S108  (sockets need a short path)
    folder.mkdir(mode=0o700)
    who = unprivileged()
    if who:
        os.chown(folder, int(str(who["user"])), int(str(who["group"])))
    opened = Server(folder, free_port())
    try:
        opened.call("initdb", "-U", "news", "--auth=trust", "--no-sync")
        opened.start()
        try:
            yield opened
        finally:
            opened.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def url(server: Server) -> str:
    return server.url


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("DAGSTER_HOME", "NEWSTALLY_HOME", instance.POSTGRES_VARIABLE):
        monkeypatch.setenv(name, "set anew by what is tested")
    return Home(tmp_path / "home")


def chosen(url: str) -> settings.Settings:
    return settings.Settings(storage=settings.StorageSettings(postgres_url=url))


def test_a_run_is_kept_in_postgres(url: str, home: Home) -> None:
    """The setting must move runs and events, and the folder must then hold no SQLite file."""
    instance.prepare(home, chosen(url))

    @dg.asset
    def counted() -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(metadata={"rows": 3})

    with dg.DagsterInstance.get() as kept:
        assert dg.materialize([counted], instance=kept).success
    with dg.DagsterInstance.get() as again:
        made = again.get_latest_materialization_event(dg.AssetKey("counted"))
        assert made is not None
        assert made.asset_materialization is not None
        assert made.asset_materialization.metadata["rows"].value == 3
    assert list(home.dagster.rglob("*.db")) == []
    assert "secret" not in (home.dagster / "dagster.yaml").read_text()


def test_a_forgotten_run_leaves_no_rows(url: str, home: Home) -> None:
    """The server's disk fills as a folder does; Dagster's own deletion keeps what every check found."""
    import psycopg2

    instance.prepare(home, chosen(url))

    @dg.asset
    def weighed() -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(metadata={"note": "x" * 300})

    @dg.asset_check(asset=weighed)
    def is_light() -> dg.AssetCheckResult:
        return dg.AssetCheckResult(passed=True)

    def rows() -> dict[str, int]:
        with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
            counted = {}
            for table in ("event_logs", "asset_check_executions", "runs"):
                cursor.execute(f"SELECT count(*) FROM {table} WHERE run_id = %s", [run_id])
                (counted[table],) = cursor.fetchone() or (0,)
            cursor.execute("SELECT count(*) FROM event_logs WHERE run_id = %s AND event LIKE '%%xxx%%'", [run_id])
            (counted["notes"],) = cursor.fetchone() or (0,)
            return counted

    with dg.DagsterInstance.get() as kept:
        run_id = dg.materialize([weighed, is_light], instance=kept).run_id
        stored = rows()
        assert stored["event_logs"] > 5
        assert (stored["asset_check_executions"], stored["runs"], stored["notes"]) == (1, 1, 1)
        assert forget(kept, settings.RetentionSettings(), datetime.now(UTC) + timedelta(days=100)) >= 1
        left = rows()
    assert not any(left.values())


def test_a_run_keeps_its_connection(server: Server, home: Home) -> None:
    """A connection for each of a run's hundreds of events took three times as long as the run itself; and the kept one
    must not fail a run whose server was started anew meanwhile.
    """
    instance.prepare(home, chosen(server.url))

    @dg.asset
    def talkative(context: dg.AssetExecutionContext) -> None:
        for number in range(200):
            context.log_event(dg.AssetObservation("talkative", metadata={"number": number}))

    @dg.asset(deps=[talkative])
    def patient() -> None:
        server.stop()
        server.start()

    with dg.DagsterInstance.get() as kept:
        before = server.connections()
        assert dg.materialize([talkative], instance=kept).success
        assert server.connections() - before < 100
        assert dg.materialize([talkative, patient], instance=kept).success


def test_doctor_tells_a_server_from_none(url: str, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address must be one line with what to mend, and never show the password."""
    monkeypatch.setenv("NEWSTALLY_STORAGE_POSTGRES_URL", url)
    assert doctor.storage(home).startswith("PostgreSQL at postgresql://127.0.0.1:")
    monkeypatch.setenv("NEWSTALLY_STORAGE_POSTGRES_URL", "postgresql://news:secret@127.0.0.1:1/postgres")
    with pytest.raises(UserError, match="start the server or mend") as raised:
        doctor.storage(home)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
