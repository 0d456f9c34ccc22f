"""Candidate names of one sentence: the model's spans, repaired, and those that lexicons know.

Belongs here: where a name begins and ends, judged within its sentence.
Does not belong here: what kind of thing it is in the end (kinds.py), or which entity (resolve.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities.candidate import Candidate
from assets.facts.entities.identity import names
from assets.facts.entities.spans import edges, joined
from assets.facts.entities.tables import rows, words

if TYPE_CHECKING:
    from assets.facts.document import Document, Sentence, Token
    from assets.facts.entities.identity.aliases import Aliases

KIND_OF_LABEL = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "PRODUCT": "other",
    "WORK_OF_ART": "work",
    "LAW": "work",
}
LINKS = frozenset({"and", "of", "for", "&"})
FEWEST_LETTERS = 2
OTHER_WORDS = frozenset({"ADP", "VERB", "AUX", "ADV", "SCONJ", "CCONJ", "DET", "PRON"})
NOT_NAMES = words("not_names")
# Handles and addresses; "Amazon.com" with a capital is a company.
AMOUNT = re.compile(r"^[\d$£€][\d.,]*[.,]\d")
ADDRESS = re.compile(r"[@#]|:\s*//|^www\.|^[a-z][\w.-]*\.(?:com|org|net|co|gov)$")


def candidates(document: Document, aliases: Aliases) -> list[Candidate]:
    """Every candidate of the document, in text order, without overlaps within a sentence; the user's names among them."""
    found: list[Candidate] = []
    for sentence in document.sentences:
        text = document.part(sentence.part)
        spans = [*_known_arms(sentence), *joined.joined(_model_spans(sentence, text), text, sentence.start)]
        spans += [
            Candidate(
                sentence.part,
                sentence.number,
                sentence.start + start,
                sentence.start + end,
                sentence.text[start:end],
                kind,
                is_certain=True,
            )
            for start, end, kind in aliases.found_in(sentence.text)
        ]
        found.extend(_without_overlaps(spans))
    return found


def _without_overlaps(spans: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for span in spans:
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda c: (c.start, c.end))


# ---------------------------------------------------------------- what the model found
def _model_spans(sentence: Sentence, text: str) -> list[Candidate]:
    found = []
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        label = tokens[i].entity
        j = i + 1
        while j < len(tokens) and tokens[j].entity == label and _goes_on(tokens[j - 1], tokens[j]):
            j += 1
        kind = KIND_OF_LABEL.get(label)
        if kind:
            for start, end in edges.pieces(text, tokens[i].start, tokens[j - 1].end):
                found.extend(_repaired(sentence, text, start, end, kind, label))
        i = j
    return found


def _goes_on(before: Token, token: Token) -> bool:
    """Whether a name that the model ends here goes on: "Securities and" does not end with its "and"."""
    return not token.entity_begins or before.text in LINKS


def _repaired(sentence: Sentence, text: str, start: int, end: int, kind: str, label: str) -> list[Candidate]:
    """The name inside a span of the model: without article, title, possessive, outer marks, '-led'."""
    start, end = edges.trimmed(text, start, end)
    if kind == "person":
        start, end = _without_other_words(sentence, text, start, end)
    if kind == "organisation":
        start = _behind_trade(text, start, end)
    start = _with_first_names(sentence, start, end, kind)
    title = ""
    if kind == "person":
        start, title = _behind_title(text, start, end)
        title = title or _title_before(text, sentence.start, start)
    name = text[start:end]
    is_ticker = name.isupper() and text[start - 1 : start] == "<" and text[end : end + 1] == ">" and " " not in name
    if is_ticker or not _is_name(name):
        return []
    return [Candidate(sentence.part, sentence.number, start, end, name, kind, title, label=label)]


def _without_other_words(sentence: Sentence, text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name without the verb or preposition that begins or ends it: "To Quill", "Quill added"."""
    own = [t for t in sentence.tokens if start <= t.start < end]
    while len(own) > 1 and (own[0].pos in OTHER_WORDS or _opens_sentence(own[0])):
        own.pop(0)
        start = own[0].start
    while len(own) > 1 and own[-1].text.isalpha() and own[-1].text.islower() and own[-1].pos in OTHER_WORDS:
        own.pop()
        end = own[-1].end
    return edges.trimmed(text, start, end)


def _opens_sentence(token: Token) -> bool:
    """Whether a word has its capital from the sentence alone: "To Quill", "Retorted Quill"."""
    return token.index == 0 and names.plain(token.text) in words("sentence_openers")


def _with_first_names(sentence: Sentence, start: int, end: int, kind: str) -> int:
    """Where a name begins that the model cut short: capitalised words before it that hang on it."""
    if kind not in ("person", "organisation") or not sentence.is_parsed:
        return start
    first = next((t.index for t in sentence.tokens if t.start >= start), None)
    last = max((t.index for t in sentence.tokens if t.end <= end), default=None)
    if first is None or last is None:
        return start
    wanted = ("",) if kind == "person" else ("", "NORP")
    while first > 0:
        before = sentence.tokens[first - 1]
        hangs_on = first <= before.head <= last and before.dep in ("compound", "amod") and before.end == start - 1
        is_name = before.text[:1].isupper() and before.text[1:].islower() and before.entity in wanted
        if not hangs_on or not is_name or before.index == 0 or names.is_title(before.text):
            break
        if kind == "person" and (before.pos != "PROPN" or names.plain(before.text) in words("not_names")):
            break
        start, first = before.start, first - 1
    return start


def _behind_trade(text: str, start: int, end: int) -> int:
    """Where an organisation's name begins behind a noun that opens its sentence: "Carmaker Halden Motors"."""
    trade, _, name = text[start:end].partition(" ")
    is_trade = names.plain(trade) in words("trades") and trade[1:].islower() and name[:1].isupper()
    return end - len(name) if is_trade else start


def _behind_title(text: str, start: int, end: int) -> tuple[int, str]:
    words = list(re.finditer(r"\S+", text[start:end]))
    taken = names.title_length([word.group() for word in words])
    if not taken or words[taken].group().islower():
        return start, ""  # "Prince of Darkness" is no prince's name.
    return start + words[taken].start(), text[start : start + words[taken].start()].strip()


def _title_before(text: str, floor: int, start: int) -> str:
    """The title right before a name: the longest of the four words before it that are one."""
    words = list(re.finditer(r"\S+", text[max(floor, start - 60) : start]))[-4:]
    for i in range(len(words)):
        phrase = " ".join(word.group() for word in words[i:])
        if names.is_title(phrase):
            return phrase
    return ""


def _is_name(name: str) -> bool:
    if sum(map(str.isalpha, name)) < FEWEST_LETTERS:
        return False
    if not any(c.isupper() for c in name) or ADDRESS.search(name) or AMOUNT.match(name):
        return False
    return names.plain(name).rstrip(".") not in NOT_NAMES


# ---------------------------------------------------------------- what lexicons know
@cache
def _arms() -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {}
    for kind, pattern in rows("arms.tsv", 2):
        kinds.setdefault(kind, []).append(pattern)
    groups = "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items())
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w])")


def _known_arms(sentence: Sentence) -> list[Candidate]:
    return [
        Candidate(
            sentence.part,
            sentence.number,
            sentence.start + match.start(),
            sentence.start + match.end(),
            match.group(),
            match.lastgroup or "weapon",
            is_certain=True,
        )
        for match in _arms().finditer(sentence.text)
    ]
