"""People that a sentence lists instead of counting: "a mother and her two sons were killed", "a double homicide".

Belongs here: adding up the members of such a list, with the spans that were added; "both" and "a third victim".
Does not belong here: adding up over several sentences (derived_counts.py); what is said of the listed (measures.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives
from assets.facts.quantities.measure import measures
from assets.facts.quantities.numbers.numerals import Numeral
from assets.facts.quantities.people.tellings import suicide
from assets.facts.quantities.people.title_lists import find_title_lists
from assets.facts.quantities.quantity import Quantity
from assets.facts.quantities.tree import NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.document import Sentence
    from assets.facts.quantities.lexicon import Lexicon

SUMMED = {
    "killed",
    "injured",
    "missing",
    "detained",
    "abducted",
    "rescued",
    "hospitalised",
    "shoot",
    "stab",
    "hit",
    "strike",
}
FEWEST = 2
MOST_MEMBERS = 24
NOT_FREE = {"poss", "compound", "nmod", "appos", "conj"}
OPENS_A_PART = re.compile(
    r"\b(?:includ(?:ing|es?|ed)|such\sas|like|among(?:\s(?:them|those|the\s\w+))?(?:\s(?:is|are|was|were))?|especially|one\sof|two\sof)[\s:]*(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
JOINS = re.compile(r"\b(?:and|with|plus|well\sas)\b|&", re.IGNORECASE)
A_BEFORE = re.compile(r"\b(?:an?|the)\s$", re.IGNORECASE)
AND_ANOTHER = re.compile(
    r"(?:\s(?:boy|girl|baby|child|infant|toddler|man|woman))?,?\s(?:and|along\swith|as\swell\sas)\s"
)
FURTHER = {"also", "too", "likewise"}
# '34 deaths and 160 cases' are no people that can be added up.
EVENTS = {"death", "fatality", "killing", "murder", "homicide", "case", "injury", "casualty"}
AGE_BEHIND = re.compile(r",\s\d{1,2}(?:,|$|\s|\.)")
# 'A third victim was hurt' may count the dead too; from here on it counts the injured.
FEWEST_INJURED = 5
ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.IGNORECASE)
# 'The second murder in a week' counts another series than the dead of one event.
SERIES = {"homicide", "murder", "killing", "slaying"}
OF_THE_YEAR = re.compile(r"\b(?:of|this|so\sfar\sthis)\s(?:the\s)?year\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """A listed count; offsets in the sentence.  `parts` are the spans added up, `token` decides time and polarity.

    A list whose first member is a stated number begins and ends with that number; it stands before its parts.
    """

    start: int
    end: int
    value: float
    measure: str
    parts: tuple[tuple[int, int], ...]
    counted: str
    token: int


@lru_cache(maxsize=4)
def _multiple_events(lexicon: Lexicon) -> re.Pattern[str]:
    """'double homicide', 'triple fatal shooting', 'double murder-suicide'."""
    many, what = alternatives(list(lexicon.words["multiple_event"])), alternatives(list(lexicon.words["harm_event"]))
    return re.compile(
        rf"\b(?P<many>{many})[\s-](?P<fatal>(?:fatal|deadly)\s)?(?P<what>{what})(?P<suicide>[\s-]suicide)?\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _words_of_harm(lexicon: Lexicon) -> frozenset[str]:
    forms = ("patient", "agent", "noun", "adjective", "lives")
    listed = {word for form in forms for word, measure in lexicon.words[form].items() if measure in SUMMED}
    return (
        frozenset(word for entry in listed for word in entry.split()) - {"be", "in", "to"}
        | lexicon.words["other_harm"].keys()
    )


def may_sum(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether the sentence has a word of harm at all, which every sum needs, and what else it needs."""
    if _multiple_events(lexicon).search(sentence.text):
        return True
    if not sentence.is_parsed:
        return False
    words = _words_of_harm(lexicon)
    return any(token.lemma.lower() in words or token.text.lower() in words for token in sentence.tokens)


def find_sums(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> list[Sum]:
    """Listed counts of the sentence, in order."""
    sums = [
        *_lists(tree, found, lexicon),
        *_with_a_child(tree, found),
        *_both(tree, lexicon),
        *_ordinals(tree, lexicon),
        *_with_the_killer(tree, found, lexicon),
    ]
    for match in _multiple_events(lexicon).finditer(tree.text):
        many = int(lexicon.get("multiple_event", match["many"].lower()) or 0)
        value = many + (1 if match["suicide"] else 0)
        measure = "killed" if match["fatal"] else lexicon.get("harm_event", match["what"].lower()) or "killed"
        sums.append(
            Sum(match.start(), match.end(), value, measure, (match.span(),), "people", tree.at(match.start("what")))
        )
    if tree.sentence.part == "title":
        listed = list(_of_the_title(tree, lexicon))
        sums = [one for one in sums if not any(_is_within(one, other) for other in listed)] + listed
    return sorted(sums, key=lambda one: (one.start, one.end))


def _lists(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> Iterator[Sum]:
    for head in range(len(tree.tokens)):
        if tree.dep(head) in NOT_FREE or tree.pos(head) not in (*NOUNS, "PRON", "ADJ", "NUM"):
            continue
        members = _without_names(tree, _members(tree, head, lexicon))
        if not FEWEST <= len(members) <= MOST_MEMBERS:
            continue
        sizes = [_size(tree, member, found, lexicon) for member in members]
        known = [size for size in sizes if size is not None]
        if len(known) < len(sizes) or _restates(known) or not _ends(tree, members):
            continue
        first, last = min(tree.left_modifiers(member) for member in members), max(members)
        stated = known[0][1]
        start = stated.start if stated else tree.start(first)
        q = as_said(tree, head, start, max(tree.end(last), stated.end if stated else 0), lexicon)
        q = q or next((one for one in found if one.noun == head and one.measure in SUMMED), None)
        if q is None or OPENS_A_PART.search(tree.text[max(0, start - 40) : start]) or _is_further(tree, q):
            continue
        spans = tuple(_span(tree, member, size[1]) for member, size in zip(members, known, strict=True))
        end = stated.core_end if stated else tree.end(last)
        start = stated.core_start if stated else start
        total = sum(size for size, _ in known)
        yield Sum(start, end, total, q.measure, spans, "people", q.governor if q.governor is not None else head)


def _of_the_title(tree: Tree, lexicon: Lexicon) -> Iterator[Sum]:
    """'Baby, 4 others injured in crash'."""
    for one in find_title_lists(tree.text, lexicon):
        start, end = one.spans[0][0], one.spans[-1][1]
        yield Sum(start, end, one.value, one.measure, one.spans, "people", tree.at(one.harm))


def _is_within(one: Sum, whole: Sum) -> bool:
    return one.measure == whole.measure and whole.start <= one.start and one.end <= whole.end


def _restates(known: Sequence[tuple[float, Quantity | None]]) -> bool:
    """'three others, two men and a woman': the first number is already the sum of the rest."""
    return len(known) > FEWEST and known[0][0] == sum(size for size, _ in known[1:])


def _ends(tree: Tree, members: Sequence[int]) -> bool:
    """Whether the last member is joined as a last one is: 'three others, two men' goes on, and says who the three are."""
    gap = tree.text[tree.end(members[-2]) : tree.start(tree.left_modifiers(members[-1]))]
    return JOINS.search(gap) is not None


def _span(tree: Tree, member: int, stated: Quantity | None) -> tuple[int, int]:
    return (stated.start, stated.end) if stated else (tree.start(tree.left_modifiers(member)), tree.end(member))


def as_said(tree: Tree, head: int, start: int, end: int, lexicon: Lexicon) -> Quantity | None:
    """The list as a quantity with the measure that is said of it; None where it is none that people are summed by."""
    numeral = Numeral(start, end, "words", None)
    q = Quantity(numeral, start, end, start, end, end, None, None, None, tokens=[head], head=head, noun=head)
    q.counted, q.counted_lemma = "people", tree.lemma(head)
    measures.read_measure(tree, q, lexicon)
    return q if q.measure in SUMMED else None


def _is_further(tree: Tree, q: Quantity) -> bool:
    """'were killed, too': the list comes on top of others."""
    return q.governor is not None and any(tree.lower(c) in FURTHER for c in tree.all(q.governor, "advmod"))


def _members(tree: Tree, head: int, lexicon: Lexicon) -> list[int]:
    members = [head]
    while len(members) < MOST_MEMBERS:
        joined = next((c for c in tree.all(members[-1], "conj") if _is_a_member(tree, head, c)), None)
        beside = next((c for c in tree.all(members[-1], "appos") if _is_another(tree, members[-1], c, lexicon)), None)
        joined = beside if beside is not None and (joined is None or beside < joined) else joined
        joined = joined if joined is not None else _number_joined(tree, members[-1])
        if joined is None or any(tree.lower(c) in ("or", "nor", "but") for c in tree.all(members[-1], "cc")):
            break
        members.append(joined)
    return members


def _without_names(tree: Tree, members: list[int]) -> list[int]:
    """'his wife, Maud, and a son, Tom': a name between commas behind a person is that person's."""
    kept = members[:1]
    for member in members[1:]:
        gap = tree.text[tree.end(kept[-1]) : tree.start(tree.left_modifiers(member))]
        is_of_one = tree.pos(kept[-1]) == "NOUN" and bool(tree.all(kept[-1], "poss", "det"))
        is_named = tree.tokens[member].entity == "PERSON" and tree.pos(member) == "PROPN"
        closes = tree.text[tree.end(member) : tree.end(member) + 1] == ","
        if not (is_of_one and is_named and closes and gap == ", " and not _has_age(tree, member)):
            kept.append(member)
    return kept


def _is_a_member(tree: Tree, head: int, joined: int) -> bool:
    """A noun that goes on with the list; a bare number only where it is of something: 'a couple and three of their sons'."""
    if tree.pos(joined) == "NUM":
        return tree.pos(head) in NOUNS and joined + 1 < len(tree.tokens) and tree.lower(joined + 1) == "of"
    return tree.pos(joined) in (*NOUNS, "PRON", "ADJ")


def _is_another(tree: Tree, member: int, beside: int, lexicon: Lexicon) -> bool:
    """'a man, a woman, and a child': parsed as an apposition, but a second person; 'a fifth patient, a woman,' is one."""
    if any(lexicon.has("ordinal", tree.lower(child)) for child in tree.all(member, "amod")):
        return False
    if tree.tokens[member].entity == tree.tokens[beside].entity == "PERSON":
        # 'Ada Lund, 34, Ben Marsh, 21, and Tom Poole': the age parts one from the next.
        return _has_age(tree, member)
    if tree.pos(member) != "NOUN" or tree.pos(beside) != "NOUN":
        return False
    has_article = [
        any(tree.lower(c) in ("a", "an", "another") for c in tree.all(index, "det")) for index in (member, beside)
    ]
    # 'a grandfather, his daughter and six grandchildren': a list that goes on is no apposition.
    is_of_kin = bool(tree.all(beside, "poss", "nummod"))
    has_start = has_article[0] or bool(tree.all(member, "poss"))
    return all(has_article) or (has_start and is_of_kin and bool(tree.all(beside, "conj")))


def _number_joined(tree: Tree, member: int) -> int | None:
    """'a couple and three of their children': the second number, parsed as if it counted the first noun."""
    joins = [c for c in tree.all(member, "cc") if c > member]
    return next((c for c in tree.all(member, "nummod") if joins and c > joins[0]), None)


def _size(tree: Tree, member: int, found: Sequence[Quantity], lexicon: Lexicon) -> tuple[float, Quantity | None] | None:
    """How many people one member of the list is, and the number that says so, if any; None where that is open."""
    token = tree.tokens[member]
    if any(tree.lower(c) == "unborn" for c in tree.all(member, "amod")):
        return None
    if any(q.is_age and q.unit_end > tree.start(member) >= q.core_start for q in found):
        # 'four adults and a 3-year-old': the age stands for its owner.
        return (1.0, None) if tree.lower(member) == "old" else None
    is_group = lexicon.has("people_group", tree.lower(member))
    if is_group and (member + 1 == len(tree.tokens) or tree.lower(member + 1) != "of"):
        return float(lexicon.get("people_group", tree.lower(member)) or 0), None
    for q in found:
        if member in (q.noun, q.head) and q.unit is None and not q.is_age:
            if lexicon.has("no_person", q.counted_lemma) or q.counted_lemma in EVENTS:
                return None
            is_count = q.value is not None and q.bound == "exact" and q.numeral.form in ("digits", "words")
            return (q.value, q) if is_count and q.value is not None else None
    if token.pos == "PROPN":
        return (1.0, None) if token.entity == "PERSON" or _has_age(tree, member) else None
    if any(tree.lower(c) == "twin" for c in tree.all(member, "amod", "compound")) and token.tag == "NNS":
        return (2.0, None) if _is_person(tree, member, lexicon) else None
    if lexicon.has("person", tree.lower(member)):
        return (1.0, None) if token.tag in ("NN", "NNP", "PRP", "JJ") else None
    return None


def _has_age(tree: Tree, name: int) -> bool:
    """'25-year-old Nadia Poole', 'Nadia Poole, 25,': a name with an age is a person's."""
    return any(tree.lower(c) == "old" for c in tree.all(name, "amod")) or bool(
        AGE_BEHIND.match(tree.text[tree.end(name) : tree.end(name) + 6])
    )


def _is_person(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    return any(lexicon.has("person", word) for word in (tree.lemma(noun), tree.lower(noun))) or tree.lower(noun) in (
        "people",
        "others",
        "members",
    )


def _with_the_killer(tree: Tree, found: Sequence[Quantity], lexicon: Lexicon) -> Iterator[Sum]:
    """'He strangled his wife before killing himself': two are dead."""
    match = suicide(tree.text)
    if match is None:
        return
    for verb in range(tree.at(match.start())):
        victim = tree.child(verb, "dobj") if lexicon.has("killing_verb", tree.lemma(verb)) else None
        if victim is None or victim < verb or tree.end(victim) > match.start() or tree.all(victim, "conj"):
            continue
        size = _size(tree, victim, found, lexicon)
        q = as_said(tree, victim, tree.start(victim), tree.end(victim), lexicon)
        is_alone = size is not None and size[1] is None and not _are_others_between(tree, victim, match, found, lexicon)
        if size is not None and is_alone and q is not None and q.measure == "killed":
            span = _span(tree, victim, None)
            yield Sum(span[0], match.end(), size[0] + 1, "killed", (span, match.span()), "people", verb)
            return


def _are_others_between(
    tree: Tree, victim: int, match: re.Match[str], found: Sequence[Quantity], lexicon: Lexicon
) -> bool:
    """'shot his wife, two children and his sister before killing himself': more victims, however they are parsed."""
    between = range(victim + 1, tree.at(match.start()))
    return any(tree.end(victim) < q.start < match.start() and not q.is_age for q in found) or any(
        _is_person(tree, index, lexicon) and tree.pos(index) == "NOUN" for index in between
    )


def _with_a_child(tree: Tree, found: Sequence[Quantity]) -> Iterator[Sum]:
    """'a 3-year-old and four adults were shot': the age stands for its owner, whatever the parse makes of it."""
    for age, q in pairwise(found):
        gap = tree.text[age.unit_end : q.start]
        before = A_BEFORE.search(tree.text[: age.core_start])
        is_list = age.is_age and before is not None and AND_ANOTHER.fullmatch(gap)
        if is_list and before is not None and q.measure in SUMMED and q.value is not None and q.bound == "exact":
            start = before.start()
            spans = ((start, age.unit_end), (q.start, q.end))
            governor = q.governor if q.governor is not None else q.head
            yield Sum(start, q.end, q.value + 1, q.measure, spans, "people", governor or 0)


def _both(tree: Tree, lexicon: Lexicon) -> Iterator[Sum]:
    """'Both were arrested', 'both men died', 'they were both killed'."""
    for index, token in enumerate(tree.tokens):
        if token.text.lower() != "both" or tree.dep(index) in ("preconj", "cc"):
            continue
        head, last = tree.head(index), index
        noun: int | None = index
        if head is not None and tree.pos(head) in NOUNS and head > index:
            noun, last = (head, head) if _is_person(tree, head, lexicon) else (None, index)
        elif head is not None and tree.dep(index) not in ("nsubj", "nsubjpass", "dobj"):
            noun = _subject(tree, head)
            noun = noun if noun is not None and _may_be_both(tree, noun, lexicon) else None
        if noun is None:
            continue
        start, end = tree.start(index), tree.end(last)
        if (q := as_said(tree, noun, start, end, lexicon)) is not None:
            governor = q.governor if q.governor is not None else noun
            yield Sum(start, end, 2.0, q.measure, ((start, end),), "people", governor)
        elif tree.lower(noun) == "victims":
            yield Sum(start, end, 2.0, "victim", ((start, end),), "people", noun)


def _subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, or of its auxiliary where the parse has hung it there."""
    subjects = (tree.child(index, "nsubj", "nsubjpass") for index in (verb, *tree.all(verb, "auxpass", "aux")))
    return next((subject for subject in subjects if subject is not None), None)


def _may_be_both(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    """'they were both killed', 'his brother, Tom, and his aunt, Ada, were both hurt', however these are parsed."""
    return (
        tree.lower(noun) in ("they", "who", "them")
        or tree.tokens[noun].entity == "PERSON"
        or _is_person(tree, noun, lexicon)
    )


def _ordinals(tree: Tree, lexicon: Lexicon) -> Iterator[Sum]:
    """'A third victim has died': three are dead."""
    for index, token in enumerate(tree.tokens):
        word = token.text.lower()
        count = lexicon.get("ordinal", word) or (word[:-2] if ORDINAL.fullmatch(word) else None)
        noun = tree.head(index)
        if not count or int(count) < FEWEST or noun is None or tree.dep(index) not in ("amod", "nummod", "compound"):
            continue
        is_death = lexicon.has("says_itself", tree.lemma(noun)) and lexicon.get("noun", tree.lemma(noun)) == "killed"
        if (
            not (_is_person(tree, noun, lexicon) or is_death)
            or tree.lemma(noun) in SERIES
            or OF_THE_YEAR.search(tree.text)
        ):
            continue
        start, end = tree.start(index), tree.end(noun)
        q = as_said(tree, noun, start, end, lexicon)
        to_die = any(
            lexicon.get("agent", tree.lemma(verb)) == "killed" and tree.pos(verb) == "VERB"
            for verb in tree.all(noun, "relcl", "acl", "advcl")
        )
        if (to_die or (q is not None and q.measure == "killed")) and end > start:
            governor = q.governor if q is not None and q.governor is not None else noun
            yield Sum(start, end, float(count), "killed", ((start, end),), "people", governor)
        elif q is not None and q.measure == "injured" and int(count) >= FEWEST_INJURED and end > start:
            governor = q.governor if q.governor is not None else noun
            yield Sum(start, end, float(count), "injured", ((start, end),), "people", governor)
