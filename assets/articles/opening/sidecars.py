"""Files that tell of the page beside them: page.json beside page.html.

Belongs here: what a sidecar may be called, and what it says.
Does not belong here: where sidecars lie (files.py, members.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from assets.articles.drafting.fields import common_names, normal_name

SIDECAR_BYTES = 1 << 20
PAGE_NAME = re.compile(r"(?P<stem>.+)(?P<page>\.(?:html?|xhtml))(?P<packed>\.(?:gz|zst|bz2|xz|lz4))?", re.IGNORECASE)


def names_beside(page: str) -> tuple[str, ...]:
    """What the sidecar of a page may be called, the preferred first; none where the name is no page's."""
    match = PAGE_NAME.fullmatch(page)
    if match is None:
        return ()
    names = (match["stem"], match["stem"] + match["page"], page)
    return tuple(f"{name}.json" for name in dict.fromkeys(names))


def claimed(names: Collection[str]) -> set[str]:
    """Those of the names that are called as the sidecar of another of them."""
    present = set(names)
    return {beside for name in names for beside in names_beside(name) if beside in present}


def sidecar_in(content: bytes) -> dict[str, str] | None:
    """What a sidecar's bytes say (`url`, `fetched_at`, `charset`); None where they are none."""
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return _fields(parsed) if isinstance(parsed, dict) and _is_sidecar(parsed) else None


def _is_sidecar(content: Mapping[str, Any]) -> bool:
    """Whether an object tells of a page (its address, fetch time, headers) and is no article itself."""
    return not any(normal_name(str(name)) in common_names()["text"] for name in content)


def _fields(content: Mapping[str, Any]) -> dict[str, str]:
    """`url`, `fetched_at` and `charset` of a sidecar, those it has."""
    by_name = {normal_name(str(name)): value for name, value in content.items()}
    headers = by_name.get("headers") or by_name.get("responseheaders") or {}
    found: dict[str, str] = {}
    for key, names in (
        ("url", ("url", "finalurl", "canonicalurl", "address", "link")),
        ("fetched_at", ("fetchedat", "fetchtime", "fetched", "crawledat", "timestamp", "date")),
        ("charset", ("charset", "encoding")),
    ):
        value = _first(by_name, names)
        if value:
            found[key] = value
    content_type = _content_type(headers) if isinstance(headers, Mapping) else ""
    if "charset" not in found and "charset=" in content_type.lower():
        found["charset"] = content_type.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return found


def _first(by_name: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next(
        (str(by_name[name]) for name in names if isinstance(by_name.get(name), str | int) and by_name[name]), None
    )


def _content_type(headers: Mapping[str, Any]) -> str:
    return next((str(value) for name, value in headers.items() if str(name).lower() == "content-type"), "")
