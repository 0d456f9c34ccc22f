"""What outlets and agencies are called.

Belongs here: outlet ids, titles without the site's name, the names of agencies.
Does not belong here: names of people (people.py), which title is believed (title.py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assets.articles.values.addresses import host_of, registered_domain
from assets.articles.values.lexicon import read_pairs

WORDS = re.compile(r"\w+")


def outlet_id(outlet: str | None, url: str | None) -> str:
    """The registered domain of the address, else the outlet's name in lower case with hyphens, else 'unknown'."""
    host = host_of(url)
    if host:
        return registered_domain(host) or host
    name = "-".join(WORDS.findall((outlet or "").casefold()))
    return name or "unknown"


SEPARATOR = re.compile(
    r"\s+[|•·»«›‹–—―-]+\s+|\s*[|｜ㅣ]\s*|\s+::\s+|\s*[｜＝]\s*|(?<=\S)--(?=\S)"
    # Chinese and Japanese sites write no space around it.
    "|(?<=[\u3001-\u9fff\uff01-\uff60])\\s?[_－-]\\s?(?=[\u3040-\u9fff])"
)
# A look before the search: each separator holds one of these.
MAY_PART = re.compile(r"[|•·»«›‹–—―｜ㅣ＝_－-]|::")
LONGEST_SITE_NAME = 6


def clean_title(title: str, outlet: str | None, url: str | None = None) -> str:
    """The headline without the site's name at either end."""
    text = title.strip()
    for _ in range(3):
        if not MAY_PART.search(text):
            break
        names = known_names(outlet, host_of(url))
        cuts = [m for m in SEPARATOR.finditer(text) if m.start() and m.end() < len(text)]
        if not cuts:
            break
        if _is_site_name(text[cuts[-1].end() :], names):
            text = text[: cuts[-1].start()].rstrip()
        elif letters(text[: cuts[0].start()]) in names:
            text = text[cuts[0].end() :].lstrip()
        else:
            break
    return text


@lru_cache(maxsize=4096)
def _is_site_name(tail: str, names: frozenset[str]) -> bool:
    own = letters(tail)
    if not own or len(tail.split()) > LONGEST_SITE_NAME:
        return False
    first = letters(tail.split()[0])
    return any(
        own == name
        or own.removeprefix("www") == name
        # CNN Politics, Sports News | CNN
        or (first == name and len(tail.split()) <= 3)
        or (len(name) > 4 and own.startswith(name) and len(own) <= 2 * len(name))
        or (len(own) > 4 and name.startswith(own))
        for name in names
    )


def letters(text: str) -> str:
    """The letters and digits of a name in lower case."""
    return "".join(WORDS.findall(text.casefold()))


@lru_cache(maxsize=4096)
def known_names(outlet: str | None, host: str | None) -> frozenset[str]:
    """What the outlet may be called: its name, its domain and the domain's first part, letters alone."""
    domain = registered_domain(host) if host else None
    names = [letters(outlet or ""), *((letters(domain), letters(domain.split(".")[0])) if domain else ())]
    return frozenset(name for name in names if len(name) > 1)


def agency_of(credit: str) -> str | None:
    """The agency that a credit such as 'AP' or 'Agence France-Presse' stands for."""
    return agency_names().get(credit.strip().casefold())


@cache
def agency_names() -> dict[str, str]:
    """Credits in lower case, each with the agency it stands for."""
    return {credit.casefold(): agency for credit, agency in read_pairs("agencies.tsv")}
