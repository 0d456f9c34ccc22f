"""One address asked: politely, safely, and with an end.

Belongs here: redirects, conditional requests, retries with back-off, size and time caps, the pace for a host, robots.txt.
Does not belong here: what to ask for (collect.py) and which network addresses are allowed (guard.py).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin, urlsplit

from urllib3.exceptions import HTTPError, ProtocolError, SSLError
from urllib3.util import Timeout

from assets.articles.sources.guard import ForbiddenAddressError, GuardedPool
from assets.articles.sources.refusals import in_short, in_words

if TYPE_CHECKING:
    from protego import Protego
    from urllib3 import BaseHTTPResponse

    from assets.articles.sources.settings import Source

MOST_REDIRECTS = 5
PIECE = 65_536
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
LONGEST_CRAWL_DELAY_SECONDS = 30.0
ROBOTS_BYTES = 512_000
MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
ROBOTS_AGENT = "newstally"
SPACE = re.compile(r"\s")


class FetchError(Exception):
    """The address gave nothing: `str()` says why in one line.

    `may_pass`: another run may succeed.  `status` is the server's answer, 0 where it gave none.
    """

    def __init__(self, reason: str, *, may_pass: bool, status: int = 0) -> None:
        super().__init__(reason)
        self.may_pass = may_pass
        self.status = status


@dataclass(frozen=True)
class Answer:
    """What an address gave.  `content` is None where it has not changed since the validators given."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes | None
    fetched_at: datetime

    @property
    def etag(self) -> str | None:
        """The validator for the next conditional request."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """The other validator."""
        return self.headers.get("last-modified")


@dataclass
class Pace:
    """The least time between two requests to one host, over all sources and threads of a run."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str, delay: float) -> None:
        """Return when the host may be asked again."""
        with self._lock:
            now = self.clock()
            start = max(now, self._next.get(host, now))
            self._next[host] = start + delay
        if start > now:
            self.sleep(start - now)


class Fetcher:
    """Fetches for one source."""

    def __init__(self, source: Source, pace: Pace, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.source = source
        self.pace = pace
        self.now = now
        self._pool = GuardedPool(allow_private=source.allow_private)
        self._robots: dict[str, Protego | FetchError] = {}
        self._own_place = _place(source.url)

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, into: BinaryIO | None = None
    ) -> Answer:
        """The answer of the address; FetchError where there is none.

        With `into`, the bytes as they are sent go there piece by piece and the answer's content is empty.
        """
        validators = {}
        if etag:
            validators["If-None-Match"] = etag
        if last_modified:
            validators["If-Modified-Since"] = last_modified
        for _ in range(MOST_REDIRECTS + 1):
            _check_scheme(url)
            delay = self._leave(url)
            answer, further = self._tried(url, validators, delay, self.source.max_bytes, into)
            if further is None:
                return answer
            url = urljoin(url, further)
        raise FetchError(f"more than {MOST_REDIRECTS} redirects", may_pass=False)

    def _tried(
        self, url: str, validators: dict[str, str], delay: float, limit: int, into: BinaryIO | None = None
    ) -> tuple[Answer, str | None]:
        """One answer after as many tries as the source allows; and where it redirects to, if it does."""
        pause = FIRST_PAUSE_SECONDS
        for attempt in range(self.source.retries + 1):
            is_last = attempt == self.source.retries
            self.pace.wait(urlsplit(url).netloc.lower(), delay)
            try:
                answer, further = self._once(url, validators, limit, into)
            except FetchError as error:
                if is_last or not error.may_pass:
                    raise
                self.pace.sleep(pause)
            else:
                if answer.status not in MAY_PASS:
                    return answer, further
                asked = _retry_after(answer.headers.get("retry-after"), self.now())
                if is_last or asked > LONGEST_PAUSE_SECONDS:
                    raise FetchError(f"the server answered {answer.status}", may_pass=True, status=answer.status)
                self.pace.sleep(max(pause, asked))
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        raise AssertionError  # the loop returns or raises

    def _once(
        self, url: str, validators: dict[str, str], limit: int, into: BinaryIO | None
    ) -> tuple[Answer, str | None]:
        headers = {
            "User-Agent": self.source.user_agent,
            "Accept-Encoding": "identity" if into else "gzip, deflate",
            **validators,
        }
        if _place(url) == self._own_place or _place(url) == ("https", self._own_place[1], 443):
            headers.update(self.source.headers)
        # A server that sends a byte now and then keeps to the timeout of each piece and never ends.
        is_over = threading.Event()
        alarm = threading.Timer(self.source.total_seconds, self._end, (is_over,))
        alarm.daemon = True
        alarm.start()
        try:
            answer = self._asked(url, headers, limit, into)
        except FetchError:
            if not is_over.is_set():
                raise
        finally:
            alarm.cancel()
        if is_over.is_set():
            # What is cut within its headers looks like a whole answer.
            raise self._too_slow()
        return answer

    def _end(self, is_over: threading.Event) -> None:
        is_over.set()
        self._pool.cut()

    def _too_slow(self) -> FetchError:
        return FetchError(f"the answer took longer than {self.source.total_seconds:g} s", may_pass=True)

    def _asked(self, url: str, headers: dict[str, str], limit: int, into: BinaryIO | None) -> tuple[Answer, str | None]:
        wait = self.source.timeout_seconds
        try:
            response = self._pool.request(
                "GET", url, headers=headers, redirect=False, retries=False, preload_content=False,
                timeout=Timeout(connect=wait, read=wait),
            )  # fmt: skip
        except ForbiddenAddressError as error:
            raise FetchError(f"{error}; set allow_private where that is meant", may_pass=False) from None
        except (HTTPError, OSError, ValueError) as error:
            raise FetchError(in_words(error, url), may_pass=not isinstance(error, SSLError)) from None
        try:
            return self._read(url, response, limit, into)
        finally:
            response.close()

    def _read(
        self, url: str, response: BaseHTTPResponse, limit: int, into: BinaryIO | None
    ) -> tuple[Answer, str | None]:
        headers = {name.lower(): value for name, value in response.headers.items()}
        status = response.status
        further = headers.get("location") if status in {301, 302, 303, 307, 308} else None
        if status == 304 or further or status in MAY_PASS:
            return Answer(url, status, headers, None, self.now()), further
        if status != 200:
            raise FetchError(f"the server answered {status}", may_pass=status in {401, 403}, status=status)
        sink = into or BytesIO()
        self._copy(response, headers, limit, sink)
        content = sink.getvalue() if isinstance(sink, BytesIO) and sink is not into else b""
        return Answer(url, status, headers, content, self.now()), None

    def _copy(self, response: BaseHTTPResponse, headers: Mapping[str, str], limit: int, sink: BinaryIO) -> None:
        stated = headers.get("content-length", "")
        if stated.isdigit() and int(stated) > limit:
            raise FetchError(f"the answer has {int(stated)} bytes, more than max_bytes {limit}", may_pass=False)
        until = self.pace.clock() + self.source.total_seconds
        size = 0
        sink.seek(0)
        sink.truncate()
        try:
            for piece in response.stream(PIECE, decode_content=isinstance(sink, BytesIO)):
                size += len(piece)
                if size > limit:
                    raise FetchError(f"the answer is larger than max_bytes {limit}", may_pass=False)
                if self.pace.clock() > until:
                    raise self._too_slow()
                sink.write(piece)
        except (HTTPError, ProtocolError, OSError) as error:
            raise FetchError(f"the answer broke off: {in_short(error)}", may_pass=True) from None

    # ------------------------------------------------------------ robots.txt
    def _leave(self, url: str) -> float:
        """The delay to keep with the host; FetchError where its robots.txt forbids the address (RFC 9309)."""
        if not self.source.respect_robots:
            return self.source.delay_seconds
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._robots:
            self._robots[place] = self._read_robots(place)
        rules = self._robots[place]
        if isinstance(rules, FetchError) and not rules.status:
            raise FetchError(str(rules), may_pass=True)
        if isinstance(rules, FetchError):
            raise FetchError(f"its robots.txt cannot be read, which forbids everything for now: {rules}", may_pass=True)
        if not rules.can_fetch(url, ROBOTS_AGENT):
            raise FetchError("its robots.txt forbids the address", may_pass=False)
        asked = rules.crawl_delay(ROBOTS_AGENT) or 0.0
        return max(self.source.delay_seconds, min(asked, LONGEST_CRAWL_DELAY_SECONDS))

    def _read_robots(self, place: str) -> Protego | FetchError:
        """The host's rules, none where there is no such file; or the failure that may pass."""
        from protego import Protego

        url = place + "/robots.txt"
        try:
            for _ in range(MOST_REDIRECTS):
                answer, further = self._tried(url, {}, self.source.delay_seconds, ROBOTS_BYTES)
                if further is None:
                    return Protego.parse((answer.content or b"").decode("utf-8", "replace"))
                url = urljoin(url, further)
                _check_scheme(url)
        except FetchError as error:
            if 400 <= error.status < 500 and error.status not in MAY_PASS:
                return Protego.parse("")
            return error if error.may_pass else _refused(error)
        return Protego.parse("")


def _refused(error: FetchError) -> Protego:
    raise error


def _place(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port of an address: whom its secrets may be told."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    return parts.scheme, parts.hostname, port or {"http": 80, "https": 443}.get(parts.scheme)


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_web = (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and not SPACE.search(parts.netloc)
        )
    except ValueError:
        is_web = False
    if not is_web:
        raise FetchError(f"{url[:80]} is no web address", may_pass=False)


def _retry_after(value: str | None, now: datetime) -> float:
    """Seconds that the server asks to wait; 0 where it does not say."""
    if not value:
        return 0.0
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0
