"""`newstally compare ID ID`: what two articles in the lake share and where they differ.

Belongs here: finding the two articles and printing the comparison.
Does not belong here: the comparison itself (assets/stories/comparison/compare.py).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from assets.errors import UserError

if TYPE_CHECKING:
    from assets.home import Home
    from assets.store import Store
    from assets.stories.comparison.compare import Version


@click.command(name="compare")
@click.argument("one")
@click.argument("other")
@click.option("--colour/--no-colour", default=None, help="Colour the differences; by default only on a terminal.")
@click.option("--markdown", is_flag=True, help="Write Markdown instead of plain text.")
@click.pass_obj
def command(home: Home, one: str, other: str, colour: bool | None, markdown: bool) -> None:
    """Show how articles ONE and OTHER are related, what was added and removed, and which numbers changed.

    Both are article ids, as `newstally query` and the tables in the lake give them.
    """
    from assets.store import Store
    from assets.stories.comparison.compare import as_markdown, as_text, compare
    from assets.stories.comparison.versions import relation

    store = Store(home.lake)
    before, after = _version(store, one), _version(store, other)
    found = compare(before, after, relation(store, before, after))
    if markdown:
        click.echo(as_markdown(found), nl=False)
        return
    is_terminal = sys.stdout.isatty()
    click.echo(as_text(found, colour=is_terminal if colour is None else colour), nl=False, color=True)


def _version(store: Store, article_id: str) -> Version:
    """The latest revision of the article, newest days looked at first."""
    from assets import schemas
    from assets.stories.comparison.versions import find_version

    days = store.days(schemas.ARTICLES)
    if not days:
        raise UserError(f"{store.root}: no articles yet; take some in with 'newstally run PATH', or give --home")
    found = find_version(store, article_id, reversed(days))
    if found is None:
        raise UserError(f"{article_id}: no such article in {store.root}; ids are in the column article_id of articles")
    return found
