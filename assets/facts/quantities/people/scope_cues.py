"""Turns of phrase that tell of which event a count of harm is.

Belongs here: patterns over the characters of a sentence: years, words that look back, comparisons, rates, events named by
a year, earlier reports, wars that go on.
Does not belong here: what stands on which side of the count (scope_signs.py), how much it weighs (lexicon/scope_weights.tsv).
"""

from __future__ import annotations

import re

CAPITALISED = re.compile(r"\b[A-Z][\w’'-]{2,}")
# A year, not a number of people, also where a page has glued it to a word.
A_YEAR = re.compile(
    r"(?<![\d,.$€£-])((?:1[6-9]|20)\d\d)(?:s\b)?(?![,.]?\d|-|\s?%|\s(?:people|men|women|soldiers|troops|deaths|cases|homes|houses|civilians))"
)
# 'The worst flood since 1950' is of these days.
SINCE_A_YEAR = re.compile(r"\bsince\s(?:[\w’'-]+\s){0,3}(?:1[6-9]|20)\d\d\b", re.IGNORECASE)
LOOKS_BACK = re.compile(
    r"\b(?:(?:years?|months?|decades?|century|centuries)\s(?:ago|earlier|before|later|after)"
    r"|last\s(?:year|month|summer|winter|spring|fall|autumn|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)|previous(?:ly)?|earlier\sthis\s(?:year|month)|(?:in|during)\sthe\s(?:past|19\d0s|20\d0s|war)"
    r"|anniversary|history|historic|in\srecent\s(?:years|months)|decades?|century|world\swar|civil\swar|once)\b",
    re.IGNORECASE,
)
OF_THESE_DAYS = re.compile(
    r"\b(?:today|tonight|yesterday|overnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|this\s(?:morning|afternoon|evening|week|weekend)|hours?\s(?:ago|later|after))\b",
    re.IGNORECASE,
)
BY_PERIOD = re.compile(
    r"\b(?:each|every|per|annual(?:ly)?|a)\s(?:year|day|week|month|winter|summer|season|night|weekend)\b"
    r"|\b(?:annual(?:ly)?|average|yearly|daily|rate)\b",
    re.IGNORECASE,
)
HAVE_DONE = re.compile(
    r"\b(?:has|have|’ve|'ve)\s(?:\w+\s){0,3}?\w+(?:ed|en|wn|ne|it|ut|et|ad|ft|st|ght)\b", re.IGNORECASE
)
# 'Nine soldiers have been killed', 'in this war': of a fight that goes on.
HAVE_BEEN = re.compile(
    r"\b(?:has|have|had)\s(?:now\s|already\s)?(?:been\s)?(?:killed|wounded|injured|died|displaced|led\sto\sthe\sdeaths?)\b"
    r"|\b(?:in|of|during)\sthis\s(?:war|conflict)\b",
    re.IGNORECASE,
)
EVENT = (
    r"(?:attacks?|(?:mass\s)?shootings?|bombings?|crash|(?:earth)?quake|massacres?|killings?|murders?|slayings?|explosions?|blasts?"
    r"|fires?|hurricane|tsunami|storm|outbreak|rampage|assault|raids?|(?:air)?strikes?|riots?|disaster|war|incident|collision"
    r"|ambush|siege|offensive|genocide|protests|clashes|accident)"
)
# 'the attack in Lusk that killed', 'the 2012 attack on a market': an event that is known already.
EVENT_THAT = re.compile(
    rf"{EVENT}\b[^.;]{{0,60}}\b(?:that|which|where|when|in\swhich)\s(?:\w+\s){{0,5}}$", re.IGNORECASE
)
EVENT_OF_A_YEAR = re.compile(rf"\b((?:1[89]|20)\d\d)\s(?:[\w.'’-]+\s){{0,4}}?{EVENT}\b", re.IGNORECASE)
BEHIND_A_TIME_WORD = re.compile(
    r"\b(?:after|following|since|in\sthe\swake\sof|before|until|when)\s[^.;,]{0,60}$", re.IGNORECASE
)
YEARS_LONG = re.compile(
    r"\bsince\s(?:[\w’'-]+\s){0,2}(?:19|20)\d\d\b"
    r"|\b(?:over|in|during|within|for)\s(?:the\s)?(?:past|last|previous)\s(?:[\w½.-]+\s){0,3}(?:years|decades?|century)\b"
    r"|\b(?:from|between)\s(?:19|20)\d\d\s(?:to|and|until|through)\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# Between a count and a time that is said of something else: 'in the second such attack in ten years'.
APART = re.compile(
    r"[;:]|\b(?:that|which|who|whom|where|when|while|after|before|such|but|amid|deadliest|worst|first|second|third|one\sof)\b",
    re.IGNORECASE,
)
OF_A_DAY = re.compile(
    r"day\b|\btonight\b|\bnight\b|\b\d{1,2}(?:st|nd|rd|th)?\b(?!\d)(?!\s(?:years|months|decades))", re.IGNORECASE
)
IN_ANOTHER = re.compile(
    r"(?:\s(?:were|was|had|been|died|killed|dead|injured|wounded|hurt|and|people)){0,5}\s(?:in|by|during)\s(?:an?|the)\s"
    r"(?:previous|earlier|similar|separate|unrelated|(?:1[89]|20)\d\d)\s",
    re.IGNORECASE,
)
# 'the deadliest attack since 2015, when gunmen killed 130'.
SINCE_WHEN = re.compile(r"\bsince\b[^.;]{0,80}?\b(?:when|that|which|where)\b", re.IGNORECASE)
ANOTHER_NEXT = re.compile(
    r"\W*(?:elsewhere|separately|also\son|in\san?\s(?:separate|unrelated|different|earlier|previous|similar))\b",
    re.IGNORECASE,
)
# Words of a fight that goes on, in a title.
AT_WAR = re.compile(
    r"\b(?:war\s(?:with|in|on|against|ends?)|(?-i:[A-Z]\w+\swar)|(?<!for\s)fighting\s(?:in|between|escalates|rages|continues|spreads|goes)"
    r"|missiles?|rockets?|shelling|air\s?strikes?|strikes\son|offensive|rebels|insurgents?|clashes|invasion|cease-?fire|truce)\b",
    re.IGNORECASE,
)
# 'came exactly a week after a gunman killed two'.
AFTER_ANOTHER = re.compile(r"\b(?:days?|weeks?|months?|years?)\safter\s[^.;]{0,60}$", re.IGNORECASE)
# 'massacred 51 people, just two weeks before the fire': behind the count.
BEFORE_THIS = re.compile(
    r"[^.;]{0,60},\s(?:just\s|only\s|some\s|about\s|barely\s)?(?:an?|one|two|three|four|five|six|several|\d+)\s(?:days?|weeks?|months?|years?)\s(?:before|earlier)\b",
    re.IGNORECASE,
)
EARLIER_REPORT = re.compile(
    r"\b(?:(?:initially|originally|at\sfirst|previously)\s(?:\w+\s){0,2}(?:said|reported|put|told|indicated|gave|announced|stated|believed|estimated)"
    r"|(?:said|reported)\s(?:initially|earlier|at\sfirst)|(?:initial|earlier|first)\s(?:reports?|counts?|figures?|estimates?|(?:death\s)?toll))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
