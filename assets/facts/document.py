"""A parsed article as plain data: parts, sentences, tokens, with exact offsets.

Belongs here: the shapes that every reader of a text works on.  No spaCy: a Document can be made by hand in
a test, kept in a file, or sent to another process.
Does not belong here: making it (language.py) or reading anything out of it (entities, speech, quantities).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assets.schemas import PARTS


class Texts(NamedTuple):
    """The texts of one article that are read: `title` and `captions` may be empty, captions are parted by a blank line."""

    title: str
    text: str
    captions: str = ""

    def part(self, name: str) -> str:
        """The text that offsets of that part count in, by its name among PARTS."""
        return self[PARTS.index(name)]


@dataclass(frozen=True, slots=True)
class Token:
    """One token.  Offsets count in the part; `head` is the index of the governor in the same sentence.

    `pos`, `tag`, `dep` and `lemma` are empty where the sentence was not parsed; `head` is then `index`.
    `entity` is the model's label (GPE, PERSON, ...) or empty, `entity_begins` marks a span's first token.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str = ""
    pos: str = ""
    tag: str = ""
    dep: str = ""
    head: int = 0
    entity: str = ""
    entity_begins: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.  `text` equals the part's text[start:end]; `number` counts over the whole document."""

    number: int
    part: str
    paragraph: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    is_parsed: bool = True

    def children(self, token: Token) -> Iterator[Token]:
        """The tokens that `token` governs, in order."""
        return (t for t in self.tokens if t.head == token.index and t.index != token.index)


@dataclass(frozen=True, slots=True)
class Document:
    """One article revision, or any text: `title` may be empty.  Sentences stand in the order of PARTS."""

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    captions: str = ""

    @property
    def texts(self) -> Texts:
        """The texts that it was made of."""
        return Texts(self.title, self.text, self.captions)

    def part(self, name: str) -> str:
        """The text that offsets of that part count in, by its name among PARTS."""
        return self.texts.part(name)
