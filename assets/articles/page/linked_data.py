"""What a page says of itself in JSON-LD (schema.org).

Belongs here: reading the scripts however broken they are, and choosing the object that is the article.
Does not belong here: weighing it against the page's other statements (metadata.py).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Thing = dict[str, Any]

ARTICLE_TYPES = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "advertisercontentarticle",
        "satiricalarticle", "report", "techarticle", "scholarlyarticle", "blogposting", "socialmediaposting",
        "liveblogposting", "discussionforumposting", "review", "claimreview", "podcastepisode", "recipe",
    }
)  # fmt: skip
OTHER_TYPES = frozenset(
    {"webpage", "itempage", "videoobject", "mediaobject", "imagegallery", "creativework", "collectionpage"}
)
CONTROL = re.compile(r"[\x00-\x1f]+")
TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
COMMENT_EDGES = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
DEPTH = 12


def read_things(scripts: Iterable[str]) -> list[Thing]:
    """Every typed object of the scripts, outer before inner, in page order; a broken script gives none."""
    things: list[Thing] = []
    for script in scripts:
        data = parse_script(script)
        if data is not None:
            things.extend(_walk(data, 0))
    return things


def parse_script(script: str) -> Any:
    """The script's value; None where it cannot be read even leniently."""
    text = script.strip()
    for candidate in _mended(text):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> Iterator[str]:
    yield text
    bare = CONTROL.sub(" ", COMMENT_EDGES.sub("", text)).strip().rstrip(";")
    yield bare
    yield TRAILING_COMMA.sub("", bare)
    if "&quot;" in bare:
        yield html.unescape(bare)
    if bare.startswith("{") and re.search(r"}\s*{", bare):
        yield "[" + re.sub(r"}\s*{", "},{", bare) + "]"


def _walk(data: Any, depth: int) -> Iterator[Thing]:
    if depth > DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "hasPart",
            "itemListElement",
            "item",
            "subjectOf",
            "video",
        ):
            inner = data.get(key)
            if isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)


def types_of(thing: Thing) -> frozenset[str]:
    """The object's types in lower case without a prefix."""
    named = thing.get("@type")
    names = named if isinstance(named, list) else [named]
    return frozenset(n.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for n in names if isinstance(n, str))


def main_article(things: list[Thing]) -> Thing | None:
    """The object that is the page's article: of article type, saying most of it; else a page or video object."""
    for group in (ARTICLE_TYPES, OTHER_TYPES):
        candidates = [t for t in things if types_of(t) & group]
        if candidates:
            best = max(candidates, key=_substance)
            if group is ARTICLE_TYPES or _substance(best) >= 2:
                return best
    return None


def _substance(thing: Thing) -> int:
    keys = ("headline", "datePublished", "author", "articleBody", "publisher", "dateModified")
    return sum(bool(thing.get(key)) for key in keys)


def texts(value: Any) -> list[str]:
    """The strings in a value: a string, a list, or objects with a name."""
    if isinstance(value, str):
        return [html.unescape(value).strip()] if value.strip() else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value") or value.get("headline"))
    return []


def first_text(value: Any) -> str | None:
    """The first string in a value."""
    found = texts(value)
    return found[0] if found else None


def credited(value: Any, things: list[Thing]) -> list[tuple[str, bool]]:
    """Names in an author statement, each with whether it is said to be an organisation's.

    A bare reference (`@id`) is looked up among the page's objects; a person may be given by family and given name.
    """
    found: list[tuple[str, bool]] = []
    for item in value if isinstance(value, list) else [value]:
        thing = item
        if isinstance(item, dict) and "name" not in item and item.get("@id"):
            thing = next((t for t in things if t.get("@id") == item["@id"] and t.get("name")), item)
        if isinstance(thing, dict) and not thing.get("name"):
            parts = [thing.get("givenName"), thing.get("familyName")]
            thing = {**thing, "name": " ".join(part for part in parts if isinstance(part, str))}
        is_organisation = isinstance(thing, dict) and any("organization" in name for name in types_of(thing))
        found.extend((text, is_organisation) for text in texts(thing))
    return found


def address(value: Any) -> str | None:
    """The address in a value: a string or an object with @id or url."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and value.strip().startswith(("http", "/")) else None


def is_truth(value: Any) -> bool | None:
    """A schema.org Boolean, however written; None where it is none."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.strip().rsplit("/", 1)[-1].lower()
        return {"true": True, "false": False}.get(word)
    return None
