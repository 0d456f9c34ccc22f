"""One run over the sources: what is new goes into the inbox.

Belongs here: what is asked for from each kind of source, in which order, and the account of it.
Does not belong here: asking (fetch.py), delivering (deliver.py), remembering (state.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from assets.articles.rejection import Unreadable
from assets.articles.sources.deliver import Inbox
from assets.articles.sources.fetch import Answer, Fetcher, FetchError, Pace
from assets.articles.sources.listing import Listed, list_feed, list_sitemap
from assets.articles.sources.settings import Source, read_sources
from assets.articles.sources.state import MOST_ATTEMPTS, Seen, SourceState, read_state, write_state
from assets.errors import UserError

if TYPE_CHECKING:
    from assets.home import Home

MOST_AT_ONCE = 8
MOST_SITEMAPS = 50
SAVE_EVERY = 20
LONGEST_MESSAGE = 300


@dataclass
class SourceReport:
    """What came of one source: `delivered` files of which `pages` are pages, `unchanged` answers, `waiting` articles left
    for the next run, `problems` in words.
    """

    name: str
    kind: str
    delivered: int = 0
    pages: int = 0
    unchanged: int = 0
    waiting: int = 0
    given_up: int = 0
    problems: list[str] = field(default_factory=list)
    is_failed: bool = False


@dataclass
class CollectReport:
    """The sources of a run, in the order of sources.yaml."""

    sources: list[SourceReport]

    @property
    def delivered(self) -> int:
        """Files put into the inbox."""
        return sum(source.delivered for source in self.sources)

    @property
    def failed(self) -> list[str]:
        """Names of the sources that gave nothing because of a failure."""
        return [source.name for source in self.sources if source.is_failed]


def collect(
    home: Home,
    *,
    only: Sequence[str] = (),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    pace: Pace | None = None,
    on_source: Callable[[SourceReport], None] | None = None,
) -> CollectReport:
    """Ask the sources of the home folder's sources.yaml, or those named, for what is new.

    One source's failure is in its report and hinders no other.  UserError where sources.yaml is missing or wrong, or
    names no such source.
    """
    sources = read_sources(home.sources)
    unknown = sorted(set(only) - {source.name for source in sources})
    if unknown:
        known = ", ".join(source.name for source in sources) or "none"
        raise UserError(f"there is no source {unknown[0]} in {home.sources}; there are: {known}")
    chosen = [source for source in sources if not only or source.name in only]
    shared = pace or Pace()

    def one(source: Source) -> SourceReport:
        report = _Run(source, home, shared, now).report()
        if on_source:
            on_source(report)
        return report

    with ThreadPoolExecutor(max_workers=max(1, min(MOST_AT_ONCE, len(chosen)))) as threads:
        return CollectReport(list(threads.map(one, chosen)))


class _Run:
    """One source in one run."""

    def __init__(self, source: Source, home: Home, pace: Pace, now: Callable[[], datetime]) -> None:
        self.source = source
        self.now = now
        self.state_path = home.state / "sources" / f"{source.name}.json"
        self.state: SourceState = read_state(self.state_path)
        self.inbox = Inbox(home.inbox / source.name)
        self.fetcher = Fetcher(source, pace, now)
        self.account = SourceReport(source.name, source.kind)

    def report(self) -> SourceReport:
        """Do it, and say what came of it."""
        steps = {"feed": self._feed, "sitemap": self._sitemap, "folder": self._folder, "archive": self._archive}
        self.state.last_run_at = self.now().isoformat(timespec="seconds")
        try:
            steps[self.source.kind]()
            self.state.last_good_at = self.state.last_run_at
            self.state.last_error = ""
        except (FetchError, Unreadable, ValueError, OSError) as error:
            self._fail(error.detail if isinstance(error, Unreadable) else str(error))
        except Exception as error:  # noqa: BLE001  (one source's poisoned answer must not end the others)
            self._fail(f"reading it failed: {type(error).__name__}: {error}"[:LONGEST_MESSAGE])
        finally:
            self.fetcher.close()
            write_state(self.state_path, self.state)
        return self.account

    def _fail(self, message: str) -> None:
        self.account.problems.append(message)
        self.account.is_failed = True
        self.state.last_error = message

    # ------------------------------------------------------------ feeds
    def _feed(self) -> None:
        answer = self._listing(self.source.url)
        listed: tuple[Listed, ...] = ()
        if answer.content is not None:
            feed = list_feed(answer.content, answer.url, _charset(answer))
            if not self._wants_pages(is_full=feed.is_full):
                suffix = ".json" if answer.content.lstrip()[:1] == b"{" else ".xml"
                self._count(self.inbox.listing(self.source.url, answer, suffix))
                self._remember(self.source.url, answer)
                return
            listed = feed.entries
        self._pages(listed)
        if answer.content is not None:
            self._remember(self.source.url, answer)

    def _wants_pages(self, *, is_full: bool) -> bool:
        choice = self.source.fetch_pages
        return choice == "always" or (choice == "auto" and not is_full)

    # ------------------------------------------------------------ sitemaps
    def _sitemap(self) -> None:
        waiting = [self.source.url]
        asked: set[str] = set()
        listed: list[Listed] = []
        answers: list[tuple[str, Answer]] = []
        while waiting and len(asked) < MOST_SITEMAPS:
            url = waiting.pop(0)
            if url in asked:
                continue
            asked.add(url)
            answer = self._listing(url, is_conditional=url != self.source.url)
            if answer.content is None:
                continue
            articles, further = list_sitemap(
                answer.content, answer.url, now=self.now(), max_age_days=self.source.max_age_days
            )
            listed.extend(articles)
            waiting.extend(one.url for one in sorted(further, key=lambda one: one.stamp, reverse=True))
            answers.append((url, answer))
        if waiting:
            self.account.problems.append(f"{len(waiting)} further sitemaps were left: at most {MOST_SITEMAPS} are read")
        self._pages(listed)
        for url, answer in answers:
            self._remember(url, answer)

    # ------------------------------------------------------------ pages
    def _pages(self, listed: Iterable[Listed]) -> None:
        """Fetch the pages that are new, changed or owed from earlier runs; what is over the limit stays owed."""
        owed = {url: Listed(url, seen.stamp, seen.entry) for url, seen in self.state.seen.items() if not seen.done}
        for one in listed:
            if self.source.wants(one.url) and self._is_news(one):
                owed[one.url] = one
                seen = self.state.seen.setdefault(one.url, Seen())
                seen.done, seen.stamp, seen.entry = False, one.stamp, dict(one.entry)
        given_up: list[Listed] = []
        for number, one in enumerate(owed.values()):
            if number >= self.source.max_pages:
                self.account.waiting = len(owed) - number
                break
            self._page(one, given_up)
            if number % SAVE_EVERY == SAVE_EVERY - 1:
                self._deliver(given_up)
                write_state(self.state_path, self.state)
        self._deliver(given_up)

    def _deliver(self, given_up: list[Listed]) -> None:
        """Deliver what the listing has of articles whose pages cannot be had; the list is empty then."""
        rows = [one.entry for one in given_up if any(one.entry.get(name) for name in ("text", "summary", "title"))]
        if rows:
            self._count(self.inbox.entries(rows, self.now().date().isoformat()))
        for one in given_up:
            self.state.seen[one.url].entry = {}
        given_up.clear()

    def _is_news(self, one: Listed) -> bool:
        seen = self.state.seen.get(one.url)
        return seen is None or seen.stamp != one.stamp or (not seen.done and seen.attempts < MOST_ATTEMPTS)

    def _page(self, one: Listed, given_up: list[Listed]) -> None:
        seen = self.state.seen.setdefault(one.url, Seen(stamp=one.stamp))
        seen.attempts += 1
        seen.at = self.now().isoformat(timespec="seconds")
        try:
            answer = self.fetcher.get(one.url, etag=seen.etag, last_modified=seen.last_modified)
        except FetchError as error:
            if error.may_pass and seen.attempts < MOST_ATTEMPTS:
                self.account.waiting += 1
            else:
                seen.done = True
                self.account.given_up += 1
                given_up.append(one)
            self.account.problems.append(f"{one.url}: {error}")
            return
        seen.done, seen.attempts, seen.entry = True, 0, {}
        if answer.content is None:
            self.account.unchanged += 1
            return
        seen.etag, seen.last_modified = answer.etag, answer.last_modified
        delivered = self.inbox.page(one.url, answer)
        self.account.pages += delivered is not None
        self._count(delivered)

    # ------------------------------------------------------------ archives and folders
    def _archive(self) -> None:
        known = self.state.listings.get(self.source.url, {})
        part = self.inbox.part()
        try:
            with part.open("w+b") as stream:
                answer = self.fetcher.get(
                    self.source.url, etag=known.get("etag"), last_modified=known.get("last_modified"), into=stream
                )
            if answer.content is None:
                self.account.unchanged += 1
                return
            self._count(self.inbox.archive(self.source.url, answer, part))
            self._remember(self.source.url, answer)
        finally:
            part.unlink(missing_ok=True)

    def _folder(self) -> None:
        folder = Path(self.source.path).expanduser()
        if not folder.is_dir():
            raise FetchError(f"there is no folder {folder}", may_pass=True)
        for path in sorted(folder.rglob("*")):
            relative = PurePosixPath(path.relative_to(folder).as_posix())
            if any(part.startswith(".") for part in relative.parts) or path.is_symlink() or not path.is_file():
                continue
            stat = path.stat()
            state = [stat.st_size, stat.st_mtime_ns]
            if not self.source.wants(str(relative)):
                continue
            if self.state.files.get(str(relative)) == state:
                self.account.unchanged += 1
                continue
            self._count(self.inbox.copy(path, relative))
            self.state.files[str(relative)] = state

    # ------------------------------------------------------------ account
    def _listing(self, url: str, *, is_conditional: bool = True) -> Answer:
        known = self.state.listings.get(url, {}) if is_conditional else {}
        answer = self.fetcher.get(url, etag=known.get("etag"), last_modified=known.get("last_modified"))
        if answer.content is None:
            self.account.unchanged += 1
        return answer

    def _remember(self, url: str, answer: Answer) -> None:
        self.state.listings[url] = {"etag": answer.etag, "last_modified": answer.last_modified}

    def _count(self, delivered: Path | None) -> None:
        if delivered is None:
            self.account.unchanged += 1
        else:
            self.account.delivered += 1


def _charset(answer: Answer) -> str | None:
    content_type = answer.headers.get("content-type", "")
    _, _, charset = content_type.lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None
