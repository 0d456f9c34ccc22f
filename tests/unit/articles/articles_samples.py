"""Pages, feeds and records that the tests of the articles stage are made of: invented outlets and events."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assets.articles.read import read_inputs
from assets.articles.record import ReadArticle, Reject

if TYPE_CHECKING:
    from assets.articles.settings import ReadSettings

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

PARAGRAPHS = (
    "The harbour council of Port Ellery approved a flood wall of 2.4 kilometres on Tuesday after a vote of nine to two.",
    "Officials said the work would cost about 31 million dollars and take three years, longer than planned in January.",
    "Residents of the lower quay, who left their houses twice this winter, asked for pumps to be installed before autumn.",
    "The engineer in charge said that the foundations reach down to the rock, eleven metres below the present ground.",
)
TITLE = "Port Ellery council approves flood wall"


def page(
    paragraphs: tuple[str, ...] = PARAGRAPHS, title: str = TITLE, url: str = "https://ellerypost.example/2026/03/wall"
) -> str:
    """An article page with JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2026-03-03T09:30:00+02:00",
        "author": [{"@type": "Person", "name": "Mara Linden"}],
    }
    body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - Ellery Post</title>'
        f'<link rel="canonical" href="{url}"><meta property="og:site_name" content="Ellery Post">'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def item(number: int, body: str | None = None) -> str:
    """An RSS item with its full text escaped in the description."""
    text = html.escape("".join(f"<p>{one}</p>" for one in PARAGRAPHS)) if body is None else body
    return (
        f"<item><title>Wall report {number}</title><link>https://ellerypost.example/{number}</link>"
        f"<guid>ellery-{number}</guid><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
    )


def rss(items: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    """An RSS 2.0 feed."""
    return f'{prolog}<rss version="2.0"><channel><title>Ellery Post</title>{items}</channel></rss>'


def row(number: int, **fields: object) -> dict[str, object]:
    """A record as JSON Lines carry it."""
    return {
        "id": f"r{number}",
        "title": f"{TITLE}, part {number}",
        "text": "\n\n".join(PARAGRAPHS),
        "url": f"https://ellerypost.example/part/{number}",
        "published_at": "2026-03-03",
        **fields,
    }


def read(*paths: Path, settings: ReadSettings | None = None) -> tuple[list[ReadArticle], list[Reject]]:
    """Articles and rejects of the paths."""
    articles: list[ReadArticle] = []
    rejects: list[Reject] = []
    for outcome in read_inputs([str(path) for path in paths], now=NOW, settings=settings):
        if isinstance(outcome, ReadArticle):
            articles.append(outcome)
        else:
            rejects.append(outcome)
    return articles, rejects


def read_one(path: Path) -> ReadArticle:
    """The one article of a file; fails where there is another outcome."""
    articles, rejects = read(path)
    assert [reject.detail for reject in rejects] == []
    assert len(articles) == 1
    return articles[0]


def reasons(path: Path, settings: ReadSettings | None = None) -> list[str]:
    """Reasons of the rejects of a file that holds no article."""
    articles, rejects = read(path, settings=settings)
    assert [article.title for article in articles] == []
    return [reject.reason for reject in rejects]
