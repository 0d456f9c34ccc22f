"""Names that the model missed: other mentions of names that the document has shown, and names the lexicons know.

Headlines print names in ways that the model does not expect, and it finds a surname in one sentence and not in the
next.  Here every name that was found once is looked for again, word by word, with its capitals.
Belongs here: finding known names again.  Does not belong here: judging what they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.entities.candidate import Candidate
from assets.facts.entities.identity import names
from assets.facts.entities.identity.known import demonyms, group_of
from assets.facts.entities.tables import SHARED, rows, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.document import Document, Sentence, Token
    from assets.facts.entities.identity.gazetteer import Gazetteer

SPREADING = frozenset({"person", "organisation", "place", "group"})
LONGEST = 6
SHORT = 4
FEWEST_WORDS = 3
GLUED = re.compile(
    r"(?<=\w{3})(?:said|told|reported|wrote|did|has|have|had|is|was|were|will|would|on|in|at|to|of|for|and|that|with|who|"
    r"which|by|from|after|as|also|the)$"
)


@cache
def _lexicon_names() -> dict[str, str]:
    """Names that mean one thing in any text -> kind; words that are also common ones are left out."""
    found = {}
    for canonical, others in rows("organisations.tsv", 2):
        found.update(dict.fromkeys([canonical, *filter(None, others.split("|"))], "organisation"))
    for alias, *_ in rows("places.tsv", 3):
        found[alias] = "place"
    for _, level, _, name, _ in rows("regions.tsv", 5, SHARED):
        if level == "country":
            found[name] = "place"
    for word in demonyms():
        found[word.title()] = "group"
    return {name: kind for name, kind in found.items() if name not in words("ambiguous_names") and len(name) > 1}


@cache
def _names_of_any_text() -> dict[str, str]:
    """Those of them that are looked for where the text has not shown them."""
    return {name: kind for name, kind in _lexicon_names().items() if names.plain(name) not in words("not_names")}


def spread(candidates: list[Candidate], document: Document, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates and those found again, by part and place."""
    body = _names_to_find([c for c in candidates if c.part != "title"])
    has_body = any(s.part == "text" for s in document.sentences)
    shouted = {s.number for s in document.sentences if _is_in_capitals(s.text)}
    candidates = [
        c
        for c in candidates
        if not (c.part == "title" and has_body and _is_misled(c, body, document.title))
        and (c.sentence_no not in shouted or _is_believed(c, gazetteer))
    ]
    as_marked = _names_to_find(candidates)
    candidates = [_unglued(c, as_marked) for c in candidates]
    known = _names_to_find(candidates)
    loud = (
        {name.upper(): kind for name, kind in known.items() if len(name) > SHORT or name.isupper()} if shouted else {}
    )
    taken: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        taken[candidate.sentence_no].append(candidate)
    found = list(candidates)
    for sentence in document.sentences:
        text, own = document.part(sentence.part), taken[sentence.number]
        found = _joined_groups(sentence, text, found, own)
        new, pieces = _in_sentence(sentence, text, loud if sentence.number in shouted else known, own)
        found = [c for c in found if c not in pieces] + new if pieces else found + new
    order = {s.number: i for i, s in enumerate(document.sentences)}
    return sorted(found, key=lambda c: (order[c.sentence_no], c.start, -c.end))


def _is_in_capitals(text: str) -> bool:
    """Whether capitals tell nothing in the sentence, since it has no others."""
    return text.isupper() and len(text.split()) >= FEWEST_WORDS


def _is_believed(candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether the model's word is taken where everything is in capitals: for "... INC" and for a place that there is."""
    if candidate.kind == "place":
        return gazetteer.look_up(candidate.text) is not None
    return names.COMPANY_ENDING.search(candidate.text) is not None


def _unglued(candidate: Candidate, known: dict[str, str]) -> Candidate:
    """The candidate without a word that lost the blank before it: "Quillsaid" in a text that names Quill."""
    glued = GLUED.search(candidate.text)
    name = candidate.text[: glued.start()] if glued else ""
    is_known = name in known or (candidate.kind == "person" and name.split(" ")[-1] in known)
    if not is_known or group_of(candidate.text) or candidate.text.split(" ")[-1] in _lexicon_names():
        return candidate
    return replace(candidate, end=candidate.start + len(name), text=name)


def _joined_groups(sentence: Sentence, text: str, found: list[Candidate], taken: list[Candidate]) -> list[Candidate]:
    """The candidates with a people's name in two words made one where the model saw two: "Crimean" "Tatar"."""
    for first, second in pairwise(taken):
        name = text[first.start : second.end]
        is_pair = first.kind == second.kind == "group" and not text[first.end : second.start].strip()
        if is_pair and group_of(name):
            whole = Candidate(sentence.part, sentence.number, first.start, second.end, name, "group")
            taken[:] = [c for c in taken if c not in (first, second)] + [whole]
            return [c for c in found if c not in (first, second)] + [whole]
    return found


def _is_misled(candidate: Candidate, body: dict[str, str], title: str) -> bool:
    """Whether a headline's capitals misled the model: "Quill Opens" where the text below names Quill, or "Courts"."""
    longer = [word for word in title.split() if len(word) > 3]
    if candidate.text in body or sum(word[0].isupper() for word in longer) < len(longer) - 1:
        return False
    parts = candidate.text.split()
    if len(parts) == 1 and candidate.kind in ("person", "organisation", "group", "work"):
        return True
    return any(" ".join(parts[i:j]) in body for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))


def _names_to_find(candidates: Sequence[Candidate]) -> dict[str, str]:
    lexicon, known = _lexicon_names(), dict(_names_of_any_text())
    certain = {c.text for c in candidates if c.is_certain}
    known.update((name, lexicon[name]) for name in certain if name in lexicon)

    def add(name: str, kind: str) -> None:
        if name not in known and (name in certain or names.plain(name) not in words("not_names")):
            known[name] = kind

    for candidate in candidates:
        if candidate.kind not in SPREADING or not candidate.text[:1].isupper():
            continue
        text = names.squeezed(candidate.text)
        add(text, candidate.kind)
        key = names.person_words(text)
        if candidate.kind == "person" and len(key) > 1 and len(key[-1]) > 2 and key[-1] not in words("ambiguous_names"):
            add(key[-1], "person")
    return known


def _in_sentence(
    sentence: Sentence, text: str, known: dict[str, str], taken: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """The known names in a sentence that are not taken yet, and what of the taken ones is only a piece of these."""
    found: list[Candidate] = []
    pieces: list[Candidate] = []
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        match = _longest(tokens, i, text, known) if tokens[i].text[:1].isupper() else None
        if match is None:
            i += 1
            continue
        count, name = match
        start, end = tokens[i].start, tokens[i].start + len(text[tokens[i].start : tokens[i + count - 1].end])
        inside = [c for c in taken if start < c.end and c.start < end]
        is_free = all(_is_piece(c, start, end) for c in inside)
        if is_free and not _is_part_of_name(tokens, i, count) and not _is_ticker(text, start, end):
            found.append(Candidate(sentence.part, sentence.number, start, end, text[start:end], known[name]))
            pieces += inside
        i += count
    return found, pieces


def _is_piece(candidate: Candidate, start: int, end: int) -> bool:
    """Whether a candidate is less than the name that stands there: "Commission" of "Securities and Exchange Commission"."""
    return start <= candidate.start and candidate.end <= end and candidate.end - candidate.start < end - start


def _is_ticker(text: str, start: int, end: int) -> bool:
    """Whether brackets make the letters the sign of a share: "Quarry Foods <UK>"."""
    return text[start - 1 : start] == "<" and text[end : end + 1] == ">"


def _longest(tokens: tuple[Token, ...], i: int, text: str, known: dict[str, str]) -> tuple[int, str] | None:
    for count in range(min(LONGEST, len(tokens) - i), 0, -1):
        name = names.squeezed(text[tokens[i].start : tokens[i + count - 1].end])
        if name in known:
            return count, name
    return None


def _is_part_of_name(tokens: tuple[Token, ...], i: int, count: int) -> bool:
    """Whether a capitalised name goes on to either side, so that the words belong to something longer."""
    before = tokens[i - 1] if i else None
    after = tokens[i + count] if i + count < len(tokens) else None
    goes_on = after is not None and after.pos == "PROPN" and after.dep not in ("nsubj", "ROOT") and not after.entity
    begins = before is not None and before.pos == "PROPN" and before.head == tokens[i + count - 1].index
    is_first_word = tokens[i].index == 0 and count == 1 and tokens[i].pos not in ("PROPN", "", "ADJ", "NOUN")
    return (
        is_first_word
        or (goes_on and tokens[i + count - 1].head == after.index if after is not None else False)
        or (begins and not names.is_title(before.text) if before is not None else False)
    )
