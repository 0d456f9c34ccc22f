"""Two articles side by side: what was added, what was removed, which numbers changed.

Belongs here: the plain comparison and its two forms, for a terminal and as Markdown for asset metadata.
Does not belong here: finding the articles (pipelines/cli/compare.py) and judging whether they are copies.

Texts are aligned by paragraph and sentence, then word by word where sentences were reworked (difflib's
matching blocks, after Ratcliff and Obershelp 1988).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import chain

from assets.stories.words import number_words

SENTENCE_END = re.compile(r"(?<=[.!?][\"'”’)])\s+(?=\S)|(?<=[.!?])\s+(?=[\"'“‘(A-Z0-9])|\n+")
WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:@/])")
REWORKED = 0.5

Mark = Callable[[str], str]

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"


@dataclass(frozen=True)
class Version:
    """One article as far as a comparison needs it; `published` is shown as it is."""

    article_id: str
    title: str
    text: str
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True)
class Piece:
    """A run of sentences, or of words within a reworked sentence: `before` in the first text, `after` in the second."""

    kind: str
    before: str
    after: str
    words: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What differs between two articles.

    `shared` is the share of the shorter text's words that the other has in the same order.  `numbers` are
    (before, after) pairs of numbers, in digits or in words, that stand in the same place; `only_before` and `only_after` are numbers with
    no counterpart.
    """

    one: Version
    other: Version
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    shared: float
    numbers: tuple[tuple[str, str], ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = field(default=())


def compare(one: Version, other: Version) -> Comparison:
    """Compare two articles.  Symmetric but for the names of what is added and removed."""
    one, other = (
        replace(version, title=printable(version.title), text="\n".join(map(printable, version.text.split("\n"))))
        for version in (one, other)
    )
    title = tuple(_by_words(one.title, other.title))
    text = tuple(_by_sentences(one.text, other.text))
    numbers = tuple(dict.fromkeys(_replaced_numbers([*title, *text])))
    before, after = (_numbers(f"{version.title}\n{version.text}") for version in (one, other))
    only_before = _without_counterpart(before, after, [old for old, _ in numbers])
    only_after = _without_counterpart(after, before, [new for _, new in numbers])
    return Comparison(one, other, title, text, _shared(text), numbers, only_before, only_after)


def _numbers(text: str) -> list[str]:
    """Numbers of the text as it writes them, in digits or in words."""
    found = ([word] if word.casefold() in number_words() else DIGITS.findall(word) for word in WORD.findall(text))
    return list(chain.from_iterable(found))


def _value(number: str) -> str:
    """The number in digits, so that "three" and "3" are one."""
    return number_words().get(number.casefold(), number)


def _without_counterpart(numbers: list[str], others: list[str], replaced: list[str]) -> tuple[str, ...]:
    """Numbers that stand in one text only; "one" is left out, which is seldom a count."""
    there = {_value(number) for number in (*others, *replaced)}
    alone = (number for number in numbers if _value(number) not in there and number.casefold() != "one")
    return tuple(dict.fromkeys(alone))


def _by_sentences(before: str, after: str) -> Iterator[Piece]:
    old, new = _sentences(before), _sentences(after)
    for tag, i, j, m, n in SequenceMatcher(None, _plain(old), _plain(new), autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(SAME, " ".join(old[i:j]), " ".join(new[m:n]))
        else:
            yield from _reworked(old[i:j], new[m:n])


def _reworked(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Pair off each old sentence with the first new one behind the last pair that shares half of its words with it."""
    taken = 0
    for sentence in old:
        best = max(range(taken, len(new)), key=lambda at: (_likeness(sentence, new[at]), -at), default=-1)
        if best >= 0 and _likeness(sentence, new[best]) >= REWORKED:
            for extra in new[taken:best]:
                yield Piece(ADDED, "", extra)
            yield Piece(CHANGED, sentence, new[best], tuple(_by_words(sentence, new[best])))
            taken = best + 1
        else:
            yield Piece(REMOVED, sentence, "")
    for extra in new[taken:]:
        yield Piece(ADDED, "", extra)


def _by_words(before: str, after: str) -> Iterator[Piece]:
    """Runs of words; each run carries the space that follows it, so that runs join to the sentence again."""
    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    matcher = SequenceMatcher(None, [m[0].casefold() for m in old], [m[0].casefold() for m in new], autojunk=False)
    for tag, i, j, m, n in matcher.get_opcodes():
        pieces = _cut(before, old, i, j), _cut(after, new, m, n)
        kind = {"equal": SAME, "insert": ADDED, "delete": REMOVED, "replace": CHANGED}[tag]
        yield Piece(kind, *pieces)


def _cut(text: str, words: list[re.Match[str]], start: int, end: int) -> str:
    if start == end:
        return ""
    return text[words[start].start() : words[end].start() if end < len(words) else len(text)]


def _sentences(text: str) -> list[str]:
    return [piece.strip() for piece in SENTENCE_END.split(text) if piece and piece.strip()]


def _plain(sentences: list[str]) -> list[str]:
    return [" ".join(WORD.findall(sentence)).casefold() for sentence in sentences]


def _likeness(one: str, other: str) -> float:
    words = [Counter(word.casefold() for word in WORD.findall(text)) for text in (one, other)]
    total = sum(words[0].values()) + sum(words[1].values())
    return 2 * (words[0] & words[1]).total() / total if total else 1.0


def _replaced_numbers(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        if piece.words:
            yield from _replaced_numbers(piece.words)
        elif piece.kind == CHANGED:
            old, new = _numbers(piece.before), _numbers(piece.after)
            if len(old) == len(new):
                yield from ((a, b) for a, b in zip(old, new, strict=True) if _value(a) != _value(b))


def _shared(text: Sequence[Piece]) -> float:
    before = after = same = 0
    for piece in text:
        before += len(WORD.findall(piece.before))
        after += len(WORD.findall(piece.after))
        same += sum(len(WORD.findall(run.before)) for run in (piece.words or (piece,)) if run.kind == SAME)
    return same / min(before, after) if min(before, after) else 0.0


def as_text(found: Comparison, *, colour: bool = False) -> str:
    """The comparison for a terminal or a pipe: removed words in [-...-], added ones in {+...+}, or in colour."""

    def removed(text: str) -> str:
        return _wrapped(text, "\x1b[31m\x1b[9m", "\x1b[0m") if colour else _wrapped(text, "[-", "-]")

    def added(text: str) -> str:
        return _wrapped(text, "\x1b[32m", "\x1b[0m") if colour else _wrapped(text, "{+", "+}")

    def bold(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if colour else text

    lines = [f"- {_head(found.one)}", f"+ {_head(found.other)}", ""]
    lines += [bold("Title"), "  " + "".join(_run(piece, removed, added) for piece in found.title).strip(), ""]
    lines += [bold(f"Text, {found.shared:.0%} of the shorter one shared")]
    for piece in found.text:
        if piece.kind == SAME:
            lines.append(f"  {_shortened(piece.after)}")
        else:
            mark = {ADDED: "+", REMOVED: "-", CHANGED: "~"}[piece.kind]
            lines.append(f"{mark} " + "".join(_run(run, removed, added) for run in (piece.words or (piece,))).strip())
    lines += ["", bold("Numbers")]
    lines += [f"~ {old} -> {new}" for old, new in found.numbers]
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
    changes = [f"{escaped(old)} to {escaped(new)}" for old, new in found.numbers]
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
