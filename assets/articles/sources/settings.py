"""sources.yaml: which sources there are and how each is treated.

Belongs here: the file's form, defaults, and errors that say how to mend it.
Does not belong here: fetching.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assets.errors import UserError

KINDS = ("feed", "sitemap", "folder", "archive")
PAGE_CHOICES = ("auto", "always", "never")
LARGEST = {False: 10_000_000, True: 1_000_000_000}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
EXAMPLE = "sources: [{name: example, kind: feed, url: 'https://example.org/feed.xml'}]"


@dataclass(frozen=True)
class Source:
    """One source.

    Attributes:
        name: Folder under the inbox; letters, digits, dots, hyphens.
        kind: feed, sitemap, folder or archive.
        url: Address of the feed, sitemap or archive.
        path: Local folder of a folder source.
        interval_minutes: Least time between two collections of the source when they run of themselves.
        fetch_pages: For a feed: fetch the page behind each entry always, never, or (auto) where entries have only
            a summary.
        max_pages: Pages fetched in one run at most; the rest wait for the next.
        max_age_days: Sitemap entries older than this are passed over.
        max_bytes: Largest answer that is taken, after decompression; by default 10 MB, 1 GB for an archive.
        timeout_seconds: Longest wait for a connection and between two pieces of an answer.
        total_seconds: Longest time one answer may take.
        delay_seconds: Least time between two requests to one host.
        retries: Further tries after a failure that may pass.
        respect_robots: Whether robots.txt is obeyed.
        allow_private: Whether private and loopback addresses may be asked.
        user_agent: What the source is told about who asks.
        headers: Further request headers; sent to the source's own host alone.
        include: Regular expression that an article's address must match.
        exclude: Regular expression that it must not match.

    """

    name: str
    kind: str
    url: str = ""
    path: str = ""
    interval_minutes: float = 60.0
    fetch_pages: str = "auto"
    max_pages: int = 100
    max_age_days: float = 7.0
    max_bytes: int = 0
    timeout_seconds: float = 20.0
    total_seconds: float = 120.0
    delay_seconds: float = 1.0
    retries: int = 2
    respect_robots: bool = True
    allow_private: bool = False
    user_agent: str = "newstally/0.1 (news figures; set user_agent in sources.yaml to say who you are)"
    headers: dict[str, str] = field(default_factory=dict)
    include: str = ""
    exclude: str = ""

    def wants(self, url: str) -> bool:
        """Whether an article's address passes `include` and `exclude`."""
        if self.include and not re.search(self.include, url):
            return False
        return not (self.exclude and re.search(self.exclude, url))


def read_sources(path: Path) -> list[Source]:
    """The sources of the file, in its order; UserError where there is none or it is wrong."""
    import yaml

    if not path.is_file():
        raise UserError(f"there is no {path}; write it, for example: {EXAMPLE}")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 1}" if where else ""
        raise UserError(f"{path} is no YAML{line}: mend its indentation and quotes") from None
    if not isinstance(content, dict) or not isinstance(content.get("sources"), list):
        raise UserError(f"{path} has no list called sources; for example: {EXAMPLE}")
    stray = next((key for key in content if key not in ("sources", "defaults")), None)
    if stray is not None:
        raise UserError(f"{path} has {stray} beside its sources; only defaults may stand there")
    defaults = content.get("defaults") or {}
    if not isinstance(defaults, dict):
        raise UserError(f"{path}: defaults must be settings with values, such as delay_seconds: 2")
    sources = [_source({**defaults, **_mapping(row, path)}, path) for row in content["sources"]]
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UserError(f"{path}: two sources are called {twice[0]}; give each its own name")
    return sources


def _mapping(row: object, path: Path) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise UserError(f"{path}: each source must have settings with values; for example: {EXAMPLE}")
    return row


def _source(row: dict[str, Any], path: Path) -> Source:
    name = row.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise UserError(f"{path}: a source needs a name of letters, digits, dots and hyphens, not {name!r}")
    known = {f.name: f for f in fields(Source)}
    for key, value in row.items():
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            mend = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise UserError(f"{path}: {name} has the unknown setting {key}; {mend}")
        row[key] = _value(key, value, str(known[key].type), name, path)
    source = Source(**row) if "kind" in row else None
    if source is None or source.kind not in KINDS:
        raise UserError(f"{path}: {name} needs kind: one of {', '.join(KINDS)}")
    if source.fetch_pages not in PAGE_CHOICES:
        raise UserError(f"{path}: {name} has fetch_pages: {source.fetch_pages}; write auto, always or never")
    if source.kind == "folder":
        if not source.path:
            raise UserError(f"{path}: {name} is a folder and needs path: the folder")
    elif urlsplit(source.url).scheme not in {"http", "https"} or not urlsplit(source.url).hostname:
        raise UserError(f"{path}: {name} needs url: an address that begins with http:// or https://")
    return source if source.max_bytes else replace(source, max_bytes=LARGEST[source.kind == "archive"])


def _value(key: str, value: object, kind: str, name: str, path: Path) -> object:
    wrong = UserError(f"{path}: {name} has {key}: {value!r}; that must be {WANTED.get(kind, kind)}")
    if kind in {"int", "float"}:
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise wrong
        return int(value) if kind == "int" else float(value)
    if kind == "bool":
        if not isinstance(value, bool):
            raise wrong
        return value
    if kind == "str":
        if not isinstance(value, str):
            raise wrong
        if key in {"include", "exclude"}:
            try:
                re.compile(value)
            except re.error:
                raise UserError(f"{path}: {name} has {key}: {value!r}, which is no regular expression") from None
        return value
    if not isinstance(value, dict):
        raise wrong
    return {str(k): str(v) for k, v in value.items()}


WANTED = {
    "int": "a whole number, 0 or more",
    "float": "a number, 0 or more",
    "bool": "true or false",
    "str": "text",
    "dict[str, str]": "names with values",
}
