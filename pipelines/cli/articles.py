"""`newstally articles`: files in, cleaned articles out, as a filter for pipes and other programs.

Belongs here: the command's options and the form of its lines.
Does not belong here: reading (assets/articles/).
"""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assets.articles.record import ReadArticle, Reject
    from assets.home import Home


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rejects", type=click.Path(dir_okay=False, writable=True), help="Write refused records to this file.")
@click.pass_obj
def command(home: Home, paths: tuple[str, ...], rejects: str | None) -> None:
    """Read files, folders or patterns and write one JSON line per article to standard output.

    A record that cannot become an article goes to the file given by --rejects, one JSON line each with its
    reason; without --rejects their number is told on standard error.
    """
    from assets.articles.read import read_inputs
    from assets.articles.record import ReadArticle
    from assets.articles.settings import read_settings
    from assets.errors import UserError

    settings = read_settings(home.settings)
    refused = 0
    with contextlib.ExitStack() as open_files:
        try:
            sink = open_files.enter_context(open(rejects, "w", encoding="utf-8")) if rejects else None  # noqa: PTH123
        except OSError as error:
            raise UserError(f"{rejects}: cannot be written ({error.strerror})") from None
        for outcome in read_inputs(paths, now=datetime.now(UTC), settings=settings):
            if isinstance(outcome, ReadArticle):
                sys.stdout.write(json.dumps(article_line(outcome), ensure_ascii=False) + "\n")
                continue
            refused += 1
            if sink:
                sink.write(json.dumps(reject_line(outcome), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    if refused and not rejects:
        click.echo(
            f"newstally: {refused} record{'s' if refused > 1 else ''} refused; --rejects FILE says which and why",
            err=True,
        )


def article_line(article: ReadArticle) -> dict[str, Any]:
    """What a line of output holds.  `id` is the record's own where it has one, else the article's."""
    from assets.articles.drafting.assembly import iso_with_offset

    return {
        "id": article.own_id or article.article_id,
        "url": article.url,
        "source": article.outlet,
        "title": article.title,
        "authors": list(article.authors),
        "published_at": iso_with_offset(
            article.published_at, article.published_precision, article.published_offset_minutes
        ),
        "published_precision": article.published_precision,
        "language": article.language,
        "text": article.text,
        "kind": article.kind,
        "flags": list(article.flags),
        "source_path": article.source_path,
        "record": article.record,
        "captions": article.captions,
        "left_out": article.left_out,
    }


def reject_line(reject: Reject) -> dict[str, Any]:
    """What a line of the rejects file holds."""
    return {
        "source_path": reject.source_path,
        "record": reject.record,
        "reason": reject.reason,
        "detail": reject.detail,
    }
