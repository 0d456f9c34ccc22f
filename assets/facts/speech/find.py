"""From a parsed document and its mentions to who said what.  The way in of this package.

Belongs here: the order of the steps.  Does not belong here: any step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech import clauses, nesting, quoted, rules, speakers
from assets.facts.speech.draft import Draft
from assets.facts.speech.marks import find_quoted

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.entities.mention import Mention
    from assets.facts.speech.clauses import Reading
    from assets.facts.speech.quote import Quote


def find_quotes(document: Document, mentions: list[Mention]) -> list[Quote]:
    """Every attribution of the document, title first, by place of the content."""
    found: list[Quote] = []
    resolver = speakers.Resolver(document, mentions)
    for name in ("title", "text"):
        text = document.part(name)
        if not text:
            continue
        part = quoted.Part(text, [s for s in document.sentences if s.part == name])
        stretches = find_quoted(text)
        resolver.set_marks(name, [(stretch.start, stretch.end) for stretch in stretches])
        drafts = nesting.outside_quotes([draft_of(reading) for reading in _readings(part)], stretches)
        drafts = nesting.without_inner(quoted.attach(part, stretches, drafts))
        for draft in drafts:
            for span in (draft.cue, draft.source):
                if span is not None:
                    draft.drop(span)
        drafts.sort(key=lambda d: (d.start, -d.end, d.cue or (0, 0)))
        found.extend(resolver.quote(draft, name, text) for draft in drafts)
    return found


def _readings(part: quoted.Part) -> list[Reading]:
    chosen = []
    for tree in part.trees.values():
        for options in clauses.readings(tree):
            reading = rules.choose(tree, options)
            if reading is not None:
                chosen.append(reading)
    return chosen


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
