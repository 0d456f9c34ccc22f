"""Plain text and Markdown as articles: header lines, front matter, and what stands above the headline.

Belongs here: finding title, date, byline and body in a text that carries no markup.
Does not belong here: furniture inside the body (page/furniture.py), which every form shares.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from assets.articles.drafting.fields import draft_from_fields
from assets.articles.drafting.paragraphs import normal_breaks, paragraphs
from assets.articles.record import Draft

HEADER_LINE = re.compile(
    r"^\s*(?P<name>[A-Za-z][A-Za-z _-]{0,24}?)\s*:\s+(?P<value>\S.*)$|^\s*(?P<bare>[A-Za-z]{2,12}):\s*$"
)
HEADER_NAMES = {
    "title": "title", "headline": "title", "subject": "title",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet", "site": "outlet",
    "by": "authors", "author": "authors", "authors": "authors", "byline": "authors",
    "date": "published", "published": "published", "publication date": "published", "publish date": "published",
    "published at": "published", "published_at": "published", "pubdate": "published", "datetime": "published",
    "updated": "updated", "last updated": "updated", "modified": "updated", "updated at": "updated",
    "url": "url", "link": "url", "address": "url",
    "id": "id", "language": "language", "lang": "language",
    "section": "section", "category": "section", "tags": "tags", "keywords": "tags",
    "summary": "summary", "description": "summary",
}  # fmt: skip
OPENERS = {"title", "url", "published", "outlet", "id"}

TODAY = re.compile(r"^(?:today|today's date|current date)\s*:?\s", re.IGNORECASE)
PUBLISHED = re.compile(
    r"^(?:(?:first\s+)?(?:published|posted|issued|created|date)(?:\s+(?:on|at|date))?)\s*:?\s+(?=.*\d)", re.IGNORECASE
)
UPDATED = re.compile(r"^(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?\s*:?\s+(?=.*\d)", re.IGNORECASE)
BYLINE = re.compile(r"^(?:by|written by|reported by|story by)\s*:?\s+(?=[^\W\d_])", re.IGNORECASE)
COUNTS = re.compile(
    r"^(?:\d[\d.,]*\s?[km]?|\d+\s+(?:views?|shares?|comments?|reads?|likes?|min(?:ute)?s?\s+read))$"
    r"|^(?:views?|shares?|comments?|reads?)\s*:?\s*\d[\d.,]*\s?[km]?$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
LONGEST_HEADLINE = 220
LONGEST_BYLINE = 120
LONGEST_DATE_LINE = 60
MOST_LINES_ABOVE = 12

FRONT_MATTER = re.compile(r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL)
MARKDOWN_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$|^(\S[^\n]*)\n=+[ \t]*$", re.MULTILINE)


@cache
def section_names() -> frozenset[str]:
    """Names of sections, in lower case."""
    lines = Path(__file__).with_name("section_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_section(line: str) -> bool:
    """Whether a line is only the name of a section, or a trail of them ('Home > World > Europe')."""
    steps = re.split(r"\s*[>»/|›]\s*", line.strip().lower())
    return all(step in section_names() or step.removesuffix(" news") in section_names() for step in steps)


# ---------------------------------------------------------------- header lines
def read_plain(text: str, *, looks_like_date: Any) -> Draft:
    """A draft of a plain text.  `looks_like_date(line)` tells whether a line is a date and nothing else.

    With header lines (`Title:`, `Source:`, `By:`, `Date:`, `URL:`, ...) up to the first blank line they
    are the metadata; without, the headline is looked for below the furniture at the top.
    """
    text = normal_breaks(text)
    header, body = split_header(text)
    if header:
        draft = draft_from_fields({**header, "text": body})
        draft.text = "\n\n".join(paragraphs(body))
        return draft
    return _bare(paragraphs_by_line(text), looks_like_date)


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Header fields by meaning, and the text below them; no fields where the text has no header."""
    found: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    last, taken = "", 0
    for taken, line in enumerate(lines):
        if not line.strip():
            break
        match = HEADER_LINE.match(line)
        name = HEADER_NAMES.get((match["name"] or match["bare"]).lower()) if match else None
        if name and match:
            found.setdefault(name, (match["value"] or "").strip())
            last = name
        elif last and (line[:1] in " \t" or (taken < 3 and last == "title")):
            found[last] += f" {line.strip()}"
        else:
            return {}, text
    else:
        taken = len(lines)
    is_header = bool(found.keys() & OPENERS) and (len(found) > 1 or "title" in found)
    return (found, "\n".join(lines[taken:])) if is_header else ({}, text)


def paragraphs_by_line(text: str) -> list[str]:
    """Paragraphs, with the short lines of the first blocks kept apart: above a headline a line is a unit."""
    head: list[str] = []
    blocks = re.split(r"\n[ \t]*\n", text.strip("\n"))
    while blocks and len(head) < MOST_LINES_ABOVE:
        lines = [line.strip() for line in blocks[0].split("\n") if line.strip()]
        if any(len(line) > LONGEST_HEADLINE for line in lines) or not all(map(_is_short_unit, lines)):
            break
        head += lines
        blocks.pop(0)
    return head + paragraphs("\n\n".join(blocks))


def _is_short_unit(line: str) -> bool:
    return len(line) <= LONGEST_DATE_LINE or not SENTENCE_END.search(line)


# ---------------------------------------------------------------- bare text
def _bare(found: list[str], looks_like_date: Any) -> Draft:
    """Takes lines from the top while they are furniture or metadata, then the headline, then the body."""
    draft = Draft()
    rest: list[str] = []
    for number, line in enumerate(found):
        if len(rest) > 2 or number >= MOST_LINES_ABOVE or (draft.title and len(line) > LONGEST_HEADLINE):
            rest += found[number:]
            break
        if _take_metadata(draft, line, looks_like_date):
            told = (draft.published_raw, draft.updated_raw, draft.byline, draft.section)
            if not any(one and one in line for one in told):
                draft.left_out.append(line)
        elif draft.title or not is_headline(line):
            rest.append(line)
        elif _stands_over_a_headline(found[number : number + 3], looks_like_date):
            draft.section = draft.section or line
        else:
            draft.title = line
    draft.text = "\n\n".join(rest)
    return draft


def _stands_over_a_headline(lines: list[str], looks_like_date: Any) -> bool:
    """Whether the first line is a label (a section, a country) over a date line and the headline proper."""
    if len(lines) < 3 or len(lines[0].split()) > 2 or not looks_like_date(lines[1]):
        return False
    return is_headline(lines[2]) and len(lines[2].split()) > len(lines[0].split())


def _take_metadata(draft: Draft, line: str, looks_like_date: Any) -> bool:
    """Whether the line is furniture or metadata; if metadata, it is put into the draft."""
    if not draft.title and COUNTS.match(line):
        return True
    if TODAY.match(line) and looks_like_date(TODAY.sub("", line)):
        return True
    if len(line) <= LONGEST_DATE_LINE + 20:
        for pattern, name in ((PUBLISHED, "published_raw"), (UPDATED, "updated_raw")):
            dated = pattern.sub("", line)
            if dated != line and looks_like_date(dated):
                setattr(draft, name, getattr(draft, name) or dated)
                return True
    if len(line) <= LONGEST_DATE_LINE and looks_like_date(line):
        draft.published_raw = draft.published_raw or line
        return True
    if BYLINE.match(line) and len(line) <= LONGEST_BYLINE and not SENTENCE_END.search(line):
        draft.byline = draft.byline or line
        return True
    if not draft.title and is_section(line):
        draft.section = draft.section or line
        return True
    return False


def is_headline(line: str) -> bool:
    """Whether a line can be a headline: words, not too many, and not a paragraph of several sentences."""
    if len(line) > LONGEST_HEADLINE or not re.search(r"[^\W\d_]{2}", line):
        return False
    sentences = re.findall(r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]", line)
    is_sentence = (len(line) > 80 and line.endswith((".", ".”", '."'))) or (
        len(line) > 140 and SENTENCE_END.search(line)
    )
    return len(sentences) < 2 and not is_sentence


# ---------------------------------------------------------------- Markdown
def read_markdown(text: str, *, looks_like_date: Any) -> Draft:
    """A draft of Markdown: front matter (YAML between ---, TOML between +++), first heading, plain body.

    Broken front matter is kept as text and flagged `broken_front_matter`.
    """
    text = normal_breaks(text).removeprefix("\ufeff")
    fields: dict[str, Any] = {}
    flags: list[str] = []
    match = FRONT_MATTER.match(text)
    if match:
        try:
            fields, text = _matter(match["fence"], match["matter"]), text[match.end() :]
        except ValueError:
            flags.append("broken_front_matter")
    heading = MARKDOWN_TITLE.search(text)
    is_first = heading is not None and len(text[: heading.start()].strip()) < LONGEST_HEADLINE
    title = (heading[1] or heading[2]) if heading and is_first else ""
    if heading and is_first:
        text = text[: heading.start()] + text[heading.end() :]
    if not fields and not title:
        draft = read_plain(without_marks(text), looks_like_date=looks_like_date)
    else:
        draft = draft_from_fields({"title": without_marks(title), **fields, "text": ""})
        if fields:
            draft.text = "\n\n".join(paragraphs(without_marks(text)))
        else:
            below = _bare([draft.title, *paragraphs_by_line(without_marks(text))], looks_like_date)
            draft.text, draft.byline, draft.left_out = below.text, below.byline, below.left_out
            draft.published_raw, draft.updated_raw = below.published_raw, below.updated_raw
    draft.flags += flags
    return draft


def _matter(fence: str, matter: str) -> dict[str, Any]:
    """Front matter as fields; ValueError where it is broken or no mapping."""
    if fence == "+++":
        import tomllib

        return tomllib.loads(matter)
    import yaml

    try:
        # BaseLoader makes texts of everything and knows neither objects nor dates; aliases cannot blow up here
        # because the document is capped and texts are shared.
        loaded = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(loaded, dict):
        raise ValueError("front matter is not a mapping")  # noqa: TRY004  (it is the file's content that is wrong)
    return {str(key): value for key, value in loaded.items()}


MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^```.*?^```[ \t]*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:\s+\S.*$", re.MULTILINE), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), "\n"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.MULTILINE), "\n"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


def without_marks(text: str) -> str:
    """Markdown's marks taken off; words, order and paragraphs stay."""
    for pattern, plain in MARKS:
        text = pattern.sub(plain, text)
    return text
