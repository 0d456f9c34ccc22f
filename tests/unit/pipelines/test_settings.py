"""Settings are typed, overridden by the environment, and a wrong one is named together with the right one."""

import tomllib
from pathlib import Path

import pytest

from assets.articles.settings import ReadSettings
from assets.articles.settings import read_settings as read_articles_settings
from assets.errors import UserError
from assets.facts.settings import FactsSettings
from assets.facts.settings import read_settings as read_facts_settings
from pipelines import settings


def written(folder: Path, text: str) -> Path:
    path = folder / "newstally.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_defaults(tmp_path: Path) -> None:
    """A newcomer without a settings file must not be stopped."""
    assert settings.load(tmp_path / "newstally.toml", {}) == settings.Settings()


def test_file_and_environment_override_in_this_order(tmp_path: Path) -> None:
    """An operator's environment must win over the file, and the file over the default."""
    path = written(
        tmp_path, '[line]\nschedule = "5 * * * *"\ninbox_seconds = 60\n[alerts]\ncommand = ["mail", "desk"]\n'
    )
    loaded = settings.load(path, {"NEWSTALLY_LINE_INBOX_SECONDS": "90", "NEWSTALLY_HOME": "/elsewhere"})
    assert (loaded.line.schedule, loaded.line.inbox_seconds, loaded.alerts.command) == (
        "5 * * * *",
        90,
        ("mail", "desk"),
    )
    assert loaded.retention == settings.RetentionSettings()


@pytest.mark.parametrize(
    ("text", "environment", "said"),
    [
        ('[storage]\npostgress_url = "x"', {}, r"\[storage\]: no key postgress_url; did you mean postgres_url\?"),
        ("[retentoin]\nrun_days = 3", {}, r"no section retentoin; did you mean retention\?"),
        ('[retention]\nrun_days = "3"', {}, r"retention\.run_days must be a whole number, and is '3'"),
        ("[retention]\nrun_days = true", {}, r"retention\.run_days must be a whole number"),
        ("[retention]\nrun_days = 0", {}, r"retention\.run_days must be 1 or more, and is 0"),
        ('[alerts]\ncommand = "mail"', {}, r"alerts\.command must be a list of texts"),
        ("line = 3", {}, r"line is a section; write \[line\]"),
        ('[line]\nschedule = "hourly"', {}, r"line\.schedule must be a cron expression"),
        ('[line]\nschedule = "61 * * * *"', {}, r"line\.schedule must be a cron expression"),
        ('[line]\nschedule = "*/0 * * * *"', {}, r"line\.schedule must be a cron expression"),
        ('[line]\nschedule = "0 0 30 2 *"', {}, r"line\.schedule must be a cron expression .* day that there is"),
        ('[line]\nschedule = "0 0 31 apr,jun *"', {}, r"line\.schedule must be a cron expression"),
        ('[line]\nschedule = "* * * * * *"', {}, r"line\.schedule must be a cron expression"),
        ('[articles]\noutlt = "Mur Post"', {}, r"\[articles\] has no setting outlt; did you mean outlet\?"),
        ('[articles.field_names]\ntitel = "kopf"', {}, r"has no meaning titel; did you mean title\?"),
        ('[facts]\nlexicn = "lists"', {}, r"\[facts\] no setting lexicn; did you mean lexicon\?"),
        ('[storage]\npostgres_url = "mysql://x"', {}, r"must look like postgresql://"),
        ('[alerts]\nwebhook = "file:///etc/passwd"', {}, r"must begin with http"),
        ("[freshness]\nwarn_hours = 9\nfail_hours = 3", {}, r"warn_hours must not be more than"),
        ("[line\n", {}, r"is not valid TOML"),
        (
            "",
            {"NEWSTALLY_LINE_SHEDULE": "x"},
            r"no variable NEWSTALLY_LINE_SHEDULE; did you mean NEWSTALLY_LINE_SCHEDULE\?",
        ),
        ("", {"NEWSTALLY_UI_PORT": "http"}, r"NEWSTALLY_UI_PORT must be a whole number, and is 'http'"),
        ("", {"NEWSTALLY_UI_PORT": "70000"}, r"NEWSTALLY_UI_PORT must be 65535 or less, and is 70000"),
        ("", {"NEWSTALLY_UI_PORT": "0"}, r"NEWSTALLY_UI_PORT must be 1 or more"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, environment: dict[str, str], said: str) -> None:
    """A misspelt key must not be passed over in silence, nor end in a traceback."""
    with pytest.raises(UserError, match=said) as raised:
        settings.load(written(tmp_path, text), environment)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["*/15 * * * *", "0,30 6-22 * * mon-fri", "5 4 1 jan,jul *", "0 3 * * 7", "@daily"])
def test_a_right_schedule_is_taken(tmp_path: Path, text: str) -> None:
    """What cron takes, and Dagster, must not be refused."""
    assert settings.load(written(tmp_path, f'[line]\nschedule = "{text}"'), {}).line.schedule == text


def test_the_template_is_the_defaults(tmp_path: Path) -> None:
    """The documented file must name every key with its true default."""
    text = settings.template()
    without_marks = "\n".join(
        line.removeprefix("# ") for line in text.splitlines() if line.startswith(("[",)) or " = " in line
    )
    tomllib.loads(without_marks)
    path = written(tmp_path, without_marks)
    assert settings.load(path, {}) == settings.Settings()
    assert read_articles_settings(path) == ReadSettings()
    assert read_facts_settings(path, {}) == FactsSettings(origin=tmp_path)
    assert settings.load(written(tmp_path, text), {}) == settings.Settings()
