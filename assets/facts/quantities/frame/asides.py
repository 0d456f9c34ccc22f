"""Times that say nothing of a number: of a name, a noun or the moment in which somebody spoke.

Belongs here: telling such times from those of what happened.
Does not belong here: choosing among the others (place_and_time.py), finding times (times.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from assets.facts.quantities.tree import MODIFIERS, NOUNS, Tree

if TYPE_CHECKING:
    from assets.facts.quantities.frame.times import TimePhrase
    from assets.facts.quantities.lexicon import Lexicon

# 'for the first time since 2022', 'its highest level since March': the last time that it was so.
LAST_SO = re.compile(
    r"(?<!at\s)\b(?:first|only|most|worst|best|record|(?!(?:l|r|w|t|lat|arr|inter|inv)est\b|least\b|interest\b)\w{2,}est)\b[^.;]{0,50}?\ssince\s(?:[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
OPENS = re.compile('[“"]')
LONGEST_SPEECH = 31
LONE_YEAR = re.compile(r"(?:19|20)\d\d")
# 'bonds of 2031', 'the class of 1990'.
OF_A_NOUN = re.compile(
    r"\b(?:bonds?|notes?|bills?|debentures?|class|election|vintage|film|treasur(?:y|ies))\sof\s$", re.IGNORECASE
)
# 'the Harbour Act of 2017'.
OF_A_NAME = re.compile(r"\b(?!As\s)[A-Z][\w-]+\sof\s$")
MATURITY = re.compile(r"\bdue\s(?:in\s|on\s)?$")
COMES_DUE = re.compile(r"\b(?:is|are|was|were|be|been)\s(?:[a-z]+\s)?due\s(?:in\s|on\s)?$")
# What a clause may open with.
SUBJECTS = {"DET", "PRON", "PROPN", "SCONJ"}
WHILE = {"in", "during", "since", "after", "before", "at", "for", "of", "throughout", "until", "through"}


def without_sayings(tree: Tree, times: Sequence[TimePhrase], lexicon: Lexicon) -> list[TimePhrase]:
    """The times of a sentence without those that say when somebody spoke: 'police said Sunday'."""
    return [time for time in times if not _is_of_saying(tree, time, lexicon)]


def without_asides(tree: Tree, times: Sequence[TimePhrase], lexicon: Lexicon) -> list[TimePhrase]:
    """The times of a sentence without those that date a name or a noun, and no event: 'a 2014 ban', 'notes due 2031'."""
    return [time for time in times if not _is_aside(tree, time, lexicon)]


def _is_aside(tree: Tree, time: TimePhrase, lexicon: Lexicon) -> bool:
    before = tree.text[max(0, time.start - 40) : time.start]
    if LAST_SO.search(tree.text[max(0, time.start - 90) : time.start + len("since ") * time.text.startswith("since ")]):
        return True
    if MATURITY.search(before) and not COMES_DUE.search(before):
        return True
    if not LONE_YEAR.fullmatch(time.text):
        return False
    if OF_A_NAME.search(before) or OF_A_NOUN.search(before):
        return True
    year = tree.at(time.start)
    noun = tree.head(year)
    if noun is None or noun < year or tree.dep(year) not in (*MODIFIERS, "nummod") or tree.pos(noun) not in NOUNS:
        return False
    if lexicon.has("person", tree.lower(noun)):
        return True
    noun = tree.climb(noun, *MODIFIERS)
    over = tree.head(noun)
    if lexicon.has("amount", tree.lower(noun)) or lexicon.has("rate", tree.lower(noun)):
        return False
    if tree.dep(noun) == "pobj" and over is not None:
        return tree.lower(over) not in WHILE or lexicon.has("bid", tree.lemma(noun))
    if tree.dep(noun) in ("nsubj", "nsubjpass"):
        return lexicon.has("work", tree.lemma(noun))
    return tree.dep(noun) in ("dobj", "conj", "appos", "attr") and not tree.text[: time.start].rstrip().endswith(
        ("its", "their")
    )


def _is_long(time: TimePhrase) -> bool:
    """'In the 1980s he testified in 37 cases': nobody speaks that long."""
    return time.first is not None and time.last is not None and time.last - time.first > timedelta(LONGEST_SPEECH)


def _is_of_saying(tree: Tree, time: TimePhrase, lexicon: Lexicon) -> bool:
    if not tree.sentence.is_parsed or _is_long(time):
        return False
    if _is_beside_saying(tree, time, lexicon):
        return True
    index = tree.top_of(tree.within(time.start, time.end))
    head = tree.head(index)
    if head is not None and tree.dep(index) == "pobj":
        head = tree.head(head)
    if head is not None and OPENS.search(tree.text[tree.end(head) : time.start]):
        # 'She wrote, “It answered seven questions on Dec. 4.”'
        return False
    return (
        head is not None
        and tree.pos(head) == "VERB"
        and tree.child(head, "auxpass", "dobj") is None
        and lexicon.get("reporting", tree.lower(head)) == "strong"
        and lexicon.has("saying_verb", tree.lemma(head))
    )


def _is_beside_saying(tree: Tree, time: TimePhrase, lexicon: Lexicon) -> bool:
    """'said last weekend the league had lost 40 clubs', but not 'said Monday night raids' or 'said Monday was quiet'."""
    tokens = tree.within(time.start, time.end)
    before = tokens[0] - 1
    before -= before > 0 and tree.lower(before) == "on"
    behind = tokens[-1] + 1
    return (
        before >= 0
        and behind < len(tree.tokens)
        and tree.tokens[before].tag in ("VBD", "VBN")
        and lexicon.has("saying_verb", tree.lemma(before))
        and lexicon.get("reporting", tree.lower(before)) == "strong"
        and tree.dep(before) not in ("amod", "acl")
        and tree.child(before, "auxpass", "dobj") is None
        and not time.text.endswith(("'s", "’s"))
        and tree.pos(behind) in SUBJECTS
    )
