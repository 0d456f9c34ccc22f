"""Who a source is: names, pronouns and nominals resolved where the text decides it.

A name is who it names.  "He" and "she" are the last person before them whom the pronoun fits, first the one who
spoke or was the subject.  "The ministry" and "the Ukrainian leader" are the one named thing that is one.  Anything
else stays what the text calls it, and a pronoun that nothing decides stays open.
Belongs here: from a source phrase to a speaker.
Does not belong here: finding the source phrase (readings.py, quoted.py), kinds of source (sources.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING

from assets.facts.entities.identity.names import plain
from assets.facts.speech.quote import Quote
from assets.facts.speech.source import sources
from assets.facts.speech.source.roles import Roles

if TYPE_CHECKING:
    from assets.facts.document import Document, Sentence, Token
    from assets.facts.entities.mention import Mention
    from assets.facts.speech.draft import Draft

SPEAKING_KINDS = frozenset({"person", "organisation", "place", "group"})
PERSONAL = {"he": "he", "his": "he", "she": "she", "her": "she"}
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
OPEN = frozenset(
    {"i", "we", "you", "they", "it", "them", "us", "me", "him", "her", "his", "their", "its", "my", "our", "your"}
)
GOVERNING = frozenset({"leader", "president", "premier", "chancellor", "king", "ruler"})
GENERIC = frozenset(
    {"man", "woman", "people", "person", "official", "officials", "source", "sources", "resident", "residents"}
)
LOOK_BACK = 3
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


class Resolver:
    """Resolves the speakers of one document; quotes must come in text order, for speakers carry over."""

    def __init__(self, document: Document, mentions: list[Mention]) -> None:
        self._document = document
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            self._by_sentence.setdefault(mention.sentence_no, []).append(mention)
        self._sentences = {s.number: s for s in document.sentences}
        self._starts: dict[str, list[tuple[int, Sentence]]] = {}
        for sentence in document.sentences:
            self._starts.setdefault(sentence.part, []).append((sentence.start, sentence))
        self._roles = Roles(document, mentions)
        self._named_by = self._by_noun(mentions)
        self._spoke: list[tuple[int, str]] = []
        self._last_spoke: tuple[int, Mention] | None = None
        self._plural: tuple[Sentence, str] | None = None
        self._marks: dict[str, list[tuple[int, int]]] = {}

    def set_marks(self, part: str, marks: list[tuple[int, int]]) -> None:
        """Tell where quoted words stand in a part: names in them are not who is spoken of around them."""
        self._marks[part] = marks

    def quote(self, draft: Draft, part: str, text: str) -> Quote:
        """The finished quote of one draft."""
        content = _trimmed(draft, text)
        mention, resolution, phrase = self._resolve(draft, part, text)
        if mention is not None and draft.cue is not None:
            insort(self._spoke, (draft.cue[0], mention.entity_id))
            self._last_spoke = (draft.cue[0], mention)
        if draft.cue is not None and resolution in ("named", "nominal"):
            is_plural = mention is None and draft.source_token is not None and draft.source_token.tag == "NNS"
            self._plural = (draft.sentence, phrase) if is_plural and phrase else None
        source = draft.source
        head = draft.source_token.text if draft.source_token is not None else ""
        kind = None
        if phrase:
            names = [mention.name] if mention else []
            roles = self._roles.of(mention.entity_id) if mention and mention.kind == "person" else ""
            kind = sources.kind_of(phrase, head if resolution != "pronoun" else "", names, roles)
            # A country or a capital that states something is its government.
            if mention and mention.kind == "place" and kind in ("other", "witness"):
                kind = "official"
        cue = draft.cue
        return Quote(
            part=part,
            sentence_no=draft.sentence.number,
            start=content[0][0],
            end=content[-1][1],
            content_spans=tuple(content),
            text=" ... ".join(text[start:end] for start, end in content),
            form=_form(draft, content),
            source_start=source[0] if source else None,
            source_end=source[1] if source else None,
            source_text=text[source[0] : source[1]] if source else None,
            speaker=mention.name if mention else (phrase if resolution in ("nominal", "pronoun") else None),
            speaker_entity_id=mention.entity_id if mention else None,
            speaker_resolution=resolution,
            source_kind=kind,
            via=self._via(draft, mention, text),
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            cue=text[cue[0] : cue[1]] if cue else None,
        )

    # ------------------------------------------------------------ who
    def _resolve(self, draft: Draft, part: str, text: str) -> tuple[Mention | None, str, str | None]:
        """(who, how they were resolved, the phrase that names them)."""
        token, source = draft.source_token, draft.source
        if token is None or source is None:
            return None, "unresolved", None
        sentence = draft.source_sentence or self._sentence_of(draft, part, source)
        word = token.text.lower()
        if word in RELATIVE:
            token = _antecedent(sentence, token)
            if token.text.lower() in RELATIVE:
                return None, "unresolved", text[source[0] : source[1]]
            source = _phrase(sentence, token)
            word = token.text.lower()
        phrase = text[source[0] : source[1]]
        if word in PERSONAL:
            mention = self._person_for(PERSONAL[word], token, sentence)
            return mention, "pronoun" if mention else "unresolved", phrase
        if word == "it":
            mention = self._body_for(token, sentence)
            return mention, "pronoun" if mention else "unresolved", phrase
        if word == "they" and (spoke := self._they(part, sentence)) is not None:
            return None, "pronoun", spoke
        if word in OPEN:
            return None, "unresolved", phrase
        mention = self._named(token, source, sentence)
        if mention is not None:
            return mention, "named", phrase
        mention = self._nominal(token, source, sentence, phrase)
        shown = ARTICLE.sub("", phrase) if not phrase[:1].isdigit() else phrase
        return mention, "nominal", phrase if mention else shown

    def _sentence_of(self, draft: Draft, part: str, source: tuple[int, int]) -> Sentence:
        if draft.sentence.start <= source[0] < draft.sentence.end:
            return draft.sentence
        sentences = self._starts.get(part, [])
        at = bisect_right(sentences, source[0], key=lambda entry: entry[0]) - 1
        return sentences[at][1] if at >= 0 and source[0] < sentences[at][1].end else draft.sentence

    def _named(self, token: Token, source: tuple[int, int], sentence: Sentence) -> Mention | None:
        """The mention that is the phrase's head, or stands in apposition to it."""
        here = [m for m in self._by_sentence.get(sentence.number, ()) if m.kind in SPEAKING_KINDS]
        for mention in here:
            if mention.start <= token.start < mention.end and mention.kind != "group":
                return mention
        if not sentence.is_parsed:
            return None
        heads = [t for t in sentence.tokens if t.head == token.index and t.dep == "appos"]
        for head in heads:
            for mention in here:
                if mention.kind == "person" and mention.start <= head.start < mention.end:
                    return mention
        text = self._document.part(sentence.part)
        for mention in here:
            is_beside = source[0] < mention.start < source[1] and text[mention.start - 2 : mention.start] == ", "
            if mention.kind == "person" and is_beside and token.pos == "NOUN" and sources.can_speak(token):
                return mention
        return None

    def _person_for(self, pronoun: str, token: Token, sentence: Sentence) -> Mention | None:
        """The person whom 'he' or 'she' is: who spoke last or was the subject last, and whom the pronoun fits."""
        candidates = self._people_before(token, sentence)
        fitting = [m for m in candidates if self._roles.pronoun(m.entity_id) in (pronoun, None)]
        known = {m.entity_id for m in fitting if self._roles.pronoun(m.entity_id) == pronoun}
        if not fitting:
            return None
        for mention in fitting:
            if not known or mention.entity_id in known:
                return mention
        return fitting[0]

    def _body_for(self, token: Token, sentence: Sentence) -> Mention | None:
        """The body that 'it' is: the one that spoke last, if no other is named between."""
        if token.dep not in ("nsubj", "nsubjpass") or self._last_spoke is None:
            return None
        at, last = self._last_spoke
        if last.kind != "organisation" or last.part != sentence.part or last.sentence_no < sentence.number - LOOK_BACK:
            return None
        others = {
            m.entity_id
            for number in range(last.sentence_no, sentence.number + 1)
            for m in self._by_sentence.get(number, ())
            if m.kind == "organisation" and at < m.start < token.start and m.part == sentence.part
        }
        return last if others <= {last.entity_id} else None

    def _they(self, part: str, sentence: Sentence) -> str | None:
        """The phrase of the many who spoke last: "rescuers said ... they said"; None where others spoke since."""
        if self._plural is None:
            return None
        home, phrase = self._plural
        return phrase if home.part == part and 0 <= sentence.number - home.number <= LOOK_BACK else None

    def _people_before(self, token: Token, sentence: Sentence) -> list[Mention]:
        """People named before a place, likeliest first: by sentence backwards, in each the subject first."""
        found: list[Mention] = []
        for number in range(sentence.number, max(-1, sentence.number - LOOK_BACK - 1), -1):
            other = self._sentences.get(number)
            if other is None or other.part != sentence.part:
                break
            people = [
                m
                for m in self._by_sentence.get(number, ())
                if m.kind == "person" and m.start < token.start and not self._is_quoted(other.part, m.start)
            ]
            first, last = bisect_left(self._spoke, (other.start, "")), bisect_left(self._spoke, (other.end, ""))
            spoke = {entity_id for _, entity_id in self._spoke[first:last]}
            people.sort(key=lambda m, s=other, k=spoke: (m.entity_id not in k, not _is_subject(s, m), m.start))  # type: ignore[misc]
            found.extend(people)
        return found

    def _is_quoted(self, part: str, at: int) -> bool:
        marks = self._marks.get(part, [])
        before = bisect_right(marks, at, key=lambda mark: mark[0]) - 1
        return before >= 0 and at < marks[before][1]

    def _nominal(self, token: Token, source: tuple[int, int], sentence: Sentence, phrase: str) -> Mention | None:
        """The named thing that "the ministry" or "the Ukrainian leader" is, if the article names just one such."""
        words = plain(phrase).split()
        if not words or words[0] not in ("the", "this") or token.lemma.lower() in GENERIC:
            return None
        head = plain(token.lemma or token.text)
        modifiers = {w for w in words[1:] if w != plain(token.text)}
        if len(modifiers) > 2 or token.tag in ("NNS", "NNPS"):
            return None
        found: list[Mention] = []
        for entity_id, entity in self._named_by.get((sentence.part, head), {}).items():
            if entity[0].start >= source[0] or len(found) > 1:
                break
            if entity[0].kind == "organisation" and modifiers:
                continue
            if entity[0].kind == "person" and not modifiers <= self._roles.words_of(entity_id):
                continue
            found.append(entity[bisect_left(entity, source[0], key=lambda mention: mention.start) - 1])
        return found[0] if len(found) == 1 else None

    def _by_noun(self, mentions: list[Mention]) -> dict[tuple[str, str], dict[str, list[Mention]]]:
        """By part and the noun that may stand for them: the named bodies and people, by entity, all in text order."""
        found: dict[tuple[str, str], dict[str, list[Mention]]] = {}
        for mention in sorted(mentions, key=lambda mention: mention.start):
            nouns: set[str] = set()
            if mention.kind == "organisation":
                name = plain(mention.name)
                nouns = {*name.split()[-1:], *name.split(" of ")[0].split()}
            elif mention.kind == "person":
                nouns = set(self._roles.words_of(mention.entity_id))
                nouns |= GOVERNING if GOVERNING & nouns else set()
            for noun in nouns:
                found.setdefault((mention.part, noun), {}).setdefault(mention.entity_id, []).append(mention)
        return found

    # ------------------------------------------------------------ through whom
    def _via(self, draft: Draft, mention: Mention | None, text: str) -> str | None:
        """The outlet that the words came through: the source itself, or whom it told."""
        if mention is not None and sources.is_outlet(mention.name):
            return mention.name
        if draft.cue is None:
            return None
        edge = draft.cue[1]
        nearby = [m for m in self._by_sentence.get(draft.sentence.number, ()) if m.start >= edge]
        start = draft.cue[0]
        told = sources.outlet_told(text, (start, start + 120), nearby)
        return told.name if told else None


def _trimmed(draft: Draft, text: str) -> list[tuple[int, int]]:
    """The content's pieces without blanks at their edges; those that overlap are one."""
    content: list[tuple[int, int]] = []
    for start, end in sorted(draft.content):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if content and start < content[-1][1]:
            content[-1] = (content[-1][0], max(end, content[-1][1]))
        elif start < end:
            content.append((start, end))
    return content


def _form(draft: Draft, content: list[tuple[int, int]]) -> str:
    in_marks = sum(end - start for start, end in draft.quoted)
    whole = sum(end - start for start, end in content)
    if not in_marks:
        return "indirect"
    return "direct" if in_marks >= 0.9 * whole else "mixed"


def _antecedent(sentence: Sentence, relative: Token) -> Token:
    """The noun that a relative pronoun stands for; the name where it only tells what he is: 'Ana Brook, a clerk who said'."""
    clause = sentence.tokens[relative.head]
    for _ in range(4):
        if clause.dep == "relcl":
            noun = sentence.tokens[clause.head]
            named = sentence.tokens[noun.head]
            return named if noun.dep == "appos" and named.pos == "PROPN" else noun
        if clause.head == clause.index:
            break
        clause = sentence.tokens[clause.head]
    return relative


def _phrase(sentence: Sentence, token: Token) -> tuple[int, int]:
    """A noun with the words before it that belong to it."""
    first = token
    for other in sentence.tokens:
        if (
            other.head == token.index
            and other.index < first.index
            and other.dep in ("compound", "amod", "poss", "det", "nummod")
        ):
            first = other
    return first.start, token.end


def _is_subject(sentence: Sentence, mention: Mention) -> bool:
    return any(t.dep in ("nsubj", "nsubjpass") and mention.start <= t.start < mention.end for t in sentence.tokens)
