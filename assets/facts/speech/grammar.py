"""What the parse of one sentence tells: who governs what, who is whose subject.

Belongs here: questions about one parsed sentence that have nothing to do with speech.
Does not belong here: cues and quotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assets.facts.document import Sentence, Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
SHARING = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "dep", "parataxis", "aux", "ccomp"})
WRITTEN = frozenset(
    {"statement", "email", "e-mail", "letter", "tweet", "memo", "message", "note", "post", "release", "video"}
)
EDGE_MARKS = " \t\n\r\xa0,;:–—-"


class Tree:
    """One parsed sentence with its tokens' children at hand."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                self._children[token.head].append(token)

    def children(self, token: Token) -> list[Token]:
        """The tokens that `token` governs, in order."""
        return self._children[token.index]

    def child(self, token: Token, deps: Collection[str]) -> Token | None:
        """The first child with one of the relations."""
        for child in self._children[token.index]:
            if child.dep in deps:
                return child
        return None

    def head(self, token: Token) -> Token:
        """The governor; the token itself at the root."""
        return self.tokens[token.head]

    def subtree(self, token: Token, without: Collection[int] = ()) -> list[Token]:
        """The token and all it governs, in order; branches that start at an index in `without` are left out."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            if current.index in without:
                continue
            found.append(current)
            stack.extend(self._children[current.index])
        found.sort(key=_index)
        return found

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Governor, its governor and so on up to the root."""
        current = token
        for _ in range(len(self.tokens)):
            if current.head == current.index:
                return
            current = self.tokens[current.head]
            yield current

    def is_within(self, token: Token, other: Token) -> bool:
        """Whether `token` is `other` or governed by it, directly or not."""
        return token.index == other.index or any(a.index == other.index for a in self.ancestors(token))

    def subject(self, verb: Token) -> Token | None:
        """Who does what the verb says: its own subject, that of the verb it is joined to, or the noun it is said of."""
        current = verb
        for _ in range(6):
            own = [c for c in self._children[current.index] if c.dep in SUBJECTS]
            if own:
                # Of two the nearer one: the parse takes a dateline for the first.
                return next((c for c in reversed(own) if c.index < current.index), own[0])
            if self.is_passive(current):
                # "was accused, saying": what follows a passive is said by whom the passive is about.
                return self.child(current, PASSIVE_SUBJECTS) if current.index != verb.index else None
            if current.dep == "acl" and current.tag == "VBG":
                return self._issuer(self.head(current))
            if (blamed := self._blamed(current)) is not None:
                return blamed
            governor = self._joined_to(current)
            if governor is None or governor.pos not in VERBAL:
                return governor if current.dep == "acl" else None
            thing = self.child(governor, ("dobj", "dative")) if current.dep == "xcomp" else None
            if thing is not None and governor.lemma != "promise":
                return thing
            current = governor
        return None

    def antecedent(self, pronoun: Token) -> Token:
        """The noun that a relative pronoun stands for; any other token itself."""
        if pronoun.text.lower() not in RELATIVE_PRONOUNS:
            return pronoun
        clause = next((a for a in self.ancestors(pronoun) if a.dep == "relcl"), None)
        return self.head(clause) if clause is not None else pronoun

    def _blamed(self, verb: Token) -> Token | None:
        """Who is said to do what stands behind 'of' or 'for': "accused Moe of lying", "blamed her for refusing"."""
        prep = self.head(verb)
        if verb.dep != "pcomp" or prep.dep != "prep" or prep.lemma.lower() not in ("of", "for", "from", "into"):
            return None
        return self.child(self.head(prep), ("dobj",)) if self.head(prep).pos in VERBAL else None

    def _issuer(self, noun: Token) -> Token:
        """Who a written thing comes from: "she released a statement saying"; the noun itself where none does."""
        governor = self.head(noun)
        if noun.dep == "dobj" and noun.lemma.lower() in WRITTEN and governor.pos in VERBAL:
            return self.child(governor, SUBJECTS) or noun
        return noun

    def _joined_to(self, verb: Token) -> Token | None:
        """The governor whose subject a verb without one of its own shares."""
        if verb.dep not in SHARING:
            return None
        governor = self.head(verb)
        return self.head(governor) if governor.dep == "prep" else governor

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb has a passive auxiliary or subject, or is a bare past participle behind a noun."""
        if any(c.dep in ("auxpass", "nsubjpass", "csubjpass") for c in self._children[verb.index]):
            return True
        if verb.tag != "VBN" or any(c.dep == "aux" for c in self._children[verb.index]):
            return False
        return verb.dep == "acl" or (verb.dep == "advcl" and self.child(verb, SUBJECTS) is None)

    def agent(self, verb: Token) -> Token | None:
        """The noun behind 'by' in a passive."""
        by = self.child(verb, ("agent",))
        return self.child(by, ("pobj",)) if by is not None else None

    def phrase(self, noun: Token) -> tuple[int, int]:
        """Offsets of a noun with what belongs to it, up to a relative clause or an apposition of no use."""
        tokens = self.subtree(noun)
        return bounds(tokens)


def _index(token: Token) -> int:
    return token.index


def bounds(tokens: list[Token]) -> tuple[int, int]:
    """Offsets from the first to the last of the tokens, without punctuation at the edges."""
    tokens = sorted(tokens, key=_index)
    first, last = 0, len(tokens) - 1
    while first < last and tokens[first].text in EDGE_MARKS + ".":
        first += 1
    while last > first and tokens[last].text in EDGE_MARKS + ".":
        last -= 1
    return tokens[first].start, tokens[last].end
