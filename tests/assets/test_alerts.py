"""What goes out when a blocking check fails, and when nothing is published for too long."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import dagster as dg

from assets.home import Home
from assets.quality import site
from assets.quality.alert import failed_checks, late_data
from assets.quality.outcome import Outcome, TableReport
from pipelines import alerts
from pipelines.definitions import build_defs
from pipelines.settings import AlertSettings, Settings

NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


def outcome(check: str, severity: str, status: str = "failed") -> Outcome:
    return Outcome(check, status, severity, "offences", "What it guards.", "Rule()", judged=1, offending=2)  # type: ignore[arg-type]


def test_an_alert_names_the_blocking_checks_of_its_own_run(tmp_path: Path) -> None:
    """An alert that only says that a step failed sends its reader to search; warnings must wake nobody."""
    outcomes = (outcome("text_is_exact", "critical"), outcome("ages_are_human", "warning"))
    site.publish(tmp_path, [TableReport("sentences", "run-1", NOW, (), 5, 0.1, outcomes)])
    later = TableReport("sentences", "run-2", NOW + timedelta(hours=1), (), 5, 0.1, (outcome("x", "critical"),))
    site.publish(tmp_path, [later])
    (failed,) = failed_checks(tmp_path, "run-1")
    assert (failed["table"], failed["check"], failed["found"]) == ("sentences", "text_is_exact", "2 offences in 1 day.")
    assert Path(failed["page"]).is_file()
    assert failed_checks(tmp_path, "run-3") == []


def test_data_is_late_only_after_the_hours_that_the_settings_name() -> None:
    """An alert an hour too early is switched off; one that never comes is worse."""
    assert late_data(NOW - timedelta(hours=26), NOW, 26) is None
    late = late_data(NOW - timedelta(hours=27), NOW, 26)
    assert late is not None
    assert (late["alert"], late["hours"]) == ("data_is_late", 27.0)


def test_the_sensor_tells_of_late_data_once(tmp_path: Path) -> None:
    """One message for each time that publication stops, not one every quarter of an hour."""
    told = tmp_path / "told.jsonl"
    program = f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read() + chr(10))"
    settings = Settings(alerts=AlertSettings(command=(sys.executable, "-c", program)))
    future = (datetime.now(UTC) + timedelta(hours=40)).isoformat()
    defs = build_defs(home=Home(tmp_path / "home"), settings=settings, now=future)
    sensor = defs.get_repository_def().get_sensor_def("late_sensor")
    with dg.DagsterInstance.ephemeral() as instance:
        before = dg.build_sensor_context(instance=instance)
        sensor.evaluate_tick(before)
        assert not told.exists()
        instance.report_runless_asset_event(dg.AssetMaterialization("published"))
        first = sensor.evaluate_tick(dg.build_sensor_context(instance=instance))
        sensor.evaluate_tick(dg.build_sensor_context(instance=instance, cursor=first.cursor))
    said = [json.loads(line) for line in told.read_text().splitlines()]
    assert [alert["alert"] for alert in said] == ["data_is_late"]


def test_an_alert_that_nobody_took_is_told_later(tmp_path: Path) -> None:
    """A receiver that is down for an hour must not cost the only word on a failed run, nor the other one be told twice."""
    home, told = Home(tmp_path / "home"), tmp_path / "told"
    settings = AlertSettings(command=("/bin/sh", "-c", f"cat >> {told}"), webhook="http://127.0.0.1:9/news")
    alert: dict[str, object] = {"alert": "run_failed", "run": "r1"}
    assert "not taken by alerts.webhook http://127.0.0.1:9/news" in alerts.tell(home, settings, alert)
    assert "alerts.webhook" in alerts.tell_again(home, settings)
    assert json.loads(told.read_text()) == alert
    received = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings = replace(settings, webhook=f"http://127.0.0.1:{server.server_port}/")
        assert [alerts.tell_again(home, settings) for _ in range(2)] == ["", ""]
        server.shutdown()
    assert received == [alert]
    assert json.loads(told.read_text()) == alert
