"""Names as strings: titles taken off, spellings folded, keys that two writings of one name share.

Belongs here: everything that can be said of a name without its document.
Does not belong here: which mentions of a document belong together (resolve.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from assets.facts.entities.tables import rows, words

POSSESSIVE = re.compile(r"(?<=\w)['’`´](?:s|S)?$")
LEADING_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
INITIAL = re.compile(r"^[a-z]\.?$")
# "H. W." of George H. W. Bush, which alone tells him from George W. Bush.
PARTED_INITIALS = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\. )")
COMPANY_ENDING = re.compile(r",?\s+(?:inc|corp|corporation|co|ltd|llc|plc|llp|gmbh|s\.?a|ag|n\.?v)\.?$", re.IGNORECASE)
PARTICLES = words("particles")

# Endings and letters that differ between transliterations of one name: Zelensky, Zelenskyy, Zelenskiy.
FOLDS = (
    (re.compile(r"(?<=[a-z]{3})(?:yy|iy|yi|ij|yj|ii|iy|y|i)$"), "y"),
    (re.compile(r"(?<=[a-z]{2})(?:yev|iev|jev|ev|eff)$"), "ev"),
    (re.compile(r"(?<=[a-z]{2})(?:ov|off)$"), "ov"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?:sch|sh)"), "sh"),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"([a-z])\1"), r"\1"),
)


def squeezed(text: str) -> str:
    """The text with runs of blanks and line breaks made one blank."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Lower case, without accents, with straight apostrophes and hyphens, without doubled blanks."""
    straight = text.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")
    if not straight.isascii():
        straight = straight.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("đ", "d")
        straight = straight.replace("ı", "i")
        decomposed = unicodedata.normalize("NFKD", straight)
        straight = "".join(c for c in decomposed if not unicodedata.combining(c))
    return squeezed(straight).casefold()


@cache
def _titles(kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        word.casefold() for kind, words in rows("titles.tsv", 2) if kind in kinds for word in words.split("|")
    )


@cache
def _title_lengths() -> tuple[int, ...]:
    lengths = {len(title.split()) for title in _titles(("honorific", "office"))}
    return tuple(sorted(lengths, reverse=True))


@cache
def formal_names() -> dict[str, str]:
    """Lower-case short and foreign given names -> the formal name they stand for."""
    return {short: formal for formal, shorts in rows("nicknames.tsv", 2) for short in shorts.split("|") if short}


def title_length(words: list[str]) -> int:
    """How many of the leading words are titles ('President', 'Lt. Gen.'); the last word is never one."""
    taken = 0
    known = _titles(("honorific", "office"))
    while True:
        for length in _title_lengths():
            if taken + length < len(words) and " ".join(words[taken : taken + length]).casefold() in known:
                taken += length
                break
        else:
            return taken


def is_title(words: str) -> bool:
    """Whether the words are one title of a person."""
    return words.casefold() in _titles(("honorific", "office"))


def without_possessive(text: str) -> str:
    """The name without an ending 's or a bare apostrophe after s."""
    return POSSESSIVE.sub("", text)


def person_words(name: str) -> list[str]:
    """The words of a person's name as written, without titles, possessive and suffixes such as MP."""
    words = PARTED_INITIALS.sub("", without_possessive(squeezed(name))).replace(",", " ").split()
    words = words[title_length(words) :]
    while len(words) > 1 and words[-1].casefold() in _titles(("suffix",)) and not _is_generation(words[-1]):
        words.pop()
    return words


def _is_generation(word: str) -> bool:
    return word.casefold().rstrip(".") in {"jr", "sr", "ii", "iii", "iv"}


def person_name(name: str) -> str:
    """A person's name as it is shown: without titles."""
    return " ".join(person_words(name))


@lru_cache(maxsize=20000)
def folded(word: str) -> str:
    """One word with spellings of other scripts folded: equal for Zelensky, Zelenskyy, Zelenskiy."""
    result = plain(word).replace("'", "").strip(".-")
    for prefix in ("al-", "el-", "ul-", "ad-", "as-", "ash-", "ar-", "az-"):
        if result.startswith(prefix) and len(result) > len(prefix) + 2:
            result = result[len(prefix) :]
    result = result.replace("-", "")
    for pattern, replacement in FOLDS:
        result = pattern.sub(replacement, result)
    return result


@lru_cache(maxsize=20000)
def person_key(name: str) -> tuple[str, ...]:
    """Folded words of a person's name; formal given names, no middle initials, no particles, no titles.

    'Donald J. Trump' and 'Donald Trump' share a key; a generation ('Jr.') and several middle initials ('H.W.') stay.  A
    first initial stays too, since it is all there is of the given name.
    """
    words = [plain(word) for word in person_words(name)]
    kept = [word for i, word in enumerate(words) if not (0 < i < len(words) - 1 and INITIAL.match(word))]
    if len(kept) > 1:
        kept[0] = formal_names().get(kept[0], kept[0])
        kept = [w for i, w in enumerate(kept) if i == 0 or i == len(kept) - 1 or w not in PARTICLES]
        if kept[0] in ("al", "el") and len(kept) > 1:
            kept = kept[1:]
    return tuple(filter(None, (folded(word.replace(".", "")) for word in kept)))


def generation(key: tuple[str, ...]) -> str:
    """'jr' of a person's key that ends so, else ''."""
    return key[-1] if len(key) > 1 and _is_generation(key[-1]) else ""


def surname(key: tuple[str, ...]) -> str:
    """The surname of a person's key, which a generation may follow."""
    return key[-2] if len(key) > 2 and _is_generation(key[-1]) else key[-1]


@lru_cache(maxsize=20000)
def thing_key(name: str) -> str:
    """Key of a name that is not a person's: plain, without article, possessive, company ending and full stops."""
    result = plain(without_possessive(squeezed(name)))
    result = LEADING_ARTICLE.sub("", result)
    result = COMPANY_ENDING.sub("", result)
    result = re.sub(r"\b([a-z])\.(?=[a-z]\b|\s|$)", r"\1", result)
    return re.sub(r"\s*-\s*", "-", result).strip(" ,;:\"'")


def initials(name: str) -> set[str]:
    """Abbreviations that a name's capitalised words would give: 'Kurdistan Regional Government' -> {'KRG'}."""
    words = [w for w in re.split(r"[\s\-]+", squeezed(name)) if w]
    strong = [w[0] for w in words if w[0].isupper()]
    every = [w[0].upper() for w in words if w[0].isalpha()]
    return {"".join(letters) for letters in (strong, every) if len(letters) > 1}
