"""How many words a text has, in any script.

Belongs here: counting words, and telling texts of scripts that write no space between them.
Does not belong here: what a number of words means for an article.

Chinese, Japanese, Thai, Lao, Burmese and Khmer are counted by their letters: two ideographs or kana make a word, and
five letters of the others, about what translations of one text have in English.
"""

from __future__ import annotations

import re

UNPARTED = (re.compile("[\u3040-\u30ff\u3400-\u9fff]"), 2), (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5)
# First bytes, in UTF-8, of letters of these scripts and of few others.
LEADS = bytes([0xE0, 0xE1, *range(0xE3, 0xEA)])
ALL_BUT_LEADS = bytes(set(range(256)).difference(LEADS))
RUN = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"


def words_in(text: str) -> int:
    """The words of a text; where a script does not part them, by the letters that a word has on average."""
    return len(text.split()) + unparted_words(text)


def unparted_words(text: str) -> int:
    """The words that a text has more than spaces part."""
    return 0 if text.isascii() else sum(len(letters.findall(text)) // size for letters, size in UNPARTED)


def may_be_unparted(encoded: bytes) -> bool:
    """Whether a text in UTF-8, or what is left of it without plain letters, may have words that no space parts."""
    return bool(encoded.translate(None, ALL_BUT_LEADS))


def word_count(text: str, encoded: bytes) -> int:
    """The words of a clean text, given in UTF-8 too: its spaces are single and its line breaks are one or two."""
    if not text:
        return 0
    parted = encoded.count(b" ") + encoded.count(b"\n") - encoded.count(b"\n\n") + 1
    return parted + (unparted_words(text) if may_be_unparted(encoded) else 0)


def has_run_of_letters(text: str, length: int) -> bool:
    """Whether so many letters of scripts without spaces stand together."""
    return not text.isascii() and re.search(f"{RUN}{{{length}}}", text) is not None
