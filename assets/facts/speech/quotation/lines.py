"""Lines that open with a speaker and a colon: "Minister: no more boats", "LUND: We saw smoke.", "Five dead: police".

Headlines and interviews name the source so, and no grammar shows it.
Belongs here: such lines.  Does not belong here: quotation marks and cues.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.entities.tables import words
from assets.facts.speech.cues import LEXICON
from assets.facts.speech.draft import Draft

if TYPE_CHECKING:
    from assets.facts.document import Token
    from assets.facts.speech.part import Part

OPENING = re.compile(r"^[ \t]*(?P<who>[A-Z][^:\n“”\"]{0,45}?)(?P<cue>:)[ \xa0]+(?P<what>[^\n]{12,})$", re.MULTILINE)
CLOSING = re.compile(r"^(?P<what>[^\n:]{15,}?)(?P<cue>:| [–—-]) (?P<who>[^\n:.]{3,45})\.?\s*$")
LEAST_WORDS = 3
MOST_NAME_WORDS = 5


def read_lines(part: Part, is_title: bool) -> list[Draft]:
    """The attributions of a part's speaker lines.  In bodies, a speaker must be a name; in headlines also a role."""
    found = [_draft(part, match) for match in OPENING.finditer(part.text) if _is_speaker(part, match, is_title)]
    if is_title:
        closing = CLOSING.match(part.text)
        if closing and _is_role(closing["who"]):
            found.append(_draft(part, closing))
    return found


def _draft(part: Part, match: re.Match[str]) -> Draft:
    sentence = part.sentence_at(match.start("what")) or part.sentences[-1]
    end = match.end("what") - (1 if match["what"].endswith(".") else 0)
    source = match.span("who")
    return Draft(
        sentence, "line", "say", [(match.start("what"), end)], match.span("cue"), None, source, _last(part, source),
        part.sentence_at(source[0]),
    )  # fmt: skip


def _last(part: Part, span: tuple[int, int]) -> Token | None:
    tokens = [token for token, _ in part.between(*span)]
    return tokens[-1] if tokens else None


def _is_speaker(part: Part, match: re.Match[str], is_title: bool) -> bool:
    who = match["who"].strip()
    if len(who.split()) > MOST_NAME_WORDS or len(match["what"].split()) < LEAST_WORDS:
        return False
    if _is_role(who):
        return is_title
    tokens = [token for token, _ in part.between(*match.span("who"))]
    if who.isupper() and len(who) > 2 and who.isalpha():
        return part.text.count(f"\n{who}:") + part.text.startswith(f"{who}:") > 1
    names = [t for t in tokens if t.entity == "PERSON" or (is_title and t.entity in ("ORG", "GPE"))]
    return bool(names) and len(names) >= len(tokens) - 1


def _is_role(who: str) -> bool:
    parts = who.lower().split()
    return bool(parts) and len(parts) <= MOST_NAME_WORDS and parts[-1].removesuffix("s") in words("line_roles", LEXICON)
