"""Numbers that tell one thing from others of its kind: codes, house numbers, parts of names, list marks.

Belongs here: telling such a number from a quantity by what stands around it.
Does not belong here: the words that make a number part of a name (lexicon/words.tsv).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.facts.quantities.lexicon import Lexicon
    from assets.facts.quantities.quantity import Quantity

PHONE = re.compile(r"\(?\d{3}\)?[-.\s]\d{3}[-.]\d{4}|1-\d{3}-\d{3}|\d{3}-\d\d(?!00)\d{2}\b")
LENGTH_OF_HUNDREDS = 3
BLOCK = re.compile(r"(?:-?hundred)?\s(?:block|blk)\b", re.IGNORECASE)
WORD_BEFORE = re.compile(r"([^\W\d_][\w&.'’]*|[#№])[\s-]{0,2}$")
LAST_MARK = 20
# Headings write shorter words small.
LONG_WORD = 5
LIST_MARK = re.compile(r"\s?[).:]\s")
# '12 CLOSE Two men were hurt': the label of a button, and where the sentence begins.
SHOUTED = re.compile(r"\s[A-Z]{3,}(?:\s[A-Z]{2,})*\s[A-Z](?:[a-z]|\s[a-z])")
PLURAL = re.compile(
    r"[\s-](?:[\w-]+\s){0,3}?(?:[a-z]{2,}s|people|men|women|children|police|fish|cattle|percent|[a-z]+men|[a-z]+women)\b"
)
COUNTED = re.compile(r"[\s-](?:(?:more|other|new|young|armed|dead|such)\s)?[a-z]{3,}")
NEXT_WORD = re.compile(r"\s([a-z]+)\b")
CONTACT = re.compile(r"(?:^|[\s(])([^\s(]\S*?)[.:]{0,2}\s$")
NAME_BEHIND = re.compile(r"\s[A-Z][a-z]+")
COUNTS_NOTHING = re.compile(r"\s?(?:[.,;:!?)\"”’]|$)")
# 'The 700 Club', 'the 400 Group,': one thing with a name, and nothing that is counted.
NAME_AROUND = re.compile(
    r"(?:\s[A-Z][a-z]+){1,2}(?<!s)(?=\s?[.,;:!?)]|\s(?:in|on|at|is|was|has|had|and|where|who|which|said|will|would|to)\b)"
)
# 'the Group of Seven', 'the Gang of Eight': a body.
NAMED_GROUP = re.compile(r"\S\s(?:Group|Gang)\sof\s$")
CAPITAL_TIME = re.compile(r"\s(?:Second|Minute|Hour|Day|Week|Month|Year)s\b")
NAME_OF = re.compile(r"\b[A-Z][a-z]+\sof\s$")
STATION = re.compile(r"\s(?:News|NEWS)\b")
STATE_ZIP = re.compile(r"\b[A-Z]{2}\.?,?\s$")


def is_spelled_name(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon, *, is_headline: bool) -> bool:
    """'Chapter Two', 'Formula One', 'Big Ten': a number word that is the end of a name; and 'number two'."""
    name = WORD_BEFORE.search(before)
    if name is None or q.unit is not None or (q.numeral.scale != 1 and not text[q.core_start : q.core_end].istitle()):
        return False
    if name[1].lower() == "number":
        return (
            re.search(r"\b(?:the|a|this|that)\s$", before[: name.start()]) is None
            or re.match(r"\s[a-z]", after) is None
        )
    if (
        NAME_BEHIND.match(after)
        and text[q.core_start].isupper()
        and not is_headline
        and (name[1].islower() or name[1] == "The")
    ):
        return True
    if NAMED_GROUP.search(before) and text[q.core_start].isupper():
        return True
    says = lexicon.get("designator", name[1].lower())
    if says is not None and (name[1][0].isupper() or (says and COUNTS_NOTHING.match(after))):
        return True
    if NAME_OF.search(before) and text[q.core_start].isupper() and not is_headline and not _is_title_case(text):
        return True
    if not name[1][0].isupper():
        return False
    if is_headline or not text[q.core_start].isupper() or not re.match(r"\s?(?:[.,;:!?)\"”’]|$|[a-z]+\b)", after):
        return False
    starts = re.search(r"(?:^|[.!?:;“\"(—–])\s*$", before[: name.start()]) is not None
    return name[1].istitle() and not starts and not _is_title_case(text)


def _is_title_case(text: str) -> bool:
    """Whether most words of the sentence have a capital, and all long ones: a heading, where a capital says nothing."""
    words = [word for word in text.split() if word[0].isalpha()]
    if any(word[0].islower() and len(word) >= LONG_WORD for word in words):
        return False
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def is_named_time(text: str, q: Quantity, *, is_headline: bool) -> bool:
    """'60 Minutes asked him', 'on 48 Hours': a programme, where a unit of time has a capital inside a sentence."""
    unit = CAPITAL_TIME.match(text, q.core_end)
    return unit is not None and not is_headline and bool(text[: q.core_start].strip()) and not _is_title_case(text)


def is_code(text: str, q: Quantity, before: str, after: str, lexicon: Lexicon) -> bool:
    """A telephone number, a code with letters, a channel, a number in square brackets."""
    if (before.endswith("[") and after.startswith("]")) or re.search(r"[^\W\d_]\+$", before):
        return True
    digits = q.numeral.digits
    if _is_joined_digits(text, q, before, after):
        return True
    if re.search(r"[^\W\d_]-$", before) and not re.search(
        r"\d\s?(?:[kmbKMB]|bn|mn|mln|tn|km|cm|mm|kg|ft|in|g|hp|h)-$|\b(?:to|now|minus|from|mid|and|or|then|a|nearly|almost|under|over|plus)-$",
        before,
        re.IGNORECASE,
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
    contact = CONTACT.search(before)
    return contact is not None and lexicon.has("contact", contact[1].lower())


def _is_joined_digits(text: str, q: Quantity, before: str, after: str) -> bool:
    """A telephone number, or one of three numbers and more joined by hyphens."""
    is_second = re.search(r"(?<![\d,])\d{3}[-.]$", before) is not None and not _ends_a_range(q.numeral.digits)
    return is_second or _is_in_a_chain(before, after) or PHONE.match(text, q.numeral.start) is not None


def _is_in_a_chain(before: str, after: str) -> bool:
    """'1111-2222-3333': three numbers and more joined by hyphens."""
    follows = re.match(r"-\d+(-\d)?", after)
    leads = re.search(r"(\d-)?\d+-$", before)
    return bool((follows and follows[1]) or (leads and leads[1]) or (follows and leads))


def _ends_a_range(digits: str) -> bool:
    """'500-600', '800-1,000': the second number of a telephone has four digits and seldom ends in zeros."""
    return "," in digits or len(digits) == LENGTH_OF_HUNDREDS or digits.endswith("00")


def is_address(q: Quantity, before: str, after: str, lexicon: Lexicon) -> bool:
    """A house or street number: '561 N. Center', 'the 900 block'."""
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


def is_name(q: Quantity, before: str, after: str, lexicon: Lexicon, is_headline: bool) -> bool:
    """A number behind a word that it makes a name with: 'Highway 35', 'Apollo 13'."""
    if q.unit is not None:
        return False
    if lexicon.has("aircraft", q.numeral.digits) and re.match(r"s?[\s-](?:[A-Z]|jets?\b|planes?\b|aircraft\b)", after):
        return True
    if STATION.match(after) or NAMED_GROUP.search(before):
        return True
    word = WORD_BEFORE.search(before)
    if word is None or re.search(r"[,;:)(]\s*$", before):
        return False
    if not is_headline and word[1].lower() == "the" and NAME_AROUND.match(after):
        return True
    key = word[1].lower().rstrip("’'")
    counts = counts_behind(after, lexicon)
    if lexicon.has("designator", key):
        says = lexicon.get("designator", key) or ""
        if word[1] != key or "always" in says:
            return not (counts and ("weak" in says or (is_headline and key not in ("no.", "#"))))
        return "alone" in says and not counts
    if is_headline:
        return False
    if (
        word[1][0].isupper()
        and word.start()
        and not (counts and PLURAL.match(after))
        and len(q.numeral.digits) <= 4
        and q.numeral.scale == 1
        and "," not in q.numeral.digits
    ):
        earlier = before[: word.start()]
        starts_sentence = not earlier.strip() or re.search(r"[.!?“\"]\s*$", earlier)
        return (
            not starts_sentence
            and not lexicon.has("month", key)
            and word[1] not in lexicon.currency_signs
            and key not in lexicon.currency_words
            and not lexicon.has("no_name", key)
        )
    return False


def counts_behind(after: str, lexicon: Lexicon) -> bool:
    """Whether something that can be counted stands behind the number, and no verb or small word."""
    return COUNTED.match(after) is not None and not _goes_on(after, lexicon)


def is_one_of_labels(before: str, after: str, lexicon: Lexicon) -> bool:
    """'junctions 9 and 10', 'pages 3': behind a plural that numbers make names with, unless something is counted."""
    word = WORD_BEFORE.search(before)
    if word is None or not word[1].endswith("s") or PLURAL.match(after):
        return False
    key = word[1].lower().removesuffix("s")
    says = lexicon.get("designator", key)
    return says is not None and "weak" not in says and (says != "" or word[1][0].isupper())


def _goes_on(after: str, lexicon: Lexicon) -> bool:
    """'Nasdaq 100 rose', 'Apollo 13 and': the sentence goes on behind the name, and nothing is counted."""
    word = NEXT_WORD.match(after)
    return word is not None and lexicon.has("after_name", word[1])


def is_list_mark(text: str, q: Quantity, after: str) -> bool:
    """The number of a list's member: '3) milk', '(2) a seat'."""
    if q.numeral.scale != 1 or (q.numeral.value or 0) > 99:
        return False
    if not text[: q.core_start].strip() and SHOUTED.match(after):
        return True
    if text[: q.core_start].strip() in ("", "(") and LIST_MARK.match(after):
        return True
    if text[: q.core_start].endswith("(") and re.match(r"\)\s\w", after):
        value = int(q.numeral.value or 0)
        return value <= LAST_MARK and (f"({value - 1})" in text or f"({value + 1})" in text)
    return bool(re.match(r"\s?\)\s\w", after)) and not re.search(r"\($|\(\D{0,20}$", text[: q.core_start])
