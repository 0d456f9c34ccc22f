"""Rows of the staging area, and the keys by which intake knows what is new.

Belongs here: what makes two records, texts or versions the same, and an outcome as a row.
Does not belong here: the files that hold the rows (arrivals.py), or what is done about a known key (intake.py).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from assets import schemas
from assets.articles.record import ReadArticle, Reject, paragraph_keys

ARTICLE_COLUMNS = [
    column.name
    for column in schemas.ARTICLES.columns
    if column.name not in ("revision", "source_record", "arrived_at", "authors", "tags", "flags")
]


def key_of(*parts: object) -> bytes:
    """16 bytes of the SHA-256 of the parts."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()[:16]


def record_key_of(outcome: ReadArticle | Reject) -> bytes:
    """Key of the input record, whatever became of it."""
    sha = outcome.source_sha256 if isinstance(outcome, ReadArticle) else outcome.sha256
    return key_of(outcome.source_path, outcome.record, sha)


def text_key_of(article: ReadArticle) -> bytes:
    """Key of an article's text: equal keys are the same revision."""
    return key_of(article.article_id, article.text_sha256)


def version_key_of(article: ReadArticle, *, has_changed: bool = False) -> bytes:
    """Key of an article's text and time: a record with a known key brings nothing new.

    Where the article `has_changed` its text before, the time of the change counts too: it may have changed back.
    """
    changed = (article.updated_at,) if has_changed and article.updated_at else ()
    return key_of(article.article_id, article.text_sha256, article.published_at, article.published_precision, *changed)


def row_of(outcome: ReadArticle | Reject, now: datetime, version_key: bytes = b"") -> dict[str, Any]:
    """The arrivals row of an outcome, an article's with its `version_key`; columns it lacks are null."""
    if isinstance(outcome, Reject):
        return {
            "source_path": outcome.source_path,
            "source_record": outcome.record,
            "source_sha256": outcome.sha256,
            "reason": outcome.reason,
            "detail": outcome.detail,
            "arrived_at": now,
            "record_key": record_key_of(outcome),
        }
    row = {name: getattr(outcome, name) for name in ARTICLE_COLUMNS}
    row |= {
        "source_record": outcome.record,
        "authors": list(outcome.authors),
        "tags": list(outcome.tags),
        "flags": list(outcome.flags),
        "arrived_at": now,
        "record_key": record_key_of(outcome),
        "text_key": text_key_of(outcome),
        "version_key": version_key,
        "paragraph_keys": paragraph_keys(outcome.outlet_id, outcome.text),
    }
    return row
