"""From a parsed document and its mentions to who said what.  The way in of this package.

Belongs here: the order of the steps.  Does not belong here: any step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import datelines, nesting
from assets.facts.speech.draft import Draft
from assets.facts.speech.part import Part
from assets.facts.speech.quotation import lines, quoted
from assets.facts.speech.quotation.marks import find_quoted
from assets.facts.speech.reported import readings, rules
from assets.facts.speech.source import speakers
from assets.schemas import PARTS

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.entities.mention import Mention
    from assets.facts.speech.quotation.marks import Quoted
    from assets.facts.speech.quote import Quote
    from assets.facts.speech.reported.reading import Reading

LONGEST_PRONOUN = 10


def find_quotes(document: Document, mentions: list[Mention]) -> list[Quote]:
    """Every attribution of the document, title first, by place of the content."""
    found: list[Quote] = []
    resolver = speakers.Resolver(document, mentions)
    for name in PARTS:
        text = document.part(name)
        if text:
            part = Part(text, [s for s in document.sentences if s.part == name])
            stretches = find_quoted(text)
            resolver.set_marks(name, [(stretch.start, stretch.end) for stretch in stretches])
            drafts = drafts_of(part, stretches, is_title=name == "title")
            found.extend(resolver.quote(draft, name, text) for draft in drafts)
    return found


def drafts_of(part: Part, stretches: list[Quoted], is_title: bool = False) -> list[Draft]:
    """The attributions of one part, by place of the content, their speakers not yet resolved."""
    drafts = [draft_of(reading) for reading in _readings(part)]
    drafts = nesting.without_doubles(nesting.outside_quotes(drafts, stretches))
    named_lines = lines.read_lines(part, is_title)
    drafts = nesting.without_inner(quoted.attach(part, stretches, [*drafts, *named_lines]))
    for draft in drafts:
        for span in (draft.cue, draft.source):
            if span is not None:
                draft.drop(span)
    drafts = [d for d in datelines.without_datelines(drafts, part.text) if not _is_pronoun(d, part)]
    return sorted(drafts, key=lambda d: (d.start, -d.end, d.cue or (0, 0)))


def _is_pronoun(draft: Draft, part: Part) -> bool:
    """Whether all that is said is a word that stands for something else: "he wants it", "what they know"."""
    if draft.quoted or draft.end - draft.start > LONGEST_PRONOUN:
        return False
    tokens = [token for token, _ in part.between(draft.start, draft.end)]
    return len(tokens) == 1 and tokens[0].tag in ("PRP", "WP", "WDT", "DT", "WRB")


def _readings(part: Part) -> list[Reading]:
    chosen = (rules.choose(tree, options) for tree in part.trees.values() for options in readings.readings(tree))
    return [reading for reading in chosen if reading is not None]


def draft_of(reading: Reading) -> Draft:
    """The draft of one reading."""
    return Draft(
        reading.sentence,
        reading.frame,
        reading.group,
        list(reading.content),
        reading.cue,
        reading.cue_token,
        reading.source,
        reading.source_token,
    )
