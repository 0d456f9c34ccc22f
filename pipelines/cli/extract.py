"""`newstally extract`: texts in, facts, entities and quotes out, one JSON object a line each way.

Belongs here: reading and writing JSON Lines for this filter.
Does not belong here: any reading of a text (assets.facts).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from assets.errors import UserError

if TYPE_CHECKING:
    from assets.facts.analyse import Analysis
    from assets.facts.entities import Mention
    from assets.facts.quantities import Fact
    from assets.facts.speech import Quote
    from assets.home import Home

NOT_SHOWN = ("part", "signs")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--lexicon",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder with word lists of your own, read on top of the shipped ones; by default the setting facts.lexicon.",
)
@click.pass_obj
def command(home: Home, file: str, lexicon: Path | None) -> None:
    """Facts, entities and quotes of each text in FILE ('-' for standard input).

    A line in is {"id", "title"?, "published_at"?, "text", "captions"?}; a line out is {"id", "facts", "entities",
    "quotes"} with offsets into text, and the same with title_ and caption_ before their names for title and captions.
    """
    from assets.facts.analyse import Analyst
    from assets.facts.language import Language
    from assets.facts.settings import read_settings

    analyst = Analyst(Language(), lexicon or read_settings(home.settings).lexicon_folder)
    interactive = sys.stderr.isatty()
    with ExitStack() as stack:
        for number, row in enumerate(_rows(_open(file, stack), file), 1):
            analysis = analyst.read(row["title"], row["text"], row["published_at"], row["captions"])
            click.echo(json.dumps(as_json(row["id"], analysis), ensure_ascii=False))
            if interactive and number % 10 == 0:
                click.echo(f"\r{number} texts", err=True, nl=False)
    if interactive:
        click.echo("\r\033[K", err=True, nl=False)


def _open(file: str, stack: ExitStack) -> TextIO:
    if file == "-":
        return sys.stdin
    try:
        if file.endswith(".gz"):
            return stack.enter_context(gzip.open(file, "rt", encoding="utf-8"))
        return stack.enter_context(Path(file).open(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}; give a JSON Lines file, or '-' for standard input") from None


def _rows(stream: TextIO, file: str) -> Iterator[dict[str, Any]]:
    try:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _row(line, f"{file}:{number}", number)
    except (UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
        raise UserError(f"{file}: cannot be read as UTF-8 text ({error})") from None


def _row(line: str, where: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UserError(f"{where}: not JSON ({error}); one object a line is wanted") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UserError(f"{where}: no text; each line must be an object with 'text' and, best, 'id'")
    aside = {name: row[name] if isinstance(row.get(name), str) else "" for name in ("title", "captions")}
    return {
        "id": row.get("id", number),
        **aside,
        "text": row["text"],
        "published_at": parse_time(row.get("published_at")),
    }


def parse_time(value: object) -> datetime | None:
    """An aware time from the ways dates are written in such files; None where it cannot be told."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        from assets.facts.quantities.frame.times import written_date

        day = written_date(value)
        if day is None:
            return None
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_json(identity: object, analysis: Analysis) -> dict[str, Any]:
    """One output line as an object, keys in a fixed order."""
    from assets.facts.entities import label_of

    def of(part: str) -> dict[str, Any]:
        return {
            "facts": [_fact(fact) for fact in analysis.facts if fact.part == part],
            "entities": [_entity(m, label_of(m.kind)) for m in analysis.mentions if m.part == part],
            "quotes": [_quote(quote) for quote in analysis.quotes if quote.part == part],
        }

    aside = {f"{part}_{key}": rows for part in ("title", "caption") for key, rows in of(part).items()}
    return {"id": identity} | of("text") | aside


def _fact(fact: Fact) -> dict[str, Any]:
    row = {key: value for key, value in asdict(fact).items() if key not in NOT_SHOWN}
    for key in ("time_start", "time_end"):
        row[key] = row[key].isoformat() if row[key] else None
    return row


def _entity(mention: Mention, label: str) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "label": label,
        "kind": mention.kind,
        "entity_id": mention.entity_id,
        "name": mention.name,
        "geonames_id": mention.geonames_id,
        "country_code": mention.country_code,
        "outside_id": mention.outside_id,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    has_source = quote.source_start is not None and quote.source_end is not None
    return {
        "content": [list(span) for span in quote.content_spans],
        "source": [quote.source_start, quote.source_end] if has_source else None,
        "speaker": quote.speaker,
        "cue": quote.cue,
        "direct": quote.form == "direct",
        "form": quote.form,
        "source_text": quote.source_text,
        "source_kind": quote.source_kind,
        "speaker_entity_id": quote.speaker_entity_id,
        "via": quote.via,
    }
