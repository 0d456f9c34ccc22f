"""Reported speech by grammar: what each cue of a parsed sentence takes as source and as content.

`variants` lists every reading of a cue; which of them is taken is decided by the lexicon (rules) or by weights that
were learned from annotated text (model.py).
Belongs here: cue, source and content within one parsed sentence.
Does not belong here: quotation marks (quoted.py), who the source is (speakers.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.facts.speech import cues, sources
from assets.facts.speech.grammar import PASSIVE_SUBJECTS, SUBJECTS, VERBAL, Tree, bounds

if TYPE_CHECKING:
    from assets.facts.document import Sentence, Token

Span = tuple[int, int]

RAISING = frozenset({"seem", "appear", "look", "sound"})
QUOTES = frozenset({'"', "“", "”", "''", "``"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one cue: offsets of cue, source and content, and the tokens they hang on."""

    sentence: Sentence
    frame: str
    group: str
    cue: Span
    cue_token: Token
    content: tuple[Span, ...]
    source: Span | None = None
    source_token: Token | None = None
    is_known: bool = True


def readings(tree: Tree) -> list[list[Reading]]:
    """The readings of each cue of the sentence, best first by the lexicon; words without any are left out.

    Verbs and nouns that the lexicon does not know get readings too, with `is_known` False.
    """
    found = []
    for token in tree.tokens:
        options = _of_phrase(tree, token)
        if options:
            found.append(options)
            continue
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep in ("ROOT", "ccomp", "conj")):
            options = _of_verb(tree, token)
        elif token.pos == "NOUN":
            options = _of_noun(tree, token)
        elif token.pos == "ADV":
            options = _of_adverb(tree, token)
        if options:
            found.append(options)
    return found


# ---------------------------------------------------------------- verbs
def _of_verb(tree: Tree, verb: Token) -> list[Reading]:
    cue = cues.verbs().get(verb.lemma.lower())
    if verb.lemma in RAISING:
        return _raising(tree, verb)
    passive = tree.is_passive(verb)
    found = []
    for frame, content in _contents(tree, verb, passive):
        group = _group(cue, frame)
        source_token = _source(tree, verb, passive, frame)
        source = _source_span(tree, source_token, verb, content) if source_token is not None else None
        found.append(
            Reading(
                tree.sentence,
                frame,
                group or "",
                _cue_span(tree, verb),
                verb,
                content,
                source,
                source_token,
                is_known=group is not None,
            )
        )
    return found


FRAME_FALLBACKS = {
    "clause": ("clause",),
    "parenthesis": ("clause", "quote"),
    "to": ("to",),
    "object": ("object",),
    "object_to": ("object_to",),
    "object_as": ("object_as",),
    "object_of": ("object_of",),
    "object_for": ("object_for",),
    "passive_clause": ("clause", "object"),
    "passive_to": ("object_to", "to"),
    "passive_as": ("object_as",),
    "passive": ("object",),
}


def _group(cue: cues.Cue | None, frame: str) -> str | None:
    if cue is None:
        return None
    for name in FRAME_FALLBACKS.get(frame, (frame,)):
        if name in cue.frames:
            return cue.frames[name]
    return None


def _contents(tree: Tree, verb: Token, passive: bool) -> list[tuple[str, tuple[Span, ...]]]:
    """(frame, content) of every complement of the verb, most telling first."""
    children = tree.children(verb)
    thing = next((c for c in children if c.dep == "dobj"), None)
    topic = _passive_topic(tree, verb) if passive else None
    clause = next((c for c in children if c.dep == "ccomp"), None)
    found = [_of_clause(tree, verb, clause, passive)] if clause is not None else []
    if clause is None and (around := _parenthesis(tree, verb)):
        found.append(("parenthesis", around))
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


def _passive_topic(tree: Tree, verb: Token) -> Token | None:
    topic = tree.child(verb, PASSIVE_SUBJECTS)
    return tree.head(verb) if topic is None and verb.dep == "acl" else topic


def _of_clause(tree: Tree, verb: Token, clause: Token, passive: bool) -> tuple[str, tuple[Span, ...]]:
    own_subject = tree.child(clause, SUBJECTS)
    has_to = any(c.tag == "TO" for c in tree.children(clause))
    if has_to and own_subject is not None and own_subject.index > verb.index:
        return "object_to", (_span(tree, clause, verb),)
    if passive:
        return "passive_clause", (_span(tree, clause, verb),)
    if has_to:
        return "to", (_span(tree, clause, verb),)
    return "clause", _clause_content(tree, clause, verb)


def _of_infinitive(
    tree: Tree, verb: Token, infinitive: Token, topic: Token | None, thing: Token | None
) -> tuple[str, tuple[Span, ...]]:
    if any(c.tag in ("WRB", "WP", "WDT") or c.text.lower() == "whether" for c in tree.children(infinitive)):
        return "clause", (_span(tree, infinitive, verb),)
    if topic is not None:
        return "passive_to", _joined(tree, topic, infinitive, verb)
    if thing is not None:
        return "object_to", (bounds(tree.subtree(thing) + tree.subtree(infinitive)),)
    return "to", (_span(tree, infinitive, verb),)


def _of_topic(tree: Tree, verb: Token, topic: Token) -> list[tuple[str, tuple[Span, ...]]]:
    found: list[tuple[str, tuple[Span, ...]]] = []
    naming = _naming(tree, verb)
    if naming is not None:
        found.append(("passive_as", _joined(tree, topic, naming, verb)))
    about = _topic(tree, topic, verb)
    if about:
        found.append(("passive", (bounds(about),)))
    return found


def _of_object(tree: Tree, verb: Token, thing: Token) -> list[tuple[str, tuple[Span, ...]]]:
    found: list[tuple[str, tuple[Span, ...]]] = []
    naming = _naming(tree, verb)
    if naming is not None:
        found.append(("object_as", (bounds(tree.subtree(thing) + tree.subtree(naming)),)))
    for name in ("of", "for"):
        for prep in tree.children(verb):
            if prep.dep == "prep" and prep.lemma == name and prep.index > thing.index:
                found.append((f"object_{name}", (bounds(tree.subtree(thing) + tree.subtree(prep)),)))
                break
    found.append(("object", (_span(tree, thing, verb),)))
    return found


def _naming(tree: Tree, verb: Token) -> Token | None:
    """What something is called: "called it a sham", "described it as a sham"."""
    for child in tree.children(verb):
        if child.index > verb.index and (
            child.dep in ("oprd", "acomp") or (child.dep == "prep" and child.lemma == "as")
        ):
            return child
    return None


def _of_prepositions(tree: Tree, verb: Token) -> list[tuple[str, tuple[Span, ...]]]:
    found: list[tuple[str, tuple[Span, ...]]] = []
    for prep in tree.children(verb):
        if prep.dep == "prep" and prep.lemma not in ("by", "as"):
            inner = tree.child(prep, ("pobj", "pcomp", "prep"))
            if inner is not None:
                found.append((f"prep:{prep.lemma.lower()}", (bounds(tree.subtree(inner)),)))
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
    return (bounds(tokens),)


def _not_reported(tree: Tree, clause: Token, verb: Token) -> list[int]:
    """What hangs on a reported clause and is the outlet's own: "said it has plans but took issue with them"."""
    if clause.index < verb.index:
        return []
    found = []
    for joined in tree.children(clause):
        is_other_tense = joined.tag == verb.tag == "VBD" and clause.tag not in ("VBD", "VBN")
        if joined.dep == "conj" and is_other_tense and tree.child(joined, SUBJECTS) is None:
            if _in_marks(tree, joined):
                continue
            found.append(joined.index)
            found += [t.index for t in tree.children(clause) if t.dep == "cc" and t.index < joined.index]
    last = tree.subtree(clause, without=found)[-1] if found else tree.subtree(clause)[-1]
    for token in tree.subtree(clause):
        if token.dep == "relcl" and _is_remark(tree, token) and tree.is_within(last, token):
            found.append(token.index)
            break
    return found


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
    if tree.child(verb, SUBJECTS) is None or len(own) > 25:
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
    pieces = tuple(bounds(side) for side in (before, after) if any(t.text.isalnum() for t in side))
    return pieces or None


def _raising(tree: Tree, verb: Token) -> list[Reading]:
    complement = tree.child(verb, ("xcomp", "ccomp", "oprd", "acomp", "prep", "advcl"))
    subject = tree.child(verb, SUBJECTS)
    if complement is None or complement.index < verb.index:
        return []
    spans: tuple[Span, ...] = (bounds(tree.subtree(complement)),)
    if subject is not None and subject.lemma.lower() not in ("it", "there"):
        spans = (bounds(tree.subtree(subject)), *spans)
    frame = "seems_" + (
        "to" if complement.dep == "xcomp" else "clause" if complement.dep == "ccomp" else complement.dep
    )
    return [Reading(tree.sentence, frame, "show", _cue_span(tree, verb), verb, spans)]


def _source(tree: Tree, verb: Token, passive: bool, frame: str) -> Token | None:
    if passive:
        if verb.lemma == "quote" or frame == "to":
            return tree.child(verb, PASSIVE_SUBJECTS) or tree.agent(verb)
        return tree.agent(verb)
    subject = tree.subject(verb)
    if subject is not None and verb.tag == "VBG" and not sources.can_speak(subject):
        return _reporter_above(tree, verb) or subject
    return subject or _name_before(tree, verb)


def _name_before(tree: Tree, verb: Token) -> Token | None:
    """The name or pronoun right before a finite verb that the parse gave no subject."""
    if verb.tag not in ("VBD", "VBZ", "VBP") or verb.index == 0:
        return None
    before = tree.tokens[verb.index - 1]
    if before.pos == "ADV" and before.index:
        before = tree.tokens[before.index - 1]
    is_name = before.pos == "PROPN" or before.text.lower() in ("he", "she", "they", "who")
    return before if is_name and before.dep not in ("pobj", "dobj") else None


def _reporter_above(tree: Tree, verb: Token) -> Token | None:
    """Who reports the clause that a participle hangs on: "she said prices were too high, adding ..."."""
    for above in tree.ancestors(verb):
        if above.dep == "ccomp":
            subject = tree.child(tree.head(above), SUBJECTS)
            if subject is not None and sources.can_speak(subject):
                return subject
    return None


def _source_span(tree: Tree, source: Token, verb: Token, content: tuple[Span, ...]) -> Span:
    """The source's phrase, cut short of the cue and of the content."""
    left_out = [
        t.index
        for t in tree.subtree(source)
        if t.index != source.index and t.dep in ("acl", "relcl") and tree.is_within(verb, t)
    ]
    tokens = tree.subtree(source, without=left_out)
    outside = [
        t
        for t in tokens
        if t.index == source.index or not any(start <= t.start and t.end <= end for start, end in content)
    ]
    if source.index < verb.index:
        outside = [t for t in outside if t.index < verb.index]
    else:
        outside = [t for t in outside if t.index > verb.index]
    return bounds(outside) if outside else (source.start, source.end)


def _cue_span(tree: Tree, verb: Token) -> Span:
    """The verb with its auxiliaries and negation right before it."""
    first = verb
    for child in reversed([c for c in tree.children(verb) if c.index < verb.index]):
        if child.dep in ("aux", "auxpass", "neg") and child.index >= first.index - 2:
            first = child
        elif child.dep != "advmod":
            break
    return first.start, verb.end


# ---------------------------------------------------------------- nouns
def _of_noun(tree: Tree, noun: Token) -> list[Reading]:
    cue = cues.nouns().get(noun.lemma.lower())
    source_token = _noun_source(tree, noun)
    source = None
    if source_token is not None:
        is_before = source_token.index < noun.index
        tokens = [
            t for t in tree.subtree(source_token) if t.index != noun.index and (t.index < noun.index) == is_before
        ]
        source = bounds(tokens) if tokens else None
    found = []
    for child in tree.children(noun):
        frame, inner = _noun_frame(tree, child) if child.index > noun.index else (None, child)
        if frame:
            group = cue.frames.get(frame) if cue else None
            content = (bounds(tree.subtree(inner)),)
            span = (noun.start, noun.end)
            found.append(
                Reading(
                    tree.sentence,
                    f"noun_{frame}",
                    group or "",
                    span,
                    noun,
                    content,
                    source,
                    source_token,
                    group is not None,
                )
            )
    return found


def _noun_source(tree: Tree, noun: Token) -> Token | None:
    """Whose claim it is: "his claim", "the claim by X", "X made the claim"."""
    owner = tree.child(noun, ("poss",))
    if owner is None:
        by = next((c for c in tree.children(noun) if c.lemma == "by" and c.dep in ("prep", "agent")), None)
        owner = tree.child(by, ("pobj",)) if by is not None else None
    return owner or _owner(tree, noun)


def _noun_frame(tree: Tree, child: Token) -> tuple[str | None, Token]:
    """The frame that a dependent of a cue noun opens, and the token its content hangs on."""
    if child.dep in ("acl", "ccomp", "relcl", "appos"):
        if any(c.tag == "TO" for c in tree.children(child)):
            return "to", child
        if any(c.dep == "mark" for c in tree.children(child)):
            return "clause", child
    elif child.dep == "prep" and child.lemma != "by":
        return f"prep:{child.lemma.lower()}", tree.child(child, ("pobj", "pcomp")) or child
    return None, child


def _owner(tree: Tree, noun: Token) -> Token | None:
    """Who has the thought: the subject of the verb that governs the noun ("she expressed doubts")."""
    governor = tree.head(noun)
    if noun.dep in ("dobj", "attr") and governor.pos in VERBAL and not tree.is_passive(governor):
        return tree.subject(governor)
    if noun.dep == "pobj" and governor.dep == "prep" and tree.head(governor).pos in VERBAL:
        return tree.subject(tree.head(governor))
    return None


# ---------------------------------------------------------------- phrases and adverbs
def _of_phrase(tree: Tree, token: Token) -> list[Reading]:
    """'According to police': the clause it hangs on is the content."""
    word = token.text.lower()
    if word == "according":
        to = tree.child(token, ("prep",)) or next((t for t in tree.tokens[token.index + 1 : token.index + 2]), None)
        noun = tree.child(to, ("pobj", "pcomp")) if to is not None else None
        cue = (token.start, to.end) if to is not None else (token.start, token.end)
        frame = "according"
    elif word == "per" and token.dep == "prep" and tree.head(token).pos in VERBAL:
        noun, cue, frame = tree.child(token, ("pobj",)), (token.start, token.end), "per"
        if noun is None or not noun.entity:
            return []
    else:
        return []
    if noun is None:
        return []
    own = {t.index for t in tree.subtree(token)}
    content = _clause_round(tree, token, own)
    if not content:
        return []
    return [Reading(tree.sentence, frame, "say", cue, token, content, bounds(tree.subtree(noun)), noun)]


def _clause_round(tree: Tree, token: Token, own: set[int]) -> tuple[Span, ...]:
    """The clause a sentence adverbial stands in, in one or two pieces."""
    top = tree.head(token)
    for ancestor in (top, *tree.ancestors(top)):
        top = ancestor
        if ancestor.pos in VERBAL and ancestor.dep in ("ROOT", "ccomp", "conj", "parataxis", "advcl", "relcl"):
            break
    while top.dep == "conj" and tree.head(top).pos in VERBAL and top.index > token.index:
        top = tree.head(top)
    tokens = [t for t in tree.subtree(top) if t.index not in own]
    first, last = min(own), max(own)
    before = [t for t in tokens if t.index < first]
    after = [t for t in tokens if t.index > last]
    pieces = [bounds(side) for side in (before, after) if sum(t.text.isalnum() for t in side) > 0]
    if len(pieces) == 2:
        # A sentence adverbial at the end of a clause reports that clause; what follows it is a new one.
        lengths = [end - start for start, end in pieces]
        if lengths[0] > 25:
            pieces = pieces[:1] if not _is_parenthesis(tree, last) else pieces
    return tuple(pieces)


def _is_parenthesis(tree: Tree, last: int) -> bool:
    """Whether what follows the words is still the same clause: a verb or complement, not 'and' with a new one."""
    following = tree.tokens[last + 1 :]
    return bool(following) and not any(t.dep == "cc" for t in following[:2])


def _of_adverb(tree: Tree, adverb: Token) -> list[Reading]:
    group = cues.phrases("adverb").get(adverb.text.lower())
    if group is None:
        return []
    governor = tree.head(adverb)
    if governor.pos not in VERBAL:
        return []
    tokens = [t for t in tree.subtree(governor) if t.index != adverb.index]
    before = [t for t in tokens if t.index < adverb.index]
    after = [t for t in tokens if t.index > adverb.index]
    content = tuple(bounds(side) for side in (before, after) if side)
    return [Reading(tree.sentence, "adverb", group, (adverb.start, adverb.end), adverb, content)]
