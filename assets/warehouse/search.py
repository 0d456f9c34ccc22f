"""Finds articles by words in titles and sentences, with the numbers of the sentence that fits best.

Belongs here: what a person's words mean, and the search itself (search.sql).
Does not belong here: printing (pipelines.cli.search).
"""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any

from assets.errors import UserError
from assets.warehouse.read import rows

if TYPE_CHECKING:
    import duckdb


MOST_WORDS = 6


def find(
    connection: duckdb.DuckDBPyConnection, query: str, *, limit: int = 20, since: date | None = None
) -> list[dict[str, Any]]:
    """Articles that hold every word of `query`, one per text, best first.

    A word matches where a word of the text begins with it ("strike" finds "strikes"), whatever the case; words in
    double quotes must follow one another.  Each row: article_id, story_id, title, outlet, url, reported_at,
    articles (copies of the text included), sentence (the one with most of the words; None where only the title has
    them) and facts (measure, phrase, said_by) of that sentence.  UserError for a query without a word.
    """
    words = terms(query)
    if len(words) > MOST_WORDS:
        raise UserError(f"that is too much to look for at once; give at most {MOST_WORDS} words or phrases")
    if not words:
        raise UserError("nothing to look for; give one word or more, a phrase in double quotes")
    return rows(
        connection,
        resources.files("assets.warehouse").joinpath("search.sql").read_text(encoding="utf-8"),
        _slots(words) | {"limit": limit, "since": since},
    )


def _slots(words: list[str]) -> dict[str, str]:
    r"""The parameters of search.sql for these words; \b of RE2 knows ASCII only, so a word's start is spelt out."""
    slots: dict[str, str] = {}
    for number in range(1, MOST_WORDS + 1):
        word = words[number - 1] if number <= len(words) else ""
        slots[f"w{number}"] = word.partition(" ")[0]
        slots[f"r{number}"] = r"(?i)(?:^|[^\pL\pN])" + word.replace(" ", r"[^\pL\pN]+") if word else ""
    return slots


def terms(query: str) -> list[str]:
    """The words and phrases of a query, lower case, punctuation as spaces, in order and each once."""
    pieces = re.findall(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)', query)
    found = (" ".join(re.findall(r"[^\W_]+", (phrase or word).lower())) for phrase, word in pieces)
    return list(dict.fromkeys(piece for piece in found if piece))
