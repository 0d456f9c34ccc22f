"""Who a source is: names, pronouns and nominals resolved where the text decides it.

Belongs here: from a source phrase to a speaker, its entity and the kind of source.
Does not belong here: finding the source phrase (clauses.py, quoted.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech.quote import Quote

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.entities.mention import Mention
    from assets.facts.speech.draft import Draft


class Resolver:
    """Resolves the speakers of one document."""

    def __init__(self, document: Document, mentions: list[Mention]) -> None:
        self._document = document
        self._mentions = mentions

    def quote(self, draft: Draft, part: str, text: str) -> Quote:
        """The finished quote of one draft."""
        content = []
        for start, end in sorted(draft.content):
            piece = text[start:end]
            start += len(piece) - len(piece.lstrip())
            content.append((start, start + len(piece.strip())))
        mention = self._mention(draft, part)
        source = draft.source
        in_marks = sum(end - start for start, end in draft.quoted)
        whole = sum(end - start for start, end in content)
        form = "indirect" if not in_marks else "direct" if in_marks >= 0.9 * whole else "mixed"
        return Quote(
            part=part,
            sentence_no=draft.sentence.number,
            start=content[0][0],
            end=content[-1][1],
            content_spans=tuple(content),
            text=" ... ".join(text[start:end] for start, end in content),
            form=form,
            source_start=source[0] if source else None,
            source_end=source[1] if source else None,
            source_text=text[source[0] : source[1]] if source else None,
            speaker=mention.name if mention else None,
            speaker_entity_id=mention.entity_id if mention else None,
            speaker_resolution="named" if mention else "unresolved",
            cue_start=draft.cue[0] if draft.cue else None,
            cue_end=draft.cue[1] if draft.cue else None,
            cue=text[draft.cue[0] : draft.cue[1]] if draft.cue else None,
        )

    def _mention(self, draft: Draft, part: str) -> Mention | None:
        token = draft.source_token
        if token is None:
            return None
        return next((m for m in self._mentions if m.part == part and m.start <= token.start < m.end), None)
