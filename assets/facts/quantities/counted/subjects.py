"""What a quantity is said of: the subject beside the thing counted.

Belongs here: reading the subject of the governing verb, the noun a number complements, and their antecedents.
Does not belong here: the counted noun (nouns.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assets.facts.quantities.counted.nouns import EXPECTED, TRIM, plain
from assets.facts.quantities.numbers.bounds import apply_bound
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

THIRD_PERSON = {"it", "they", "he", "she", "them", "him", "her", "its", "their"}
BEFORE_DURATION = {"in", "after", "within", "during", "than", "before", "over", "by", "until"}
LONGEST = 14
SUMS = {
    "total",
    "sum",
    "average",
    "maximum",
    "minimum",
    "equivalent",
    "combined",
    "range",
    "worth",
    "region",
    "vicinity",
    "excess",
}
IN_KIND = re.compile(r"\s(?:in|worth\sof)\s")
# The time that an amount is of is nothing that it is said of.
TIMES = frozenset(
    {
        *(
            "second",
            "minute",
            "hour",
            "day",
            "night",
            "week",
            "weekend",
            "fortnight",
            "month",
            "quarter",
            "half",
            "season",
        ),
        *("year", "decade", "century", "today", "yesterday", "tomorrow", "morning", "afternoon", "evening"),
    }
)
# 'trails her by two points': what one is ahead of or behind is not what the number is said of.
AGAINST_ANOTHER = frozenset(
    {"lead", "trail", "beat", "defeat", "outpace", "outnumber", "outscore", "exceed", "top", "lag", "edge", "miss"}
)
# Verbs whose subject the amount measures.
MEASURES_ITSELF = frozenset(
    {
        "total",
        "reach",
        "hit",
        "exceed",
        "equal",
        "average",
        "top",
        "represent",
        "comprise",
        "near",
        "approach",
        "surpass",
        "contain",
        "yield",
        "bear",
        "cover",
        "remain",
    }
)
# Verbs whose object has the price behind "for" or "at".
TRADES = frozenset({"sell", "buy", "purchase", "acquire", "price", "value", "auction", "rent", "lease", "offer", "get"})
LASTS = frozenset({"last", "take", "span", "drag", "require", "need"})
NOT_IN_KIND = {
    "cash",
    "total",
    "addition",
    "return",
    "exchange",
    "turn",
    "effect",
    "part",
    "all",
    "fact",
    "case",
    "cases",
    "years",
    "months",
    "weeks",
    "days",
    "year",
    "month",
    "week",
}


def read_subject(tree: Tree, q: Quantity, earlier: Sequence[Quantity], taken: set[int], lexicon: Lexicon) -> None:
    """Fill `subject`, and `counted` of shares and amounts that measure their subject.

    `taken` are the tokens of all numbers and units of the sentence: none of them is a subject.
    """
    if EXPECTED.match(tree.text, q.unit_end):
        return
    if earlier and _restates(tree, earlier[-1], q):
        q.subject, q.counted = earlier[-1].subject, q.counted or earlier[-1].counted
        if q.bound == "exact" and not earlier[-1].is_range and earlier[-1].bound != "about":
            apply_bound(q, earlier[-1].bound)
        return
    if q.dimension == "money" and not q.counted and (kind := _in_kind(tree, q)) is not None:
        q.counted = plain(tree.phrase(kind))
    index = _of_count(tree, q) if q.unit is None else _of_amount(tree, q)
    index = _without_pronoun(tree, q, index)
    if index is None or index in taken or index in q.tokens:
        index = _just_before(tree, q) if q.unit is not None else None
    if index is None or index in taken or index == q.noun or tree.pos(index) not in NOUNS:
        return
    q.subject = _text(tree, index, taken)
    measures_it = q.dimension in ("share", "money") and not q.counted and not q.is_age
    if measures_it and tree.pos(index) == "NOUN" and not _is_doer(tree, q, index, lexicon):
        q.counted = plain(tree.phrase(index))


def _is_doer(tree: Tree, q: Quantity, subject: int, lexicon: Lexicon) -> bool:
    """'the firm raised $20 million', 'doctors rated 19 percent as mild': who does something with it is not measured."""
    first = tree.climb(q.head, "conj") if q.head is not None else None
    verb = tree.head(first) if first is not None and tree.dep(first) in ("dobj", "dative") else None
    if verb is None or tree.pos(verb) != "VERB" or tree.dep(subject) != "nsubj":
        return False
    lemma = tree.lemma(verb)
    measured = lexicon.has("change_verb", lemma) and lemma not in (
        "raise",
        "cut",
        "reduce",
        "slash",
        "trim",
        "lift",
        "boost",
    )
    return not (measured or lexicon.has("priced", lemma) or lemma in MEASURES_ITSELF)


def _in_kind(tree: Tree, q: Quantity) -> int | None:
    """'$350 million in aid', '40 million euros worth of grain': what the money is given, paid or lost in."""
    match = IN_KIND.match(tree.text, q.unit_end)
    if match is None:
        return None
    noun = tree.child(tree.at(match.end() - 2), "pobj")
    is_counted = noun is not None and bool(tree.all(noun, "nummod"))
    is_kind = noun is not None and not is_counted and tree.pos(noun) == "NOUN" and tree.lemma(noun) not in TIMES
    return noun if noun is not None and is_kind and tree.lower(noun) not in NOT_IN_KIND else None


def _restates(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """'87 mph (140 km/h)', '(224 kW / 300 PS)': the same amount in another unit."""
    gap = tree.text[left.end : right.start]
    return (
        right.unit is not None
        and left.unit is not None
        and re.fullmatch(r"\s?\(\s?(?:\w+\s)?|\s?/\s?", gap) is not None
        and ")" in tree.text[right.end : right.end + 14]
    )


def _of_count(tree: Tree, q: Quantity) -> int | None:
    noun = q.noun if q.noun is not None else q.head
    if noun is None:
        return None
    relation, head = tree.dep(noun), tree.head(noun)
    if q.noun is None and relation == "pobj" and head is not None and tree.lower(head) in ("of", "at"):
        over = tree.head(head)
        if over is not None and tree.pos(over) in NOUNS and over not in q.tokens:
            return over
    if relation in ("dobj", "attr", "npadvmod") or (q.noun is None and relation == "pobj"):
        verb = verb_over(tree, noun)
        return subject_of(tree, verb) if verb is not None and verb < noun else None
    if q.noun is None and relation in ("nsubj", "nsubjpass"):
        return None
    if relation == "compound" and head is not None:
        return head
    over = _over_preposition(tree, q, head) if relation == "pobj" and head is not None else None
    if over is not None:
        return over
    of = next((c for c in tree.all(noun, "prep") if tree.lower(c) == "of"), None)
    if of is not None and q.noun is not None and tree.end(noun) >= q.end - 1:
        return tree.child(of, "pobj")
    if relation in ("nsubj", "nsubjpass"):
        return tree.child(noun, "poss")
    return None


def _over_preposition(tree: Tree, q: Quantity, prep: int) -> int | None:
    """'reductions on 50 products', 'looked at four options': the noun it modifies, or the subject of the verb."""
    over = tree.head(prep)
    if over is None or over in q.tokens:
        return None
    if tree.pos(over) in NOUNS:
        verb = tree.head(over)
        if tree.dep(over) == "attr" and verb is not None:
            return subject_of(tree, verb) or over
        return over
    verb = over if tree.pos(over) in ("VERB", "AUX") else verb_over(tree, over)
    return subject_of(tree, verb) if verb is not None and verb < prep else None


def _of_amount(tree: Tree, q: Quantity) -> int | None:
    start = q.head
    if start is None:
        return None
    if q.noun is not None and q.noun not in q.tokens:
        verb = verb_over(tree, q.noun)
        subject = subject_of(tree, verb) if verb is not None else None
        return subject if subject is not None and subject != q.noun and tree.pos(subject) != "PRON" else None
    governor = tree.head(start)
    lasts = governor is not None and tree.lemma(governor) in LASTS
    is_adverb = (tree.dep(start) == "npadvmod" and not lasts) or (
        tree.dep(start) == "pobj" and governor is not None and tree.lower(governor) in BEFORE_DURATION
    )
    if q.dimension == "time" and not q.is_age and is_adverb:
        return None
    off = _behind_off(tree, q)
    if off is not None:
        return off
    noun = governing_noun(tree, q, start)
    if noun is not None and tree.lemma(noun) not in SUMS and tree.lemma(noun) not in TIMES:
        return noun
    verb = verb_over(tree, start)
    if verb is None:
        return None
    subject, thing = subject_of(tree, verb), tree.child(verb, "dobj")
    is_other = (
        thing is not None
        and tree.lemma(thing) not in SUMS | TIMES
        and thing not in q.tokens
        and thing != start
        and tree.pos(thing) in NOUNS
    )
    by = governor is not None and tree.lower(governor) == "by"
    if is_other and by and tree.lemma(verb) in AGAINST_ANOTHER and subject is not None:
        return subject
    if is_other and (
        subject is None
        or tree.pos(subject) == "PRON"
        or _in_small_clause(tree, start)
        or (governor is not None and _is_of_the_object(tree, governor, verb))
    ):
        return thing
    return subject


def _is_of_the_object(tree: Tree, prep: int, verb: int) -> bool:
    """'cut the rate to 5%', 'sold the head for $5,300': the amount behind the preposition is said of the object."""
    word = tree.lower(prep)
    is_price = word in ("for", "at") and tree.lemma(verb) in TRADES
    return tree.head(prep) == verb and (word in ("to", "from", "by") or is_price)


def _behind_off(tree: Tree, q: Quantity) -> int | None:
    """'$50 off a coat': what is cheaper by the amount."""
    if re.match(r"\soff\s", tree.text[q.unit_end : q.unit_end + 5]) is None:
        return None
    off = tree.at(q.unit_end + 1)
    return next((i for i in tree.children[off] if tree.pos(i) in NOUNS and i > off), None)


def _in_small_clause(tree: Tree, start: int) -> bool:
    """'pulled the sector 0.68 percent lower': the amount is said of the object."""
    head = tree.head(start)
    return tree.dep(start) == "npadvmod" and head is not None and tree.pos(head) in ("ADV", "ADJ")


def governing_noun(tree: Tree, q: Quantity, index: int) -> int | None:
    """'a price of $5', 'a lead of 9 points': the noun whose complement the amount is."""
    head = tree.head(index)
    if head is None:
        return None
    if tree.dep(index) == "appos" and tree.pos(head) in NOUNS and tree.tokens[head].entity != "DATE":
        return head
    if tree.dep(index) == "pobj":
        over = tree.head(head)
        if over is not None and tree.pos(over) in NOUNS and over < index and over not in q.tokens:
            return over
    if tree.dep(index) in ("nummod", "npadvmod") and tree.pos(head) in NOUNS and head < index:
        return head
    return None


def verb_over(tree: Tree, index: int) -> int | None:
    """The nearest verb above a token, itself included where it is the root."""
    for _ in range(12):
        head = tree.head(index)
        if head is None:
            return index if tree.pos(index) in ("VERB", "AUX") else None
        index = head
        if tree.pos(index) in ("VERB", "AUX"):
            return index
    return None


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, its own or the one it shares with the verb or noun it hangs on."""
    at: int | None = verb
    for _ in range(5):
        if at is None or tree.pos(at) in NOUNS:
            return at
        subject = tree.child(at, "nsubj", "nsubjpass", "csubj")
        if subject is None and tree.child(at, "expl") is not None:
            return None
        relation = tree.dep(at)
        if subject is not None:
            relative = relation == "relcl" and tree.lower(subject) in ("that", "which", "who")
            return tree.head(at) if relative else subject
        if (
            subject is None
            and tree.pos(at) == "VERB"
            and at
            and tree.dep(at - 1) == "compound"
            and tree.head(at - 1) == at
        ):
            # 'the average adult needs to': a verb parsed as the end of a noun.
            return at - 1
        if relation in ("acl", "relcl"):
            over = tree.head(at)
            if over is None or tree.pos(over) not in ("VERB", "AUX"):
                return over
            at = over
            continue
        if relation not in ("conj", "xcomp", "advcl", "aux", "pcomp", "prep", "acomp"):
            return None
        at = tree.head(at)
    return None


def _without_pronoun(tree: Tree, q: Quantity, index: int | None) -> int | None:
    """A noun in place of a pronoun: the last subject before it, or what the amount is for."""
    if index is None or tree.pos(index) not in ("PRON", "DET"):
        return index
    if tree.lower(index) in THIRD_PERSON:
        return _antecedent(tree, index)
    if q.unit is None or q.head is None:
        return None
    verb = verb_over(tree, q.head)
    for owner in (q.head, verb):
        if owner is None:
            continue
        for prep in tree.all(owner, "prep"):
            target = tree.child(prep, "pobj")
            if target is not None and target > q.head and tree.lower(prep) in ("for", "in", "on", "of", "from"):
                return target
    return None


def _antecedent(tree: Tree, pronoun: int) -> int | None:
    """The last subject or object before the pronoun; for he and she a name, where there is one."""
    kinds = [("PROPN",)] if tree.lower(pronoun) in ("he", "she", "him") else []
    for wanted in [*kinds, ("NOUN", "PROPN")]:
        for earlier in range(pronoun - 1, -1, -1):
            if tree.pos(earlier) in wanted and tree.dep(earlier) in ("nsubj", "nsubjpass", "dobj", "ROOT"):
                return earlier
    return None


def _just_before(tree: Tree, q: Quantity) -> int | None:
    """'OMX +0.4% OBX -0.7%': in lists without verbs, the name that stands before the number."""
    if q.numeral.sign == "" or not q.tokens or q.tokens[0] == 0:
        return None
    index = q.tokens[0] - 1
    while index > 0 and (tree.pos(index) in ("PUNCT", "SYM", "NUM")):
        index -= 1
    return index if tree.pos(index) in NOUNS else None


def _text(tree: Tree, index: int, taken: set[int]) -> str | None:
    low, high = tree.edges(index)
    if high - low > LONGEST or any(token in taken for token in range(low, high + 1)):
        low, high = tree.left_modifiers(index), index
    if any(token in taken for token in range(low, high + 1)):
        low = index
    return TRIM.sub("", tree.text[tree.start(low) : tree.end(high)]) or None
