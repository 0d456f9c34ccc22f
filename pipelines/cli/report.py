"""`newstally report`: a self-contained page on a story or a day.

Belongs here: the command's options and where the page goes.
Does not belong here: the page (assets.warehouse.story_page).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.errors import UserError

if TYPE_CHECKING:
    from assets.home import Home


@click.command("report")
@click.option("--story", "story_id", help="The story to tell of, by its story_id.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="All stories of this news day; the latest day by default."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the page; by default under reports/ in the home folder.",
)
@click.pass_obj
def command(home: Home, story_id: str | None, day: datetime | None, output: Path | None) -> None:
    """Write a page on a story or a day: figures, how they moved, who said what, where reports disagree.

    The page is one file that needs no network.  Its path is printed.
    """
    if story_id and day:
        raise UserError("give --story or --day, not both")
    from assets.warehouse.asking import read
    from assets.warehouse.pages import story_page

    with read.opened(home) as connection:
        if story_id:
            page, name = story_page.story_html(connection, story_id), f"story-{story_id}.html"
        else:
            of_day = day.date() if day else story_page.latest_day(connection)
            page, name = story_page.day_html(connection, of_day), f"day-{of_day}.html"
    target = output or home.reports / name
    try:
        if output is None:
            home.reports.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write {target} ({error.strerror}); choose another place with --output") from error
    click.echo(target)
