"""A row of named fields as a draft: which name means what, and in what shapes values come.

Belongs here: names and shapes of fields in JSON, CSV, Parquet and front matter.
Does not belong here: reading files (tables.py), or understanding a value (assembly.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assets.articles.record import Draft

NOT_A_NAME = re.compile(r"[\W_]+")
UNKNOWN = {"", "unknown", "none", "null", "nan", "n/a", "na", "-", "undefined", "anonymous"}
LONGEST_PLACEHOLDER = 40
BODY_PATHS = ("articleBody", "value", "rendered", "text", "content", "html", "plain")
NAME_PATHS = ("name", "title", "displayName", "full_name", "fullName", "value", "id", "domain")
EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")
LIST_SIGNS = re.compile(r"\s*[,;|]\s*")
MARKUP = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|ul|li|h[1-6]|table|blockquote|figure)>|<(?:p|br|div|img)\b[^>]*>", re.IGNORECASE
)


@cache
def common_names() -> dict[str, tuple[str, ...]]:
    """Common field names by meaning, in lower case without punctuation, the preferred first."""
    names: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("field_names.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and line != "meaning\tname":
            meaning, name = line.split("\t")
            names.setdefault(meaning, []).append(name)
    return {meaning: tuple(found) for meaning, found in names.items()}


@cache
def name_ranks() -> dict[str, tuple[str, int]]:
    """Meaning of each common name, and its rank among the names of that meaning."""
    return {name: (meaning, rank) for meaning, names in common_names().items() for rank, name in enumerate(names)}


def own_ranks(extra: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, int]]:
    """As `name_ranks`, with further names by meaning ahead of the common ones."""
    own = {
        normal_name(name): (meaning, rank - len(names))
        for meaning, names in extra.items()
        for rank, name in enumerate(names)
    }
    return {**name_ranks(), **own}


@lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """A field's name in lower case without punctuation: date_published and datePublished are one."""
    return NOT_A_NAME.sub("", name).lower()


def draft_from_fields(row: Mapping[str, Any], extra: Mapping[str, tuple[str, ...]] | None = None) -> Draft:
    """A draft of a row; `extra` gives further names by meaning, tried first.

    Of several names for one meaning the first with a value counts.  A text with markup is marked by the flag
    `html_text`, for assembly to take apart.
    """
    found: dict[str, tuple[int, Any]] = {}
    ranks = name_ranks() if not extra else own_ranks(extra)
    for name, value in row.items():
        known = ranks.get(normal_name(str(name)))
        if known is None or value is None or is_unknown(value):
            continue
        meaning, rank = known
        if meaning not in found or rank < found[meaning][0]:
            found[meaning] = rank, value

    def first(meaning: str) -> Any:
        return found[meaning][1] if meaning in found else None

    draft = Draft(title=flat_text(first("title")), kind=flat_text(first("kind")) or "article")
    _take_body(draft, first)
    draft.captions = captions_in(first("captions"))
    draft.authors, draft.byline = people(first("authors"))
    draft.outlet = named(first("outlet"))
    draft.url = named(first("url"), ("url", "href", "@id", *NAME_PATHS)) or None
    draft.published_raw = moment(first("published"))
    draft.updated_raw = moment(first("updated"))
    draft.language = flat_text(first("language")) or None
    draft.section = named(first("section"))
    draft.tags = listed(first("tags"))
    own_id = first("id")
    draft.own_id = str(own_id) if isinstance(own_id, str | int) else None
    return draft


def _take_body(draft: Draft, first: Any) -> None:
    body = body_text(first("text"))
    if not body:
        body = body_text(first("html"))
    if not body:
        body = body_text(first("summary"))
        if body:
            draft.flags.append("summary_only")
    draft.text = body
    if "<" in body and MARKUP.search(body):
        draft.flags.append("html_text")


def captions_in(value: Any) -> list[str]:
    """Captions: one text, or a list of texts or of pictures that have one."""
    values = value if isinstance(value, list | tuple) else [value]
    found = (one.get("caption") if isinstance(one, Mapping) else one for one in values)
    return [text for text in map(flat_text, found) if text]


def is_unknown(value: Any) -> bool:
    """Whether a value only says that there is none: nothing, a placeholder, or a number that is not one."""
    if isinstance(value, str):
        return len(value) <= LONGEST_PLACEHOLDER and value.strip().lower() in UNKNOWN
    if isinstance(value, float):
        return value != value
    return isinstance(value, list | dict) and not value


def flat_text(value: Any) -> str:
    """A value as one text: texts and numbers as they are, lists joined, mappings by their text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(flat_text, value)))
    if isinstance(value, Mapping):
        return next((flat_text(value[key]) for key in BODY_PATHS if value.get(key)), "")
    return "" if value is None or isinstance(value, bool) else str(value)


def body_text(value: Any) -> str:
    """A body: as flat_text, but the pieces of a list are paragraphs."""
    if isinstance(value, list | tuple):
        return "\n\n".join(filter(None, map(body_text, value)))
    return flat_text(value)


def named(value: Any, paths: tuple[str, ...] = NAME_PATHS) -> str | None:
    """The name in a value: a text, or a mapping or a list whose first element has one."""
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    if isinstance(value, list | tuple):
        return next(filter(None, (named(one, paths) for one in value)), None)
    if isinstance(value, Mapping):
        return next((str(value[key]) for key in paths if value.get(key) and not is_unknown(value[key])), None)
    return flat_text(value).strip() or None


def people(value: Any) -> tuple[tuple[str, ...], str]:
    """Authors given one by one, and a byline that is still to be split; one of the two is empty."""
    if isinstance(value, list | tuple):
        names = [name for name in (named(one) for one in value) if name]
        return (tuple(names), "") if len(names) != 1 else ((), names[0])
    text = named(value) or ""
    if text.startswith("[") and text.endswith("]"):
        # A list that went through CSV as Python or JSON writes it.
        inner = [name.strip().strip("'\"") for name in text[1:-1].split(",")]
        return tuple(filter(None, inner)), ""
    return (), text


def listed(value: Any) -> tuple[str, ...]:
    """Tags, one by one, without repeats."""
    if isinstance(value, str):
        value = LIST_SIGNS.split(value.strip("[]"))
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        value = [value]
    names = [(named(one) or "").strip().strip("'\"") for one in value]
    return tuple(dict.fromkeys(filter(None, names)))


def moment(value: Any) -> str | None:
    """A time as text: seconds or milliseconds since 1970 become ISO 8601, the rest stays as written."""
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("$date", "iso", "value", "date", "datetime") if key in value), None)
    if isinstance(value, str) and EPOCH.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) >= 1e11 else value
        if 1e8 <= seconds < 1e10:
            return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    text = flat_text(value).strip()
    return text or None
