"""What is said of a number: killed, injured, missing, ... or the lemma of the governing verb or noun.

Belongs here: the predicates that hold of a counted thing, found through passives, relative clauses, coordination,
apposition and headlines, and the measure that each is filed under (lexicon/measures.tsv).
Does not belong here: the counted noun (nouns.py), place, time and speaker (frame.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

BY_DIMENSION = {
    "time": "duration",
    "length": "distance",
    "share": "share",
    "money": "price",
    "share_change": "change",
    "temperature": "temperature",
    "magnitude": "magnitude",
    "area": "area",
}
WEAK = {"be", "have", "include", "say", ""}
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
NOT_SAID = {"be", "have", "do", "say", "report", "include", "tell", "announce", "believe", "confirm", "know", "think"}
LIFE = {"life", "lives"}
TOTALS = {"number", "total", "figure", "count", "tally"}
PASSIVE_SUBJECT = {"nsubjpass"}
STEP_DEPS = {"conj", "appos", "compound", "nmod", "nummod"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One thing said of a noun: the lemma, how (patient, agent, adjective, noun) and by which token."""

    form: str
    lemma: str
    token: int


def read_measure(tree: Tree, q: Quantity, lexicon: Lexicon) -> None:
    """Set `measure`, and `governor` where a token decides it."""
    if q.is_age:
        q.measure = "age"
        return
    if q.unit is not None:
        q.measure = _of_unit(tree, q, lexicon)
        return
    if q.numeral.form == "fraction" and q.value is not None and 0 < q.value < 1:
        q.measure = "share"
        return
    by_noun = _by_noun(tree, q, lexicon)
    if by_noun and lexicon.has("says_itself", q.counted_lemma):
        q.measure = by_noun
        return
    predicates = find_predicates(tree, q)
    for predicate in predicates:
        if predicate.lemma in TOTALS and predicate.form == "noun":
            q.notes["total"] = "1"
        measure = _listed(tree, q, predicate, lexicon)
        if measure:
            q.measure, q.governor = measure, predicate.token
            if (
                q.noun is None
                and not q.counted
                and predicate.form != "patient"
                and tree.tokens[predicate.token].tag == "NNS"
            ):
                q.counted = tree.lower(predicate.token)
            return
    if q.noun is None and (named := _named_level(tree, q, lexicon)):
        q.measure, q.counted = named
        return
    if (q.noun is None or q.counted_lemma in ("people", "person")) and (
        toll := TOLL.search(tree.text[max(0, q.start - 110) : q.start])
    ):
        q.measure = "injured" if toll["injury"] else "killed"
        return
    beside = _by_neighbours(tree, q)
    if beside and not (by_noun and by_noun != "troops"):
        q.measure, q.governor = beside
        return
    if by_noun and not (by_noun == "troops" and predicates and predicates[0].form == "patient"):
        q.measure = by_noun
        return
    said = [p for p in predicates if p.form != "adjective" and tree.pos(p.token) != "PROPN"]
    for predicate in said:
        if predicate.lemma not in NOT_SAID or predicate is said[-1]:
            q.measure, q.governor = predicate.lemma, predicate.token
            return
    q.measure = by_noun or q.counted_lemma or "be"


def _of_unit(tree: Tree, q: Quantity, lexicon: Lexicon) -> str:
    if q.dimension == "share":
        if q.direction and q.governor is not None:
            noun = tree.pos(q.governor) == "NOUN"
            before = tree.text[max(0, q.start - 8) : q.start]
            if noun or not re.search(r"\bto\s$", before):
                return "change"
        elif q.direction:
            return "change"
        return "share"
    if q.dimension in BY_DIMENSION:
        return BY_DIMENSION[q.dimension]
    for predicate in find_predicates(tree, q):
        if predicate.lemma not in NOT_SAID and predicate.form != "adjective" and tree.pos(predicate.token) != "PROPN":
            q.governor = predicate.token
            return predicate.lemma
    return q.counted_lemma or q.dimension


def find_predicates(tree: Tree, q: Quantity) -> list[Predicate]:
    """What is said of the quantity's noun (or of the bare number), nearest first."""
    start = q.noun if q.noun is not None else q.head
    if start is None:
        return []
    inside = set(q.tokens)
    found: list[Predicate] = []
    _own(tree, start, found)
    index = start
    for _ in range(8):
        relation, head = tree.dep(index), tree.head(index)
        if head is None:
            _root(tree, index, found)
            break
        if head in inside:
            index = head
            continue
        if relation == "prep":
            _by_preposition(tree, index, head, found, is_bare=q.noun is None)
            if tree.pos(head) in ("VERB", "AUX"):
                break
            index = head
            continue
        if relation == "pobj":
            index = head
            continue
        if tree.pos(head) in ("VERB", "AUX") or (tree.pos(head) == "ADJ" and relation in ("nsubj", "nsubjpass")):
            _by_verb(tree, head, relation, found, is_bare=q.noun is None)
            if relation in ("nsubj", "nsubjpass"):
                _joined_verbs(tree, head, found)
            if relation in ("conj", "appos", "dep"):
                index = head
                continue
            break
        if relation in STEP_DEPS and head != start:
            index = head
            if tree.pos(head) in NOUNS:
                _own(tree, head, found, only_clauses=True)
            continue
        if relation == "nsubj" and tree.pos(head) in NOUNS:
            found.append(Predicate("noun", tree.lemma(head), head))
        index = head
    return found


def _own(tree: Tree, noun: int, found: list[Predicate], *, only_clauses: bool = False) -> None:
    """Adjectives, participles and relative clauses that hang on the noun itself."""
    for child in tree.children[noun]:
        relation, pos = tree.dep(child), tree.pos(child)
        if relation == "acl" and tree.tokens[child].tag == "VBN":
            found.append(Predicate("patient", _verb_lemma(tree, child), child))
        elif relation == "acl":
            found.append(Predicate("agent", _verb_lemma(tree, child), child))
        elif relation == "relcl":
            passive = tree.child(child, "auxpass") is not None or tree.child(child, "nsubjpass") is not None
            subject = tree.child(child, "nsubj", "nsubjpass")
            who = subject is not None and tree.lower(subject) in ("who", "that", "which", "both", "all", "most")
            form = "patient" if passive else "agent" if who else "patient"
            _with_complement(tree, form, child, found)
        elif (
            relation in ("amod", "acomp", "advmod", "appos")
            and not only_clauses
            and pos in ("ADJ", "VERB", "ADV", "NOUN")
        ):
            found.append(Predicate("adjective", tree.lower(child), child))
        elif relation == "prep" and tree.lower(child) == "with":
            target = tree.child(child, "pobj")
            if target is not None and tree.lemma(target) in ("injury", "wound", "burn"):
                found.append(Predicate("adjective", "injured", target))
        elif relation == "prep" and tree.lower(child) in ("in", "under", "into", "without"):
            target = tree.child(child, "pobj")
            if target is not None and tree.lemma(target) in ("custody", "hospital", "captivity", "detention"):
                found.append(
                    Predicate(
                        "adjective",
                        {
                            "custody": "detained",
                            "detention": "detained",
                            "hospital": "hospitalised",
                            "captivity": "abducted",
                        }[tree.lemma(target)],
                        target,
                    )
                )


def _joined_verbs(tree: Tree, verb: int, found: list[Predicate]) -> None:
    """'climbed in and died', 'were hit and killed': verbs joined to one another share their subject."""
    for _ in range(4):
        joined = tree.child(verb, "conj")
        if joined is None or tree.child(joined, "nsubj", "nsubjpass") is not None:
            return
        passive = tree.tokens[joined].tag == "VBN" and (
            tree.child(joined, "auxpass") is not None or tree.child(verb, "auxpass") is not None
        )
        _with_complement(tree, "patient" if passive else "agent", joined, found)
        verb = joined


def _level(tree: Tree, verb: int, found: list[Predicate]) -> None:
    """'the death toll reached 120', 'bringing the number of dead to eight': the noun whose level the number is."""
    for noun in tree.all(verb, "nsubj", "nsubjpass", "dobj"):
        lemma = tree.lemma(noun)
        of = next((c for c in tree.all(noun, "prep") if tree.lower(c) == "of"), None)
        what = tree.child(of, "pobj") if of is not None else None
        if what is not None and lemma in TOTALS:
            found.append(Predicate("adjective", tree.lower(what), what))
            found.append(Predicate("noun", tree.lemma(what), what))
        found.append(Predicate("noun", lemma, noun))
        found.extend(Predicate("noun", f"{tree.lower(c)} {lemma}", noun) for c in tree.all(noun, "compound"))


def _by_verb(tree: Tree, verb: int, relation: str, found: list[Predicate], *, is_bare: bool) -> None:
    if relation in PASSIVE_SUBJECT:
        _with_complement(tree, "patient", verb, found)
    elif relation == "nsubj":
        passive = tree.child(verb, "auxpass") is not None or (
            tree.tokens[verb].tag == "VBN" and tree.child(verb, "aux", "dobj") is None
        )
        _with_complement(tree, "patient" if passive else "agent", verb, found)
    elif relation in ("dobj", "dative", "attr", "oprd", "ccomp", "xcomp", "npadvmod"):
        if is_bare:
            _level(tree, verb, found)
        _with_complement(tree, "patient", verb, found)
    elif relation in ("conj", "appos", "dep"):
        return
    else:
        found.append(Predicate("patient" if relation == "agent" else "other", _verb_lemma(tree, verb), verb))


def _with_complement(tree: Tree, form: str, verb: int, found: list[Predicate]) -> None:
    """The verb, after its own complements: 'was found dead', 'are missing', 'were reported killed'."""
    for child in tree.children[verb]:
        relation = tree.dep(child)
        if relation in ("acomp", "oprd", "attr", "xcomp", "ccomp") or (
            relation in ("advmod", "prt") and tree.lower(child) in ("dead", "missing", "down", "homeless", "alive")
        ):
            lemma = tree.lower(child)
            if relation == "xcomp" or (relation in ("ccomp", "oprd", "acomp") and tree.pos(child) == "VERB"):
                passive = tree.tokens[child].tag == "VBN"
                found.append(Predicate("patient" if passive else form, _verb_lemma(tree, child), child))
            else:
                found.append(Predicate("adjective", lemma, child))
        elif relation == "prep" and tree.lower(child) in ("among", "in", "to", "into", "from"):
            target = tree.child(child, "pobj")
            if target is not None and tree.lower(target) == "condition" and tree.all(target, "amod"):
                found.append(Predicate("adjective", "injured", target))
            if target is not None and tree.lower(target) in (
                "dead",
                "killed",
                "injured",
                "wounded",
                "missing",
                "custody",
                "hospital",
                "hospitals",
                "homes",
            ):
                lemma = tree.lemma(target)
                if tree.lower(child) == "among":
                    found.append(Predicate("adjective", tree.lower(target), target))
                else:
                    found.append(Predicate(form, f"{_verb_lemma(tree, verb)} {lemma}", verb))
    _state_behind(tree, verb, found)
    found.append(Predicate(form, _verb_lemma(tree, verb), verb))


def _state_behind(tree: Tree, verb: int, found: list[Predicate]) -> None:
    """'went missing', 'are still unaccounted for': the state that follows the verb, however it is parsed."""
    for index in range(verb + 1, min(verb + 4, len(tree.tokens))):
        if tree.lower(index) in ("dead", "missing", "unaccounted", "homeless", "wounded", "injured"):
            found.append(Predicate("adjective", tree.lower(index), index))
            return
        if tree.pos(index) not in ("ADV", "AUX", "PART"):
            return


def _root(tree: Tree, index: int, found: list[Predicate]) -> None:
    """In a headline the root may be the noun itself, with what is said of it behind it."""
    for child in tree.children[index]:
        if tree.dep(child) in ("acl", "advcl", "acomp") and child > index:
            found.append(
                Predicate("patient" if tree.tokens[child].tag == "VBN" else "agent", _verb_lemma(tree, child), child)
            )


def _by_preposition(tree: Tree, prep: int, head: int, found: list[Predicate], *, is_bare: bool) -> None:
    word = tree.lower(prep)
    if tree.pos(head) in NOUNS or tree.pos(head) in ("ADJ", "NUM"):
        if word in ("of", "to", "at", "for", "with", "in", "by", "from"):
            found.append(Predicate("noun" if word in ("of", "to", "at") else "other", tree.lemma(head), head))
    elif tree.pos(head) in ("VERB", "AUX"):
        form = (
            "patient" if word in ("of", "for", "to", "at", "about", "after") else "agent" if word == "by" else "other"
        )
        if is_bare and word in ("to", "at", "by", "past", "above", "over"):
            _level(tree, head, found)
        found.append(Predicate(form, _verb_lemma(tree, head), head))


def _verb_lemma(tree: Tree, verb: int) -> str:
    particle = tree.child(verb, "prt")
    lemma = tree.lemma(verb)
    return f"{lemma} {tree.lower(particle)}" if particle is not None and particle > verb else lemma


def _listed(tree: Tree, q: Quantity, predicate: Predicate, lexicon: Lexicon) -> str | None:
    """The measure that the lexicon files the predicate under, if any."""
    lemma = predicate.lemma
    if predicate.form == "noun":
        return lexicon.get("noun", lemma) if lemma not in ("case", "fire", "force", "troop", "soldier") else None
    if predicate.form == "adjective":
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
        companions = {tree.lemma(i) for i in _complements(tree, predicate.token)}
        for companion in companions:
            measure = lexicon.get(predicate.form, f"{lemma.split()[0]} {companion}")
            if measure:
                return measure
        return None
    return None if q.unit is not None else measure


def _complements(tree: Tree, verb: int) -> list[int]:
    found = []
    for child in tree.children[verb]:
        if tree.dep(child) in ("dobj", "acomp", "oprd", "advmod", "prt", "attr", "xcomp"):
            found.append(child)
        elif tree.dep(child) == "prep":
            found.extend(tree.all(child, "pobj"))
    return found


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


LEVEL_OF = re.compile(
    r"\b(?P<noun>[a-z]+)(?:\s(?:from|in|among|across|due\sto)\s[^,.;]{1,40})?(?:\s(?:has|have|had|now|also|since|been))*\s(?:rose|risen|climbed|increased|grew|grown|jumped|soared|fell|fallen|dropped|stood|stands?|reached|hit|passed|topped|went|gone|surged|was|were|is|are|numbered|totall?ed)(?:\sto|\sat|\sabout|\sup\sto)?\s(?:(?:at\sleast|more\sthan|about|nearly|over|around|almost|some)\s)?$"
)


def _named_level(tree: Tree, q: Quantity, lexicon: Lexicon) -> tuple[str, str] | None:
    """'injuries have climbed to 90', 'deaths reached 12': what is counted is the subject, and says the measure."""
    match = LEVEL_OF.search(tree.text[max(0, q.start - 90) : q.start])
    if match is None:
        return None
    noun = match["noun"]
    measure = lexicon.get("noun", noun) or lexicon.get("noun", noun.removesuffix("s"))
    measure = measure or lexicon.get("noun", re.sub(r"ies$", "y", noun))
    return (measure, noun) if measure in LISTED else None


BESIDE = re.compile(
    r"^(?:\s|,)*(?:(?:other|others|more|people|persons|were|was|are|is|have|has|had|been|being|reported|reportedly|confirmed|feared|believed|presumed|considered|declared|pronounced|found|left|also|still|now|later|dead\sand|or)\s)*"
    r"(?:among\sthe\s)?(?P<word>shot\sdead|(?:shot|stabbed|burned|burnt|beaten|crushed|hacked|trampled)\sto\sdeath|fatally\s\w+|dead|killed|died|injured|wounded|hurt|missing|arrested|detained|hospitali[sz]ed|evacuated|displaced|homeless|rescued|infected|kidnapped|abducted|slain|perished|shot)\b"
    r"(?!\s(?:\d|an?\b|the\b|at\s(?:least|most)|more\sthan|up\sto|some|about\s\d|around\s\d|nearly|almost|his|her|their|its|as\smany|several|dozens|hundreds|scores|thousands|two|three|four|five|six|seven|eight|nine|ten|[A-Z][a-z]+\s[A-Z]))",
    re.IGNORECASE,
)
BEFORE_IT = re.compile(
    r"\b(?:(?P<noun>(?:shooting\s|stabbing\s)?deaths?|killings?|murders?|slayings?|massacre|executions?|fatal\s\w+|injuries|arrests?|detentions?|disappearances?|kidnappings?|abductions?|rescues?|evacuations?|displacement|bodies|corpses|remains|loss)\s(?:of|to)"
    r"|fatally\s\w+|(?P<word>kill(?:s|ed|ing)?|shot\sdead|gunned\sdown|injur(?:es|ed|ing)|wound(?:s|ed|ing)?|hurt(?:s|ing)?|arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|rescu(?:es|ed|ing)|evacuat(?:es|ed|ing)|displac(?:es|ed|ing)|dead:|killed:|injured:|wounded:))\s(?:the\s|its\s|their\s|his\s|her\s|all\s)?$",
    re.IGNORECASE,
)
TOLL = re.compile(
    r"\b(?:(?P<injury>injury|injured)\s|death\s)?toll\b(?![^.;]*\d)[^.;]*\b(?:to|at|of|reach(?:ed|es|ing)|hits?|was|is|topped|passed|surpassed|exceeded|near(?:ed|s))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
STEMS = (
    ("kill", "killed"),
    ("dead", "killed"),
    ("die", "killed"),
    ("slain", "killed"),
    ("perish", "killed"),
    ("injur", "injured"),
    ("wound", "injured"),
    ("hurt", "injured"),
    ("missing", "missing"),
    ("arrest", "detained"),
    ("detain", "detained"),
    ("hospital", "hospitalised"),
    ("evacuat", "evacuated"),
    ("displac", "displaced"),
    ("homeless", "homeless"),
    ("rescu", "rescued"),
    ("infect", "infected"),
    ("kidnap", "abducted"),
    ("abduct", "abducted"),
    ("shot", "shoot"),
)


def _by_neighbours(tree: Tree, q: Quantity) -> tuple[str, int] | None:
    """The words that touch the phrase, for headlines and fragments that the parser misreads."""
    text = tree.text
    if (after := BESIDE.match(text[q.end : q.end + 60])) is not None:
        return _stem_measure(after["word"]), tree.at(q.end + after.start("word"))
    if (before := BEFORE_IT.search(text[max(0, q.start - 30) : q.start])) is not None:
        return _stem_measure(before["word"] or before["noun"] or "kill"), tree.at(q.start - 2)
    return None


def _stem_measure(word: str) -> str:
    word = word.lower()
    return next((measure for stem, measure in STEMS if stem in word), "killed")


def share_measures(tree: Tree, found: list[Quantity]) -> None:
    """Give a count that has no predicate of its own the measure of the count it is coordinated with."""
    for left, right in pairwise(found):
        if left.unit is not None or right.unit is not None or not left.measure or right.is_old_level:
            continue
        if right.measure not in WEAK and not (right.noun is None and right.governor == left.governor):
            if not (right.noun is None and right.counted and _no_verb_between(tree, left, right)):
                continue
        if (
            _no_verb_between(tree, left, right)
            and len(tree.text[left.end : right.start]) < 80
            and right.measure not in LISTED
        ):
            right.measure, right.governor = left.measure, left.governor


def _no_verb_between(tree: Tree, left: Quantity, right: Quantity) -> bool:
    first, last = tree.at(left.end), tree.at(right.start)
    return not any(tree.pos(i) in ("VERB", "AUX") for i in range(first + 1, last)) and (
        ";" not in tree.text[left.end : right.start]
    )


def totals(found: list[Quantity], last: str | None) -> None:
    """'puts the number at 57', 'the total rose to 12': a bare total counts what was counted last."""
    for position, q in enumerate(found):
        if "total" in q.notes and q.measure not in LISTED and q.unit is None and q.noun is None:
            earlier = next((o.measure for o in reversed(found[:position]) if o.measure in LISTED), last)
            q.measure = earlier or q.measure
