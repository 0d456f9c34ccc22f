"""Dagster's own folder: made on first use, its dagster.yaml written from the settings.

Belongs here: preparing a home folder so that Dagster can run on it, and the environment that its processes need.
Does not belong here: the settings themselves, and starting anything.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.disk import lack
from assets.errors import UserError
from pipelines.settings import template

if TYPE_CHECKING:
    from assets.home import Home
    from pipelines.settings import Settings

HEADER = "# Written by newstally from newstally.toml in the folder above; what is changed here is overwritten.\n"
LOG_COPIES = 5
POSTGRES_VARIABLE = "NEWSTALLY_POSTGRES_FOR_DAGSTER"


def prepare(home: Home, settings: Settings) -> None:
    """Make the home folder's parts, its settings file and dagster.yaml, and set DAGSTER_HOME.

    UserError where that cannot be.
    """
    try:
        for folder in (home.inbox, home.lake, home.warehouse, home.reports, home.state, log_file(home).parent):
            folder.mkdir(parents=True, exist_ok=True)
        if not os.access(home.root, os.W_OK):
            raise PermissionError
        _write_if_changed(home.dagster / "dagster.yaml", dagster_yaml(home, settings))
        if not home.settings.exists():
            _write_if_changed(home.settings, template())
    except (FileExistsError, NotADirectoryError):
        raise UserError(
            f"home folder {home.root}: a file stands where a folder has to be; name another --home"
        ) from None
    except PermissionError:
        raise UserError(
            f"home folder {home.root} cannot be written to; give this user the right to, or name another --home"
        ) from None
    except OSError as error:
        said = lack(error, home.root) or f"home folder {home.root}: {error.strerror or error}"
        raise UserError(f"{said}, or name another --home") from None
    if settings.storage.postgres_url:
        # SQLAlchemy 2.1 takes another driver for a bare postgresql:// than the one that dagster-postgres installs.
        _, _, address = settings.storage.postgres_url.partition("://")
        os.environ[POSTGRES_VARIABLE] = f"postgresql+psycopg2://{address}"
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.environ["NEWSTALLY_HOME"] = str(home.root)
    # The some 300 events that say what a run is going to do are written at once.
    os.environ["DAGSTER_EVENT_BATCH_SIZE"] = "500"
    os.environ["DAGSTER_EMIT_PARTITION_SUBSET_IN_PLANNED_EVENTS"] = "true"
    quiet()


def quiet() -> None:
    """Switch off what would phone home: Dagster's telemetry and Great Expectations'."""
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"


def log_file(home: Home) -> Path:
    """Where Dagster's log lines go, one JSON object a line."""
    return home.dagster / "logs" / "newstally.jsonl"


def instance_config(home: Home, settings: Settings) -> dict[str, Any]:
    """dagster.yaml as a mapping."""
    config: dict[str, Any] = {
        "telemetry": {"enabled": False},
        # No invitation to a mailing list in front of the first page.
        "nux": {"enabled": False},
        # One run writes at a time: a second one waits in the queue, and the slot is freed when its run dies.
        "concurrency": {"pools": {"granularity": "run", "default_limit": 1}},
        "run_monitoring": {
            "enabled": True,
            "start_timeout_seconds": 300,
            "free_slots_after_run_end_seconds": 60,
        },
        "retention": {
            instigator: {"purge_after_days": settings.retention.tick_days} for instigator in ("schedule", "sensor")
        },
        "python_logs": {
            "dagster_handler_config": {
                "handlers": {
                    "file": {
                        "class": "logging.handlers.RotatingFileHandler",
                        "level": "INFO",
                        "filename": str(log_file(home)),
                        "maxBytes": settings.retention.log_megabytes * 1_000_000,
                        "backupCount": LOG_COPIES,
                        "encoding": "utf-8",
                        "delay": True,
                        "formatter": "json",
                    }
                },
                "formatters": {"json": {"()": "pipelines.logs.JsonLines"}},
            }
        },
    }
    if settings.storage.postgres_url:
        # By name, not by value: Dagster shows its configuration in the arguments of its processes.
        address = {"postgres_url": {"env": POSTGRES_VARIABLE}}
        config["storage"] = {"custom": {"module": "pipelines.postgres", "class": "SlimStorage", "config": address}}
    else:
        kept = {"module": "pipelines.storage", "class": "KeptStorage", "config": {"base_dir": str(home.dagster)}}
        config["storage"] = {"custom": kept}
    return config


def dagster_yaml(home: Home, settings: Settings) -> str:
    """The text of dagster.yaml."""
    import yaml

    return HEADER + str(yaml.safe_dump(instance_config(home, settings), sort_keys=False, allow_unicode=True))


def _write_if_changed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
