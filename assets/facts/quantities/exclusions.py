"""Which numerals are no quantities: years, dates, clock times, scores, addresses, names, codes, list marks, "one".

Belongs here: judging a numeral by what stands around it.
Does not belong here: reading dates for their meaning (times.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.facts.quantities.lexicon import Lexicon, alternatives
from assets.facts.quantities.measures import LISTED

if TYPE_CHECKING:
    from assets.facts.quantities.quantity import Quantity
    from assets.facts.quantities.tree import Tree

CLOCK_AFTER = re.compile(
    r"\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|hrs\b|GMT|UTC|[ECMP][SD]?T\b|noon\b|midnight\b)", re.IGNORECASE
)
CLOCK = re.compile(r"[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\b|\s?h\b)?", re.IGNORECASE)
PHONE = re.compile(r"\(?\d{3}\)?[-.\s]\d{3}[-.]\d{4}|1-\d{3}-\d{3}|\d{3}-\d{4}\b")
NUMERIC_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?!\d)")
NUMERIC_DATE_END = re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1$")
ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
DECADE_AFTER = re.compile(r"['’]?s\b(?!\s?\.)")
DASH = r"\s?[-–—−]\s?"
SCORE = re.compile(r"(\d{1,3})[-–—−](\d{1,3})(?![\d%]|[.,]\d|[-–]\d|\s?(?:%|percent|per cent))")
YEAR_AFTER = re.compile(r"\s?(?:BC|BCE|AD|CE|B\.C\.|A\.D\.)\b")
YEAR_RANGE_AFTER = re.compile(r"[-–/]\d{2,4}\b")
BLOCK = re.compile(r"(?:-?hundred)?\s(?:block|blk)\b", re.IGNORECASE)
WORD_BEFORE = re.compile(r"([^\W\d_][\w&.'’]*|[#№])[\s-]{0,2}$")
CALIBER = re.compile(
    r"[\s-]?(?:caliber|calibre|cal\b|gauge\s(?:shot|pump|rifle)|mm\s(?:hand|pistol|gun|rifle|semi|cartridge|ammun|round|bullet|Glock|caliber|calibre|firearm))",
    re.IGNORECASE,
)
LIST_MARK = re.compile(r"\s?[).:]\s")
NETWORK = re.compile(r"G\b")
STATE_ZIP = re.compile(r"\b[A-Z]{2}\.?,?\s$")
WORD_ONE_ALONE = re.compile(
    r"\s(?:and|who|that|which|is|was|has|had|in\s(?:the|a|an|which|another)|to\s(?:the|be|watch|blame)|can|could|would|should|may|might|must|will|at|more\sthing|another|thing|day\b|time\b|side\b|by\sone|or\sthe\sother|after|such|with|from|on|for|wants?|needs?|knows?|of\s(?:us|them|you|those|these|its|his|her|their|our|my|the\s(?:most|best|worst|first|last|few|world|country|greatest|largest|biggest|highest|only|top|\w+est)\b|\w+['’]s\s(?:most|best|\w+est)))\b",
    re.IGNORECASE,
)
ONE_BEFORE = re.compile(
    r"\b(?:no|number|any|every|each|this|that|the|which|some|another|other|everyone|only|new|old|big|small|good|bad|first|last|next|right|wrong|own|different|similar|a|an|loved|little|previous|later|latter|current|single|former|easy|hard|tough|key|by)[\s-]$",
    re.IGNORECASE,
)
STAR_RANK = re.compile(r"-stars?\b", re.IGNORECASE)
ONE_LIMITED = re.compile(r"\b(?:just|only|least|most|single|exactly|than)\s$", re.IGNORECASE)
REST_OF_UNIT = re.compile(r"\b(?:day|week|month|year|decade|century|hour|minute|mile|metre|meter|inch)\sand\s$")
TWENTY_FOUR_SEVEN = re.compile(r"24\s?/\s?7|9\s?/\s?11|7\s?/\s?7|50\s?/\s?50|10\s?/\s?11|20\s?/\s?20")


AMOUNT_OF = re.compile(
    r"\b(?:average|total|maximum|minimum|price|cost|sum|record|count|worth|population|crowd|toll)\s(?:of|at|to)\s$",
    re.IGNORECASE,
)
LONE_NUMBER = re.compile(r"[\s(\[*#]*\d[\d,.\s]*[\s)\]*]*")
CODE_BEFORE = re.compile(r"[^\W\d_]{2}-$")
HOURS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
JOINED_WORD = re.compile(
    r"\b(?:to|and|or|mid|a|now|per|minus|from|then|nearly|almost|under|over|plus|sub|non|pre|post|twenty|thirty|one|two|three|four|five|six|seven|eight|nine|ten)-$",
    re.IGNORECASE,
)
DAY_PART = re.compile(r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight|sharp|tonight|tomorrow)\b")
ERA_BEFORE = re.compile(r"\b(?:A\.?D\.?|BC|CE)\s$")
BOUND_BEFORE = re.compile(
    r"\b(?:(?:more|less|fewer|greater|higher|lower)\sthan|about|nearly|almost|some|over|least|roughly|approximately|to\sup\sto|estimated)\s$",
    re.IGNORECASE,
)
ENDS_CLAUSE = re.compile(r"\s?(?:[.,;)]|$|when|before|after)")
PLURAL_BEHIND = re.compile(
    r"\s(?:[a-z]+\s)?(?:people|men|women|children|persons|soldiers|troops|others|civilians|[a-z]{3,}s)\b"
)
TIME_WORD_BEFORE = re.compile(
    r"\b(?:in|since|of|by|until|till|during|before|after|from|through|circa|late|early|mid|year|summer|winter|spring|autumn|fall|the|between|to|for|[Aa]pril|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ugust|[Ss]ept\w*|[Oo]ct\w*|[Nn]ov\w*|[Dd]ec\w*|[Jj]an\w*|[Ff]eb\w*|[Mm]arch)\.?,?\s$"
)
YEAR_PAIR = re.compile(r"\s?(?:and|to|or|through|until|[-–—/,])\s?")


def kept(text: str, found: list[Quantity], lexicon: Lexicon, is_headline: bool) -> list[Quantity]:
    """The quantities that are some; a number joined to a year ("between 1990 and 2004") is a year too."""
    good: list[Quantity] = []
    if LONE_NUMBER.fullmatch(text):
        return good
    year_end: int | None = None
    for q in found:
        digits = q.numeral.digits
        four = len(digits) == 4 and digits.isdigit() and q.unit is None
        if four and year_end is not None and YEAR_PAIR.fullmatch(text[year_end : q.core_start]):
            year_end = q.core_end
            continue
        if is_excluded(text, q, lexicon, is_headline):
            year_end = q.core_end if four else None
            continue
        year_end = None
        good.append(q)
    return good


def without_lone_ones(tree: Tree, found: list[Quantity]) -> list[Quantity]:
    """The quantities without those "one"s that count nothing: 'the one we got', 'one expert said', 'one option was'.

    It counts where a limiting word stands before it, where it is said to be killed, injured and so on, and where
    another count of the sentence stands against it.
    """
    return [q for q in found if not _is_lone_one(tree, q, found)]


def _is_lone_one(tree: Tree, q: Quantity, found: list[Quantity]) -> bool:
    if q.unit is not None or q.bound != "exact" or tree.text[q.core_start : q.core_end].lower() != "one":
        return False
    if q.measure in LISTED or ONE_LIMITED.search(tree.text[max(0, q.core_start - 12) : q.core_start]):
        return False
    others = [o for o in found if o is not q and o.unit is None and (o.bound != "exact" or (o.value or 0) > 1)]
    if others:
        return q.noun is None and any(o.noun is not None for o in others) and not _is_joined(tree, q)
    return q.noun is None or tree.dep(q.noun) in ("nsubj", "ROOT", "npadvmod")


def _is_joined(tree: Tree, q: Quantity) -> bool:
    """'two left and one stayed': the number is the subject of its clause or joined to another."""
    return q.head is not None and tree.dep(q.head) in ("nsubj", "nsubjpass", "conj", "dobj")


def is_excluded(text: str, q: Quantity, lexicon: Lexicon, is_headline: bool = False) -> bool:
    """Whether the numeral, read as it stands in `text`, is not a quantity."""
    n = q.numeral
    before = text[max(0, q.core_start - 40) : q.core_start]
    after = text[q.core_end : q.core_end + 60]
    if n.form == "words":
        return _word_excluded(text, q, before, after, lexicon, is_headline=is_headline)
    if n.form == "vague":
        return False
    if n.form == "fraction":
        is_rest = (
            q.unit is None
            and n.value == 0.5
            and re.search(r"\b[a-z]{3,}\sand\s$", before)
            and REST_OF_UNIT.search(before)
        )
        return bool(is_rest) or (bool(n.digits) and _slash_pair(text, q))
    if q.dimension == "money":
        return False
    if NETWORK.match(after) and n.end - n.start == 1:
        return True
    if CODE_BEFORE.search(before) and not JOINED_WORD.search(before) and q.unit_end - q.core_end < 3:
        return True
    if (
        (STAR_RANK.match(after) and (n.value or 0) <= 7)
        or CALIBER.match(after)
        or (n.digits.startswith(".") and re.match(r"\s[A-Z]|[\s-]?cal", after))
    ):
        return True
    if _is_date(text, q, before, after, lexicon) or _is_clock(q, before, after):
        return True
    if q.unit is not None and (q.dimension != "time" or q.unit.name != "second"):
        return q.dimension == "points" and False
    return (
        _is_code(text, q, before, after)
        or _is_year(q, before, after)
        or _is_score(text, q, before, after)
        or _is_address(q, before, after, lexicon)
        or _is_name(q, before, after, lexicon, is_headline)
        or _is_list_mark(text, q, after)
    )


def _slash_pair(text: str, q: Quantity) -> bool:
    return bool(TWENTY_FOUR_SEVEN.match(text, q.numeral.start))


def _word_excluded(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon, *, is_headline: bool) -> bool:
    if CLOCK_AFTER.match(after) or BLOCK.match(after):
        return True
    word = text[q.core_start : q.core_end].lower()
    if word.endswith("dozen") and re.search(r"\bbaker['’]?s\s$", before):
        return True
    if re.match(r"-(?:th\b|ish\b|some\b)", after) or (before.endswith("-") and not JOINED_WORD.search(before)):
        return True
    if STAR_RANK.match(after) or _is_spelled_name(text, q, before, after, lexicon, is_headline=is_headline):
        return True
    if word == "one":
        return re.match(r"\sof\s", after) is not None or _is_pronoun_one(before, after)
    return q.unit is None and word in HOURS and _is_spelled_time(before, after)


def _is_spelled_name(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon, *, is_headline: bool) -> bool:
    """'Chapter Two', 'Formula One', 'Big Ten': a number word that is the end of a name; and 'number two'."""
    name = WORD_BEFORE.search(before)
    if name is None or q.numeral.scale != 1 or q.unit is not None:
        return False
    if name[1].lower() == "number":
        return (
            re.search(r"\b(?:the|a|this|that)\s$", before[: name.start()]) is None
            or re.match(r"\s[a-z]", after) is None
        )
    if not name[1][0].isupper():
        return False
    if lexicon.has("designator", name[1].lower()):
        return True
    if is_headline or not text[q.core_start].isupper() or not re.match(r"\s?(?:[.,;:!?)\"”’]|$|[a-z]+\b)", after):
        return False
    starts = re.search(r"(?:^|[.!?:;“\"(—–])\s*$", before[: name.start()]) is not None
    return name[1].istitle() and not starts and not _is_title_case(text)


def _is_title_case(text: str) -> bool:
    """Whether most words of the sentence have a capital: a heading, where a capital says nothing."""
    words = [word for word in text.split() if word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _is_spelled_time(before: str, after: str) -> bool:
    """'at six in the morning', 'half past two'."""
    if re.search(r"\bat\s$", before) and DAY_PART.match(after):
        return True
    return bool(re.search(r"\b(?:half|quarter|minutes)\s(?:past|to)\s$", before))


def _is_pronoun_one(before: str, after: str) -> bool:
    if re.match(r"[-–](?:time|off|way|sided|on-one|third|half|quarter|stop|size)\b", after, re.IGNORECASE):
        return True
    if re.search(r"\bone[\s-](?:by|on|after|to)[\s-]$", before, re.IGNORECASE) or ONE_BEFORE.search(before):
        return True
    if re.match(r"\s(?:[a-z]+\s)?(?:another|or\sanother)\b|\s\w+\sor\s(?:an|the)?other\b", after):
        return True
    if re.search(r"\bat\s$", before, re.IGNORECASE) and re.match(r"\s(?:point|time|stage|end)\b", after):
        return True
    if re.match(r"\s?(?:[.,;:!?)”\"’]|$|['’]s\b|[—–])", after):
        return True
    return bool(WORD_ONE_ALONE.match(after))


def _is_date(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon) -> bool:
    if ORDINAL_AFTER.match(after):
        return True
    months = alternatives(list(lexicon.words["month"]))
    value = q.numeral.value or 0
    if NUMERIC_DATE.match(text, q.numeral.start) or NUMERIC_DATE_END.search(before):
        return True
    if value <= 31 and q.numeral.scale == 1 and "." not in q.numeral.digits:
        if re.match(
            rf"\s(?:of\s)?(?:{months})(?:\b|\s|$)(?!\s(?:be|have|not|also|well|still|soon|even|only|need|want|never|take|go|face)\b)",
            after,
            re.IGNORECASE,
        ) and (not re.match(r"\s(?:may|march|mar|dec|jan)\b", after) or re.search(r"\bon\s$", before)):
            return True
        month = re.search(rf"\b(?:{months})\s$", before, re.IGNORECASE)
        if month and (
            month[0][0].isupper()
            or month[0].strip(" .") not in ("may", "march", "mar")
            or re.search(r"\bon\s$", before[: month.start()])
        ):
            return not (q.unit is not None and q.dimension != "time")
        if re.search(
            rf"\b(?:{months})\s\d{{1,2}}(?:st|nd|rd|th)?{DASH}$|\b(?:{months})\s\d{{1,2}}(?:,\s\d{{1,2}})?,?\s(?:and|to|or|through)\s$",
            before,
        ):
            return q.unit is None
    return False


def _is_clock(q: Quantity, before: str, after: str) -> bool:
    if CLOCK_AFTER.match(after) or re.match(rf"{DASH}\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m", after):
        return not (q.unit is not None and q.dimension not in ("length", "time", "count"))
    if re.search(r"\d{1,2}:(?:\d\d:)?$", before):
        return True
    value = q.numeral.value or 0
    if value <= 59 and "." not in q.numeral.digits and CLOCK.match(after) and after.startswith(":"):
        return True
    return bool(re.search(r"\bat\s(?:about\s|around\s)?$", before)) and bool(
        re.match(r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight|tonight|tomorrow)\b", after)
    )


def _is_code(text: str, q: Quantity, before: str, after: str) -> bool:
    if (before.endswith("[") and after.startswith("]")) or re.search(r"[^\W\d_]\+$", before):
        return True
    if PHONE.match(text, q.numeral.start) or re.search(r"\d{3}[-.]$", before):
        return True
    digits = q.numeral.digits
    if re.search(r"[^\W\d_]-$", before) and not re.search(
        r"\b(?:to|now|minus|from|mid|and|or|then|a|nearly|almost|under|over|plus)-$", before, re.IGNORECASE
    ):
        return True
    if (
        re.match(r"\.\d", after)
        or re.search(r"\d\.$", before)
        or "@" in after[:1]
        or (re.search(r"[@#_/\\]$", before) and not re.search(r"\d\s?/$", before))
    ):
        return True
    if digits.startswith("0") and len(digits) > 1 and "." not in digits:
        return True
    if re.match(r"-[A-Za-z]?\d*[A-Z]", after) and not re.match(r"-[A-Z][a-z]", after):
        return True
    if len(digits) == 5 and digits.isdigit() and STATE_ZIP.search(before):
        return True
    if re.match(r"\s?/\s?\d", after) or re.search(r"\d\s?/\s?$", before):
        return not re.search(r"[$€£]\s?[\d.,]+\s?/\s?$", before)
    if digits.isdigit() and len(digits) > 8 and "," not in digits and q.unit is None:
        return not re.match(r"\s[a-z]{3,}s\b", after)
    return bool(
        re.search(
            r"\b(?:Channel|Twitter|Follow|tel|phone|call|dial|fax|ext|ISBN|Copyright|©|\(c\))\.?:?\s$",
            before,
            re.IGNORECASE,
        )
    )


def _is_year(q: Quantity, before: str, after: str) -> bool:
    digits = q.numeral.digits
    if YEAR_AFTER.match(after) or ERA_BEFORE.search(before):
        return True
    if len(digits) == 2 and digits.isdigit() and (re.search(r"['’]$", before) or DECADE_AFTER.match(after)):
        return True
    if re.search(r"(?:1[5-9]|20)\d\d\s?[-–/]\s?$", before) and len(digits) <= 4:
        return True
    if len(digits) != 4 or not digits.isdigit() or q.numeral.scale != 1 or not 1000 <= int(digits) <= 2100:
        return False
    if DECADE_AFTER.match(after):
        return True
    if AMOUNT_OF.search(before):
        return False
    if BOUND_BEFORE.search(before):
        return int(digits) >= 1900 and ENDS_CLAUSE.match(after) is not None
    return _is_plain_year(int(digits), before, after)


def _is_plain_year(value: int, before: str, after: str) -> bool:
    """A bare number of four digits: a year, unless it counts a plural noun that stands behind it."""
    plural = PLURAL_BEHIND.match(after)
    if value < 1500:
        if re.search(r"\b(?:in|since|year|circa|by\sthe\syear|AD|between|from)\s$", before, re.IGNORECASE):
            return plural is None
        return bool(YEAR_RANGE_AFTER.match(after)) and bool(re.search(r"\b(?:in|from)\s$", before))
    if plural is None:
        return True
    of_time = TIME_WORD_BEFORE.search(before)
    if of_time is None:
        return before.strip() == "" or (value >= 1900 and value % 100 != 0)
    weak = of_time[0].strip(" ,").lower() in ("the", "to", "for", "of", "by", "from")
    return not (weak and value % 100 == 0)


def _is_score(text: str, q: Quantity, before: str, after: str) -> bool:
    left = SCORE.match(text, q.numeral.start)
    if left and q.numeral.digits == left[1]:
        return _pair_is_score(float(left[1]), float(left[2]), text[left.end() : left.end() + 40], before)
    right = re.search(r"(?<![\d.,-])(\d{1,3})[-–—−]$", before)
    if right and re.fullmatch(r"\d{1,3}", q.numeral.digits):
        earlier = text[max(0, q.core_start - len(right[0]) - 40) : q.core_start - len(right[0])]
        return _pair_is_score(float(right[1]), float(q.numeral.digits), after, earlier)
    return bool(
        re.match(r"-for-\d", after)
        or re.search(r"\d-for-$", before)
        or re.match(r"-under\b", after)
        or re.match(r"-over\b", after)
    )


def _pair_is_score(one: float, other: float, after: str, before: str) -> bool:
    if one >= other:
        return True
    if re.match(r"\s?-?(?:year|month|day|hour|minute|mile|week|[a-z]+\s?%)", after):
        return False
    if re.search(
        r"\b(?:beat|won|win|lost|lose|led|leading|lead|trailed|trail|tied|ahead|down|up|victory|defeat|score|draw|drew|games?|match|record|vote|voted|ruled|ruling|decision|Ages?|aged|Jan|Feb)\b[^.]{0,25}$",
        before,
    ):
        return True
    return not re.match(r"\s(?:[a-z]+\s){0,2}[a-z]{2,}s?\b", after) or bool(
        re.match(
            r"\s(?:win|victory|defeat|loss|lead|vote|ruling|decision|draw|record|advantage|in|on|at|to|by|with|when|after|against|over|and|as|for|run|mark|start|deficit)\b",
            after,
        )
    )


def _is_address(q: Quantity, before: str, after: str, lexicon: Lexicon) -> bool:
    if BLOCK.match(after):
        return True
    if q.numeral.scale != 1 or "," in q.numeral.digits:
        return False
    if re.match(
        r"\s(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW|Northeast|Northwest|Southeast|Southwest)\b\.?(?!\s(?:Korean|African|American)s)",
        after,
    ) and not re.match(r"\s(?:North|South|East|West)\s?(?:Korean|African|American|Asian|Vietnamese|Sudanese)", after):
        return True
    if (
        re.search(r"\b(?:East|West|North|South)\s$", before)
        and q.unit is None
        and re.match(r"\s?[).,;]|\s(?:and|to)\b|$", after)
    ):
        return True
    name = re.match(r"(?:\s[A-Z0-9][\w.'’]*){1,4}", after)
    return name is not None and any(lexicon.has("street", word.lower().strip(".,;:'’")) for word in name[0].split())


def _is_name(q: Quantity, before: str, after: str, lexicon: Lexicon, is_headline: bool) -> bool:
    if q.unit is not None:
        return False
    if lexicon.has("aircraft", q.numeral.digits) and re.match(r"s?[\s-](?:[A-Z]|jets?\b|planes?\b|aircraft\b)", after):
        return True
    word = WORD_BEFORE.search(before)
    if word is None or re.search(r"[,;:)(]\s*$", before):
        return False
    key = word[1].lower().rstrip("’'")
    counts = re.match(r"[\s-](?:(?:more|other|new|young|armed|dead|such)\s)?[a-z]{3,}", after) and not re.match(
        r"\s(?:and|but|when|after|before|with|for|from|was|were|has|had|have|will|would|that|which|who|near|into|over|under|said|says|won|beat|did|index|is|are|while|since|gained|rose|fell|dropped|lost|slid|jumped|added|climbed|surged|closed|ended|opened|tumbled|edged|advanced|declined|slipped|plunged)\b",
        after,
    )
    if lexicon.has("designator", key):
        if word[1] != word[1].lower() or key in (
            "no.",
            "#",
            "number",
            "page",
            "p.",
            "pp.",
            "chapter",
            "flight",
            "route",
            "highway",
            "interstate",
            "section",
            "channel",
            "exit",
        ):
            return not (counts and is_headline and key not in ("no.", "#")) and not (
                counts and key in ("under", "plan", "line", "case", "day", "week")
            )
        return (
            key
            in (
                "grade",
                "category",
                "level",
                "phase",
                "article",
                "figure",
                "table",
                "size",
                "ranked",
                "seeded",
                "version",
                "day",
            )
            and not counts
        )
    if is_headline:
        return False
    if (
        word[1][0].isupper()
        and word.start()
        and not counts
        and len(q.numeral.digits) <= 4
        and q.numeral.scale == 1
        and "," not in q.numeral.digits
    ):
        earlier = before[: word.start()]
        starts_sentence = not earlier.strip() or re.search(r"[.!?“\"]\s*$", earlier)
        return (
            not starts_sentence
            and not lexicon.has("month", key)
            and word[1] not in ("At", "In", "About", "The", "And", "Of", "By", "To", "Some", "I", "Dow", "Nasdaq")
        )
    return False


def _is_list_mark(text: str, q: Quantity, after: str) -> bool:
    if q.numeral.scale != 1 or (q.numeral.value or 0) > 99:
        return False
    if text[: q.core_start].strip() in ("", "(") and LIST_MARK.match(after):
        return True
    return bool(re.match(r"\s?\)\s\w", after)) and not re.search(r"\($|\(\D{0,20}$", text[: q.core_start])
