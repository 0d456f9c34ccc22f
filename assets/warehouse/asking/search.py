"""Finds articles by words in titles and sentences, with the numbers of the sentence that fits best.

Belongs here: what a person's words mean, and the search itself (search.sql, search_sentences.sql,
search_words.sql).
Does not belong here: printing (pipelines.cli.search).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from importlib import resources
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from assets.errors import UserError
from assets.warehouse.asking.read import rows

if TYPE_CHECKING:
    import duckdb


MOST_WORDS = 6
# Accented letters of European languages and Vietnamese; of letters with a stroke Unicode tells no plain one.
LATIN = (0xC0, 0x250)
STROKES = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ħ": "h"}
# Texts whose sentences are looked at for each that is shown: the rest is older and has no more of the words in its title.
LOOKED_AT = 10


def find(
    connection: duckdb.DuckDBPyConnection, query: str, *, limit: int = 20, since: date | None = None
) -> list[dict[str, Any]]:
    """Articles that hold every word of `query`, one per text, best first.

    A word matches where a word of the text begins with it ("strike" finds "strikes"), whatever the case and the accents
    ("Malaga" finds "Málaga"); words in double quotes must follow one another.  Each row: article_id, story_id, title, outlet, url, reported_at,
    articles (copies of the text included), texts (how many there are in all), sentence (the one with most of the
    words; None where only the title has them) and facts (measure, phrase, said_by) of that sentence.  UserError for
    a query without a word.
    """
    words = terms(query)
    if len(words) > MOST_WORDS:
        raise UserError(f"that is too much to look for at once; give at most {MOST_WORDS} words or phrases")
    if not words:
        raise UserError("nothing to look for; give one word or more, a phrase in double quotes")
    limits = {"most": LOOKED_AT * limit, "since": since}
    texts = rows(connection, _statement("search.sql"), _slots(words) | limits)
    if not texts:
        return []
    listed = {"articles": [text["article_id"] for text in texts], "revisions": [text["revision"] for text in texts]}
    told = {
        row["article_id"]: row for row in rows(connection, _statement("search_sentences.sql"), _starts(words) | listed)
    }
    nothing: dict[str, Any] = {"sentence": None, "words": 0, "facts": []}
    found = [text | told.get(text["article_id"], nothing) for text in texts]
    found.sort(key=lambda hit: (-hit["words_in_title"], -hit["words"]))
    shown = (
        "article_id",
        "story_id",
        "title",
        "outlet",
        "url",
        "reported_at",
        "articles",
        "texts",
        "sentence",
        "facts",
    )
    return [{name: hit[name] for name in shown} for hit in found[:limit]]


def why_nothing(connection: duckdb.DuckDBPyConnection, query: str, *, since: date | None = None) -> str:
    """What to try instead of a query that finds nothing: which of its words do, and which known words are near."""
    parts, some = [], False
    for word in terms(query):
        found = rows(connection, _statement("search.sql"), _slots([word]) | {"most": 1, "since": since})
        texts = found[0]["texts"] if found else 0
        some = some or texts > 0
        told = f'"{word}" is in {texts:,} {"text" if texts == 1 else "texts"}' if texts else f'"{word}" is in none'
        if not texts and " " not in word:
            near = [row["word"] for row in rows(connection, _statement("search_words.sql"), {"word": word})]
            told += f" (near it: {', '.join(near)})" if near else ""
        parts.append(told)
    after = " from that day on" if since else ""
    tail = "; try fewer words" if some and len(parts) > 1 else ""
    return f"nothing found{after}: {', '.join(parts)}{tail}"


def _statement(file: str) -> str:
    return resources.files("assets.warehouse.asking").joinpath(file).read_text(encoding="utf-8")


def _slots(words: list[str]) -> dict[str, str]:
    """The parameters of search.sql for these words."""
    firsts = ["".join(map(_plain, word.partition(" ")[0])) for word in words]
    spelt = [f"(?i){_any_accent(word.partition(' ')[0])}" for word in words]
    return _numbered("w", firsts) | _numbered("a", spelt) | _starts(words)


def _starts(words: list[str]) -> dict[str, str]:
    r"""The parameters of search_sentences.sql; \b of RE2 knows ASCII only, so a word's start is spelt out."""
    return _numbered("r", [rf"(?i)(?:^|[^\pL\pN]){_any_accent(word)}" for word in words])


def _numbered(letter: str, values: list[str]) -> dict[str, str]:
    return {
        f"{letter}{n}": value for n, value in zip(range(1, MOST_WORDS + 1), [*values, *[""] * MOST_WORDS], strict=False)
    }


def _any_accent(words: str) -> str:
    """A regular expression for these words with whatever accents; blanks are what stands between words."""
    return "".join(_accented().get(_plain(letter), letter) if letter != " " else r"[^\pL\pN]+" for letter in words)


def _plain(letter: str) -> str:
    return STROKES.get(letter) or unicodedata.normalize("NFD", letter)[0]


@cache
def _accented() -> dict[str, str]:
    """For each letter from a to z the class of its forms, in lower case."""
    forms: dict[str, str] = {}
    for letter in (*map(chr, range(*LATIN)), *STROKES):
        if letter.islower() and _plain(letter) in ascii_lowercase:
            forms[_plain(letter)] = forms.get(_plain(letter), _plain(letter)) + letter
    return {plain: f"[{letters}]" for plain, letters in forms.items()}


def terms(query: str) -> list[str]:
    """The words and phrases of a query, lower case, punctuation as spaces, in order and each once."""
    pieces = re.findall(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)', query)
    found = (" ".join(re.findall(r"[^\W_]+", (phrase or word).lower())) for phrase, word in pieces)
    return list(dict.fromkeys(piece for piece in found if piece))
