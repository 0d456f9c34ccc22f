"""A parsed article as plain data: parts, sentences, tokens, with exact offsets.

Belongs here: the shapes that every reader of a text works on.  No spaCy: a Document can be made by hand in
a test, kept in a file, or sent to another process.
Does not belong here: making it (language.py) or reading anything out of it (entities, speech, quantities).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


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
    """One article revision, or any text: `title` may be empty.  Sentences of the title come first."""

    title: str
    text: str
    sentences: tuple[Sentence, ...]

    def part(self, name: str) -> str:
        """The text that offsets of that part count in ('title' or 'text')."""
        return self.title if name == "title" else self.text
