"""The drafts of one part by where their words stand, so that a stretch asks those around it and not all.

Belongs here: finding drafts by place while their contents grow.
Does not belong here: which of them a stretch belongs to (quoted.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assets.facts.speech.draft import Draft, Span

BLOCK = 256


class DraftsByPlace:
    """Drafts in the order in which they were found, with those that touch or end near a place.

    Whoever changes content or source of one says so by `add_words` or `moved`.
    """

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts: dict[int, Draft] = {}
        self._numbers: dict[int, int] = {}
        self._touching: dict[int, dict[int, None]] = {}
        self._ending: dict[int, dict[int, None]] = {}
        self._of_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.append(draft)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def append(self, draft: Draft) -> None:
        """Take in one more draft."""
        self._drafts[id(draft)] = draft
        self._numbers[id(draft)] = len(self._numbers)
        self._of_sentence.setdefault(draft.sentence.number, []).append(draft)
        for span in draft.content:
            self._touch(draft, span)
        self.moved(draft)

    def remove(self, draft: Draft) -> None:
        """Leave a draft out from now on."""
        del self._drafts[id(draft)]

    def add_words(self, draft: Draft, span: Span) -> None:
        """Take a stretch into the content of a draft."""
        draft.add(span)
        self._touch(draft, span)
        self.moved(draft)

    def moved(self, draft: Draft) -> None:
        """Say that the content of a draft has been cut, or its source named."""
        self._ending.setdefault(draft.edge // BLOCK, {})[id(draft)] = None

    def around(self, start: int, end: int) -> list[Draft]:
        """The drafts whose content may share a character with the stretch, in order."""
        return self._listed(self._touching, start, end)

    def ending(self, start: int, end: int) -> list[Draft]:
        """The drafts that may have their last character, cue and source included, between the offsets, in order."""
        return self._listed(self._ending, start, end)

    def of_sentence(self, number: int) -> list[Draft]:
        """The drafts whose home is one sentence, in order."""
        return [draft for draft in self._of_sentence.get(number, ()) if id(draft) in self._drafts]

    def _touch(self, draft: Draft, span: Span) -> None:
        for block in range(span[0] // BLOCK, span[1] // BLOCK + 1):
            self._touching.setdefault(block, {})[id(draft)] = None

    def _listed(self, blocks: dict[int, dict[int, None]], start: int, end: int) -> list[Draft]:
        found: dict[int, None] = {}
        for block in range(start // BLOCK, end // BLOCK + 1):
            found.update(blocks.get(block, {}))
        known = sorted((key for key in found if key in self._drafts), key=self._numbers.__getitem__)
        return [self._drafts[key] for key in known]
