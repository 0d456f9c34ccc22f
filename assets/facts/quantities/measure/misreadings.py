"""What the words beside a count of harm say against its measure.

Who was thought dead and is found alive is no dead, and a body of 12 jurists is none either.

Belongs here: turns of phrase that take a measure back which grammar alone gives (measures.py).
Does not belong here: negation, modals and words of fear, which are a fact's polarity (stance.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import PEOPLE_HELD, PEOPLE_ONLY

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

OF_PEOPLE = PEOPLE_ONLY | PEOPLE_HELD | {"homeless", "infected", "displaced"}
NAMES_OF_PEOPLE = ("men", "ers", "ors", "ists", "ians", "ans")
HARM = {"killed", "injured", "missing", "hospitalised", "detained", "abducted"}
# 'Killed or wounded 15,000': filed under what is named first, as 'were killed or wounded' is.
EITHER_BEFORE = re.compile(
    r"\b(?P<first>kill|injur|wound)\w*\sor\s(?:\w+ly\s)?(?:kill|injur|wound|captur|maim)\w*\s"
    r"(?:(?:at|least|more|than|about|around|some|nearly|almost|over|up|to|as|many|another|the)\s){0,4}$",
    re.IGNORECASE,
)
ALIVE = re.compile(
    r"[^.;]{0,90}?\b(?:thought|believed|feared|presumed|reported|declared|listed|previously|once|earlier|originally)\b[^.;]{0,40}"
    r"\b(?:(?:found|turned\sup|discovered|located|were|was|are|is|emerged|safe\sand)\s(?:\w+\s){0,2}?(?:alive|safe|unharmed|unhurt|well)"
    r"|(?:been|were|was)\s(?:since\s)?(?:found|located|reunited|accounted\sfor))\b",
    re.IGNORECASE,
)
ONE_BODY_OF = re.compile(r"\bbody\sof\s(?:[a-z]+\s){0,2}$", re.IGNORECASE)
CASES = {"case"}
# 'A mother of three was killed': three are no dead.
PARENT_OF = re.compile(r"\b(?P<kin>mother|father|mom|mum|dad|parents?|grandmother|grandfather)\sof\s$", re.IGNORECASE)
# 'The deaths of 25 children in state custody': what is said of them before their death comes after it.
DEATHS_OF = re.compile(r"\b(?:deaths?|killings?|murders?)\sof\s(?:the\s|all\s)?$", re.IGNORECASE)
FOUND = "find"


def amend(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> None:
    """Take back measures that the words beside the count speak against, and nouns that the measure speaks against."""
    for q in found:
        if q.noun_is_elided and q.measure in OF_PEOPLE and not _counts_people(q, found, lexicon):
            # 'Rockets hit 12 sites, killing 30': no sites are dead.
            q.counted, q.counted_lemma = None, ""
        if q.measure not in HARM or q.unit is not None:
            continue
        before, behind = tree.text[max(0, q.start - 80) : q.start], tree.text[q.end : q.end + 160]
        if either := EITHER_BEFORE.search(before):
            q.measure = "killed" if either["first"].lower() == "kill" else "injured"
        elif q.measure in ("killed", "missing") and ALIVE.match(behind):
            q.measure = FOUND
        elif q.measure == "killed" and ONE_BODY_OF.search(before) and (q.value or 0) > 1:
            # 'a body of 12 jurists': an institution, and nobody's remains.
            q.measure = "body"
        elif q.measure in ("detained", "hospitalised") and DEATHS_OF.search(before):
            q.measure = "killed"
        elif parent := PARENT_OF.search(before):
            q.measure = parent["kin"].lower()
        elif q.measure == "killed" and q.counted_lemma in CASES:
            q.measure = "infected"


def _counts_people(q: Quantity, found: Sequence[Quantity], lexicon: Lexicon) -> bool:
    """Whether the noun that a count took over is one for people or their harm, or the count it is of tells of people too."""
    if any(o.counted == q.counted and not o.noun_is_elided and o.measure in OF_PEOPLE for o in found):
        return True
    words = re.findall(r"[a-z]+", (q.counted or "").lower())
    return any(
        any(lexicon.has(kind, word) for kind in ("people", "person", "says_itself")) or word.endswith(NAMES_OF_PEOPLE)
        for plural in (*words, q.counted_lemma)
        for word in (plural, plural.removesuffix("s"), re.sub(r"ies$", "y", plural))
    )
