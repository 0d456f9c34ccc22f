"""Names of people, outlets and addresses in the one form they are known by.

Belongs here: bylines into people, titles without the site's name, canonical addresses, outlet ids, agencies.
Does not belong here: where on a page a name was found (metadata.py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from assets.articles.page.lexicon import read_pairs

# ---------------------------------------------------------------- addresses
MOBILE_LABELS = {"m", "mobile", "mobil", "amp", "wap", "touch"}
AMP_SUFFIX = re.compile(r"(?:/amp(?:/|\.html?)?|\.amp(?:\.html?)?|/amp/index\.html?)$", re.IGNORECASE)
AMP_CACHE = re.compile(r"^/(?:[acvri]/)?(?:s/)?([a-z0-9.-]+\.[a-z]{2,}/.*)$", re.IGNORECASE)
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/[0-9*]{1,14}(?:[a-z]{2}_)?/(https?:/.*)$", re.IGNORECASE)
UNSAFE = re.compile(r"[^\x21-\x7e]")
DEFAULT_PORTS = {80, 443}


def canonical_url(url: str) -> str | None:
    """The address without fragment, tracking parameters, mobile or amp variant, always https; None if it is none.

    A web archive's copy has the address of the page that was archived: its outlet is not the archive.
    """
    text = url.strip()
    archived = ARCHIVED.match(text)
    if archived:
        return canonical_url(archived[1])
    if text.startswith("//"):
        text = "https:" + text
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or not ("." in host or ":" in host or host == "localhost"):
        return None
    cached = _behind_amp_cache(host, parts.path)
    if cached:
        return canonical_url(cached)
    host = _without_mobile_label(host)
    netloc = f"[{host}]" if ":" in host else host
    if port and port not in DEFAULT_PORTS:
        netloc += f":{port}"
    path = _plain_path(parts.path)
    return urlunsplit(SplitResult("https", netloc, path, _kept_query(parts.query), ""))


def url_key(canonical: str) -> str:
    """What two canonical addresses of one page have in common: no scheme, www, index page, final slash; parameters sorted."""
    parts = urlsplit(canonical)
    path = re.sub(r"/(?:index\.(?:html?|php))?$", "", parts.path)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return parts.netloc.removeprefix("www.") + path + ("?" + query if query else "")


def _behind_amp_cache(host: str, path: str) -> str | None:
    if host.endswith(".cdn.ampproject.org") or (host.startswith("www.google.") and path.startswith("/amp/")):
        match = AMP_CACHE.match(path.removeprefix("/amp"))
        return "https://" + match[1] if match else None
    return None


def _without_mobile_label(host: str) -> str:
    labels = host.split(".")
    if len(labels) > 2 and labels[0] in MOBILE_LABELS:
        rest = ".".join(labels[1:])
        return "www." + rest if registered_domain(rest) == rest else rest
    if len(labels) > 3 and labels[0] == "www" and labels[1] in MOBILE_LABELS:
        return ".".join(["www", *labels[2:]])
    return host


def _plain_path(path: str) -> str:
    path = AMP_SUFFIX.sub("", path) or "/"
    if path.startswith("/amp/"):
        path = path[4:]
    if UNSAFE.search(path):
        path = UNSAFE.sub(lambda m: quote(m[0]), path)
    return re.sub(r"/{2,}", "/", path)


def _kept_query(query: str) -> str:
    if not query:
        return ""
    exact, stems = _tracking()
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if k.lower() not in exact and not k.lower().startswith(stems)]
    if not kept:
        return ""
    return query if len(kept) == len(pairs) and not UNSAFE.search(query) else urlencode(kept)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names = [name for name, _ in read_pairs("tracking.tsv")]
    return frozenset(n for n in names if not n.endswith("*")), tuple(n[:-1] for n in names if n.endswith("*"))


# ---------------------------------------------------------------- outlets
@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str | None:
    """The part of a host name that somebody registered (bbc.co.uk of news.bbc.co.uk); None where there is none."""
    from tld import get_fld

    domain: str | None = get_fld(host, fix_protocol=True, fail_silently=True)
    return domain


def outlet_id(outlet: str | None, url: str | None) -> str:
    """The registered domain of the address, else the outlet's name in lower case with hyphens, else 'unknown'."""
    host = _host(url)
    if host:
        return registered_domain(host) or host
    name = "-".join(re.findall(r"\w+", (outlet or "").casefold()))
    return name or "unknown"


PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=/|$)")


def _host(url: str | None) -> str | None:
    plain = PLAIN_HOST.match(url) if url else None
    if plain:
        return plain[1]
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


# ---------------------------------------------------------------- titles
SEPARATOR = re.compile(r"\s+[|•·»«–—―-]+\s+|\s*[|｜ㅣ]\s*|\s+::\s+|\s*[｜＝]\s*|(?<=\S)--(?=\S)")
# A look before the search: each separator holds one of these.
MAY_PART = re.compile(r"[|•·»«–—―｜ㅣ＝-]|::")
LONGEST_SITE_NAME = 6


def clean_title(title: str, outlet: str | None, url: str | None = None) -> str:
    """The headline without the site's name at either end."""
    text = title.strip()
    if not MAY_PART.search(text):
        return text
    names = _known_names(outlet, _host(url))
    for _ in range(3):
        cuts = [m for m in SEPARATOR.finditer(text) if m.start() and m.end() < len(text)]
        if not cuts:
            break
        if _is_site_name(text[cuts[-1].end() :], names):
            text = text[: cuts[-1].start()].rstrip()
        elif _letters(text[: cuts[0].start()]) in names:
            text = text[cuts[0].end() :].lstrip()
        else:
            break
    return text


def _is_site_name(tail: str, names: frozenset[str]) -> bool:
    letters = _letters(tail)
    if not letters or len(tail.split()) > LONGEST_SITE_NAME:
        return False
    first = _letters(tail.split()[0])
    return any(
        letters == name
        or letters.removeprefix("www") == name
        # CNN Politics, Sports News | CNN
        or (first == name and len(tail.split()) <= 3)
        or (len(name) > 4 and letters.startswith(name) and len(letters) <= 2 * len(name))
        or (len(letters) > 4 and name.startswith(letters))
        for name in names
    )


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


@lru_cache(maxsize=4096)
def _known_names(outlet: str | None, host: str | None) -> frozenset[str]:
    """What the outlet may be called: its name, its domain and the domain's first part, letters alone."""
    domain = registered_domain(host) if host else None
    names = [_letters(outlet or ""), *((_letters(domain), _letters(domain.split(".")[0])) if domain else ())]
    return frozenset(name for name in names if len(name) > 1)


# ---------------------------------------------------------------- people
EMAIL_OR_LINK = re.compile(r"<[^>]*>|\S+@\S+\.\w+|https?://\S+|www\.\S+|(?<!\w)@\w+|\bfacebook\.com\S*", re.IGNORECASE)
BRACKETS = re.compile(r"\s*[(\[（【〔][^)\]）】〕]*[)\]）】〕]\s*")
AUTHOR_BETWEEN = re.compile(r"\s*[,;|/•·、，&+]\s*|\s*\n\s*|\s+[–—-]\s+")
AFFILIATION = re.compile(r"\s+(?:for|of|at|in|aus|chez|pour|para)\s+(?:the\s+)?[A-Z].*$")
PLAIN_NAME = re.compile(r"[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+")
REPORTER_MARK = re.compile(r"(?<=[가-힣])\s?(?:선임기자|기자|특파원)$|(?<=[\u4e00-\u9fff])\s?(?:記者|记者|編集委員)$")
# A link beside 'By' loses the space between them; Byron keeps his name.
GLUED_BY = re.compile(r"By(?=[A-Z])")
# Who made the pictures or the translation stands behind who wrote the text.
OTHER_WORK = re.compile(
    r"(?<=\w)\s+(?:illustration(?:s|en)?|fotos?|photos?|photograph(?:s|y)|bilder|grafik(?:en)?|video|übersetzung|translat(?:ed|ion))"
    r"\s*(?:by\b|von\b|de\b|par\b|:).*$",
    re.IGNORECASE,
)
RUBRIC = re.compile(r"^(?:責任編集|责任编辑|责编|編集|记者|記者|文|作者)\s*[:：]\s*")
LONGEST_NAME_WORDS = 6
LONGEST_NAME = 60
# 'in' closes a German job ('Autor/in') and opens Korean names.
SHORTEST_JOB = 3


@lru_cache(maxsize=8192)
def split_authors(byline: str) -> tuple[str, ...]:
    """The names in a byline, in its order, each once; without 'By', titles, addresses and affiliations."""
    if PLAIN_NAME.fullmatch(byline) and _words_beside_names().isdisjoint(byline.lower().split()):
        return (byline,)
    bare = EMAIL_OR_LINK.sub(" ", byline)
    # RSS writes an author as address (Name).
    text = BRACKETS.sub(" ", bare).strip() or bare.strip(" ()[]")
    text = RUBRIC.sub("", _without_prefix(OTHER_WORK.sub("", text)))
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
        if not match:
            break
        text = text[match.end() :].strip()
    return text


def _split_words(part: str) -> list[str]:
    return [piece for piece in _between().split(part) if piece.strip()]


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
    name = REPORTER_MARK.sub("", AFFILIATION.sub("", name)).strip()
    lowered = name.casefold()
    if not name or lowered in _set("nobody") or lowered in _set("title") or any(c.isdigit() for c in name):
        return None
    if len(name.split()) > LONGEST_NAME_WORDS or len(name) > LONGEST_NAME or not any(c.isalpha() for c in name):
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
    return _is_newsroom(name, outlet, _host(url))


@lru_cache(maxsize=8192)
def _is_newsroom(name: str, outlet: str | None, host: str | None) -> bool:
    letters = _letters(name)
    first = _letters(name.split()[0]) if name.split() else ""
    known = _known_names(outlet, host)
    if letters in known or (first in known and len(first) > 1) or any(len(key) > 3 and key in letters for key in known):
        return True
    words = re.findall(r"[^\W\d_]+", name.casefold())
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    return name.casefold() in agency_names() or not _set("newsroom").isdisjoint({*words, *pairs})


def agency_of(credit: str) -> str | None:
    """The agency that a credit such as 'AP' or 'Agence France-Presse' stands for."""
    return agency_names().get(credit.strip().casefold())


@cache
def agency_names() -> dict[str, str]:
    """Credits in lower case, each with the agency it stands for."""
    return {credit.casefold(): agency for credit, agency in read_pairs("agencies.tsv")}


@cache
def _set(role: str) -> frozenset[str]:
    return frozenset(words for kind, words in read_pairs("byline.tsv") if kind == role)


@cache
def _words_beside_names() -> frozenset[str]:
    return frozenset(word for _, words in read_pairs("byline.tsv") for word in words.split())


@cache
def _prefix() -> re.Pattern[str]:
    words = sorted((re.escape(w) for w in _set("prefix")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?:\s*:\s*|\s+(?=\S))", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    """Words between two names; those of one letter in lower case alone, since a capital is a middle initial."""
    words = sorted((re.escape(w) for w in _set("between")), key=len, reverse=True)
    one_of = "|".join(word if len(word) > 1 else f"(?-i:{word})" for word in words)
    return re.compile(rf"\s+(?:{one_of})\s+", re.IGNORECASE)
