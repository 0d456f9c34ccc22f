"""What sort of page it is, and whether it is one that nobody should take for an article.

Belongs here: kinds (article, live_blog, gallery, video, stub), consent walls, error pages, paywalls, wire credits.
Does not belong here: removing single paragraphs (furniture.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from assets.articles.page.linked_data import Thing, is_truth, types_of
from assets.articles.rejection import Unreadable
from assets.articles.values.lexicon import read_pairs
from assets.articles.values.outlets import agency_names
from assets.articles.values.words import words_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

STUB_WORDS = 60
PAYWALL_MARK = re.compile(
    r"paywall|premium-?(?:content|wall|barrier)|subscriber-?only|regwall|piano-?(?:offer|inline)|tp-container-inner",
    re.IGNORECASE,
)


@cache
def _says(kind: str) -> re.Pattern[str]:
    """What the lexicon has under a kind, as one pattern."""
    return re.compile("|".join(pattern for name, pattern in read_pairs("notices.tsv") if name == kind), re.IGNORECASE)


def refuse_if_no_article(title: str, paragraphs: Sequence[str], removed: Sequence[str]) -> None:
    """Unreadable (error_page, consent_wall, empty_text) for a page that stands in an article's place.

    `removed` is what was told apart as furniture: a wall's text is often nothing else.
    """
    text = "\n".join(paragraphs) if paragraphs else "\n".join(removed)
    words = words_in(text)
    if _says("error").search(title) and words < 150:
        raise Unreadable("error_page", f"the page is an error message ({title[:60]!r}); fetch it again")
    if words < 250 and (_says("consent").search(title) or words < 120):
        hits = len(_says("consent_word").findall(text))
        if hits >= 3 and hits * 25 > words:
            raise Unreadable(
                "consent_wall", "the page asks for consent and shows no article; fetch it with consent given"
            )
    if not "".join(paragraphs).strip():
        raise Unreadable(
            "empty_text", "no article text could be found on the page; look whether it needs a browser to show"
        )


def kind_of(
    title: str, article: Thing | None, paragraphs: Sequence[str], root: HtmlElement, og_type: str | None
) -> str:
    """article, live_blog, gallery, video or stub."""
    types = types_of(article or {})
    words = sum(map(words_in, paragraphs))
    if "liveblogposting" in types or (_says("live").search(title) and len(paragraphs) > 8):
        return "live_blog"
    is_short = words < STUB_WORDS
    if is_short and ("imagegallery" in types or sum(1 for _ in root.iter("figure")) >= 10):
        return "gallery"
    if is_short and ("videoobject" in types or (og_type or "").startswith("video")):
        return "video"
    return "stub" if is_short else "article"


def paywall_flag(article: Thing | None, root: HtmlElement, words: int, tier: str | None) -> bool:
    """Whether the page keeps the article back: it says it is not free, or shows a wall and little text."""
    free = is_truth((article or {}).get("isAccessibleForFree"))
    if free is False or (tier or "").lower() in {"locked", "metered-locked", "paid", "premium"}:
        return True
    if free or words > 400:
        return False
    for element in root.iter("div", "section", "p", "aside"):
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if PAYWALL_MARK.search(label) and element.text_content().strip():
            return True
        if words < 300 and element.tag == "p" and _says("paywall").search((element.text or "")[:200]):
            return True
    return False


DATELINE_CREDIT = re.compile(r"^[^.!?]{0,60}?\(([A-Za-z][\w .-]{1,30}?)(?:[/,][^)]{0,30})?\)\s*[-–—:.]")
DASH_CREDIT = re.compile(r"^(?:[A-ZÀ-Ý][\w .'-]{1,40},\s+)?(?:[A-ZÀ-Ý]\w+\.? \d{1,2}\s*)?\(([A-Za-z][\w .-]{1,30}?)\)")
END_CREDIT = re.compile(
    r"(?:^|[\s(©/])((?:[A-Z][\w-]+ ?){1,3}|dpa(?:-[A-Za-z]+)?|epd)\s*[)/.]?\s*(?:contributed to this (?:report|story)\.?)?$"
)


def wire_credit(credited: Sequence[str], paragraphs: Sequence[str]) -> str | None:
    """The agency that the byline, the dateline or the last line names."""
    for credit in credited:
        agency = agency_names().get(credit.strip().casefold())
        if agency:
            return agency
    names = agency_names()
    for paragraph in paragraphs[:2]:
        for pattern in (DATELINE_CREDIT, DASH_CREDIT):
            match = pattern.match(paragraph[:160])
            if match and match[1].strip().casefold() in names:
                return names[match[1].strip().casefold()]
    for paragraph in paragraphs[-2:]:
        if len(paragraph) < 160:
            match = END_CREDIT.search(paragraph)
            if match and match[1].strip().casefold() in names:
                return names[match[1].strip().casefold()]
    return None
