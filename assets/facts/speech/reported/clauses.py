"""What a reporting verb takes as its content: clauses, infinitives, objects, the sentence it is thrown into.

Belongs here: the complements of one verb as offsets, each with the name of its frame.
Does not belong here: who says it and which verbs report (verbs.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.entities.tables import words
from assets.facts.speech.cues import LEXICON, verbs
from assets.facts.speech.grammar import PASSIVE_SUBJECTS, SUBJECTS, VERBAL, Tree, bounds

if TYPE_CHECKING:
    from assets.facts.document import Token
    from assets.facts.speech.reported.reading import Span

Complement = tuple[str, tuple["Span", ...]]
QUOTES = frozenset({'"', "“", "”", "''", "``"})


def contents(tree: Tree, verb: Token, passive: bool) -> list[Complement]:
    """(frame, content) of every complement of the verb, most telling first."""
    children = tree.children(verb)
    thing = next((c for c in children if c.dep == "dobj"), None) or _first_of_two_names(children)
    topic = _passive_topic(tree, verb) if passive else None
    clause = _reported(tree, verb, [c for c in children if c.dep == "ccomp"])
    found = [_of_clause(tree, verb, clause, passive)] if clause is not None else []
    if clause is None and (around := _parenthesis(tree, verb)):
        found.append(("parenthesis", around))
    found += _wished_of_others(tree, verb)
    infinitive = next((c for c in children if c.dep == "xcomp"), None)
    if infinitive is not None:
        found.append(_of_infinitive(tree, verb, infinitive, topic, thing))
    if topic is not None:
        found.extend(_of_topic(tree, verb, topic))
    elif thing is not None:
        found.extend(_of_object(tree, verb, thing))
    if topic is None or clause is None:
        found.extend(_of_prepositions(tree, verb))
    return found


def _first_of_two_names(children: list[Token]) -> Token | None:
    """'called Lund the "best captain"': what is called something, where the parse sees only names for it."""
    names = [c for c in children if c.dep == "oprd"]
    return names[0] if len(names) > 1 else None


def _wished_of_others(tree: Tree, verb: Token) -> list[Complement]:
    """'called for the mayor to resign', 'called on the mayor to resign'."""
    found: list[Complement] = []
    for child in tree.children(verb):
        if child.index < verb.index or child.dep not in ("advcl", "ccomp", "xcomp") or not _has_to(tree, child):
            continue
        mark, subject = tree.child(child, ("mark",)), tree.child(child, SUBJECTS)
        if mark is not None and mark.lemma == "for" and subject is not None:
            inside = [t for t in tree.subtree(child) if t.index > mark.index]
            found.append(("for_to", (bounds(inside),)))
        for prep in tree.children(verb):
            if (
                prep.dep == "prep"
                and verb.index < prep.index < child.index
                and prep.lemma in ("on", "upon", "to", "for")
            ):
                whom = tree.child(prep, ("pobj",))
                if whom is not None and not whom.entity.endswith(("DATE", "TIME")):
                    found.append((f"prep_to:{prep.lemma}", (bounds(tree.subtree(whom) + tree.subtree(child)),)))
    return found


def _has_to(tree: Tree, verb: Token) -> bool:
    return any(c.tag == "TO" and c.dep == "aux" for c in tree.children(verb))


def _reported(tree: Tree, verb: Token, clauses: list[Token]) -> Token | None:
    """The clause that is reported, of those the parse hangs on a verb.

    Of two, the one behind the verb is: the other one is a relative clause of the subject that was misread.  But a
    semicolon ends what is reported: "A, he said; B".
    """
    follows = tree.tokens[verb.index + 1].text if verb.index + 1 < len(tree.tokens) else ""
    behind = [c for c in clauses if c.index > verb.index and follows != ";"]
    return next(iter(behind or clauses), None)


def _passive_topic(tree: Tree, verb: Token) -> Token | None:
    topic = tree.child(verb, PASSIVE_SUBJECTS)
    return tree.head(verb) if topic is None and verb.dep == "acl" else topic


def _of_clause(tree: Tree, verb: Token, clause: Token, passive: bool) -> Complement:
    own_subject = tree.child(clause, SUBJECTS)
    has_to = (
        any(c.tag == "TO" and c.dep == "aux" for c in tree.children(clause)) and tree.child(clause, ("mark",)) is None
    )
    if has_to and own_subject is not None and own_subject.index > verb.index:
        return "object_to", (_span(tree, clause, verb),)
    if passive:
        return "passive_clause", (_span(tree, clause, verb),)
    if has_to:
        return "to", (_span(tree, clause, verb),)
    return "clause", _clause_content(tree, clause, verb)


def _of_infinitive(tree: Tree, verb: Token, infinitive: Token, topic: Token | None, thing: Token | None) -> Complement:
    if any(c.tag in ("WRB", "WP", "WDT") or c.text.lower() == "whether" for c in tree.children(infinitive)):
        return "clause", (_span(tree, infinitive, verb),)
    if topic is not None:
        return "passive_to", _joined(tree, topic, infinitive, verb)
    if thing is not None:
        return "object_to", (bounds(tree.subtree(thing) + tree.subtree(infinitive)),)
    return "to", (_span(tree, infinitive, verb),)


def _of_topic(tree: Tree, verb: Token, topic: Token) -> list[Complement]:
    found: list[Complement] = []
    naming = _naming(tree, verb)
    if naming is not None:
        found.append(("passive_as", _joined(tree, topic, naming, verb)))
    about = _topic(tree, topic, verb)
    if about:
        found.append(("passive", (bounds(about),)))
    return found


def _of_object(tree: Tree, verb: Token, thing: Token) -> list[Complement]:
    found: list[Complement] = []
    naming = _naming(tree, verb)
    if naming is not None:
        found.append(("object_as", (bounds(tree.subtree(thing) + tree.subtree(naming)),)))
    for name in ("of", "for"):
        for prep in tree.children(verb):
            if prep.dep == "prep" and prep.lemma == name and prep.index > thing.index:
                found.append((f"object_{name}", (bounds(tree.subtree(thing) + tree.subtree(prep)),)))
                break
    first, last = _span(tree, thing, verb)
    own, aside = tree.subtree(thing), next((t for t in tree.subtree(thing) if _is_aside(tree, t)), None)
    if aside is not None and thing.index > verb.index and own[-1].index == tree.subtree(aside)[-1].index:
        found.append(("object", (bounds(tree.subtree(thing, without=(aside.index,))),)))
    else:
        found.append(("object", ((first, _with_what_follows(tree, verb, thing, last)),)))
    return found


def _with_what_follows(tree: Tree, verb: Token, thing: Token, last: int) -> int:
    """Where an object ends, with the phrases behind it that tell which one it is: "demands a voice on the stage"."""
    for child in tree.children(verb):
        if child.index <= thing.index or child.start < last:
            continue
        own = tree.subtree(child)
        if any(last <= t.start < own[0].start for t in tree.tokens) or not _tells_which(tree, child):
            break
        last = bounds(own)[1]
    return last


def _tells_which(tree: Tree, child: Token) -> bool:
    if child.dep == "prep" and child.lemma.lower() in words("object_prepositions", LEXICON):
        inner = tree.child(child, ("pobj", "pcomp"))
        return inner is not None and inner.entity not in ("DATE", "TIME")
    return child.dep in ("advcl", "xcomp") and child.tag == "VB" and _has_to(tree, child)


def _naming(tree: Tree, verb: Token) -> Token | None:
    """What something is called: "called it a sham", "described it as a sham"."""
    for child in tree.children(verb):
        if child.index > verb.index and (
            child.dep in ("oprd", "acomp") or (child.dep == "prep" and child.lemma == "as")
        ):
            return child
    return None


def _of_prepositions(tree: Tree, verb: Token) -> list[Complement]:
    found: list[Complement] = []
    for prep in tree.children(verb):
        if prep.dep == "prep" and prep.lemma not in ("by", "as"):
            inner = tree.child(prep, ("pobj", "pcomp", "prep"))
            if inner is not None:
                first, last = bounds(tree.subtree(inner))
                span = (first, _with_what_follows(tree, verb, prep, last))
                found.append((f"prep:{prep.lemma.lower()}", (span,)))
    return found


def _span(tree: Tree, token: Token, verb: Token) -> Span:
    """Offsets of what `token` governs; if that runs round the verb, only the greater side of it."""
    tokens = tree.subtree(token)
    own = {t.index for t in tree.subtree(verb)} - {t.index for t in tokens}
    before = [t for t in tokens if t.index < verb.index]
    after = [t for t in tokens if t.index > verb.index]
    if before and after and own:
        tokens = max((before, after), key=len)
    return bounds(tokens)


def _clause_content(tree: Tree, clause: Token, verb: Token) -> tuple[Span, ...]:
    """A clause that is reported; in two pieces where the reporting words stand inside it."""
    tokens = tree.subtree(clause, without=_not_reported(tree, clause, verb))
    before = [t for t in tokens if t.index < verb.index]
    after = [t for t in tokens if t.index > verb.index]
    if before and not after and not _is_set_off(tree, before[-1], verb):
        own = {t.index for t in before}
        after = [t for t in tree.tokens if t.index > verb.index and t.index not in own]
        if any(t.pos in VERBAL for t in after):
            return (bounds(after),)
    if before and after:
        return tuple(bounds(side) for side in (before, after) if len(side) > 1 or len(tokens) < 4)
    return (bounds(tokens + _more_reported(tree, tokens, verb)),)


def _more_reported(tree: Tree, tokens: list[Token], verb: Token) -> list[Token]:
    """More that the parse hangs on the verb: a piece right behind, a clause with its own 'that' ("that A, and that B")."""
    last = tokens[-1]
    for joined in tree.children(verb):
        own = tree.subtree(joined)
        if joined.dep == "ccomp" and tokens[0].index > verb.index and own[0].index == last.index + 1:
            return own
        if joined.dep == "conj" and joined.index > tokens[-1].index:
            mark = tree.child(joined, ("mark",))
            if mark is not None and mark.lemma.lower() == "that":
                return own
    return []


def _not_reported(tree: Tree, clause: Token, verb: Token) -> list[int]:
    """What hangs on a reported clause and is the outlet's own: "said it has plans but took issue with them"."""
    if clause.index < verb.index:
        return []
    found = []
    for joined in tree.subtree(clause):
        if joined.dep == "conj" and _is_next_deed(tree, joined, clause, verb) and not _in_marks(tree, joined):
            found.append(joined.index)
            found += [t.index for t in tree.children(tree.head(joined)) if t.dep == "cc" and t.index < joined.index]
    last = tree.subtree(clause, without=found)[-1]
    for token in tree.subtree(clause):
        if token.index not in found and tree.is_within(last, token) and _is_aside(tree, token):
            found.append(token.index)
            break
    return found


def _is_next_deed(tree: Tree, joined: Token, clause: Token, verb: Token) -> bool:
    """Whether a verb joined to the clause tells what the speaker did next: "said A but left", "said A and added B"."""
    if joined.tag != verb.tag or verb.tag not in ("VBD", "VBZ") or tree.child(joined, SUBJECTS) is not None:
        return False
    if tree.head(joined) is clause and joined.tag == "VBD" and clause.tag not in ("VBD", "VBN"):
        return True
    cue = verbs().get(joined.lemma.lower())
    return cue is not None and cue.frames.get("clause") == "say" and tree.child(joined, ("ccomp",)) is not None


def _is_aside(tree: Tree, token: Token) -> bool:
    """Whether a clause only adds to what is reported, in the outlet's words: ", who ...", ", though ...", ", saying ..."."""
    if token.dep == "relcl":
        return _is_remark(tree, token)
    if token.dep not in ("advcl", "prep"):
        return False
    first = tree.subtree(token)[0]
    if not first.index or tree.tokens[first.index - 1].text not in (",", "-", "–", "—", "--") or _in_marks(tree, token):
        return False
    if _contrasts(tree, first):
        return True
    cue = verbs().get(token.lemma.lower())
    return token.tag == "VBG" and first is token and cue is not None and cue.frames.get("clause") == "say"


def _contrasts(tree: Tree, first: Token) -> bool:
    """Whether a clause that begins so sets something against the report; "even if" is the speaker's own."""
    word = first.text.lower()
    if word == "even" and first.index + 1 < len(tree.tokens):
        return tree.tokens[first.index + 1].text.lower() in words("even_contrasts", LEXICON)
    return word in words("contrasts", LEXICON)


def _is_remark(tree: Tree, relative: Token) -> bool:
    """Whether a relative clause only adds something: a comma before its 'who' or 'which', outside quotation marks."""
    first = tree.subtree(relative)[0]
    before = tree.tokens[first.index - 1] if first.index else first
    return before.text == "," and first.text.lower() in ("who", "which", "whose") and not _in_marks(tree, relative)


def _in_marks(tree: Tree, token: Token) -> bool:
    """Whether an odd number of quotation marks stands before the token in its sentence."""
    return sum(t.text in QUOTES for t in tree.tokens[: token.index]) % 2 == 1


def _is_set_off(tree: Tree, last: Token, verb: Token) -> bool:
    """Whether a mark parts the words before a cue from the cue and its subject: "It rained, he said"."""
    subject = tree.child(verb, SUBJECTS)
    edge = tree.subtree(subject)[0].index if subject is not None and subject.index < verb.index else verb.index
    marks = tree.tokens[max(0, last.index - 1) : max(edge, last.index) + 1]
    return any(not t.text[0].isalnum() and t.text not in (";", "(") for t in marks if t.text)


def _topic(tree: Tree, topic: Token, verb: Token) -> list[Token]:
    return [t for t in tree.subtree(topic, without=(verb.index,)) if t.index < verb.index]


def _joined(tree: Tree, topic: Token, complement: Token | None, verb: Token) -> tuple[Span, ...]:
    spans = []
    subject = _topic(tree, topic, verb)
    if subject:
        spans.append(bounds(subject))
    if complement is not None:
        spans.append(bounds(tree.subtree(complement)))
    return tuple(spans)


def _parenthesis(tree: Tree, verb: Token) -> tuple[Span, ...] | None:
    """The clause round a verb that is thrown in: "It rained, he said, all day."."""
    if verb.dep not in ("parataxis", "ccomp", "advcl", "dep", "conj") or verb.dep == "conj":
        return None
    own = tree.subtree(verb)
    if tree.child(verb, SUBJECTS) is None or len(own) > 25 or _in_marks(tree, verb):
        return None
    if any(c.dep in ("dobj", "ccomp", "xcomp") for c in tree.children(verb)):
        return None
    if verb.dep == "advcl" and not any(c.text.lower() == "as" for c in tree.children(verb)):
        return None
    if verb.dep == "ccomp" and tree.head(verb).index < verb.index:
        return None
    governor = tree.head(verb)
    rest = tree.subtree(governor, without=(verb.index,))
    before = [t for t in rest if t.index < own[0].index]
    after = [t for t in rest if t.index > own[-1].index]
    words = [t for t in after if t.text[0].isalnum()]
    if words and words[0].tag == "VBG" and words[0].dep == "advcl":
        # "Sales were great, he said, wiping his face": what he did while he said it.
        after = []
    pieces = tuple(bounds(side) for side in (before, after) if any(t.text.isalnum() for t in side))
    return pieces or None
