"""What the tests of live sources share: a site with answers, and a clock that need not be waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assets.articles.sources.fetch import Pace

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """The server: `pages` by path (bytes, a reply, or a function of the request headers), and what was asked."""

    address: str
    pages: dict[str, bytes | Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        """The address of a path."""
        return self.address + path

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        """What the server says to a request; 404 where the test has set nothing."""
        self.asked.append(path)
        self.headers.append(headers)
        page = self.pages.get(path)
        if page is None:
            return 404, {}, b"nothing here"
        if isinstance(page, bytes):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page
        return page(headers) if callable(page) else page


@dataclass
class Waits:
    """A clock that a test need not wait for: sleeping moves it on."""

    time: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Move the clock on."""
        self.slept.append(seconds)
        self.time += seconds

    def pace(self) -> Pace:
        """A pace by this clock."""
        return Pace(clock=lambda: self.time, sleep=self.sleep)
