"""`newstally search`: find titles, sentences and facts by words.

Belongs here: the command's options and how a hit looks.
Does not belong here: the search (assets.warehouse.search).
"""

from __future__ import annotations

import json
import textwrap
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assets.home import Home

WIDTH = 100


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many texts to show.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only news days from this one on.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for programs (one object a line).",
)
@click.pass_obj
def command(home: Home, words: tuple[str, ...], limit: int, since: datetime | None, form: str) -> None:
    """Find articles that hold all WORDS, the best first, with the numbers of the sentence that fits.

    "strike" also finds "strikes".  Words in double quotes must follow one another, and the shell takes the outer quotes:

    newstally search '"state of emergency" flood'
    """
    from assets.warehouse.asking import read, search

    query, first_day = " ".join(words), since.date() if since else None
    with read.opened(home) as connection:
        hits = search.find(connection, query, limit=limit, since=first_day)
        hint = "" if hits or form == "json" else search.why_nothing(connection, query, since=first_day)
    if form == "json":
        for hit in hits:
            click.echo(json.dumps(hit | {"reported_at": hit["reported_at"].isoformat()}, ensure_ascii=False))
    elif not hits:
        click.echo(hint, err=True)
    else:
        click.echo("\n\n".join(_hit(hit) for hit in hits))
        if hits[0]["texts"] > len(hits):
            click.echo(f"\n{len(hits)} of {hits[0]['texts']:,} texts; --limit shows more", err=True)


def _hit(hit: dict[str, Any]) -> str:
    copies = f" (+{hit['articles'] - 1} copies)" if hit["articles"] > 1 else ""
    lines = [
        click.style(hit["title"] or "Untitled", bold=True),
        f"  {hit['reported_at']:%Y-%m-%d %H:%M} UTC, {hit['outlet']}{copies}, story {hit['story_id']}",
    ]
    if hit["sentence"]:
        sentence = " ".join(hit["sentence"].split())
        lines.append(textwrap.fill(sentence, WIDTH, initial_indent="  ", subsequent_indent="  "))
    for fact in hit["facts"]:
        said = f", says {fact['said_by']}" if fact["said_by"] else ""
        lines.append(f"  * {fact['measure']}: {fact['phrase']}{said}")
    if hit["url"]:
        lines.append(f"  {hit['url']}")
    return "\n".join(lines)
