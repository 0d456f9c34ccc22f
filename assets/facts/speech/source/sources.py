"""What kind of source a phrase names, and through which outlet its words came.

Belongs here: kind of source, and the outlet that an article cites for them.
Does not belong here: who the source is (speakers.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assets.facts.entities.identity.names import plain
from assets.facts.entities.tables import rows
from assets.facts.speech.cues import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assets.facts.document import Token
    from assets.facts.entities.mention import Mention

SPEAKING_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
SPEAKING_PRONOUNS = frozenset(
    {"he", "she", "they", "we", "i", "you", "who", "some", "many", "others", "both", "one", "everyone", "people"}
)
OUTLET_ENDING = re.compile(
    r"\b(?:times|post|news|herald|tribune|journal|gazette|chronicle|telegraph|observer|radio|tv|television|broadcasting|"
    r"magazine|news agency|press|daily|weekly|globe|guardian|mirror|inquirer|dispatch|examiner|sentinel|courier|today)$"
)
TOLD_TO = re.compile(
    r"^(?:,?\s*(?:in|during|to|with|on|by|an?|the|telephone|phone|exclusive|interview|interviews|comments?|remarks?|"
    r"statement|email|e-mail|emails|appearance|told|tells|telling|as|quoted|cited|reported|first)\b[\s,]*)+$",
    re.IGNORECASE,
)
LINKS_OUTLET = re.compile(
    r"\b(?:interview|interviews|told|tells|telling|quoted|cited|reported|statement to|comments? to|emails? to)\b"
)


@cache
def outlets() -> frozenset[str]:
    """Plain names of news outlets and agencies of the lexicon."""
    table = rows("outlets.tsv", 2, LEXICON)
    return frozenset(plain(name) for canonical, others in table for name in [canonical, *others.split("|")] if name)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a news outlet or agency."""
    bare = plain(name).removeprefix("the ")
    return bare in outlets() or OUTLET_ENDING.search(bare) is not None


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = rows("sources.tsv", 2, LEXICON)
    return tuple(
        (
            kind,
            re.compile(
                rf"(?<![\w-])(?:{'|'.join(re.escape(w) + ('s?' if w[-1].isalpha() else '') for w in words.split('|'))})(?![\w])"
            ),
        )
        for kind, words in table
    )


def can_speak(token: Token) -> bool:
    """Whether a noun or pronoun names someone or something that states things: people, bodies, documents."""
    if token.entity in SPEAKING_LABELS or token.text.lower() in SPEAKING_PRONOUNS:
        return True
    word = plain(token.lemma or token.text)
    if token.pos == "PROPN" and token.text[:1].isupper():
        return True
    return word in _speaking_nouns() or word.endswith(("er", "or", "ist", "man", "woman", "person", "ian", "ee", "ant"))


@cache
def _speaking_nouns() -> frozenset[str]:
    return frozenset(word for _, words in rows("sources.tsv", 2, LEXICON) for word in words.split("|"))


def is_document(token: Token) -> bool:
    """Whether a noun names something written or counted that states things: a report, a study, records."""
    return dict(_kinds())["document"].fullmatch(plain(token.lemma or token.text)) is not None


def kind_of(phrase: str, head: str, names: Iterable[str], roles: str = "") -> str:
    """The kind of source (schemas.SOURCE_KINDS) of a phrase with its head word.

    `names` are the names it resolves to; `roles` what the article says elsewhere that the person is.
    """
    if any(is_outlet(name) for name in names):
        return "media"
    whole = plain(phrase)
    if dict(_kinds())["anonymous"].search(whole):
        return "anonymous"
    own_kind = _first_kind(plain(head))
    if own_kind not in (None, "official"):
        return str(own_kind)
    # Of a named person the words about his deeds ("who criticised the report") say nothing of what he is.
    described = plain(roles) + " " + re.split(r",|\bwho\b|\bwhich\b", whole)[0] if roles else whole
    return _first_kind(described) or _first_kind(" ".join(plain(name) for name in names)) or own_kind or "other"


def _first_kind(text: str) -> str | None:
    return next((kind for kind, pattern in _kinds() if kind != "anonymous" and pattern.search(text)), None)


def outlet_told(text: str, span: tuple[int, int], mentions: Iterable[Mention]) -> Mention | None:
    """The outlet that words were given to, named near the cue: "told the Gazette", "in an interview with the Gazette"."""
    for mention in mentions:
        if span[0] <= mention.start < span[1] and is_outlet(mention.name):
            between = text[span[0] : mention.start]
            if TOLD_TO.match(between) and LINKS_OUTLET.search(between):
                return mention
    return None
