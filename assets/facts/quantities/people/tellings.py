"""Whether a stretch of text tells of death, survival, violence, gunfire, illness or a search.

Belongs here: asking a text by the word lists `tells_…` of lexicon/words.tsv, and the few turns of phrase that say who
lives and who died.
Does not belong here: what follows for a count of people (fates.py, derived_counts.py, sums.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import alternatives

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon

# With what the list `tells_no_death` has, what is said with a word of death and tells of none.
NOBODY_DIED = (
    r"\b(?:(?:attempt(?:ed|ing)?|tr(?:y|ied|ying))\s(?:\S+\s){0,2}(?:murder|homicide|manslaughter|kill)"
    r"|no(?:\sone|body)?\s(?:\w+\s){0,2}(?:killed|died|deaths?|fatalities)|not\s(?:fatal|kill\w*)|non-?fatal\w*"
    r"|crimes?,?\s(?:ranging\sfrom|including|such\sas|like)\s[^.;]{1,60})\b"
)
ONE_DEATH = re.compile(
    r"\b(?:one(?:\sof\s(?:them|whom|(?:the\s|those\s|these\s)?(?:[\w-]+\s){0,2}?(?:victims|people|persons|men|women|teens|teenagers|youths|boys|girls|brothers|children|students|officers|wounded|injured)\b(?:\s[^.;]{0,100})?)(?:,\s[^.;]{1,90},)?)?(?:\swho)?\s"
    r"|where\s(?:he|she|the\s\w+|(?-i:[A-Z]\w+\s[A-Z]\w+))\s|the\s\d{1,2}-(?:year|month)-old(?:\s(?:boy|girl|man|woman|victim|child))?\s(?:was|has|had|later|died)\s"
    r"|an?\s(?:[\w-]+\s){0,3}?(?:man|woman|boy|girl|teen|teenager|person|victim|child|baby|toddler)(?:,[^,.;]{1,40},)?\s(?:was|has|had|later|died)\s)"
    r"(?:(?:was|has|had|been|later|also|pronounced|declared|found|shot|is)\s){0,3}(?:fatally|killed|died|dead|deceased|did\snot\ssurvive)\b"
    r"|\bthe\s(?:other|second|third|fourth|fifth|sixth)\s(?:\w+\s)?(?:victim|man|woman|person|teen|boy|girl)(?:,[^,.;]{1,40},)?\s(?:[^.,;]{1,40}\sand\s)?(?:was\s|has\s|later\s){0,2}(?:pronounced\sdead|died)\b"
    r"|\b(?:killing|killed|fatally\s\w+)\sone(?:\sof\s(?:them|whom|the\s\w+)\b|(?=[.,;]))"
    r"|\b(?:one|an?\s(?:[\w-]+\s){0,2}?(?:man|woman|boy|girl|teen|teenager|child|baby|toddler))(?:,\s[^.,;]{1,40},)?\swho\s(?:\w+\s){0,2}(?:died|killed)\b",
    re.IGNORECASE,
)
# With 'one' said of the counted: those hurt of whom one died are one less.
ONE_OF_THEM = re.compile(
    r"\bone\sof\s(?:them|whom|(?:the|those|these)\s(?:[\w-]+\s){0,2}?(?:victims|people|persons|men|women|teens|teenagers|youths|boys|girls|children|students|officers|wounded|injured))\b(?:,\s[^.;]{1,90},)?\s"
    r"(?:(?:was|has|had|been|later|also|pronounced|declared)\s){0,3}(?:killed|died|dead|deceased|did\snot\ssurvive|succumbed)\b"
    r"|\bincluding\s(?:one|an?\s[^.,;]{1,40}?),?\swho\s(?:\w+\s){0,2}?(?:died|succumbed|was\s(?:killed|pronounced\sdead))\b",
    re.IGNORECASE,
)
ALL_LIVE = re.compile(
    r"\b(?:all|both|everyone|they|victims)\b[^.;]{0,60}\b(?:expected\sto|will|going\sto|should)\s(?:all\s)?(?:survive|recover|live|be\s(?:ok|okay|fine|all\sright))\b"
    r"|\bnone\b[^.;]{0,40}\blife[\s-]threatening|\b(?:no\sone|nobody)\s(?:was\s|were\s)?(?:killed|died)|\ball\b[^.;]{0,40}\b(?:survived|non[\s-]?life[\s-]threatening)",
    re.IGNORECASE,
)
# 'The seven others are all expected to live': not so the first.
ALL_BUT_SOME = re.compile(r"\b(?:others?|rest|remaining|surviving|survivors)\b[^.;]*$", re.IGNORECASE)
LIVES = re.compile(
    r"\b(?:(?:all|both|but|and|who|to\shave)\ssurvived|expected\sto\s(?:survive|recover|live|be\s(?:ok\b|okay|fine|all\sright))|recovering|non[\s-]?life[\s-]threatening|(?:none\sof\s)?(?:their|the)\s(?:wounds|injuries))\b",
    re.IGNORECASE,
)
THEY_DIED = re.compile(
    r"\W*(?:they|all\sof\sthem)\s(?:(?:were|had|have|later|all|both|also|been|then)\s){0,4}(?:(?:pronounced|declared|found)\sdead|died|killed)\b",
    re.IGNORECASE,
)
WHERE_ALL_DIED = re.compile(
    r"\bwhere\s(?:they|both|all(?:\s\w+)?)\s(?:(?:were|had|later|all|both|also|then)\s){0,3}(?:(?:pronounced|declared)\sdead|died)\b",
    re.IGNORECASE,
)
SUICIDE = re.compile(
    r"\b(?:turn(?:ed|ing|s)\s(?:the|his|her|a)\s(?:\w+\s)?(?:gun|weapon|rifle|pistol|shotgun|handgun|knife)\son\s(?:himself|herself)"
    r"|(?:kill(?:ed|ing|s)|sh(?:ot|oot|oots|ooting)|hang(?:ed|ing)|stabb(?:ed|ing))(?:\s\w+){0,2}\s(?:himself|herself)"
    r"|(?:then|and)\s(?:fatally\s)?(?:himself|herself)"
    r"|t(?:ook|ak(?:e|ing|es|en))\s(?:his|her)\sown\slife|commit(?:ted|ting|s)\ssuicide)\b",
    re.IGNORECASE,
)
TRIED = re.compile(r"\b(?:attempt\w*|tr(?:y|ied|ying)|fail\w*|surviv\w+|unsuccessful\w*|threat\w*)\b", re.IGNORECASE)
MURDER_SUICIDE = re.compile(r"\b(?:murder|homicide|killing)s?\W{0,3}(?:and\s)?suicide", re.IGNORECASE)


@lru_cache(maxsize=32)
def _words(kind: str, lexicon: Lexicon) -> re.Pattern[str]:
    words = alternatives(list(lexicon.words[f"tells_{kind}"])).replace(r"\*", r"\w*")
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=4)
def _no_death(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{NOBODY_DIED}|{_words('no_death', lexicon).pattern}", re.IGNORECASE)


def tells_of(kind: str, text: str, lexicon: Lexicon) -> bool:
    """Whether the text has a word of the list `tells_KIND`."""
    return _words(kind, lexicon).search(text) is not None


def tells_of_death(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody died; a murder that was only tried, or 'homicide detectives', tell of nobody's death."""
    return tells_of("death", _no_death(lexicon).sub(" ", text), lexicon)


def one_death(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Where the text between the offsets tells of one of the counted who died: 'one fatally', 'a woman was killed'."""
    return ONE_DEATH.search(text, start, len(text) if end is None else end)


def one_of_them_died(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where the text between the offsets says of one of the counted that they died: 'one of the victims was killed'."""
    return ONE_OF_THEM.search(text, start, end)


def all_live(text: str) -> bool:
    """'All are expected to survive', 'nobody was killed'."""
    return any(
        ALL_BUT_SOME.search(text[max(0, match.start() - 40) : match.end()]) is None for match in ALL_LIVE.finditer(text)
    )


def live(text: str) -> bool:
    """Whether what is said behind a count says that the counted live."""
    return LIVES.search(text) is not None


def they_died(sentence: str) -> bool:
    """'They were pronounced dead': said of those that the sentence before counts."""
    return THEY_DIED.match(sentence) is not None


def all_died(text: str) -> bool:
    """'Were taken to a hospital, where they died': what is said behind a count."""
    return WHERE_ALL_DIED.search(text) is not None


def is_murder_and_suicide(text: str) -> bool:
    """Whether the text names a murder-suicide."""
    return MURDER_SUICIDE.search(text) is not None


def suicide(text: str) -> re.Match[str] | None:
    """Where a sentence says that somebody, told by 'himself' or 'herself', has killed themselves; a try is none."""
    match = SUICIDE.search(text)
    return match if match and not TRIED.search(text) else None
