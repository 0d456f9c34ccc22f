"""Measures read off the words that touch a number, for headlines, fragments and levels that parsers misread.

Belongs here: patterns over the characters before and behind a quantity phrase.
Does not belong here: grammar (predicates.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

LONGEST_LABEL = 120
BESIDE_REACH = 140
LEVEL_OF = re.compile(
    r"\b(?P<noun>[a-z]+)(?:\s(?:from|in|among|across|due\sto)\s[^,.;]{1,40})?(?:\s(?:has|have|had|now|also|since|been))*\s(?:rose|risen|climbed|increased|grew|grown|jumped|soared|fell|fallen|dropped|stood|stands?|reached|hit|passed|topped|went|gone|surged|was|were|is|are|numbered|totall?ed)(?:\sto|\sat|\sabout|\sup\sto)?\s(?:(?:at\sleast|more\sthan|about|nearly|over|around|almost|some)\s)?$"
)


def named_level(tree: Tree, q: Quantity, lexicon: Lexicon) -> tuple[str, str] | None:
    """'injuries have climbed to 90', 'deaths reached 12': what is counted is the subject, and says the measure."""
    match = LEVEL_OF.search(tree.text[max(0, q.start - 90) : q.start])
    if match is None:
        return None
    noun = match["noun"]
    measure = lexicon.get("noun", noun) or lexicon.get("noun", noun.removesuffix("s"))
    measure = measure or lexicon.get("noun", re.sub(r"ies$", "y", noun))
    return (measure, noun) if measure else None


BESIDE = re.compile(
    r"^(?:,\sincluding\s[^,.;]{1,60},)?(?:\s|,)*(?:(?:other|others|more|people|persons|were|was|are|is|have|has|had|been|being|reported|reportedly|confirmed|feared|believed|presumed|considered|declared|pronounced|found|left|also|still|now|later|dead\sand|or)\s)*"
    r"(?:among\sthe\s)?(?P<word>shot\s(?:dead|(?:to\sdeath\s)?and\skilled)|(?:shot|stabbed|burned|burnt|beaten|crushed|hacked|trampled)\sto\sdeath|fatally\s\w+|dead|killed|died|injured|wounded|hurt|missing|arrested|detained|hospitali[sz]ed|evacuated|displaced|homeless|rescued|infected|kidnapped|abducted|slain|perished|shot)\b"
    r"(?!\s(?:\d|an?\b|the\b|at\s(?:least|most)|more\sthan|up\sto|some|about\s\d|around\s\d|nearly|almost|his|her|their|its|as\smany|several|dozens|hundreds|scores|thousands|two|three|four|five|six|seven|eight|nine|ten|(?-i:[A-Z][a-z]+\s[A-Z])))",
    re.IGNORECASE,
)


BEFORE_IT = re.compile(
    r"\b(?:(?P<noun>(?:shooting\s|stabbing\s)?deaths?|killings?|murders?|slayings?|massacre|executions?|fatal\s\w+|injuries|arrests?|detentions?|disappearances?|kidnappings?|abductions?|rescues?|evacuations?|displacement|bodies|corpses|remains|loss)\s(?:of|to)"
    r"|fatally\s\w+|(?P<word>kill(?:s|ed|ing)?|shot\sdead|gunned\sdown|injur(?:es|ed|ing)|wound(?:s|ed|ing)?|hurt(?:s|ing)?|arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|rescu(?:es|ed|ing)|evacuat(?:es|ed|ing)|displac(?:es|ed|ing)|dead:|killed:|injured:|wounded:|the\s(?:dead|missing|injured|wounded|detained|arrested|displaced|hospitali[sz]ed)\s?[—–:(,]))(?:\s(?:the\s|its\s|their\s|his\s|her\s|all\s)?|(?<=[—–(]))$",
    re.IGNORECASE,
)


# 'Also wounded were four clerks'.
INVERTED = re.compile(
    r"\b(?P<word>killed|dead|injured|wounded|hurt|missing|arrested)(?:\s(?:in|by|at|during)\s[^.,;]{1,40})?\s(?:were|was|are|is)\s(?:the\s)?$",
    re.IGNORECASE,
)
# 'found two men with gunshot wounds': they were shot, and may live.
WITH_WOUNDS = re.compile(
    r"\s(?:(?:were|was|who|had|been|all|each|found|located|discovered)\s){0,3}(?:with|suffering(?:\sfrom)?|bleeding\sfrom)\s"
    r"(?:(?:an?|apparent|multiple|several|possible|serious|critical|non-life-threatening)\s){0,3}(?P<kind>gunshot|bullet|stab)\s(?:wounds?|injur(?:y|ies))\b",
    re.IGNORECASE,
)
# 'a gunman has been killed, along with two of the hostages'.
ALONG = re.compile(
    r"\b(?:was|were|been|be|shot|found|and|is|are)\s(?P<word>killed|dead|injured|wounded|hurt|missing|arrested|detained|rescued)(?:\s[^.,;:]{1,40})?,?\s(?:along|together)\swith\s(?:the\s|his\s|her\s|at\sleast\s)?$",
    re.IGNORECASE,
)
# 'left six people on the pavement wounded', 'leaving two in critical condition'.
LEFT = re.compile(r"\b(?:left|leaves|leaving|leave)\s$", re.IGNORECASE)
LEFT_SO = re.compile(
    r"(?:\s[\w’'-]+){0,5}?\s(?:(?:critically|seriously|badly|severely|gravely|slightly)\s)?"
    r"(?:(?P<word>dead|injured|wounded|hurt|missing|hospitali[sz]ed|homeless)|in\s(?:\w+\s(?:but\s\w+\s)?)?(?:life[\s-]threatening|critical|serious|grave)\scondition)\b(?!\s(?:an?|the|\d+|two|three|four|five|six|seven|eight|nine|ten|his|her|their|several|others)\b)",
    re.IGNORECASE,
)


TOLL = re.compile(
    r"\b(?:(?P<injury>injury|injured)\s|death\s)?toll\b(?![^.;]*\d)[^.;]*\b(?:to|at|of|from|reach(?:ed|es|ing)|hits?|was|is|topped|passed|surpassed|exceeded|near(?:ed|s))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)


# 'The number of those killed has so far reached 400'.
NUMBER_OF_HARMED = re.compile(
    r"\b(?:number|total|count|tally)\sof\s(?:the\s)?(?:(?:those|people|persons|civilians|victims)\s(?:reported\s|confirmed\s|believed\s)?)?"
    r"(?P<injury>dead|killed|injured|wounded|missing|arrested|detained|displaced|hospitali[sz]ed)\b(?![^.;]*\d)[^.;]*"
    r"\b(?:to|at|of|reach(?:ed|es|ing)|hits?|was|is|were|topped|passed|surpassed|exceeded|near(?:ed|s))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
# In 'the toll rose from 12 to 15' the old level stands between the toll and the new one.
OLD_LEVEL = re.compile(r"\bfrom\s[\d.,]+(?=\sto\s$)")


# A line of a company's results: 'Net 3,623,067 vs 2,607,977', 'Revs 37.7 mln vs 24.7 mln'.
RESULT = re.compile(
    r"^(?:.{0,60}\s-\s)?(?P<label>[A-Z][a-z]+(?:\s[a-z]+){0,2})\s(?:profit\s|loss\s)?"
    r"(?P<new>[\d.,]+[a-z\s]{0,12}\s(?:vs|versus)\.?\s(?:profit\s|loss\s)?)?$"
)
PROFIT_OR_LOSS = re.compile(r"\b(profit|loss)\s$")
VERSUS = re.compile(r"[a-z\s]{0,12}\s(?:vs|versus)\.?\s(?:profit\s|loss\s)?\d")


HARM_BEHIND = re.compile(
    r"\s(?:(?:more|others?|people|persons|men|women|teens|children|kids|boys|girls|officers|soldiers|civilians|students)\s){0,2}"
    r"(?P<word>dead|killed|injured|wounded|hurt|missing|shot)\b(?!\s(?:dead|to\sdeath|and\skilled|in\sthe\sarm)|-|\s(?:body|bodies|men|women|people|girls|boys|children)\b)",
    re.IGNORECASE,
)


STEMS = (
    ("death", "killed"),
    ("fatal", "killed"),
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


def by_neighbours(tree: Tree, q: Quantity) -> tuple[str, int] | None:
    """The words that touch the phrase, for headlines and fragments that the parser misreads."""
    text = tree.text
    if (after := BESIDE.match(text[q.end : q.end + BESIDE_REACH])) is not None:
        return _stem_measure(after["word"]), tree.at(q.end + after.start("word"))
    if (wounds := WITH_WOUNDS.match(text, q.end)) is not None:
        return "stab" if wounds["kind"].lower() == "stab" else "shoot", tree.at(wounds.end() - 1)
    if LEFT.search(text[max(0, q.start - 10) : q.start]) and (left := LEFT_SO.match(text, q.core_end)):
        return _stem_measure(left["word"] or "injured"), tree.at(left.end() - 1)
    if (inverted := INVERTED.search(text[max(0, q.start - 70) : q.start])) is not None:
        return _stem_measure(inverted["word"]), tree.at(max(0, q.start - 70) + inverted.start("word"))
    before = BEFORE_IT.search(text[max(0, q.start - 30) : q.start])
    if before is not None and not (q.noun is None and before["noun"] == "loss"):
        return _stem_measure(before["word"] or before["noun"] or "kill"), tree.at(q.start - 2)
    return None


def by_company(tree: Tree, q: Quantity) -> tuple[str, int] | None:
    """'was killed, along with two of the hostages': what is said of the one is said of those with them."""
    first = max(0, q.start - 90)
    along = ALONG.search(tree.text[first : q.start])
    return (_stem_measure(along["word"]), tree.at(first + along.start("word"))) if along else None


def word_behind(tree: Tree, q: Quantity) -> tuple[str, int] | None:
    """'3 wounded', '4 people shot': the word of harm right behind the number of a title, whatever the parse makes of it."""
    match = HARM_BEHIND.match(tree.text, q.core_end)
    return (_stem_measure(match["word"]), tree.at(match.start("word"))) if match else None


def _stem_measure(word: str) -> str:
    word = word.lower()
    return next((measure for stem, measure in STEMS if stem in word), "killed")


def result(tree: Tree, q: Quantity) -> tuple[str, bool] | None:
    """What a line of results says that the number is, and whether it is the one of the earlier period."""
    match = RESULT.match(tree.text[: q.start]) if q.start <= LONGEST_LABEL else None
    if match is None or not (match["new"] or VERSUS.match(tree.text, q.core_end)):
        return None
    if any(tree.pos(index) in ("VERB", "AUX") for index in tree.within(*match.span("label"))):
        return None
    said = PROFIT_OR_LOSS.search(match["new"] or "")
    return said[1] if said else match["label"].split()[-1].lower(), match["new"] is not None


def toll_measure(tree: Tree, q: Quantity) -> tuple[str, int | None] | None:
    """'the death toll from the quake has reached 120', 'the number of those injured rose to 40': the measure, and the verb."""
    first = max(0, q.start - 160)
    match = TOLL.search(OLD_LEVEL.sub(_blank, tree.text[first : q.start])) or NUMBER_OF_HARMED.search(
        tree.text[first : q.start]
    )
    if match is None:
        return None
    verbs = [index for index in tree.within(first + match.start(), q.start) if tree.pos(index) == "VERB"]
    return _stem_measure(match["injury"] or "killed"), verbs[-1] if verbs else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
