"""`newstally explain`: one text with its facts marked, on the terminal or as a page of its own.

Belongs here: reading the file and choosing where the picture goes.
Does not belong here: the page (explain_page.py) and any reading of a text (assets.facts).
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.errors import UserError
from assets.schemas import PARTS
from pipelines.cli.explain_page import as_page
from pipelines.cli.fact_words import described

if TYPE_CHECKING:
    from assets.facts.analyse import Analysis
    from assets.facts.quantities import Fact
    from assets.home import Home

LONGEST_HEADLINE = 200
COLOURS = {"count": "green", "year": "cyan", "percent": "magenta"}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a self-contained page here.")
@click.option("--published", metavar="DATE", help="Publication date; 'Thursday' and 'last year' are counted from it.")
@click.option(
    "--lexicon",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder with word lists of your own, read on top of the shipped ones; by default the setting facts.lexicon.",
)
@click.pass_obj
def command(home: Home, file: str, html: Path | None, published: str | None, lexicon: Path | None) -> None:
    """Show the text in FILE ('-' for standard input) with every fact marked.

    FILE is plain text; a short first line before a blank one is its headline.
    """
    from assets.articles.page.text import clean_text
    from assets.facts.analyse import Analyst
    from assets.facts.language import Language
    from assets.facts.settings import read_settings
    from pipelines.cli.extract import parse_time

    # As a run reads it, and without what could drive a terminal or turn a page's writing around.
    content, _ = clean_text(_read(file))
    title, text = headline_and_text(content)
    moment: datetime | None = parse_time(published)
    if published and moment is None:
        raise UserError(f"--published {published}: not a date; write it as 2025-04-24")
    analysis = Analyst(Language(), lexicon or read_settings(home.settings).lexicon_folder).read(title, text, moment)
    if html is None:
        click.echo(as_terminal(analysis))
        return
    try:
        html.write_text(as_page(analysis), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{html}: {error.strerror}; choose a file in a folder that exists") from None
    click.echo(f"{len(analysis.facts)} facts marked in {html}")


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}; give a plain text file, or '-' for standard input") from None


def headline_and_text(content: str) -> tuple[str, str]:
    """A short first line that stands by itself, and the rest; without such a line the headline is empty."""
    content = content.replace("\r\n", "\n")
    first, _, rest = content.partition("\n")
    if first.strip() and len(first) <= LONGEST_HEADLINE and rest.startswith("\n") and rest.strip():
        return first.strip(), rest.lstrip("\n")
    return "", content


def as_terminal(analysis: Analysis) -> str:
    """The text with numbered marks, and one line a fact beneath; colours vanish where output is no terminal."""
    numbered = list(enumerate(analysis.facts, 1))
    shown = []
    for part in PARTS:
        content = analysis.document.part(part)
        if content:
            facts = [(n, fact) for n, fact in numbered if fact.part == part]
            shown.append(_marked(content, facts))
    lines = [f"{_mark(number)} {described(fact)}" for number, fact in numbered]
    return "\n\n".join([*shown, "\n".join(lines) or "no facts"])


def _marked(content: str, facts: list[tuple[int, Fact]]) -> str:
    """The content with phrases in colour; a phrase inside another one shows as its number alone."""
    pieces, at = [], 0
    for number, fact in sorted(facts, key=lambda entry: (entry[1].start, -entry[1].end)):
        if fact.start < at:
            pieces.append(_mark(number))
            continue
        phrase = click.style(content[fact.start : fact.end], bold=True, fg=COLOURS.get(fact.unit, "yellow"))
        pieces += [content[at : fact.start], phrase, _mark(number)]
        at = fact.end
    return "".join([*pieces, content[at:]])


def _mark(number: int) -> str:
    return click.style(f"[{number}]", dim=True)
