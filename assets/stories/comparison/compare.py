"""Two articles side by side: what was added, what was removed, which numbers changed.

Belongs here: the plain comparison and its two forms, for a terminal and as Markdown for asset metadata.
Does not belong here: finding the articles (pipelines/cli/compare.py) and judging whether they are copies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assets.stories.comparison.alignment import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    WORD,
    Piece,
    by_sentences,
    by_words,
    is_word,
)
from assets.stories.comparison.changed_numbers import Changed, changed_numbers, stated_numbers, without_counterpart

if TYPE_CHECKING:
    from datetime import date

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:@/])")

Mark = Callable[[str], str]


@dataclass(frozen=True)
class Version:
    """One article as far as a comparison needs it; `published` is shown as it is, `day` is its news day."""

    article_id: str
    title: str
    text: str
    outlet: str = ""
    published: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Comparison:
    """What differs between two articles.

    `relation` says what the lake's tables know of the two (versions.relation).  `shared` is the share of the shorter text's words that the other has in the same order.  `numbers` stand in the same place,
    in digits or in words; `only_before` and `only_after` are numbers with no counterpart, with what they count.
    """

    one: Version
    other: Version
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    shared: float
    numbers: tuple[Changed, ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    relation: str = ""


def compare(one: Version, other: Version, relation: str = "") -> Comparison:
    """Compare two articles.  Symmetric but for the names of what is added and removed; `relation` is shown as it is."""
    one, other = (
        replace(version, title=printable(version.title), text="\n".join(map(printable, version.text.split("\n"))))
        for version in (one, other)
    )
    title = tuple(by_words(one.title, other.title))
    text = tuple(by_sentences(one.text, other.text))
    numbers, datelines = changed_numbers(title, text)
    before, after = (stated_numbers(f"{version.title}\n{version.text}") for version in (one, other))
    moved = (*numbers, *datelines)
    only_before = without_counterpart(
        before, [*(found.number for found in after), *(change.before for change in moved)]
    )
    only_after = without_counterpart(after, [*(found.number for found in before), *(change.after for change in moved)])
    return Comparison(one, other, title, text, _shared(text), numbers, only_before, only_after, relation)


def _shared(text: Sequence[Piece]) -> float:
    before = after = same = 0
    for piece in text:
        before += _words(piece.before)
        after += _words(piece.after)
        same += sum(_words(run.before) for run in (piece.words or (piece,)) if run.kind == SAME)
    return same / min(before, after) if min(before, after) else 0.0


def _words(text: str) -> int:
    return sum(map(is_word, WORD.findall(text)))


def as_text(found: Comparison, *, colour: bool = False) -> str:
    """The comparison for a terminal or a pipe: removed words in [-...-], added ones in {+...+}, or in colour."""

    def removed(text: str) -> str:
        return _wrapped(text, "\x1b[31m\x1b[9m", "\x1b[0m") if colour else _wrapped(text, "[-", "-]")

    def added(text: str) -> str:
        return _wrapped(text, "\x1b[32m", "\x1b[0m") if colour else _wrapped(text, "{+", "+}")

    def bold(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if colour else text

    lines = [f"- {_head(found.one)}", f"+ {_head(found.other)}", ""]
    lines += [found.relation, ""] if found.relation else []
    lines += [bold("Title"), "  " + "".join(_run(piece, removed, added) for piece in found.title).strip(), ""]
    lines += [bold(f"Text, {found.shared:.0%} of the shorter one shared")]
    for piece in found.text:
        if piece.kind == SAME:
            lines.append(f"  {_shortened(piece.after)}")
        else:
            mark = {ADDED: "+", REMOVED: "-", CHANGED: "~"}[piece.kind]
            lines.append(f"{mark} " + "".join(_run(run, removed, added) for run in (piece.words or (piece,))).strip())
    lines += ["", bold("Numbers")]
    lines += [f"~ {change.before} -> {change.shown}" for change in found.numbers]
    lines += [f"- {number}" for number in found.only_before] + [f"+ {number}" for number in found.only_after]
    if lines[-1] == bold("Numbers"):
        lines.append("  no number differs")
    return "\n".join(lines) + "\n"


def as_markdown(found: Comparison) -> str:
    """The comparison as Markdown; every word of the articles is escaped, so that no text of theirs is markup."""

    def removed(text: str) -> str:
        return _wrapped(escaped(text), "~~", "~~")

    def added(text: str) -> str:
        return _wrapped(escaped(text), "**", "**")

    title = "".join(_run(piece, removed, added, escaped) for piece in found.title).strip()
    lines = [
        f"**{escaped(found.one.article_id)}** and **{escaped(found.other.article_id)}**",
        "",
        *([escaped(found.relation), ""] if found.relation else []),
        f"{found.shared:.0%} of the shorter text is in both",
        "",
        f"Title: {title}",
        "",
    ]
    for piece in found.text:
        if piece.kind == SAME:
            lines.append(f"- {escaped(_shortened(piece.after))}")
        else:
            runs = (_run(run, removed, added, escaped) for run in (piece.words or (piece,)))
            lines.append(f"- *{piece.kind}*: " + "".join(runs).strip())
    changes = [f"{escaped(change.before)} to {escaped(change.shown)}" for change in found.numbers]
    lines += ["", "Numbers changed: " + (", ".join(changes) if changes else "none")]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text of an article as Markdown that shows it and does nothing else."""
    return MARKDOWN.sub(r"\\\1", printable(text.replace("\n", " ")))


def printable(text: str) -> str:
    """Text without control characters, which could drive a terminal."""
    return "".join(c for c in text if c.isprintable() or c == " ")


def _run(piece: Piece, removed: Mark, added: Mark, same: Mark = str) -> str:
    if piece.kind == SAME:
        return same(piece.after)
    if piece.kind == CHANGED:
        return f"{removed(piece.before).rstrip()} {added(piece.after)}"
    return removed(piece.before) if piece.before else added(piece.after)


def _wrapped(text: str, opening: str, closing: str) -> str:
    """Marks close round the words; the space around them stays outside."""
    core = text.strip()
    return f"{opening}{core}{closing}{text[len(text.rstrip()) :]}" if core else text


def _shortened(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:90].rstrip()} ... {text[-50:].lstrip()}"


def _head(version: Version) -> str:
    parts = [version.article_id, version.outlet, version.published]
    return "  ".join(part for part in parts if part)
