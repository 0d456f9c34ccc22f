"""From a draft to an article: every value understood, cleaned and checked in one place for all forms.

Belongs here: the order in which the shared clean-up is applied, and when a record is too empty to be an article.
Does not belong here: finding the values (the readers), or the rules of one kind of value (page/).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from assets.articles.captions import joined_captions
from assets.articles.drafting.bodies import Body, body_of
from assets.articles.drafting.named_day import named_day
from assets.articles.record import Draft, RawRecord, ReadArticle, article_id_of, sha256_of_text
from assets.articles.rejection import Unreadable
from assets.articles.values.addresses import canonical_url, url_key
from assets.articles.values.dates import PublishedDate, parse_date
from assets.articles.values.furniture import left_out
from assets.articles.values.language import UNDECIDED, detect_language
from assets.articles.values.outlets import agency_of, clean_title, outlet_id
from assets.articles.values.people import is_newsroom, split_authors
from assets.articles.values.text import cleaned, utf8
from assets.articles.values.words import has_run_of_letters, words_in
from assets.schemas import ARTICLE_KINDS

if TYPE_CHECKING:
    from assets.articles.page import Page
    from assets.articles.settings import ReadSettings

LANGUAGE_SAMPLE = 600
FULL_TEXT_WORDS = 80
CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.|&hellip;)\s*\]|(?:read|continue) (?:more|reading)\W*)\s*$", re.IGNORECASE
)
LETTERS_OF_PROSE = 10
UNDECIDED_DATE = PublishedDate(None, "unknown", None, ())
LONGEST_PLACE = 62
CREDIT_AT_START = re.compile(r"^[^\n]{0,60}?\((?P<agency>[A-Z][\w .-]{1,30})\)\s*[-–—]")
CREDIT_AT_END = re.compile(r"(?:^|\n)\s*[(\[]?(?P<agency>[A-Z][\w .-]{1,30}?)[)\]]?\.?\s*$")
LANGUAGE_CODE = re.compile(r"^[a-z]{2,3}(?=$|[-_ ])", re.IGNORECASE)
GLANCE_WORDS = 80
ENGLISH_WORDS = frozenset(
    b"the of and to in that for with was were is are be been has have had by from at on as it its he his she "
    b"her they their who which would will not but this said after about more than when".split()
)
LANGUAGE_NAMES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "russian": "ru", "ukrainian": "uk", "arabic": "ar", "chinese": "zh", "japanese": "ja", "dutch": "nl",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "rus": "ru", "ukr": "uk", "ara": "ar", "zho": "zh", "chi": "zh", "jpn": "ja", "nld": "nl",
}  # fmt: skip


def is_date(line: str, *, now: datetime) -> bool:
    """Whether a short line is a date and nothing else but a weekday, a time and a zone."""
    if not any(character.isdigit() for character in line):
        return False
    found = parse_date(line, now=now)
    if found.published_at is None:
        return False
    words = re.findall(r"[^\W\d_]{3,}", line)
    return len(words) <= 4 and not re.search(r"[.!?]\s+[A-Z]", line)


def article_of(
    draft: Draft, raw: RawRecord, *, now: datetime, settings: ReadSettings, body: Body | None = None
) -> ReadArticle:
    """The article of a draft, whose body may be known already.  Unreadable('empty_text') where it has neither title nor text."""
    flags = {*draft.flags, *raw.flags}
    text, captions = draft.text, list(draft.captions)
    if "html_text" in flags:
        from assets.articles.drafting.fragment import text_and_captions

        flags.remove("html_text")
        text, in_markup = text_and_captions(text)
        captions += in_markup
    body = body or body_of(text)
    text = body.text
    flags |= body.flags
    captions += body.captions
    parted = [*draft.left_out, *body.removed]
    captions_text = joined_captions((cleaned(one, flags) for one in captions), text) if captions else ""
    title = " ".join(cleaned(draft.title, flags).split())
    if not text:
        if not title:
            raise Unreadable("empty_text", "the record has neither a text nor a title")
        flags.add("no_text")
    if "summary_only" in flags and is_full_text(text):
        flags.remove("summary_only")
    url = canonical_url(draft.url or raw.url or "") if draft.url or raw.url else None
    outlet = _line(draft.outlet, flags) or settings.outlet
    title = clean_title(title, outlet, url)
    published = _moment(draft.published_raw, now, flags)
    named = None if published.published_at or draft.published_raw else named_day(draft.text, now=now)
    if named:
        published = _moment(named.day.isoformat(), now, flags)
        flags.add("date_from_text")
    updated = _moment(draft.updated_raw, now, set()).published_at
    known_outlet = outlet_id(outlet, url)
    kind = draft.kind if draft.kind in ARTICLE_KINDS else "article"
    if flags & {"no_text", "summary_only"}:
        kind = "stub"
    return ReadArticle(
        article_id=article_id_of(url_key(url) if url else None, known_outlet, title, text),
        own_id=draft.own_id,
        title=title,
        text=text,
        captions=captions_text,
        left_out=left_out((cleaned(one, flags) for one in parted), captions_text) if parted else "",
        authors=_authors(draft, outlet, url),
        outlet=outlet,
        outlet_id=known_outlet,
        url=url,
        published_at=published.published_at,
        published_precision=published.precision,
        published_offset_minutes=published.offset_minutes,
        published_raw=_line(named.phrase if named else draft.published_raw, set()),
        updated_at=updated,
        language=_language(draft.language, title, body),
        kind=kind,
        section=_line(draft.section, flags),
        tags=tuple(dict.fromkeys(tag for tag in (_line(tag, flags) for tag in draft.tags) if tag)),
        wire_credit=_credit(text, outlet, draft.byline),
        flags=tuple(sorted(flags)),
        word_count=body.words,
        text_sha256=sha256_of_text(title, body.encoded),
        source_path=raw.source_path,
        record=raw.record,
        source_sha256=raw.sha256,
    )


def article_of_page(page: Page, raw: RawRecord, *, now: datetime, settings: ReadSettings) -> ReadArticle:
    """The article of a page that was read; Unreadable('empty_text') where it has neither title nor text."""
    if not page.title and not page.text:
        raise Unreadable("empty_text", "the page has neither a title nor a text")
    flags = {*page.flags, *raw.flags}
    published_at, precision, offset = page.published_at, page.published_precision, page.published_offset_minutes
    if published_at is not None and published_at > now + timedelta(days=2):
        published_at, precision, offset = None, "unknown", None
        flags.add("implausible_date")
    if not page.text:
        flags.add("no_text")
    url = page.url or (canonical_url(raw.url) if raw.url else None)
    outlet = page.outlet or settings.outlet
    known_outlet = outlet_id(outlet, url)
    return ReadArticle(
        article_id=article_id_of(url_key(url) if url else None, known_outlet, page.title, page.text),
        own_id=None,
        title=page.title,
        text=page.text,
        captions=page.captions,
        left_out=page.left_out,
        authors=page.authors,
        outlet=outlet,
        outlet_id=known_outlet,
        url=url,
        published_at=published_at,
        published_precision=precision,
        published_offset_minutes=offset,
        published_raw=page.published_raw,
        updated_at=page.updated_at,
        language=page.language,
        kind=page.kind if page.text else "stub",
        section=page.section,
        tags=page.tags,
        wire_credit=page.wire_credit,
        flags=tuple(sorted(flags)),
        word_count=words_in(page.text),
        text_sha256=sha256_of_text(page.title, utf8(page.text)),
        source_path=raw.source_path,
        record=raw.record,
        source_sha256=raw.sha256,
    )


def is_full_text(summary: str) -> bool:
    """Whether what a source calls a summary is long enough to be the article, and is not cut off."""
    return words_in(summary) >= FULL_TEXT_WORDS and not CUT_OFF.search(summary)


def has_prose(text: str) -> bool:
    """Whether some line has three words, or ten letters of a script that does not part words."""
    return any(len(line.split()) >= 3 for line in text.split("\n")) or has_run_of_letters(text, LETTERS_OF_PROSE)


def _line(raw: str | None, flags: set[str]) -> str | None:
    """A value of one line, or None where nothing is left of it."""
    if not raw:
        return None
    return " ".join(cleaned(raw, flags).split()) or None


def _moment(raw: str | None, now: datetime, flags: set[str]) -> PublishedDate:
    if not raw:
        return UNDECIDED_DATE
    found = parse_date(raw, now=now)
    flags.update(found.flags)
    return found


def _authors(draft: Draft, outlet: str | None, url: str | None) -> tuple[str, ...]:
    found = [name for given in (draft.authors or (draft.byline,)) if given for name in split_authors(given)]
    return tuple(dict.fromkeys(name for name in found if not is_newsroom(name, outlet, url)))


def _language(given: str | None, title: str, body: Body) -> str:
    if given:
        match = LANGUAGE_CODE.match(LANGUAGE_NAMES.get(given.strip().lower(), given).strip())
        if match and len(match[0]) == 2:
            return match[0].lower()
    if is_plainly_english(body.encoded[:LANGUAGE_SAMPLE]):
        return "en"
    sample = body.text[:LANGUAGE_SAMPLE] if len(body.text) > 200 else f"{title}\n{body.text}"
    return detect_language(sample) if sample.strip() else UNDECIDED


def is_plainly_english(sample: bytes) -> bool:
    """Whether function words that only English has together make up a fifth of the first 80 words.

    Spares the detector nearly all English texts; whatever it does not see at a glance is left to that.
    """
    words = sample.lower().split(None, GLANCE_WORDS)[:GLANCE_WORDS]
    found = list(filter(ENGLISH_WORDS.__contains__, words))
    return len(words) >= 20 and len(found) * 5 >= len(words) and len(set(found)) >= 6


def _credit(text: str, outlet: str | None, byline: str) -> str | None:
    """Agency by a dateline's credit ('KYIV (AP) -'), a last line of its own, the byline or the outlet."""
    start = CREDIT_AT_START.match(text) if "(" in text[:LONGEST_PLACE] else None
    end = CREDIT_AT_END.search(text[-60:])
    named = [start["agency"] if start else "", end["agency"] if end else "", *split_authors(byline), outlet or ""]
    return next(filter(None, (agency_of(name) for name in named if name)), None)


def iso_with_offset(moment: datetime | None, precision: str, offset_minutes: int | None) -> str | None:
    """ISO 8601 at its precision: a bare day, or a time with the offset that the source gave (else UTC)."""
    if moment is None:
        return None
    if precision == "day":
        return moment.date().isoformat()
    local = moment.astimezone(timezone(timedelta(minutes=offset_minutes or 0)))
    return local.isoformat(timespec="seconds")
