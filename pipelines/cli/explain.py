"""`newstally explain`: one text with its facts marked, on the terminal or as a page of its own.

Belongs here: reading the file and choosing where the picture goes.
Does not belong here: the page (explain_page.py) and any reading of a text (assets.facts).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.errors import UserError
from assets.schemas import PARTS
from pipelines.cli.explain_page import as_page
from pipelines.cli.fact_words import described

if TYPE_CHECKING:
    from assets.facts.analyse import Analysis
    from assets.facts.document import Texts
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

    FILE is plain text, whose headline is a short first line before a blank one, or an article's page as HTML.
    """
    from assets.facts.analyse import Analyst
    from assets.facts.language import Language
    from assets.facts.settings import read_settings
    from pipelines.cli.extract import parse_time

    texts, moment = _texts(file)
    if published:
        moment = parse_time(published)
        if moment is None:
            raise UserError(f"--published {published}: not a date; write it as 2025-04-24")
    analyst = Analyst(Language(), lexicon or read_settings(home.settings).lexicon_folder)
    analysis = analyst.read(texts.title, texts.text, moment, texts.captions)
    if html is None:
        click.echo(as_terminal(analysis))
        return
    try:
        html.write_text(as_page(analysis), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{html}: {error.strerror}; choose a file in a folder that exists") from None
    click.echo(f"{len(analysis.facts)} facts marked in {html}")


def _texts(file: str) -> tuple[Texts, datetime | None]:
    """The texts of the file, and the day of publication where the file itself states one."""
    from assets.articles.opening import forms
    from assets.articles.values.text import clean_text
    from assets.facts.document import Texts

    if file == "-":
        content = sys.stdin.read()
    else:
        held = _bytes(file)
        form = forms.form_of(held[: forms.HEAD_BYTES], file)
        if form == forms.BINARY:
            what = forms.foreign(held[: forms.HEAD_BYTES]) or "no text"
            raise UserError(f"{file}: this is {what}; give a plain text file or a page as HTML")
        if form not in (forms.TEXT, forms.MARKDOWN, forms.EMPTY):
            return _article(file)
        content = held.decode("utf-8-sig", errors="replace")
    # As a run reads it, and without what could drive a terminal or turn a page's writing around.
    title, text = headline_and_text(clean_text(content)[0])
    return Texts(title, text, ""), None


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}; give a plain text file, or '-' for standard input") from None


def _article(file: str) -> tuple[Texts, datetime | None]:
    """The one article of a page or of a file of records, as a run reads it."""
    from assets.articles.read import read_inputs
    from assets.articles.record import ReadArticle
    from assets.facts.document import Texts

    found = list(islice(read_inputs([file], now=datetime.now(UTC)), 2))
    if len(found) != 1:
        raise UserError(f"{file}: holds {'several articles' if found else 'no article'}; give the text of one")
    article = found[0]
    if not isinstance(article, ReadArticle):
        raise UserError(f"{file}: {article.detail or article.reason}")
    return Texts(article.title, article.text, article.captions), article.published_at


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
    return "\n\n".join([*shown, "\n".join(lines) or ("no facts" if shown else "no facts: there is no text")])


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
