"""What is said of a number: killed, injured, missing, ... or the lemma of the governing verb or noun.

Belongs here: the predicates that hold of a counted thing, found through passives, relative clauses, coordination,
apposition and headlines, and the measure that each is filed under (lexicon/measures.tsv).
Does not belong here: the counted noun (nouns.py), place, time and speaker (place_and_time.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.measure import unit_measures
from assets.facts.quantities.measure.complements import NOT_SAID, Predicate, can_be_a_measure
from assets.facts.quantities.measure.filing import filed
from assets.facts.quantities.measure.predicates import TOTALS, find_predicates, is_of_many
from assets.facts.quantities.measure.wording import (
    by_company,
    by_neighbours,
    named_level,
    result,
    toll_measure,
    word_behind,
)

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

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
FORCES = {"troop", "force"}
OF_THOSE = re.compile(r"\sof\sthe\s(\w+)\b(?!\s[a-z]+s\b)", re.IGNORECASE)
# What 'land in hospital', 'return to homes' are looked up by.
IN_A_PLACE = re.compile(r"\s(?:custody|hospitals?|homes?|condition)$")
FATALLY = re.compile(r"(?:\sof\s(?:them|whom))?\sfatally\b(?!\s(?:shot|stabbed|wounded|injured))")
CLIPPED = re.compile(
    r"(?:[a-z]+\s){0,2}(?:shot|dead|killed|injured|wounded|hurt|missing),\s(?:\d|one|two|three|four|five|six)\b"
)
HARMED = {"shoot", "stab"}


def read_measure(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """Set `measure`, and `governor` where a token decides it."""
    q.measure = _by_kind(q)
    if q.measure:
        return
    if line := result(tree, q):
        q.measure, q.is_old_level = line
    if q.unit is not None and not q.measure:
        q.measure = unit_measures.of_unit(tree, q, lexicon)
    elif not q.measure and q.numeral.form == "fraction" and 0 < (q.value or 0) < 1:
        q.measure = "change" if q.direction else "share"
    if q.measure:
        return
    if _by_word_of_harm(tree, q, lexicon):
        return
    _by_grammar(tree, q, lexicon)
    if _is_of_no_people(q, lexicon) or _is_of_no_things(q, lexicon):
        said = tree.climb(q.governor, "prep") if q.governor is not None else None
        q.measure = tree.lemma(said) if said is not None else q.counted_lemma


def _by_kind(q: Quantity) -> str:
    """The measure of ages, votes and multiples that tell of a change; empty for other numbers."""
    if q.is_age:
        return "age"
    if "tally" in q.notes:
        return "vote"
    return "change" if q.is_multiple and q.direction else ""


def _by_grammar(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """By the counted noun where it says it itself, by what is said of it, or by the words beside it."""
    by_noun = _by_noun(tree, q, lexicon)
    predicates = find_predicates(tree, q, lexicon)
    if by_noun == "detained" and (ended := next((p for p in predicates if _lets_go(p)), None)):
        q.measure, q.governor = ended.lemma, ended.token
    elif by_noun and lexicon.has("says_itself", q.counted_lemma):
        q.measure = by_noun
    elif not (_by_predicate(tree, q, predicates, lexicon) or _by_wording(tree, q, by_noun, lexicon)):
        _by_default(tree, q, predicates, by_noun, lexicon)


def _is_of_no_people(q: Quantity, lexicon: Lexicon) -> bool:
    """'burned 3,000 acres', 'arrested 10 times': said so, but nobody is dead or hurt, and not ten are arrested."""
    is_often = q.measure in PEOPLE_HELD and q.counted_lemma == "time"
    return is_often or (q.measure in PEOPLE_ONLY and lexicon.has("thing", q.counted_lemma or ""))


def _is_of_no_things(q: Quantity, lexicon: Lexicon) -> bool:
    """'fired two aides': nobody is launched."""
    last = (q.counted or "").rpartition(" ")[2].lower()
    return q.measure == "launched" and (lexicon.has("person", q.counted_lemma) or lexicon.has("people", last))


def _lets_go(predicate: Predicate) -> bool:
    return predicate.form == "patient" and predicate.lemma in LET_GO and predicate.rank == 0


def _by_word_of_harm(tree: Tree, q: Quantity, lexicon: Lexicon) -> bool:
    if (said := word_behind(tree, q)) and _is_headline(tree, q):
        q.measure, q.governor = said
        if q.noun is not None and tree.lower(q.noun) == "shot":
            _leave_out_the_shot(tree, q, q.noun)
    elif harm := _word_of_harm(tree, q, lexicon):
        q.measure = harm
    return bool(q.measure)


def _leave_out_the_shot(tree: Tree, q: Quantity, shot: int) -> None:
    """'4 shot, 1 dead', '4 Teens Shot': people are counted, and no shots."""
    people = tree.text[q.core_end : tree.start(shot)].rstrip()
    q.noun, q.counted, q.end = None, people.strip() or None, q.core_end + len(people)
    q.counted_lemma = people.lower().split()[-1].removesuffix("s") if people else ""


def _is_headline(tree: Tree, q: Quantity) -> bool:
    """A title, capitals, or the clipped words of a headline in the text: '4 shot, 1 dead in fire'."""
    behind = tree.text[q.core_end + 1 :]
    return tree.sentence.part == "title" or behind[:4].isupper() or CLIPPED.match(behind) is not None


def _word_of_harm(tree: Tree, q: Quantity, lexicon: Lexicon) -> str | None:
    """'three of the wounded', '2 Dead, 7 Injured in Fire', 'five men, two fatally': the word stands for the people."""
    of_those = OF_THOSE.match(tree.text, q.core_end)
    if of_those and (said := lexicon.get("adjective", of_those[1].lower())):
        return _since_then(tree, q, lexicon) or said
    if (
        q.noun is not None
        and not is_of_many(tree, q, q.noun)
        and (said := lexicon.get("adjective", tree.lower(q.noun)))
    ):
        return said
    of = tree.head(q.head) if q.noun is None and q.head is not None and tree.dep(q.head) == "nummod" else None
    if of is not None and of == q.tokens[-1] + 1 and (said := lexicon.get("adjective", tree.lower(of))):
        # 'left one dead and three injured'.
        return said
    return "killed" if FATALLY.match(tree.text, q.end) else None


def _since_then(tree: Tree, q: Quantity, lexicon: Lexicon) -> str | None:
    """'two of the wounded later died', 'three of the missing were rescued': what the sentence says of them now."""
    if q.head is None or tree.dep(q.head) not in ("nsubj", "nsubjpass"):
        return None
    verb = tree.head(q.head)
    said = (filed(tree, q, p, lexicon) for p in find_predicates(tree, q, lexicon) if p.token == verb)
    return next((measure for measure in said if measure), None)


def _by_predicate(tree: Tree, q: Quantity, predicates: list[Predicate], lexicon: Lexicon) -> bool:
    for predicate in predicates:
        if _is_of_the_dead(tree, q, predicate, lexicon):
            continue
        if predicate.lemma in TOTALS and predicate.form == "noun":
            q.notes["total"] = "1"
        measure = filed(tree, q, predicate, lexicon)
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
    if q.noun is None or not lexicon.has("kin", q.counted_lemma) or predicate.token < q.tokens[-1]:
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
    if company := by_company(tree, q):
        q.measure, q.governor = company
        return True
    if "whole" in q.notes and (beside := word_behind(tree, q)) and beside[0] != "killed":
        # 'one of five people shot has died': what is said right behind the five is said of them all.
        q.measure, q.governor = beside
        return True
    if by_noun in (None, "troops") and "whole" not in q.notes and (beside := by_neighbours(tree, q)):
        q.measure, q.governor = beside
        return True
    return False


def _by_default(tree: Tree, q: Quantity, predicates: list[Predicate], by_noun: str | None, lexicon: Lexicon) -> None:
    if by_noun and not (
        by_noun == "troops" and q.counted_lemma not in FORCES and predicates and predicates[0].form == "patient"
    ):
        q.measure = by_noun
        return
    said = [
        p
        for p in predicates
        if p.form != "adjective" and can_be_a_measure(tree, p) and not _is_counted_by_total(tree, q, p)
    ]
    said.sort(
        key=lambda p: (
            p.form == "other" and tree.pos(p.token) == "NOUN",
            _is_doer(tree, q, p, lexicon),
            p.lemma not in HARMED or p.form != "patient",
            p.rank,
        )
    )
    said = _without_infinitives(tree, said, lexicon)
    for predicate in said:
        if predicate.lemma not in NOT_SAID or predicate is said[-1]:
            q.measure, q.governor = IN_A_PLACE.sub("", predicate.lemma), predicate.token
            return
    q.measure = by_noun or q.counted_lemma or "be"


def _is_doer(tree: Tree, q: Quantity, predicate: Predicate, lexicon: Lexicon) -> bool:
    """'the firm employs 800': who does it names no measure; 'injuries reached 12': what has the level does."""
    verb = tree.head(q.head) if q.head is not None and tree.dep(q.head) == "dobj" else None
    if predicate.form != "noun" or verb is None or tree.head(predicate.token) != verb:
        return False
    return not unit_measures.tells_a_level(tree.lemma(verb), lexicon)


def _without_infinitives(tree: Tree, said: list[Predicate], lexicon: Lexicon) -> list[Predicate]:
    """'18 members called on him to resign': what they did is call; of 'began to leave' it is leave."""
    verbs = {predicate.token for predicate in said}
    return [
        predicate
        for predicate in said
        if tree.dep(predicate.token) not in ("xcomp", "ccomp")
        or tree.head(predicate.token) not in verbs
        or _leads_on(tree.lemma(tree.head(predicate.token) or 0), lexicon)
    ]


def _leads_on(verb: str, lexicon: Lexicon) -> bool:
    return verb in NOT_SAID or lexicon.has("leading_verb", verb)


def _is_counted_by_total(tree: Tree, q: Quantity, predicate: Predicate) -> bool:
    """'the number of elk has shrunk to 400': the elk are counted, and no measure."""
    of = tree.head(predicate.token) if predicate.form == "noun" else None
    over = tree.head(of) if of is not None and tree.lower(of) == "of" else None
    if over is None or tree.lemma(over) not in TOTALS or q.noun is not None:
        return False
    q.counted = q.counted or tree.phrase(predicate.token)
    q.counted_lemma = q.counted_lemma or tree.lemma(predicate.token)
    return True


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
