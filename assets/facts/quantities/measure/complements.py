"""What one verb says of a noun, together with its complements: "was found dead", "climbed in and died".

Belongs here: the shape of a predicate, and reading a verb with its states, particles and joined verbs.
Does not belong here: which verbs and nouns say something of a number (predicates.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.tree import Tree

# What somebody can be among, or be taken into.
STATES = {"dead", "killed", "injured", "wounded", "missing", "custody", "hospital", "hospitals", "homes"}
NOT_SAID = {"be", "have", "do", "say", "report", "include", "tell", "announce", "believe", "confirm", "know", "think"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One thing said of a noun: the lemma, how (patient, agent, adjective, noun) and by which token.

    `rank` is 0 for what governs the noun, 1 for its own relative clause, 2 for what governs another noun above it.
    """

    form: str
    lemma: str
    token: int
    rank: int = 0


def is_half_a_word(tree: Tree, index: int) -> bool:
    """'dead-beat', 'dead-end': the first half of another word."""
    return index + 1 < len(tree.tokens) and tree.text[tree.end(index) : tree.end(index) + 1] == "-"


def is_denied(tree: Tree, index: int) -> bool:
    """'non-fatal shootings': the second half of a word that says the contrary."""
    return index > 1 and tree.lower(index - 1) == "-" and tree.lower(index - 2) == "non"


def add_joined_verbs(tree: Tree, verb: int, found: list[Predicate]) -> None:
    """'climbed in and died', 'were hit and killed': verbs joined to one another share their subject."""
    for _ in range(4):
        joined = tree.child(verb, "conj")
        if (
            joined is None
            or tree.pos(joined) not in ("VERB", "AUX")
            or tree.child(joined, "nsubj", "nsubjpass") is not None
        ):
            return
        passive = tree.tokens[joined].tag == "VBN" and (
            tree.child(joined, "auxpass") is not None or tree.child(verb, "auxpass") is not None
        )
        add_with_complement(tree, "patient" if passive else "agent", joined, found)
        verb = joined


def add_with_complement(tree: Tree, form: str, verb: int, found: list[Predicate]) -> None:
    """The verb, after its own complements: 'was found dead', 'are missing', 'were reported killed'."""
    for child in tree.children[verb]:
        relation = tree.dep(child)
        if relation == "ccomp" and tree.child(child, "nsubj", "nsubjpass") is not None:
            # "Two officials said that he died": what is said has a subject of its own.
            continue
        if relation in ("acomp", "oprd", "attr", "xcomp", "ccomp") or (
            relation in ("advmod", "prt")
            and tree.lower(child) in ("dead", "missing", "down", "homeless", "alive")
            and not is_half_a_word(tree, child)
        ):
            lemma = tree.lower(child)
            if relation == "xcomp" or (relation in ("ccomp", "oprd", "acomp") and tree.pos(child) == "VERB"):
                passive = tree.tokens[child].tag == "VBN"
                # 'were forced to flee': they flee, whatever is done to them.
                does = "agent" if relation == "xcomp" and tree.tokens[child].tag == "VB" else form
                found.append(Predicate("patient" if passive else does, verb_lemma(tree, child), child))
            else:
                found.append(Predicate("adjective", lemma, child))
        elif relation == "prep" and tree.lower(child) in ("among", "in", "to", "into", "from"):
            _add_with_preposition(tree, form, verb, child, found)
    _state_behind(tree, verb, found)
    found.append(Predicate(form, verb_lemma(tree, verb), verb))


def _is_medical_centre(tree: Tree, target: int) -> bool:
    """'Marlow Medical Center', 'the trauma centre': a hospital by another name."""
    return tree.lower(target) in ("center", "centre") and any(
        tree.lower(child) in ("medical", "trauma") for child in tree.all(target, "compound", "amod", "nmod")
    )


def _add_with_preposition(tree: Tree, form: str, verb: int, prep: int, found: list[Predicate]) -> None:
    """'are among those killed', 'was taken into custody', 'is in critical condition'."""
    target = tree.child(prep, "pobj")
    if target is None:
        return
    if tree.lower(prep) == "among" and (state := among_whom(tree, target)):
        found.append(state)
    if _is_medical_centre(tree, target):
        found.append(Predicate(form, f"{verb_lemma(tree, verb)} hospital", verb))
    if tree.lower(target) == "condition" and tree.all(target, "amod"):
        found.append(Predicate("adjective", "hospitalised", target))
    if tree.lower(target) not in STATES:
        return
    if tree.lower(prep) == "among":
        found.append(Predicate("adjective", tree.lower(target), target))
    else:
        found.append(Predicate(form, f"{verb_lemma(tree, verb)} {tree.lemma(target)}", verb))


def among_whom(tree: Tree, target: int) -> Predicate | None:
    """'among those killed', 'among the people hurt': the state of those whom the counted are among."""
    state = tree.child(target, "acl")
    if state is None or tree.tokens[state].tag != "VBN" or state != target + 1:
        return None
    return Predicate("adjective", tree.lower(state), state)


def verb_lemma(tree: Tree, verb: int) -> str:
    """The lemma of a verb with its particle: 'carry out'."""
    particle = tree.child(verb, "prt")
    lemma = tree.lemma(verb)
    return f"{lemma} {tree.lower(particle)}" if particle is not None and particle > verb else lemma


def complements(tree: Tree, verb: int) -> list[int]:
    """What the verb takes: objects, states, particles and the objects of its prepositions."""
    found = []
    for child in tree.children[verb]:
        if tree.dep(child) in ("dobj", "acomp", "oprd", "advmod", "prt", "attr", "xcomp"):
            found.append(child)
            found.extend(
                target
                for prep in tree.all(child, "prep")
                if tree.lower(prep) == "to"
                for target in tree.all(prep, "pobj")
            )
        elif tree.dep(child) == "prep":
            found.extend(tree.all(child, "pobj"))
    return found


def can_be_a_measure(tree: Tree, predicate: Predicate) -> bool:
    """A verb or a common noun in letters; a pronoun, a name or a number names no measure."""
    return tree.pos(predicate.token) in ("VERB", "AUX", "NOUN", "ADJ") and predicate.lemma[:1].isalpha()


def _state_behind(tree: Tree, verb: int, found: list[Predicate]) -> None:
    """'went missing', 'are still unaccounted for': the state that follows the verb, however it is parsed."""
    for index in range(verb + 1, min(verb + 4, len(tree.tokens))):
        if tree.lower(index) in (
            "dead",
            "missing",
            "unaccounted",
            "homeless",
            "wounded",
            "injured",
        ) and not is_half_a_word(tree, index):
            found.append(Predicate("adjective", tree.lower(index), index))
            return
        if tree.pos(index) not in ("ADV", "AUX", "PART"):
            return
