"""One text read to the end: its document, mentions, quotes and numeric facts.

Belongs here: the order of the readers of one article, and reading the same text once only.
Does not belong here: files, days and table rows (build.py).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from assets.errors import UserError
from assets.facts import own_lists
from assets.facts.document import Texts
from assets.facts.entities import Mention, find_mentions, own_aliases
from assets.facts.quantities import Fact, find_facts
from assets.facts.quantities.lexicon import load
from assets.facts.speech import Quote, cues, find_quotes

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.language import Language

KEPT_TEXTS = 512
TEXTS_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one text says.  Offsets of all rows count in the part (title, text or caption) that the row names."""

    document: Document
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]
    facts: Sequence[Fact]


def check_lists(folder: Path) -> None:
    """Read every list of the folder; UserError names the first line that is wrong."""
    load(folder)
    cues.verbs()
    cues.nouns()
    for kind in ("source", "adverb"):
        cues.phrases(kind)
    own_aliases()


class Analyst:
    """Reads texts with one language model; the last few hundred texts are remembered and not parsed again.

    `user_lexicon` is a folder of the user's own word lists, which the whole process then reads by.  UserError where
    one of them cannot be read; the process then goes on reading as before.
    """

    def __init__(self, language: Language, user_lexicon: Path | None = None) -> None:
        before = own_lists.chosen()
        own_lists.choose(user_lexicon)
        self.language = language
        self.user_lexicon = user_lexicon
        if user_lexicon is not None:
            try:
                check_lists(user_lexicon)
            except UserError:
                own_lists.choose(before)
                raise
        self._remembered: OrderedDict[Texts, tuple[Document, list[Mention], list[Quote]]] = OrderedDict()

    def read(self, title: str, text: str, published_at: datetime | None = None, captions: str = "") -> Analysis:
        """Everything the texts say; times are resolved against `published_at` (aware, or None if unknown)."""
        return next(self.read_all([(Texts(title, text, captions), published_at)]))

    def read_all(self, articles: Iterable[tuple[Texts, datetime | None]]) -> Iterator[Analysis]:
        """The same of many (texts, published_at), in order; some are parsed together, which is faster."""
        source = iter(articles)
        while batch := list(islice(source, TEXTS_AT_ONCE)):
            while len(self._remembered) > KEPT_TEXTS:
                self._remembered.popitem(last=False)
            new = list(dict.fromkeys(texts for texts, _ in batch if texts not in self._remembered))
            for texts, document in zip(new, self.language.documents(new), strict=True):
                mentions = find_mentions(document)
                self._remembered[texts] = (document, mentions, find_quotes(document, mentions))
            yield from [self._analysis(*entry) for entry in batch]

    def _analysis(self, texts: Texts, published_at: datetime | None) -> Analysis:
        document, mentions, quotes = self._remembered[texts]
        facts = find_facts(document, mentions, quotes, published_at, self.user_lexicon)
        return Analysis(document, mentions, quotes, facts)
