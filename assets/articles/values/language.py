"""Which language a text is in.

Belongs here: the choice between detectors and the codes they give.
Does not belong here: what is done with a text of that language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDECIDED = "und"
LETTERS_NEEDED = 12
REGION = 4_000
# Detectors still give codes that ISO 639-1 has withdrawn, or that name a script with the language.
CURRENT_CODE = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "nb": "no",
    "un": UNDECIDED,
    "xx": UNDECIDED,
}
# Languages so alike that a detector confuses them in a few sentences; what the source says of itself decides.
ALIKE = (
    frozenset({"id", "ms"}),
    frozenset({"bs", "hr", "sr", "sh", "me"}),
    frozenset({"da", "no", "nn"}),
    frozenset({"cs", "sk"}),
    frozenset({"bg", "mk", "sr"}),
)
NOT_LETTERS = re.compile(r"[\W\d_]+")


def detect_language(text: str) -> str:
    """ISO 639-1 code of the text's language (ISO 639-3 where there is no shorter one), 'und' where undecided."""
    sample = text[:REGION]
    if len(NOT_LETTERS.sub("", sample)) < LETTERS_NEEDED:
        return UNDECIDED
    import pycld2

    try:
        is_reliable, _, ranks = pycld2.detect(sample, isPlainText=True)
    except (pycld2.error, ValueError):
        is_reliable, ranks = False, ()
    if is_reliable and ranks:
        code = _short(ranks[0][1])
        if code != UNDECIDED:
            return code
    return _second_opinion(sample)


def language_of(text: str, stated: str | None) -> str:
    """The text's language; the stated one where the text decides nothing, or only that it is this one or one much like it."""
    found = detect_language(text)
    if not stated:
        return found
    known = _short(stated)
    return known if found == UNDECIDED or any({found, known} <= group for group in ALIKE) else found


def _second_opinion(sample: str) -> str:
    code, probability = _identifier().classify(sample)
    return _short(code) if probability >= 0.9 else UNDECIDED


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _short(code: str) -> str:
    code = code.split("-")[0].lower()
    return CURRENT_CODE.get(code, code)
