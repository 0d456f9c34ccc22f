"""Parts of speech and lemmas from tags, dependencies and word forms.

Belongs here: what the model's attribute ruler and lemmatizer do, at a tenth of their cost.
Does not belong here: tagging and parsing (language.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

LEXICON = Path(__file__).with_name("lexicon") / "tags.tsv"
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
PRONOUN_DEPS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "ROOT", "conj", "appos", "dative", "oprd"})
CONTRACTIONS = {
    "'s": "be",
    "’s": "be",
    "'re": "be",
    "’re": "be",
    "'m": "be",
    "’m": "be",
    "'ve": "have",
    "’ve": "have",
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
    "n't": "not",
    "n’t": "not",
    "ca": "can",
    "wo": "will",
}
RULED = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}
NEGATIONS = frozenset({"not", "n't", "n’t"})
INDEFINITES = frozenset(f"{some}{one}" for some in ("some", "any", "every", "no") for one in ("one", "body", "thing"))
BASE_TAGS = frozenset({"NN", "VB", "VBP", "JJ", "RB", "MD"})


class Tables(Protocol):
    """The lookups of a spaCy lemmatizer."""

    def get_table(self, name: str) -> Mapping[str, Any]:
        """One table by name."""


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    lines = LEXICON.read_text(encoding="utf-8").splitlines()
    return {tag: pos for tag, _, pos in (line.partition("\t") for line in lines if line and not line.startswith("# "))}


def part_of_speech(text: str, tag: str, dep: str) -> str:
    """Universal part of speech of one token."""
    pos = _tags().get(tag, "X")
    word = text.lower()
    if word in NEGATIONS:
        return "PART"
    if tag == "NN" and word in INDEFINITES:
        return "PRON"
    if pos == "VERB" and (dep in ("aux", "auxpass") or word in BE):
        return "AUX"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    if tag == "DT" and dep in PRONOUN_DEPS:
        return "PRON"
    if tag == "TO" and dep == "prep":
        return "ADP"
    return pos


class Lemmas:
    """Lemmas by the exceptions, word lists and suffix rules that come with the model."""

    def __init__(self, tables: Tables) -> None:
        self._exceptions = tables.get_table("lemma_exc")
        index = tables.get_table("lemma_index")
        self._index = {kind: frozenset(index.get(kind, ())) for kind in set(RULED.values())}
        self._rules = tables.get_table("lemma_rules")
        self._known: dict[tuple[str, str], str] = {}

    def lemma(self, text: str, tag: str, pos: str) -> str:
        """The lemma of one token; proper nouns keep their form."""
        key = (text, tag if pos != "AUX" else "AUX" + tag)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(text, tag, pos)
        return known

    def _find(self, text: str, tag: str, pos: str) -> str:
        word = text.lower()
        if tag not in ("POS", "NNP", "NNPS") and word in CONTRACTIONS:
            return CONTRACTIONS[word]
        kind = RULED.get(pos)
        if kind is None:
            return text if pos == "PROPN" else word
        if tag in BASE_TAGS and not (tag == "VBP" and word in BE):
            return word
        return self._ruled(word, kind)

    def _ruled(self, word: str, kind: str) -> str:
        exceptions = self._exceptions.get(kind, {}).get(word)
        if exceptions:
            return str(exceptions[0])
        index = self._index.get(kind, frozenset())
        guesses: list[str] = []
        for old, new in self._rules.get(kind, ()):
            if word.endswith(old):
                form = str(word[: len(word) - len(old)] + new)
                if form in index:
                    return form
                if form:
                    guesses.append(form)
        return guesses[0] if guesses and kind != "adj" else word
