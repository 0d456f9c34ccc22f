"""What an article says its people are: "Ukrainian President", "a spokesman for the harbour", she or he.

Belongs here: the roles and pronouns of named people.  Does not belong here: resolving anything with them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities.identity.names import person_words, plain
from assets.facts.entities.tables import rows
from assets.facts.speech.cues import LEXICON

if TYPE_CHECKING:
    from assets.facts.document import Document
    from assets.facts.entities.mention import Mention

BEFORE = re.compile(
    r"(?:[A-Z][\w.’'-]*|of|for|and|the|vice|prime|former|deputy|[a-z]+(?:man|woman|person|or|er|ist|ant|ent))$"
)
BEHIND = re.compile(r"^,\s+(?:\d+,\s+)?((?:the|a|an|its|his|her|their|who|[A-Z])[^,;.()“”\"]{2,70})")
SHE_TITLES = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "dame", "lady", "baroness", "queen", "princess", "duchess"})
HE_TITLES = frozenset({"mr", "mr.", "sir", "lord", "king", "prince", "duke", "pope", "baron", "fr.", "imam", "sheikh"})
HER_WORDS = re.compile(
    r"\b(?:spokeswoman|congresswoman|chairwoman|businesswoman|actress|mother|wife|daughter|sister|woman|girl|widow)\b"
)
HIS_WORDS = re.compile(r"\b(?:spokesman|congressman|chairman|businessman|father|husband|son|brother|boy|man)\b")


@cache
def pronoun_of_name() -> dict[str, str]:
    """Plain given name -> 'he' or 'she'."""
    return {plain(name): pronoun for pronoun, names in rows("given_names.tsv", 2, LEXICON) for name in names.split("|")}


class Roles:
    """The roles and pronouns of the people of one document, by entity id."""

    def __init__(self, document: Document, mentions: list[Mention]) -> None:
        self._said: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        self._pronoun: dict[str, str] = {}
        for mention in mentions:
            if mention.kind == "person":
                self._read(document.part(mention.part), mention)
        self._texts = {
            key: " ".join(word for said in all_said for word in said) for key, all_said in self._said.items()
        }
        self._words = {key: frozenset(text.split()) for key, text in self._texts.items()}

    def of(self, entity_id: str) -> str:
        """All that the article calls a person, in lower case; what it says again stands once."""
        return self._texts.get(entity_id, "")

    def words_of(self, entity_id: str) -> frozenset[str]:
        """The words of it."""
        return self._words.get(entity_id, frozenset())

    def pronoun(self, entity_id: str) -> str | None:
        """'he', 'she' or None where nothing tells."""
        return self._pronoun.get(entity_id)

    def _read(self, text: str, mention: Mention) -> None:
        inside = mention.text.split()
        own = len(person_words(mention.name))
        before = [*_words_before(text, mention.start), *(inside[: max(0, len(inside) - own)] or inside[:-1])]
        behind = BEHIND.match(text[mention.end : mention.end + 90])
        said = [*before, *(behind.group(1).split() if behind else [])]
        self._said[mention.entity_id].setdefault(tuple(plain(word) for word in said))
        pronoun = self._tell(before, " ".join(plain(word) for word in said), mention.name)
        if pronoun:
            self._pronoun.setdefault(mention.entity_id, pronoun)

    def _tell(self, before: list[str], said: str, name: str) -> str | None:
        last = before[-1].casefold() if before else ""
        if last in SHE_TITLES or HER_WORDS.search(said):
            return "she"
        if last in HE_TITLES or HIS_WORDS.search(said):
            return "he"
        words = person_words(name)
        return pronoun_of_name().get(plain(words[0])) if len(words) > 1 else None


def _words_before(text: str, start: int) -> list[str]:
    """The words of office right before a name, at most six."""
    found: list[str] = []
    for word in reversed(text[max(0, start - 80) : start].split()):
        if len(found) == 6 or not BEFORE.match(word):
            break
        found.insert(0, word)
    while found and found[0] in ("of", "for", "and", "the"):
        found.pop(0)
    return found
