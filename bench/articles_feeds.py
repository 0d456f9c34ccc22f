#!/usr/bin/env python3
"""Feeds: conformance on the fields that news needs, speed, and entries lost against feedparser.

    python bench/articles_feeds.py CASES_FOLDER FEEDS_FOLDER

CASES_FOLDER holds feed files with a leading comment `Expect: <Python expression>` as feedparser's suite has them;
FEEDS_FOLDER holds real feeds.  Of an expression those comparisons count that name a title, link, id, author, time,
summary, content, tag or source of an entry, or the feed's title, link or language.  Texts are compared as a reader
would see them: markup resolved, white space single.
"""

from __future__ import annotations

import ast
import re
import sys
import time
import warnings
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets.articles.convert import outcomes_of
from assets.articles.drafting.fragment import text_of_html
from assets.articles.feed import Entry, Feed, parse_feed
from assets.articles.record import FEED, RawRecord
from assets.articles.rejection import Unreadable
from assets.articles.settings import ReadSettings
from assets.articles.values.dates import parse_date

EXPECT = re.compile(rb"Expect:\s*(.*?)\s*-->", re.DOTALL)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
TEXT_FIELDS = {"title", "title_detail", "summary", "description", "content", "subtitle", "tagline"}


class NotNewsError(Exception):
    """The comparison is on a field that no article is made of."""


def squeezed(text: str | None) -> str:
    """Text as a reader sees it."""
    return " ".join(text_of_html(text or "").split())


def moment(raw: str | None) -> tuple[int, ...] | None:
    """A time as feedparser's nine-tuple begins; None where it cannot be read."""
    found = parse_date(raw or "", now=NOW).published_at
    return tuple(found.timetuple()[:6]) if found else None


def value_of(path: list[Any], feed: Feed) -> Any:
    """What our reader has at feedparser's path; NotNewsError where no article needs it."""
    if path[:1] == ["feed"]:
        return of_feed(path[1:], feed)
    if path[:1] == ["entries"] and len(path) > 2 and isinstance(path[1], int):
        if path[1] >= len(feed.entries):
            return None
        return of_entry(path[2:], feed.entries[path[1]])
    raise NotNewsError


def of_feed(path: list[Any], feed: Feed) -> Any:
    """What our reader has for the feed itself."""
    simple = {"title": feed.title, "link": feed.link, "language": feed.language}
    if path == ["title_detail", "value"]:
        return feed.title
    if len(path) != 1 or path[0] not in simple:
        raise NotNewsError
    return simple[path[0]]


def of_entry(path: list[Any], entry: Entry) -> Any:
    """What our reader has for an entry."""
    name = path[0]
    if path in (["title"], ["title_detail", "value"]):
        return entry.title
    if (name in ("summary", "description") and len(path) == 1) or path == ["summary_detail", "value"]:
        # feedparser gives an entry's content as its summary where it has no other.
        return shown(entry.summary, entry.summary_is_html) or shown(entry.content, entry.content_is_html)
    if name == "content" and path[1:] == [0, "value"]:
        return shown(entry.content or entry.summary, entry.content_is_html)
    if path in (["author"], ["author_detail", "name"], ["authors", 0, "name"]):
        return entry.authors[0] if entry.authors else None
    if name in ("published", "updated", "published_parsed", "updated_parsed", "created_parsed", "issued_parsed"):
        raw = entry.updated if name.startswith("updated") else entry.published
        raw = raw or entry.published or entry.updated
        return moment(raw) if name.endswith("_parsed") else raw
    if (name == "tags" and len(path) == 3 and path[2] == "term") or path == ["category"]:
        place = path[1] if name == "tags" else 0
        return entry.tags[place] if place < len(entry.tags) else None
    if path == ["source", "title"]:
        return entry.source
    if name in ("link", "id", "guid") and len(path) == 1:
        return entry.link if name == "link" else entry.id
    raise NotNewsError


def shown(text: str, is_html: bool) -> str:
    """Markup or plain text as a reader sees it."""
    return squeezed(text) if is_html else " ".join(text.split())


def path_of(node: ast.expr) -> list[Any]:
    """['entries', 0, 'title'] of entries[0]['title'] and of entries[0].title."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*path_of(node.value), node.slice.value]
    if isinstance(node, ast.Attribute):
        return [*path_of(node.value), node.attr]
    raise NotNewsError


def agrees(path: list[Any], wanted: Any, found: Any) -> bool:
    """Whether what we found is what the case wants."""
    if isinstance(wanted, tuple):
        # Midnight and a bare day are one in our reading.
        return found is not None and tuple(wanted[:6]) == tuple(found)
    if TEXT_FIELDS.intersection(map(str, path)):
        return squeezed(str(wanted)) == (found or "") or " ".join(str(wanted).split()) == (found or "")
    if "author" in path[2:3] or "name" in path:
        return bool(found) and (found in wanted or wanted in found or wanted == "")
    return (wanted or "") == (found or "")


def base_of(content: bytes) -> str:
    """Address that the suite serves a case from, or the one that its header names."""
    header = re.search(rb"Header:\s*Content-Location:\s*(\S+)", content)
    return urljoin("http://127.0.0.1:8097/", header[1].decode()) if header else "http://127.0.0.1:8097/"


def judge(content: bytes) -> tuple[bool | None, str]:
    """Whether a case comes out as expected, None where it is on no field of news; and what differs."""
    match = EXPECT.search(content)
    if not match:
        return None, ""
    tree = ast.parse(match[1].decode("utf-8", "replace"), mode="eval").body
    conjuncts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    try:
        feed = parse_feed(content, base=base_of(content)) or Feed()
    except Unreadable:
        feed = Feed()
    judged: list[bool] = []
    differences = []
    for one in conjuncts:
        if not isinstance(one, ast.Compare) or not isinstance(one.ops[0], ast.Eq):
            continue
        try:
            path, wanted = path_of(one.left), ast.literal_eval(one.comparators[0])
            found = value_of(path, feed)
        except (NotNewsError, ValueError):
            continue
        judged.append(agrees(path, wanted, found))
        if not judged[-1]:
            differences.append(f"{path}: wanted {wanted!r}, found {found!r}")
    return (all(judged) if judged else None), "; ".join(differences)


def conformance(folder: Path, show: int) -> None:
    """Print the share of cases that come out as expected, and the first that do not."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    counts: Counter[str] = Counter()
    failed: list[str] = []
    for path in files:
        try:
            verdict, difference = judge(path.read_bytes())
        except SyntaxError:
            continue
        if verdict is None:
            continue
        counts["news"] += 1
        counts["right"] += verdict
        if not verdict:
            failed.append(f"{path.relative_to(folder)}: {difference}")
    print(
        f"conformance: {counts['right']} of {counts['news']} cases on news fields ({counts['right'] / counts['news']:.1%})"
    )
    for line in failed[:show]:
        print(f"  {line[:300]}")


def speed(folder: Path) -> None:
    """Print feeds per second of CPU beside feedparser, and entries that one of the two lacks."""
    import feedparser

    warnings.simplefilter("ignore")
    contents = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    ours, theirs, lost, more = 0.0, 0.0, 0, 0
    for content in contents:
        start = time.process_time()
        try:
            found = parse_feed(content)
            count = len(found.entries) if found else 0
        except Unreadable:
            count = 0
        ours += time.process_time() - start
        start = time.process_time()
        reference = len(feedparser.parse(content).entries)
        theirs += time.process_time() - start
        lost += max(0, reference - count)
        more += max(0, count - reference)
    start = time.process_time()
    records = 0
    for content in contents:
        raw = RawRecord("feed", 0, FEED, content, "")
        records += len(outcomes_of(raw, now=NOW, settings=ReadSettings()))
    whole = time.process_time() - start
    n = len(contents)
    print(
        f"speed: {n} feeds, {n / ours:.0f} feeds/s here, {n / theirs:.1f} by feedparser; entries lost {lost}, more {more}"
    )
    print(f"to cleaned articles: {n / whole:.1f} feeds/s, {records / whole:.0f} entries/s")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for given in sys.argv[1:3]:
        if given != "-" and not Path(given).is_dir():
            sys.exit(f"{given} is no folder; unpack the archive and name the folder")
    conformance(Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 10)
    if sys.argv[2] != "-":
        speed(Path(sys.argv[2]))
