"""Names of people in bylines.

Belongs here: a byline into names, and credits that are no person's.
Does not belong here: where on a page a byline stands (byline.py), which one is believed (authors.py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from assets.articles.values.addresses import host_of
from assets.articles.values.calendars import LETTER
from assets.articles.values.lexicon import read_pairs
from assets.articles.values.outlets import agency_names, known_names, letters

EMAIL_OR_LINK = re.compile(r"<[^>]*>|\S+@\S+\.\w+|https?://\S+|www\.\S+|(?<!\w)@\w+|\bfacebook\.com\S*", re.IGNORECASE)
# A look before the search: each address holds one of these.
MAY_BE_ADDRESS = re.compile(r"[<@/.]")
BRACKETS = re.compile(r"\s*[(\[（【〔][^)\]）】〕]*[)\]）】〕]\s*")
AUTHOR_BETWEEN = re.compile(r"\s*[,;|/•·、，؛،／&+]\s*|\s*\n\s*|\s+[–—-]\s+")
AFFILIATION = re.compile(r"\s+(?:for|of|at|in|aus|chez|pour|para)\s+(?:the\s+)?[A-Z].*$")
PLAIN_NAME = re.compile(r"[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+")
REPORTER_MARK = re.compile(
    r"(?<=[가-힣])\s?(?:(?:선임|인턴)?기자|특파원)$|(?<=[\u4e00-\u9fff])\s?(?:記者|记者|編集委員)$"
)
# A link beside 'By' loses the space between them; Byron keeps his name.
GLUED_BY = re.compile(r"By(?=[A-Z])")
# Who made the pictures or the translation stands behind who wrote the text.
OTHER_WORK = re.compile(
    r"(?<=\w)\s+(?:illustration(?:s|en)?|fotos?|photos?|photograph(?:s|y)|bilder|grafik(?:en)?|video|übersetzung|translat(?:ed|ion))"
    r"\s*(?:by\b|von\b|de\b|par\b|:).*$",
    re.IGNORECASE,
)
# A Chinese byline has no space between the job and the name, and tells where the report is from.
RUBRIC = re.compile(
    r"^[〔【（(]?(?:責任編集|责任编辑|责编|編集|作者|(?:本[报報社])?(?:特[约約派])?[记記]者)\s*[:：]?\s*(?=[\u4e00-\u9fff])|^文\s*[:：]\s*"
)
PLACE_OF_REPORT = re.compile(r"[\u4e00-\u9fff]{2,6}(?:[综綜]合)?(?:[报報][导導道]|[讯訊電电])[〕】）)]?$")
# wordpressadmin, admin2, site_admin: whoever set the system up.
USER_OF_A_SYSTEM = re.compile(r"admin[\w.-]*|[\w.-]*admin")
LETTERS = re.compile(f"{LETTER}+")
# Scripts that write no space between words.
UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONGEST_NAME_WORDS = 6
LONGEST_NAME = 60
# 'in' closes a German job ('Autor/in') and opens Korean names.
SHORTEST_JOB = 3
SHORTEST_BY = 2
FEWEST_DESCRIBING = 3


@lru_cache(maxsize=8192)
def split_authors(byline: str) -> tuple[str, ...]:
    """The names in a byline, in its order, each once; without 'By', titles, addresses and affiliations."""
    if PLAIN_NAME.fullmatch(byline) and _words_beside_names().isdisjoint(byline.lower().split()):
        return (byline,)
    bare = EMAIL_OR_LINK.sub(" ", byline) if MAY_BE_ADDRESS.search(byline) else byline
    # RSS writes an author as address (Name).
    text = BRACKETS.sub(" ", bare).strip() or bare.strip(" ()[]")
    text = _without_prefix(OTHER_WORK.sub("", text))
    text = text if text.isascii() else RUBRIC.sub("", text)
    if not text:
        return ()
    pieces = [piece for part in AUTHOR_BETWEEN.split(text) for piece in _split_words(part)]
    names: list[str] = []
    for piece in _with_suffixes(_unreversed(pieces)):
        name = _one_name(piece)
        if name and name.casefold() not in {n.casefold() for n in names}:
            names.append(name)
    return tuple(names)


def _without_prefix(text: str) -> str:
    text = GLUED_BY.sub("", text, count=1) if GLUED_BY.match(text) else text
    for _ in range(2):
        match = _prefix().match(text)
        if not match or _is_first_name(match[0], text[match.end() :]):
            break
        text = text[match.end() :].strip()
    return text


def _is_first_name(word: str, rest: str) -> bool:
    """Whether a short word that says 'by' in some language is the first of two names: Na in 'Na Hong-jin'."""
    short = word.strip()
    return len(short) <= SHORTEST_BY and short.isalpha() and short.lower() != "by" and len(rest.split()) < 2


def _split_words(part: str) -> list[str]:
    """The part at each 'and', but where that stands in a description of several words ('professor of law and economy')."""
    pieces = [piece for piece in _between().split(part) if piece.strip()]
    return [part] if any(_is_description(piece.split()) for piece in pieces) else pieces


def _is_description(words: list[str]) -> bool:
    return len(words) >= FEWEST_DESCRIBING and all(word[0].islower() for word in words)


def _unreversed(pieces: list[str]) -> list[str]:
    """'Lee, Ann' alone is one person; scripts without capitals write no names in that order."""
    if len(pieces) == 2 and all(p.strip().isalpha() and p.strip()[0].isupper() and len(p.split()) == 1 for p in pieces):
        words = {p.strip().casefold() for p in pieces}
        if not words & (_set("newsroom") | _set("title") | _set("nobody") | set(agency_names())):
            return [f"{pieces[1].strip()} {pieces[0].strip()}"]
    return pieces


def _with_suffixes(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.strip().rstrip(".").casefold() in _set("suffix"):
            joined[-1] += ", " + piece.strip()
        else:
            joined.append(piece)
    return joined


def _one_name(piece: str) -> str | None:
    name = _without_prefix(" ".join(piece.split()).strip(" .,:;-–—*'\"“”„«»()[]"))
    name = AFFILIATION.sub("", name)
    name = (name if name.isascii() else REPORTER_MARK.sub("", name)).strip()
    lowered = name.casefold()
    if (
        not name
        or USER_OF_A_SYSTEM.fullmatch(lowered)
        or lowered in _set("nobody")
        or lowered in _set("title")
        or any(map(str.isdigit, name))
    ):
        return None
    if (
        (not name.isascii() and PLACE_OF_REPORT.fullmatch(name))
        or len(name.split()) > LONGEST_NAME_WORDS
        or len(name) > LONGEST_NAME
        or not any(map(str.isalpha, name))
    ):
        return None
    return _without_job(name)


def _without_job(name: str) -> str | None:
    """The name without a job before or behind it; None where the job is all, or closes a longer one ('Policy Analyst')."""
    words = name.casefold().split()
    if len(words) > 2 and len(words[0]) > SHORTEST_JOB and words[0] in _set("title"):
        return " ".join(name.split()[1:])
    for size in (3, 2):
        if " ".join(words[-size:]) in _set("title"):
            rest = name.split()[:-size]
            return " ".join(rest) if len(rest) > 1 else None
    return None if words[-1] in _set("title") else name


def is_newsroom(name: str, outlet: str | None, url: str | None = None) -> bool:
    """Whether a credit names the outlet, a newsroom or an agency and not a person."""
    return _is_newsroom(name, outlet, host_of(url))


@lru_cache(maxsize=8192)
def _is_newsroom(name: str, outlet: str | None, host: str | None) -> bool:
    own = letters(name)
    first = letters(name.split()[0]) if name.split() else ""
    known = known_names(outlet, host)
    if own in known or (first in known and len(first) > 1) or any(len(key) > 3 and key in own for key in known):
        return True
    words = LETTERS.findall(name.casefold())
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    if name.casefold() in agency_names() or not _set("newsroom").isdisjoint({*words, *pairs}):
        return True
    return UNPARTED.search(name) is not None and any(word in name for word in _set("newsroom") if UNPARTED.search(word))


@cache
def _set(role: str) -> frozenset[str]:
    return frozenset(words for kind, words in read_pairs("byline.tsv") if kind == role)


@cache
def _words_beside_names() -> frozenset[str]:
    return frozenset(word for _, words in read_pairs("byline.tsv") for word in words.split())


@cache
def _prefix() -> re.Pattern[str]:
    """Words in front of a name: with a colon or a space those that say 'by', others with a colon alone."""
    return re.compile(
        rf"(?:{one_of('prefix', 'by')})(?:\s*[:：]\s*|\s+(?=\S))|(?:{one_of('label', 'editor')}){COLON}", re.IGNORECASE
    )


# A colon, and what stands for one in Armenian, Japanese and Chinese bylines.
COLON = r"\s*(?:[:：՝=＝]|(?<=文)[・/／])\s*"


def one_of(*roles: str) -> str:
    """The words of these roles as alternatives of a pattern, the longest first."""
    words = {word for role in roles for word in _set(role)}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _between() -> re.Pattern[str]:
    """Words between two names; short ones in lower case alone, since a capital begins a middle name (Dan) or is an initial."""
    words = sorted((re.escape(w) for w in _set("between")), key=len, reverse=True)
    spelled = "|".join(word if word in {"and", "und"} or len(word) > 3 else f"(?-i:{word})" for word in words)
    return re.compile(rf"\s+(?:{spelled})\s+", re.IGNORECASE)
