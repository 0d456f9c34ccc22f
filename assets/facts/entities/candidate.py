"""A candidate: a name where it stands in a text.

Belongs here: what a candidate holds.
Does not belong here: finding candidates (marked.py) or judging them (kinds.py, resolve.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name where it stands: `kind` is what its own sentence makes of it, `title` the words of office before it.

    `name` is the text without title and country of office where the text takes them in, else empty.
    """

    part: str
    sentence_no: int
    start: int
    end: int
    text: str
    kind: str
    title: str = ""
    is_certain: bool = False
    label: str = ""
    name: str = ""

    @property
    def bare(self) -> str:
        """The name itself."""
        return self.name or self.text


def shifted(candidate: Candidate, kind: str) -> Candidate:
    """The candidate with another kind."""
    return replace(candidate, kind=kind)
