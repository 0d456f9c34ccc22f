"""The settings: one file, `newstally.toml` in the home folder, typed, with environment overrides.

Belongs here: which settings there are, their defaults, what they mean, how a wrong one is named.
Does not belong here: acting on a setting.  Live sources have a file of their own, sources.yaml.

A setting `key` of section `[section]` is overridden by the environment variable NEWSTALLY_SECTION_KEY.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import os
import re
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assets.errors import UserError, nearest

PREFIX = "NEWSTALLY_"

# Sections that a stage reads for itself from the same file.
READ_ELSEWHERE = ("articles", "facts")


def setting(default: object, meaning: str, *, least: int | None = None, most: int | None = None) -> typing.Any:
    """A dataclass field with its meaning and, for a number, the least and the greatest value allowed."""
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most})


@dataclass(frozen=True)
class LineSettings:
    """When the line runs."""

    schedule: str = setting("0 * * * *", "When the line runs of itself: a cron expression, in UTC.")
    inbox_seconds: int = setting(30, "Seconds between two looks at the inbox.", least=5)
    settle_seconds: int = setting(5, "A file is taken in when it has not changed for this many seconds.", least=0)


@dataclass(frozen=True)
class FreshnessSettings:
    """When data counts as late."""

    warn_hours: int = setting(3, "Hours without a new published file after which the UI warns.", least=1)
    fail_hours: int = setting(26, "Hours without a new published file after which it counts as stale.", least=1)


@dataclass(frozen=True)
class StorageSettings:
    """Where Dagster keeps its runs and events."""

    postgres_url: str = setting(
        "", "postgresql://user:password@host:5432/database for Dagster's own storage; empty for SQLite."
    )


@dataclass(frozen=True)
class RetentionSettings:
    """How long what is no data is kept."""

    every_run_days: int = setting(
        7, "Days that every one of Dagster's runs is kept; of older days those that failed and the last one.", least=1
    )
    run_days: int = setting(90, "Days after which Dagster's runs and their events are forgotten.", least=1)
    tick_days: int = setting(14, "Days that ticks of schedules and sensors are kept.", least=1)
    log_megabytes: int = setting(20, "Size at which the log file is rolled over; five are kept.", least=1)


@dataclass(frozen=True)
class AlertSettings:
    """Whom to tell when a run fails or a blocking check does."""

    command: tuple[str, ...] = setting(
        (), "Program and arguments to run; it gets the alert as one JSON object on standard input."
    )
    webhook: str = setting("", "http(s) address to which the alert is posted as one JSON object.")


@dataclass(frozen=True)
class UiSettings:
    """The web interface."""

    port: int = setting(3000, "Port of the UI on 127.0.0.1.", least=1, most=65_535)


@dataclass(frozen=True)
class Settings:
    """All sections."""

    line: LineSettings = field(default_factory=LineSettings)
    freshness: FreshnessSettings = field(default_factory=FreshnessSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    ui: UiSettings = field(default_factory=UiSettings)


def load(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in the file (defaults where there is none), then the environment's; UserError names what is wrong."""
    environment = os.environ if environment is None else environment
    written = _from_file(path)
    sections: dict[str, object] = {}
    kinds = typing.get_type_hints(Settings)
    _known(written, [*kinds, *READ_ELSEWHERE], str(path), "section")
    if "articles" in written:
        from assets.articles.settings import read_settings

        read_settings(path)
    _check_facts(path, environment)
    for name, kind in kinds.items():
        section = written.get(name, {})
        if not isinstance(section, dict):
            raise UserError(f"{path}: {name} is a section; write [{name}] on a line of its own and its keys below it")
        sections[name] = _section(kind, name, section, environment, str(path))
    settings = Settings(**sections)  # type: ignore[arg-type]
    _sensible(settings, path)
    return settings


def _check_facts(path: Path, environment: Mapping[str, str]) -> None:
    from assets.facts import own_lists
    from assets.facts.settings import read_settings

    folder = read_settings(path, environment).lexicon_folder
    if folder is not None:
        own_lists.check_names(folder)


def template() -> str:
    """The settings file with every setting at its default, commented out and explained."""
    lines = ["# Newstally's settings.  A line without # in front overrides the default shown."]
    for name, kind in typing.get_type_hints(Settings).items():
        lines += ["", f"# {kind.__doc__}", f"[{name}]"]
        for item in dataclasses.fields(kind):
            default = getattr(kind(), item.name)
            lines += [f"# {item.metadata['meaning']}  ({PREFIX}{name.upper()}_{item.name.upper()})"]
            lines += [f"# {item.name} = {_toml(default)}"]
    from assets.articles.settings import ReadSettings
    from assets.facts.settings import FactsSettings

    for name, stage in (("articles", ReadSettings), ("facts", FactsSettings)):
        lines += ["", f"# {' '.join((stage.__doc__ or '').split())}", f"[{name}]"]
        for key, meaning in _meanings(stage).items():
            lines += [f"# {meaning}", f"# {key} = {_toml(getattr(stage(), key))}"]
    return "\n".join(lines) + "\n"


def _meanings(kind: type) -> dict[str, str]:
    """The text under each field of the class."""
    body = typing.cast("ast.ClassDef", ast.parse(inspect.getsource(kind)).body[0]).body
    found = {}
    for field_, text in itertools.pairwise(body):
        if isinstance(field_, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[ast.unparse(field_.target)] = str(text.value.value)
    return found


def _from_file(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except PermissionError:
        raise UserError(f"{path} cannot be read; give this user the right to read it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}") from None


def _section(
    kind: type, name: str, written: Mapping[str, object], environment: Mapping[str, str], origin: str
) -> object:
    hints = typing.get_type_hints(kind)
    _known(written, hints, f"{origin} [{name}]", "key")
    prefix = f"{PREFIX}{name.upper()}_"
    overrides = {key.removeprefix(prefix).lower(): text for key, text in environment.items() if key.startswith(prefix)}
    _known(overrides, hints, "the environment", "variable", lambda key: prefix + key.upper())
    values: dict[str, object] = {}
    for item in dataclasses.fields(kind):
        if item.name in overrides:
            values[item.name] = _from_text(overrides[item.name], hints[item.name], prefix + item.name.upper())
        elif item.name in written:
            values[item.name] = _typed(written[item.name], hints[item.name], f"{origin}: {name}.{item.name}")
        else:
            continue
        where = prefix + item.name.upper() if item.name in overrides else f"{origin}: {name}.{item.name}"
        _within(values[item.name], item.metadata["least"], item.metadata["most"], where)
    return kind(**values)


def _within(value: object, least: int | None, most: int | None, where: str) -> None:
    if not isinstance(value, int):
        return
    if least is not None and value < least:
        raise UserError(f"{where} must be {least} or more, and is {value}")
    if most is not None and value > most:
        raise UserError(f"{where} must be {most} or less, and is {value}")


def _known(
    given: Mapping[str, object],
    known: typing.Iterable[str],
    where: str,
    what: str,
    shown: typing.Callable[[str], str] = str,
) -> None:
    names = list(known)
    for name in given:
        if name not in names:
            raise UserError(f"{where}: no {what} {shown(name)}; {nearest(shown(name), map(shown, names))}")


def _typed(value: object, kind: object, where: str) -> object:
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str):
        return value
    if kind not in (int, str) and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    wanted = {int: "a whole number", str: "a text in quotes"}.get(typing.cast("type", kind), "a list of texts")
    raise UserError(f"{where} must be {wanted}, and is {value!r}")


def _from_text(text: str, kind: object, where: str) -> object:
    if kind is int:
        if not re.fullmatch(r"\d+", text):
            raise UserError(f"{where} must be a whole number, and is {text!r}")
        return int(text)
    return text if kind is str else tuple(text.split())


def _sensible(settings: Settings, path: Path) -> None:
    if settings.freshness.warn_hours > settings.freshness.fail_hours:
        raise UserError(f"{path}: freshness.warn_hours must not be more than freshness.fail_hours")
    if not is_schedule(settings.line.schedule):
        raise UserError(
            f"{path}: line.schedule must be a cron expression such as '0 * * * *', on a day that there is, "
            f"and is {settings.line.schedule!r}"
        )
    url = settings.storage.postgres_url
    if url and not re.match(r"postgres(ql)?://[^/]+/\S+$", url):
        raise UserError(f"{path}: storage.postgres_url must look like postgresql://user:password@host:5432/database")
    if settings.alerts.webhook and not re.match(r"https?://", settings.alerts.webhook):
        raise UserError(f"{path}: alerts.webhook must begin with http:// or https://")


def is_schedule(text: str) -> bool:
    """Whether Dagster finds a time at which this cron expression is due."""
    if text == LineSettings().schedule:
        # Dagster takes a second to import, which most commands do without.
        return True
    from dagster._utils.schedules import cron_string_iterator, is_valid_cron_string

    try:
        return is_valid_cron_string(text) and next(cron_string_iterator(0, text, "UTC")) is not None
    except ValueError:
        return False


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_toml(item)}" for name, item in value.items()) + "}"
    return f'"{value or ""}"' if value is None or isinstance(value, str) else str(value)
