"""What is said of a number: killed, injured, missing, ... or the lemma of the governing verb or noun.

Belongs here: the predicates that hold of a counted thing, found through passives, relative clauses, coordination,
apposition and headlines, and the measure that each is filed under (lexicon/measures.tsv).
Does not belong here: the counted noun (nouns.py), place, time and speaker (frame.py).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities import amounts
from assets.facts.quantities.predicates import TOTALS, Predicate, complements, find_predicates, is_of_many
from assets.facts.quantities.wording import by_neighbours, named_level, result, toll_measure, word_behind

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
}
ANGLES = re.compile(
    r"\b(?:angle|tilt\w*|rotat\w*|latitude|longitude|turn\w*|slope|incline|north|south|east|west|orbit|axis|bank)\b",
    re.IGNORECASE,
)
WEAK = {"be", "have", "include", "say", "compare", ""}
LISTED = {
    "killed",
    "injured",
    "missing",
    "detained",
    "abducted",
    "displaced",
    "evacuated",
    "rescued",
    "hospitalised",
    "infected",
    "homeless",
    "launched",
    "intercepted",
    "destroyed",
    "damaged",
    "fires",
    "troops",
}
CASES = {"case", "infection"}
PEOPLE_ONLY = {"killed", "injured", "missing"}
PEOPLE_HELD = {"detained", "abducted", "hospitalised", "evacuated", "rescued"}
# What is done to those who are held already: 'freed 40 detainees'.
LET_GO = {"release", "free", "deport", "discharge", "transfer"}
# 'the number of cases at 800': another number than that of the dead counted before.
NUMBER_OF = re.compile(
    r"\b(?:number|total|count|tally)\sof\s(?!them\b|those\b|dead\b|deaths\b|victims\b|people\s(?:killed|dead)\b|(?:the\s)?(?:killed|injured|wounded|missing)\b)[a-z]",
    re.IGNORECASE,
)
FORCES = {"troop", "force"}
NOT_SAID = {"be", "have", "do", "say", "report", "include", "tell", "announce", "believe", "confirm", "know", "think"}
OF_THOSE = re.compile(r"\sof\sthe\s(\w+)\b(?!\s[a-z]+s\b)", re.IGNORECASE)
LEVEL_BEFORE = re.compile(r"\b(?:to|as\s(?:low|high)\sas)\s$", re.IGNORECASE)
# What 'land in hospital', 'return to homes' are looked up by.
IN_A_PLACE = re.compile(r"\s(?:custody|hospitals?|homes?|condition)$")
FATALLY = re.compile(r"(?:\sof\s(?:them|whom))?\sfatally\b(?!\s(?:shot|stabbed|wounded|injured))")
HARMED = {"shoot", "stab"}
LEVEL_VERBS = {
    "reach",
    "total",
    "hit",
    "stand",
    "amount",
    "exceed",
    "average",
    "number",
    "come",
    "remain",
    "measure",
    "weigh",
}
LIFE = {"life", "lives"}


def read_measure(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """Set `measure`, and `governor` where a token decides it."""
    if q.is_age:
        q.measure = "age"
        return
    if line := result(tree, q):
        q.measure, q.is_old_level = line
    if q.unit is not None:
        q.measure = _of_unit(tree, q, lexicon)
    if q.measure:
        return
    if q.numeral.form == "fraction" and q.value is not None and 0 < q.value < 1:
        q.measure = "change" if q.direction else "share"
        return
    if _by_word_of_harm(tree, q, lexicon):
        return
    _by_grammar(tree, q, lexicon)
    if _is_of_no_people(q, lexicon):
        said = tree.climb(q.governor, "prep") if q.governor is not None else None
        q.measure = tree.lemma(said) if said is not None else q.counted_lemma


def _by_grammar(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """By the counted noun where it says it itself, by what is said of it, or by the words beside it."""
    by_noun = _by_noun(tree, q, lexicon)
    predicates = find_predicates(tree, q, lexicon)
    if by_noun == "detained" and (ended := next((p for p in predicates if _lets_go(p)), None)):
        q.measure, q.governor = ended.lemma, ended.token
    elif by_noun and lexicon.has("says_itself", q.counted_lemma):
        q.measure = by_noun
    elif not (_by_predicate(tree, q, predicates, lexicon) or _by_wording(tree, q, by_noun, lexicon)):
        _by_default(tree, q, predicates, by_noun)


def _is_of_no_people(q: Quantity, lexicon: Lexicon) -> bool:
    """'burned 3,000 acres', 'arrested 10 times': said so, but nobody is dead or hurt, and not ten are arrested."""
    is_often = q.measure in PEOPLE_HELD and q.counted_lemma == "time"
    return is_often or (q.measure in PEOPLE_ONLY and lexicon.has("thing", q.counted_lemma or ""))


def _lets_go(predicate: Predicate) -> bool:
    return predicate.form == "patient" and predicate.lemma in LET_GO and predicate.rank == 0


def _by_word_of_harm(tree: Tree, q: Quantity, lexicon: Lexicon) -> bool:
    if (said := word_behind(tree, q)) and (tree.sentence.part == "title" or tree.text[q.core_end + 1 :][:4].isupper()):
        q.measure, q.governor = said
    elif harm := _word_of_harm(tree, q, lexicon):
        q.measure = harm
    return bool(q.measure)


def _word_of_harm(tree: Tree, q: Quantity, lexicon: Lexicon) -> str | None:
    """'three of the wounded', '2 Dead, 7 Injured in Fire', 'five men, two fatally': the word stands for the people."""
    of_those = OF_THOSE.match(tree.text, q.core_end)
    if of_those and (said := lexicon.get("adjective", of_those[1].lower())):
        return said
    if (
        q.noun is not None
        and not is_of_many(tree, q, q.noun)
        and (said := lexicon.get("adjective", tree.lower(q.noun)))
    ):
        return said
    return "killed" if FATALLY.match(tree.text, q.end) else None


def _by_predicate(tree: Tree, q: Quantity, predicates: list[Predicate], lexicon: Lexicon) -> bool:
    for predicate in predicates:
        if _is_of_the_dead(tree, q, predicate, lexicon):
            continue
        if predicate.lemma in TOTALS and predicate.form == "noun":
            q.notes["total"] = "1"
        measure = _listed(tree, q, predicate, lexicon)
        if measure is None:
            continue
        q.measure, q.governor = measure, predicate.token
        names_it = predicate.form != "patient" and tree.tokens[predicate.token].tag == "NNS"
        if q.noun is None and not q.counted and names_it:
            q.counted = tree.lower(predicate.token)
        return True
    return False


def _is_of_the_dead(tree: Tree, q: Quantity, predicate: Predicate, lexicon: Lexicon) -> bool:
    """'five families of miners killed at work': said of the miners, whatever it is parsed to hang on."""
    if not lexicon.has("kin", q.counted_lemma) or predicate.token < q.tokens[-1]:
        return False
    return tree.text[q.end : tree.start(predicate.token)].lower().startswith((" of ", " whose "))


def _by_wording(tree: Tree, q: Quantity, by_noun: str | None, lexicon: Lexicon) -> bool:
    if q.noun is None and (named := named_level(tree, q, lexicon)) and named[0] in LISTED:
        q.measure, q.counted = named
        return True
    if (q.noun is None or q.counted_lemma in ("people", "person")) and (toll := toll_measure(tree, q)):
        q.measure, verb = toll
        q.governor = verb if verb is not None else q.governor
        return True
    if "whole" in q.notes and (beside := word_behind(tree, q)) and beside[0] != "killed":
        # 'one of five people shot has died': what is said right behind the five is said of them all.
        q.measure, q.governor = beside
        return True
    if by_noun in (None, "troops") and "whole" not in q.notes and (beside := by_neighbours(tree, q)):
        q.measure, q.governor = beside
        return True
    return False


def _by_default(tree: Tree, q: Quantity, predicates: list[Predicate], by_noun: str | None) -> None:
    if by_noun and not (
        by_noun == "troops" and q.counted_lemma not in FORCES and predicates and predicates[0].form == "patient"
    ):
        q.measure = by_noun
        return
    said = [
        p
        for p in predicates
        if p.form != "adjective" and _can_be_a_measure(tree, p) and not _is_counted_by_total(tree, q, p)
    ]
    said.sort(
        key=lambda p: (
            p.form == "other" and tree.pos(p.token) == "NOUN",
            p.lemma not in HARMED or p.form != "patient",
            p.rank,
        )
    )
    for predicate in said:
        if predicate.lemma not in NOT_SAID or predicate is said[-1]:
            q.measure, q.governor = IN_A_PLACE.sub("", predicate.lemma), predicate.token
            return
    q.measure = by_noun or q.counted_lemma or "be"


def _is_counted_by_total(tree: Tree, q: Quantity, predicate: Predicate) -> bool:
    """'the number of elk has shrunk to 400': the elk are counted, and no measure."""
    of = tree.head(predicate.token) if predicate.form == "noun" else None
    over = tree.head(of) if of is not None and tree.lower(of) == "of" else None
    if over is None or tree.lemma(over) not in TOTALS or q.noun is not None:
        return False
    q.counted = q.counted or tree.phrase(predicate.token)
    q.counted_lemma = q.counted_lemma or tree.lemma(predicate.token)
    return True


def _can_be_a_measure(tree: Tree, predicate: Predicate) -> bool:
    """A verb or a common noun in letters; a pronoun, a name or a number names no measure."""
    return tree.pos(predicate.token) in ("VERB", "AUX", "NOUN", "ADJ") and predicate.lemma[:1].isalpha()


def _of_unit(tree: Tree, q: Quantity, lexicon: Lexicon) -> str:
    if q.dimension == "share" and (rate := amounts.of_percent(tree, q, lexicon)):
        return rate
    if q.dimension == "share":
        by_noun = q.governor is None or tree.pos(q.governor) == "NOUN"
        is_level = not by_noun and LEVEL_BEFORE.search(tree.text[max(0, q.core_start - 14) : q.core_start])
        is_part = amounts.OF.match(tree.text, q.unit_end) is not None
        return "change" if q.direction and not is_level and not is_part else "share"
    if q.dimension == "money":
        return amounts.of_money(tree, q, find_predicates(tree, q, lexicon), lexicon)
    if q.dimension in BY_DIMENSION:
        return BY_DIMENSION[q.dimension]
    if q.dimension == "angle" and ANGLES.search(tree.text) is None:
        return "temperature"
    predicates = find_predicates(tree, q, lexicon)
    does = any(p.form == "patient" and not _tells_a_level(p.lemma, lexicon) for p in predicates)
    for predicate in predicates:
        # 'the mill produces 5,000 tonnes': of what is done with an amount the doer is no measure.
        is_doer = does and predicate.form == "noun"
        is_unit = predicate.form == "noun" and tree.lower(predicate.token) in lexicon.unit_words
        if is_doer or is_unit or predicate.form == "adjective" or predicate.lemma in NOT_SAID:
            continue
        if _can_be_a_measure(tree, predicate):
            q.governor = predicate.token
            return predicate.lemma
    return q.counted_lemma or q.dimension


def _tells_a_level(verb: str, lexicon: Lexicon) -> bool:
    """'stocks reached 40 tonnes', 'output fell to 40 tonnes': the subject is what is measured."""
    return verb in LEVEL_VERBS or verb in NOT_SAID or lexicon.has("change_verb", verb)


def _listed(tree: Tree, q: Quantity, predicate: Predicate, lexicon: Lexicon) -> str | None:
    """The measure that the lexicon files the predicate under, if any."""
    lemma = predicate.lemma
    if predicate.form == "noun":
        return lexicon.get("noun", lemma) if lemma not in ("case", "fire", "force", "troop", "soldier") else None
    if predicate.form == "adjective":
        if lemma == "missing" and predicate.token < q.tokens[0]:
            # 'from missing two games': a verb, whatever the parser says.
            return None
        return lexicon.get("adjective", lemma) or lexicon.get("adjective", tree.lemma(predicate.token))
    if (
        q.counted_lemma in LIFE
        and predicate.form in ("patient", "agent")
        and lemma.split()[0] in lexicon.words["lives"]
    ):
        return lexicon.words["lives"][lemma.split()[0]]
    if predicate.form not in ("patient", "agent"):
        return None
    measure = lexicon.get(predicate.form, lemma)
    if measure is None and " " in lemma:
        measure = lexicon.get(predicate.form, lemma.split()[0])
    if measure is None:
        companions = [tree.lemma(i) for i in complements(tree, predicate.token) if not _is_of_one(tree, q, i)]
        for companion in companions:
            measure = lexicon.get(predicate.form, f"{lemma.split()[0]} {companion}")
            if measure:
                return measure
        return None
    return None if q.unit is not None else measure


def _is_of_one(tree: Tree, q: Quantity, adverb: int) -> bool:
    """'five were shot, one fatally', 'two of them fatally': the adverb is said of the number before it alone."""
    last = adverb - 1
    if last > 1 and tree.lower(last) in ("them", "whom") and tree.lower(last - 1) == "of":
        last -= 2
    return last >= 0 and tree.tokens[last].tag == "CD" and last not in q.tokens


def _by_noun(tree: Tree, q: Quantity, lexicon: Lexicon) -> str | None:
    """The counted noun itself says it: '12 fatalities', '40 fires', '5,000 troops'."""
    if q.noun is None:
        return None
    lemma = tree.lemma(q.noun)
    if lemma == "case" and not re.search(
        r"\b(?:confirmed|coronavirus|covid|virus|infection|ebola|new|active|suspected|measles|cholera|positive)\b",
        tree.text[q.core_end : tree.end(q.noun)],
        re.IGNORECASE,
    ):
        return None
    return lexicon.get("noun", lemma)


def share_measures(tree: Tree, found: list[Quantity]) -> None:
    """Give a count that has no predicate of its own the measure of the count it is coordinated with."""
    for left, right in pairwise(found):
        if "compared" in right.notes and left.measure and not right.direction:
            right.measure, right.counted = left.measure, right.counted or left.counted
        if _is_joined_money(tree, left, right):
            right.measure, right.governor = left.measure, left.governor
        if left.unit is not None or right.unit is not None or not left.measure or right.is_old_level:
            continue
        if "whole" in right.notes or (left.measure in PEOPLE_ONLY and right.counted_lemma in CASES):
            continue
        is_open = right.measure in WEAK or (right.noun is None and (right.counted or right.governor == left.governor))
        is_open = is_open and not _has_own_verb(tree, left, right)
        near = right.start - left.end < 80 and _no_verb_between(tree, left, right)
        if is_open and near and right.measure not in LISTED:
            right.measure, right.governor = left.measure, left.governor


def _has_own_verb(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """'one died after seven were shot': the second number is the subject of a verb of its own."""
    if right.governor is None or right.governor == left.governor or right.head is None or right.measure in WEAK:
        return False
    return tree.dep(right.head) in ("nsubj", "nsubjpass") and tree.head(right.head) == right.governor


def _is_joined_money(tree: Tree, left: Quantity, right: Quantity) -> bool:
    """'moved $2 million from one fund and $6 million from another': the second is moved too."""
    return (
        left.dimension == right.dimension == "money"
        and right.measure == "price"
        and right.head is not None
        and tree.dep(right.head) == "conj"
        and _no_verb_between(tree, left, right)
    )


def share_backwards(tree: Tree, found: list[Quantity]) -> None:
    """'three men and one woman suffering from burns': what is said behind the last of a list is said of them all."""
    for left, right in pairwise(reversed(found)):
        # `left` stands behind `right` in the text.
        is_joined = left.noun is not None and tree.dep(left.noun) == "conj" and tree.head(left.noun) == right.noun
        if not is_joined or left.measure not in LISTED or right.measure in LISTED or right.unit is not None:
            continue
        if left.governor is not None and left.governor > (left.noun or 0) and tree.head(left.governor) == left.noun:
            right.measure, right.governor = left.measure, left.governor


def _no_verb_between(tree: Tree, left: Quantity, right: Quantity) -> bool:
    first, last = tree.at(left.end), tree.at(right.start)
    verbs = (i for i in range(first + 1, last) if tree.pos(i) in ("VERB", "AUX") and tree.lemma(i) != "compare")
    return all(i == left.governor for i in verbs) and (";" not in tree.text[left.end : right.start])


def totals(tree: Tree, found: list[Quantity], last: str | None, lexicon: Lexicon) -> None:
    """'puts the number at 57', 'the total rose to 12': a bare total counts what was counted last."""
    for position, q in enumerate(found):
        if NUMBER_OF.search(tree.text[max(0, q.start - 60) : q.start]):
            continue
        if "total" in q.notes and q.measure not in LISTED and q.unit is None and q.noun is None:
            if any(lexicon.has("thing", o.counted_lemma) for o in found[:position]):
                # 'found 328 more emails, which brings the total to 1,000': nobody was counted last.
                continue
            earlier = next((o.measure for o in reversed(found[:position]) if o.measure in LISTED), last)
            q.measure = earlier or q.measure
