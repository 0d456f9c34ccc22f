"""The word "one" where it counts nothing: 'the one we got', 'one of them', 'one by one', 'one expert said'.

Belongs here: telling the pronoun and the article from the number.
Does not belong here: what is said of those that count (measures.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.measure.measures import LISTED

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

WORD_ONE_ALONE = re.compile(
    r"\s(?:and|who|that|which|is|was|has|had|in\s(?:the|a|an|which|another)|to\s(?:the|be|watch|blame)|can|could|would|should|may|might|must|will|at|more\sthing|another|thing|day\b|time\b|side\b|by\sone|or\sthe\sother|after|such|with|from|on|for|wants?|needs?|knows?|of\s(?:us|them|you|those|these|its|his|her|their|our|my|the\s(?:most|best|worst|first|last|few|world|country|greatest|largest|biggest|highest|only|top|\w+est)\b|\w+['’]s\s(?:most|best|\w+est)))\b",
    re.IGNORECASE,
)
HARMED = re.compile(
    r"\b(?:kill|injur|wound|hurt|arrest|detain|rescu)\w*\s(?:at\sleast\s|only\s|just\s)?$", re.IGNORECASE
)
ONE_BEFORE = re.compile(
    r"\b(?:no|number|any|every|each|this|that|the|which|some|another|other|everyone|only|new|old|big|small|good|bad|first|last|next|right|wrong|own|different|similar|a|an|loved|little|previous|later|latter|current|single|former|easy|hard|tough|key|by)[\s-]$",
    re.IGNORECASE,
)
ONE_LIMITED = re.compile(r"\b(?:just|only|least|most|single|exactly|than)\s$", re.IGNORECASE)


def without_lone_ones(tree: Tree, found: list[Quantity]) -> list[Quantity]:
    """The quantities without those "one"s that count nothing: 'the one we got', 'one expert said', 'one option was'.

    It counts where a limiting word stands before it, where it is said to be killed, injured and so on, and where
    another count of the sentence stands against it.
    """
    return [q for q in found if not _is_lone_one(tree, q, found)]


def _is_lone_one(tree: Tree, q: Quantity, found: list[Quantity]) -> bool:
    if q.unit is not None or q.bound != "exact" or tree.text[q.core_start : q.core_end].lower() != "one":
        return False
    if q.measure in LISTED or ONE_LIMITED.search(tree.text[max(0, q.core_start - 12) : q.core_start]):
        return False
    others = [o for o in found if o is not q and o.unit is None and (o.bound != "exact" or (o.value or 0) > 1)]
    if others:
        return q.noun is None and any(o.noun is not None for o in others) and not _is_joined(tree, q)
    return q.noun is None or tree.dep(q.noun) in ("nsubj", "ROOT", "npadvmod")


def _is_joined(tree: Tree, q: Quantity) -> bool:
    """'two left and one stayed': the number is the subject of its clause or joined to another."""
    return q.head is not None and tree.dep(q.head) in ("nsubj", "nsubjpass", "conj", "dobj")


def is_pronoun_one(before: str, after: str) -> bool:
    """Whether the words around it make "one" a pronoun or an article."""
    if HARMED.search(before):
        return False
    if re.match(r"[-–](?:time|off|way|sided|on-one|third|half|quarter|stop|size)\b", after, re.IGNORECASE):
        return True
    if re.search(r"\bone[\s-](?:by|on|after|to)[\s-]$", before, re.IGNORECASE) or ONE_BEFORE.search(before):
        return True
    if re.match(r"\s(?:[a-z]+\s)?(?:another|or\sanother)\b|\s\w+\sor\s(?:an|the)?other\b", after):
        return True
    if re.search(r"\bat\s$", before, re.IGNORECASE) and re.match(r"\s(?:point|time|stage|end)\b", after):
        return True
    if re.match(r"\s?(?:[.,;:!?)”\"’]|$|['’]s\b|[—–])", after):
        return True
    return bool(WORD_ONE_ALONE.match(after))
