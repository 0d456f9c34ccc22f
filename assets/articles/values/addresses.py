"""Addresses in the one form they are known by.

Belongs here: canonical addresses, what two of them have in common, and whose they are.
Does not belong here: where on a page an address was found (metadata.py), what its owner is called (outlets.py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from assets.articles.values.lexicon import read_pairs

MOBILE_LABELS = {"m", "mobile", "mobil", "amp", "wap", "touch"}
AMP_SUFFIX = re.compile(r"(?:/amp(?:/|\.html?)?|\.amp(?:\.html?)?|/amp/index\.html?)$", re.IGNORECASE)
AMP_CACHE = re.compile(r"^/(?:[acvri]/)?(?:s/)?([a-z0-9.-]+\.[a-z]{2,}/.*)$", re.IGNORECASE)
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/[0-9*]{1,14}(?:[a-z]{2}_)?/(https?:/.*)$", re.IGNORECASE)
UNSAFE = re.compile(r"[^\x21-\x7e]")
DEFAULT_PORTS = {80, 443}
ARCHIVE = "web.archive.org"
# Nine addresses of ten have neither port, query nor a sign that must be written otherwise.
PLAIN = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w.~%:@!$&'()*+,;=-]+)*/?)", re.ASCII)
INDEX_PAGE = re.compile(r"/(?:index\.(?:html?|php))?$")


def canonical_url(url: str) -> str | None:
    """The address without fragment, tracking parameters, mobile or amp variant, always https; None if it is none.

    A web archive's copy has the address of the page that was archived: its outlet is not the archive.
    """
    text = url.strip()
    plain = PLAIN.fullmatch(text)
    if plain and "amp" not in text.lower() and ARCHIVE not in text:
        return f"https://{_without_mobile_label(plain[1])}{plain[2] or '/'}"
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
    if "?" not in canonical:
        return INDEX_PAGE.sub("", canonical.removeprefix("https://").removeprefix("www."))
    parts = urlsplit(canonical)
    path = INDEX_PAGE.sub("", parts.path)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return parts.netloc.removeprefix("www.") + path + ("?" + query if query else "")


def _behind_amp_cache(host: str, path: str) -> str | None:
    if host.endswith(".cdn.ampproject.org") or (host.startswith("www.google.") and path.startswith("/amp/")):
        match = AMP_CACHE.match(path.removeprefix("/amp"))
        return "https://" + match[1] if match else None
    return None


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str | None:
    """The part of a host name that somebody registered (bbc.co.uk of news.bbc.co.uk); None where there is none."""
    from tld import get_fld

    domain: str | None = get_fld(host, fix_protocol=True, fail_silently=True)
    return domain


PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=/|$)")


def host_of(url: str | None) -> str | None:
    """The host of an address; None where it has none."""
    plain = PLAIN_HOST.match(url) if url else None
    if plain:
        return plain[1]
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None
