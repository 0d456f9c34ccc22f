"""Whose money a word is that several countries use: "crowns", "pesos", "rupees", "Rs".

Belongs here: choosing the country among those that the text names.
Does not belong here: the words (lexicon/shared_currencies.tsv), and reading them behind a number (unit_words.py, money.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.entities import Mention
    from assets.facts.quantities.lexicon import Lexicon, Unit


def countries_of(mentions: Sequence[Mention]) -> Counter[str]:
    """How often the text names each country, by its places and its people."""
    return Counter(m.country_code for m in mentions if m.country_code)


@dataclass(frozen=True, slots=True)
class Purse:
    """What is known of whose money a sentence tells: its mentions, and how often the whole text names each country."""

    start: int = 0
    mentions: Sequence[Mention] = ()
    countries: Counter[str] = field(default_factory=Counter)

    def money(self, word: str, position: int, lexicon: Lexicon) -> Unit | None:
        """The currency that the word or sign at this position of the sentence stands for; None where nothing tells.

        The country named last before it decides, else the first behind it, else the one that the whole text names
        most; only countries whose money goes by the word count.
        """
        by_country = lexicon.shared_currencies.get(word)
        if not by_country or not self.countries:
            return None
        near = [m for m in self.mentions if m.country_code in by_country]
        before = [m for m in near if m.start < self.start + position]
        country = before[-1].country_code if before else near[0].country_code if near else None
        country = country or max(by_country, key=self.countries.__getitem__)
        return by_country[country] if near or self.countries[country] else None


UNKNOWN = Purse()


def purse_of(sentence: Sentence, mentions: Sequence[Mention], countries: Counter[str]) -> Purse:
    """For a sentence with the mentions in it."""
    return Purse(sentence.start, mentions, countries) if countries else UNKNOWN
