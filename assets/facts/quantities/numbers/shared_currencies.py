"""Whose money a word is that several countries use: "crowns", "pesos", "rupees", "Rs".

Belongs here: choosing the country among those that the text names.
Does not belong here: the words (lexicon/shared_currencies.tsv), and reading them behind a number (unit_words.py, money.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.numbers.money import any_of

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.entities import Mention
    from assets.facts.quantities.lexicon import Lexicon, Unit


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> re.Pattern[str]:
    words = [word for word in lexicon.shared_currencies if word.islower()]
    signs = [word for word in lexicon.shared_currencies if not word.islower()]
    return re.compile(rf"(?<![^\W\d_])(?:(?i:{any_of(words)})|{any_of(signs)})(?![^\W\d_])")


def countries_of(mentions: Sequence[Mention]) -> Counter[str]:
    """How often the text names each country, by its places and its people."""
    return Counter(m.country_code for m in mentions if m.country_code)


def money_here(
    sentence: Sentence, mentions: Sequence[Mention], countries: Counter[str], lexicon: Lexicon
) -> Mapping[int, Unit]:
    """The currency of each shared word, by its end in the sentence, where the text names a country that has such money.

    `mentions` are those of the sentence; the last one before the word decides, else the first behind it, else the
    country that the whole text names most.
    """
    chosen: dict[int, Unit] = {}
    for match in _words(lexicon).finditer(sentence.text):
        shared = lexicon.shared_currencies
        by_country = shared.get(match[0]) or shared[match[0].lower()]
        position = sentence.start + match.start()
        near = [m for m in mentions if m.country_code in by_country and m.part == sentence.part]
        before = [m for m in near if m.start < position]
        country = before[-1].country_code if before else near[0].country_code if near else None
        country = country or max(by_country, key=countries.__getitem__)
        if near or countries[country]:
            chosen[match.end()] = by_country[country]
    return chosen
