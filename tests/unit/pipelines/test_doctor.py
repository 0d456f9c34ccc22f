"""What doctor finds before it costs a night."""

import sys
from pathlib import Path

import pytest

from assets.errors import UserError
from assets.home import Home
from pipelines.cli import doctor


def test_an_alert_that_nobody_would_get(tmp_path: Path) -> None:
    """A misspelt program is noticed when a run has failed and nobody was told."""
    home = Home(tmp_path)
    assert "nobody is told" in doctor.alerts(home)
    home.settings.write_text('[alerts]\ncommand = ["sendmial", "desk"]\n')
    with pytest.raises(UserError, match="sendmial, which is no program here"):
        doctor.alerts(home)


def test_the_password_of_a_webhook_is_not_shown(tmp_path: Path) -> None:
    """What doctor prints is sent to colleagues."""
    home = Home(tmp_path)
    home.settings.write_text(
        f'[alerts]\ncommand = ["{sys.executable}"]\nwebhook = "https://key@hooks.example/T0/secret"\n'
    )
    assert doctor.alerts(home) == f"{sys.executable} and hooks.example"


def test_a_forgotten_present_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NEWSTALLY_NOW left in a service's environment files all news under one day."""
    monkeypatch.setenv("NEWSTALLY_NOW", "2026-03-01T12:00:00Z")
    assert "fixes the present at 2026-03-01 12:00 UTC" in doctor.settings_file(Home(tmp_path))
    monkeypatch.setenv("NEWSTALLY_NOW", "soon")
    with pytest.raises(UserError, match="NEWSTALLY_NOW must be a time"):
        doctor.settings_file(Home(tmp_path))
