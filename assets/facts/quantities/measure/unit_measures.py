"""What an amount with a unit measures: duration, distance, speed, share, change, price, or what is done with it.

Belongs here: the measure by the unit's dimension, and by the verb where the dimension tells too little.
Does not belong here: the nouns of money and of rates (amounts.py), counts (measures.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.measure import amounts
from assets.facts.quantities.measure.complements import NOT_SAID, can_be_a_measure
from assets.facts.quantities.measure.predicates import find_predicates

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

BY_DIMENSION = {
    "time": "duration",
    "length": "distance",
    "share": "share",
    "share_change": "change",
    "temperature": "temperature",
    "magnitude": "magnitude",
    "area": "area",
    "speed": "speed",
}
ANGLES = re.compile(
    r"\b(?:angle|tilt\w*|rotat\w*|latitude|longitude|turn\w*|slope|incline|north|south|east|west|orbit|axis|bank)\b",
    re.IGNORECASE,
)
LEVEL_BEFORE = re.compile(r"\b(?:to|as\s(?:low|high)\sas)\s$", re.IGNORECASE)
MOVES = {"gain", "add", "shed", "reduce"}
SHORT_TIMES = {"second", "minute", "hour"}


def of_unit(tree: Tree, q: Quantity, lexicon: Lexicon) -> str:
    """The measure of an amount with a unit, and `governor` where a verb tells it."""
    if q.dimension == "share":
        return amounts.of_percent(tree, q, lexicon) or _of_share(tree, q)
    if q.dimension == "money":
        return amounts.of_money(tree, q, find_predicates(tree, q, lexicon), lexicon)
    if q.dimension == "length" and q.per in SHORT_TIMES:
        return "speed"
    if q.dimension == "share_change" and not q.direction and (named := amounts.own_noun(tree, q, lexicon)):
        # 'a fee of 7.5 basis points'.
        return named
    if q.dimension in BY_DIMENSION:
        return BY_DIMENSION[q.dimension]
    if q.dimension == "points" and q.direction and not LEVEL_BEFORE.search(tree.text[: q.core_start][-14:]):
        return "change"
    if q.dimension == "angle" and ANGLES.search(tree.text) is None:
        return "temperature"
    return _done_with(tree, q, lexicon) or q.counted_lemma or q.dimension


def _of_share(tree: Tree, q: Quantity) -> str:
    """The size of a change, or a part of a whole."""
    by_noun = q.governor is None or tree.pos(q.governor) == "NOUN"
    is_level = not by_noun and LEVEL_BEFORE.search(tree.text[max(0, q.core_start - 14) : q.core_start])
    is_part = amounts.OF.match(tree.text, q.unit_end) is not None
    return "change" if q.direction and not is_level and not is_part else "share"


def _done_with(tree: Tree, q: Quantity, lexicon: Lexicon) -> str:
    """What is done with the amount, or the noun whose level it is; empty where neither is told."""
    predicates = find_predicates(tree, q, lexicon)
    does = any(
        p.form == "patient" and (p.lemma in amounts.MOVES_MONEY | MOVES or not tells_a_level(p.lemma, lexicon))
        for p in predicates
    )
    for predicate in predicates:
        # 'the mill produces 5,000 tonnes': of what is done with an amount the doer is no measure.
        is_doer = does and predicate.form == "noun"
        is_unit = predicate.form == "noun" and tree.lower(predicate.token) in lexicon.unit_words
        if is_doer or is_unit or predicate.form == "adjective" or predicate.lemma in NOT_SAID:
            continue
        if can_be_a_measure(tree, predicate):
            q.governor = predicate.token
            return predicate.lemma
    return ""


def tells_a_level(verb: str, lexicon: Lexicon) -> bool:
    """'stocks reached 40 tonnes', 'output fell to 40 tonnes': the subject is what is measured."""
    return lexicon.has("level_verb", verb) or verb in NOT_SAID or lexicon.has("change_verb", verb)
