"""Pages for the tests: invented outlets and events, built from parts."""

from __future__ import annotations

import json
from datetime import UTC, datetime

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SENTENCES = (
    "The harbour council of Brackwater approved a new ferry line on Tuesday after a debate of four hours.",
    "Officials said the line would cost 4.2 million crowns a year, which two members called too much.",
    "The first boat is to leave in spring, and the old pier will be repaired before that.",
    "Fishermen asked for a berth of their own, and were told that the plan leaves room for six.",
    "A second vote is due in December, when the budget for the coming year is discussed.",
)


def paragraphs(count: int = 5) -> str:
    """So many paragraphs of markup, no two alike."""
    return "".join(f"<p>{SENTENCES[n % 5]} ({n + 1})</p>" for n in range(count))


def page(
    body: str | None = None, head: str = "", title: str = "Council approves ferry line", **linked: object
) -> bytes:
    """A page; `linked` are the fields of its JSON-LD article, if any are given."""
    script = ""
    if linked:
        thing = {"@context": "https://schema.org", "@type": "NewsArticle", **linked}
        script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    content = paragraphs() if body is None else body
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}{script}</head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{content}</article></body></html>"
    ).encode()
