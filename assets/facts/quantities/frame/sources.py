"""Who answers for a figure: the innermost source whose reported words hold the number.

Belongs here: choosing among the attributions around a number, and the closing ones that no attribution covers.
Does not belong here: finding attributions and resolving speakers (assets.facts.speech).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.facts.quantities.frame.documents import find_document
from assets.facts.quantities.tree import NOUNS

if TYPE_CHECKING:
    from assets.facts.quantities.frame.places import Place
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree
    from assets.facts.speech import Quote

PRONOUN = re.compile(r"(?:he|she|they|it|we|i|you|who|which|that|this|those|these|one)\b", re.IGNORECASE)
# Outside of what people are quoted to say these are the outlet itself: 'we know that 40 came'.
AUTHOR = re.compile(r"we|i", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?:his|her|their|its|my|our)\b", re.IGNORECASE)
CLOSING = re.compile(
    r"[,;”\"]\s(?P<source>(?:the\s|state\s|an?\s|local\s)?[\w.&’'/-]+(?:\s(?:of\s|the\s|for\s|and\s)?[\w.&’'/-]+){0,5}?)\s(?P<cue>\w+)\s?[.”\"]?\s?$",
    re.IGNORECASE,
)
CLOSING_REACH = 90
# Between a verb that gives a count and the number: 'put [the number of dead at around] 22'.
GIVEN_AT = re.compile(
    r"\s(?P<what>(?:[\w’'-]+\s){1,9}?)(?:at|as)\s(?:(?:at|least|more|fewer|less|than|about|around|some|nearly|almost|over|up|to|close|"
    r"only|just|roughly|between|as|many|high|low)\s){0,4}$",
    re.IGNORECASE,
)
# Between a verb of counting and its number: 'spoke [of at least] 30 dead'.
COUNTED_NEXT = re.compile(
    r"\s(?P<of>of\s)?(?:(?:\S+\s){1,3}(?:dead|killed|injured|wounded|hurt|missing|bodies)(?:,|\sand)\s){0,2}(?:(?:at|least|more|fewer|than|about|around|some|nearly|almost|over|up|to|as|many|another|only|a|total|of)\s){0,5}$"
)
HARM = {"killed", "injured", "missing", "detained", "displaced", "hospitalised"}
IN = re.compile(r"\b(?:in|at|near)\s", re.IGNORECASE)
OPENING = re.compile(r"(?:^|(?<=[\s(]))(?:“|\"|''|‘)(?=\S)")
CLOSING_MARK = re.compile(r"(?<=\S)(?:”|\"|''|’(?![a-z]))")
CUT = re.compile(r",\s|\s(?:who|which|that)\s|\s\(|\son\s(?:\w+day|condition)\b")


@dataclass(frozen=True, slots=True)
class Source:
    """Who is reported to say a figure; `quote` is None where only the sentence's closing words name him."""

    text: str
    quote: Quote | None
    cue: str | None = None


def is_of_source(source: Source, tree: Tree, place: Place, lexicon: Lexicon) -> bool:
    """Whether a place only tells of who speaks: 'Ana Brook, a clerk from Lusk, said', but not 'police in Lusk said'."""
    quote = source.quote
    if (
        quote is None
        or quote.source_start is None
        or quote.source_end is None
        or strength(quote.cue, lexicon) != "strong"
    ):
        return False
    is_person = quote.source_kind == "person"
    end = max(quote.source_end, quote.cue_start or 0) if is_person else quote.source_end
    if not quote.source_start <= tree.base + place.start < end:
        return False
    if is_person:
        return True
    if place.country_code and place.text == re.sub(r"^the\s", "", quote.source_text or "", flags=re.IGNORECASE):
        # 'Norland agreed to cut its 40 ships': the state speaks of itself.
        return False
    return not IN.search(tree.text[max(0, quote.source_start - tree.base) : place.start])


def find_source(tree: Tree, q: Quantity, quotes: Sequence[Quote], lexicon: Lexicon) -> Source | None:
    """The source of one quantity, None where the outlet states it itself."""
    start, end = tree.base + q.core_start, tree.base + q.core_end
    around = [
        quote
        for quote in quotes
        if quote.part == tree.sentence.part
        and quote.start <= start
        and quote.end >= end
        and any(first <= start and end <= last for first, last in quote.content_spans)
    ]
    around.sort(key=lambda quote: (quote.end - quote.start, quote.start))
    # 'The army denied that 15 were killed, as the rebels had claimed': what is stated here is the denial.
    denial = next((quote for quote in around if quote.source_text and is_denial(quote.cue, lexicon)), None)
    if denial is not None and (denier := _named(denial)) is not None:
        return denier
    if (teller := _teller(tree, q, lexicon)) is not None:
        return teller
    strong = [quote for quote in around if strength(quote.cue, lexicon) == "strong" and quote.source_text]
    weak = [quote for quote in around if strength(quote.cue, lexicon) == "weak" and quote.source_text]
    strong = [quote for quote in strong if not _is_measure(tree, q, quote)]
    for quote in strong or [quote for quote in weak if not _is_object_of_cue(tree, q, quote)]:
        if PRONOUN.match(quote.source_text or "") and quote is not (strong or weak)[-1]:
            continue
        if AUTHOR.fullmatch(quote.source_text or "") and not quote.speaker:
            continue
        return _named(quote)
    direct = next((quote for quote in around if quote.form != "indirect"), None)
    if direct is not None:
        inside = (o for o in quotes if o.part == direct.part and direct.start <= o.start and o.end <= direct.end)
        beside = next((o for o in inside if strength(o.cue, lexicon) == "strong" and o.source_text), None)
        if beside is not None:
            return _named(beside)
        is_quoted = direct.form == "direct" or _is_in_marks(tree, q)
        if direct.source_text and is_quoted and not POSSESSIVE.match(direct.source_text):
            return _named(direct)
    if (closing := _closing(tree, q, lexicon)) is not None:
        return closing
    document = find_document(tree, q, lexicon) if direct is None and tree.sentence.is_parsed else None
    return Source(document[0], None, document[1]) if document else None


def _is_in_marks(tree: Tree, q: Quantity) -> bool:
    """'asked them to "donate 3 dollars"': the number is among the words of the speaker himself."""
    before, behind = tree.written[: q.core_start], tree.written[q.core_end :]
    opened = max((m.end() for m in OPENING.finditer(before)), default=-1)
    return opened >= 0 and not CLOSING_MARK.search(before, opened) and CLOSING_MARK.search(behind) is not None


def _teller(tree: Tree, q: Quantity, lexicon: Lexicon) -> Source | None:
    """'The Red Crescent put the number of dead at 22': the subject of a verb that gives a count.

    Where the number counts other things by itself it is none of such a verb: 'put the wounded in tents at 4 sites'.
    """
    if (counter := _counter(tree, q, lexicon)) is not None:
        return counter
    counts_itself = q.noun is not None and tree.start(q.noun) >= q.core_end and q.unit is None
    if counts_itself and not (lexicon.has("person", q.counted_lemma) or lexicon.has("people", q.counted_lemma)):
        return None
    for verb in reversed(tree.within(0, q.core_start)):
        if not lexicon.has("giving", tree.lemma(verb)) or tree.pos(verb) != "VERB":
            continue
        between = GIVEN_AT.match(tree.text[tree.end(verb) : q.core_start])
        if between is None or not any(lexicon.has("given", word) for word in between["what"].lower().split()):
            continue
        subject = tree.child(verb, "nsubj")
        if subject is None or tree.pos(subject) not in NOUNS:
            return None
        return Source(tree.phrase(subject), None, tree.lower(verb))
    return None


def _counter(tree: Tree, q: Quantity, lexicon: Lexicon) -> Source | None:
    """'The mayor counted 12 bodies', 'the governor spoke of 30 dead': who counted answers for the number."""
    if q.measure not in HARM:
        return None
    for verb in reversed(tree.within(0, q.core_start)):
        if tree.pos(verb) != "VERB" or not lexicon.has("counting", tree.lemma(verb)):
            continue
        between = COUNTED_NEXT.match(tree.text[tree.end(verb) : q.core_start])
        subject = tree.child(verb, "nsubj")
        is_fit = between is not None and (between["of"] or "").strip() == (
            lexicon.get("counting", tree.lemma(verb)) or ""
        )
        if not is_fit or subject is None or tree.pos(subject) not in NOUNS:
            return None
        return Source(tree.phrase(subject), None, tree.lower(verb))
    return None


def strength(cue: str | None, lexicon: Lexicon) -> str | None:
    """'strong' or 'weak' for a cue that reports a figure, else None."""
    words = re.findall(r"[a-z]+", (cue or "").lower())
    stems = [word.removesuffix("ing") for word in words if word.endswith("ing")]
    found = {lexicon.get("reporting", form) for form in [*words, *stems, *(f"{stem}e" for stem in stems)]}
    return "strong" if "strong" in found else "weak" if "weak" in found else None


def is_denial(cue: str | None, lexicon: Lexicon) -> bool:
    """Whether a cue says that something is not so."""
    return any(lexicon.has("denial", word) for word in re.findall(r"[a-z]+", (cue or "").lower()))


def _is_measure(tree: Tree, q: Quantity, quote: Quote) -> bool:
    """'the flood claimed 40 lives': the verb is what happened to the counted, not a word of speech."""
    if quote.cue_start is None or q.governor is None or q.measure in ("say", "report"):
        return False
    return tree.base + tree.start(q.governor) == quote.cue_start and quote.form == "indirect"


def _is_object_of_cue(tree: Tree, q: Quantity, quote: Quote) -> bool:
    """'officers found 12 casings': the verb governs the count itself and reports nothing."""
    if quote.cue_start is None or not tree.base <= quote.cue_start < tree.sentence.end:
        return False
    cue = tree.at(quote.cue_start - tree.base)
    nouns = [index for index in (q.noun, q.head) if index is not None]
    return any(tree.head(noun) == cue and tree.dep(noun) in ("dobj", "nsubj", "nsubjpass") for noun in nouns)


def _named(quote: Quote) -> Source | None:
    text = quote.source_text or ""
    if ((PRONOUN.match(text) and len(text.split()) == 1) or POSSESSIVE.match(text)) and quote.speaker:
        return Source(_cut(quote.speaker), quote, quote.cue)
    if text[:1].isdigit() or (PRONOUN.match(text) and text.lower() in ("that", "which", "who", "this")):
        return None
    return Source(_cut(text), quote, quote.cue)


def _cut(text: str) -> str:
    """A source without what is told of him: 'Ana Brook, who lives there'."""
    cut = CUT.search(text)
    return text[: cut.start()] if cut and cut.start() > 2 else text


def _closing(tree: Tree, q: Quantity, lexicon: Lexicon) -> Source | None:
    """', CNN reports.' at the end of a sentence whose parse hides it."""
    # 'twelve were hurt, officials said; nine died': the words before the semicolon are a sentence of their own.
    semicolon = tree.text.find(";", q.end)
    clause = tree.text if semicolon < 0 else tree.text[:semicolon]
    match = CLOSING.search(clause[-CLOSING_REACH:])
    if match is None or not lexicon.has("agency_verb", match["cue"].lower()):
        return None
    if q.end > len(clause) - len(match[0]) or PRONOUN.match(match["source"]):
        return None
    return Source(match["source"], None, match["cue"])
