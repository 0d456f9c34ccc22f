"""Collecting from a real server: what is new arrives once, what fails is said and does not hinder the rest."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.articles.read import read_inputs
from assets.articles.record import ReadArticle
from assets.articles.sources import CollectReport, collect
from assets.articles.sources.state import MOST_ATTEMPTS
from assets.errors import UserError

if TYPE_CHECKING:
    from loopback_site import Site, Waits

    from assets.home import Home

PAGE = "<html><head><title>{0}</title></head><body><article><p>The harbour council of Brackwater met. {0}</p></article></body></html>"


def item(site: Site, path: str, body: str = "Short.", date: str = "Tue, 05 May 2026 10:00:00 GMT") -> str:
    return f"<item><title>About {path}</title><link>{site.url(path)}</link><pubDate>{date}</pubDate><description>{body}</description></item>"


def feed(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Brackwater Post</title>{"".join(items)}</channel></rss>'.encode()


def delivered(home: Home, source: str = "post") -> list[Path]:
    return sorted(p for p in (home.inbox / source).rglob("*") if p.is_file() and not p.name.startswith("."))


@pytest.fixture
def run(home: Home, waits: Waits) -> Callable[..., CollectReport]:
    return lambda *only: collect(home, only=only, pace=waits.pace())


def test_a_feed_of_summaries_brings_the_pages_with_their_addresses(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """Taking the summary for the article, or a page in without its address, would lose the article."""
    site.pages = {
        "/feed": feed(item(site, "/a"), item(site, "/b")),
        "/a": PAGE.format("A").encode(),
        "/b": PAGE.format("B").encode(),
    }
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    report = run()
    assert (report.delivered, report.sources[0].pages) == (2, 2)
    pages = [p for p in delivered(home) if p.suffix == ".html"]
    told = [json.loads(p.with_suffix(".json").read_text()) for p in pages]
    assert sorted(t["url"] for t in told) == [site.url("/a"), site.url("/b")]
    assert all(t["headers"]["content-type"] == "text/html; charset=utf-8" and t["fetched_at"] for t in told)


def test_a_feed_with_whole_articles_is_delivered_itself(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """Pages behind full entries would be fetched for nothing and come out twice."""
    content = feed(item(site, "/a", "The ferry is late again. " * 60))
    site.pages = {"/feed": content}
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    run()
    assert [p.read_bytes() for p in delivered(home)] == [content]
    assert "/a" not in site.asked


def test_a_second_run_asks_conditionally_and_delivers_nothing(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """Without ETag and Last-Modified every run would fetch every feed whole."""

    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since"):
            return 304, {}, b""
        return 200, {"ETag": '"v1"', "Last-Modified": "Tue, 05 May 2026 10:00:00 GMT"}, feed(item(site, "/a"))

    site.pages = {"/feed": answer, "/a": PAGE.format("A").encode()}
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    first, second = run(), run()
    assert (first.delivered, second.delivered) == (1, 0)
    assert second.sources[0].unchanged == 1
    assert site.asked.count("/a") == 1


def test_an_entry_that_changed_is_fetched_again(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A correction must arrive as a new revision."""
    site.pages = {"/feed": feed(item(site, "/a")), "/a": PAGE.format("first").encode()}
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    run()
    site.pages = {
        "/feed": feed(item(site, "/a", date="Tue, 05 May 2026 12:00:00 GMT")),
        "/a": PAGE.format("second").encode(),
    }
    assert run().delivered == 1
    assert len([p for p in delivered(home) if p.suffix == ".html"]) == 2


def test_what_is_over_the_limit_waits_for_the_next_run(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A limit per run must put articles off, not lose them, even when the feed has not changed since."""
    paths = [f"/{n}" for n in range(5)]
    validators = {"ETag": '"x"'}

    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        return (
            (304, {}, b"") if "if-none-match" in headers else (200, validators, feed(*(item(site, p) for p in paths)))
        )

    site.pages = {"/feed": answer, **{p: PAGE.format(p).encode() for p in paths}}
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed"), "max_pages": 2})
    counts = [(report.delivered, report.sources[0].waiting) for report in (run(), run(), run(), run())]
    assert counts == [(2, 3), (2, 1), (1, 0), (0, 0)]


def test_a_page_that_cannot_be_had_leaves_its_entry(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """An article whose page is gone must still come out as what the feed says of it."""
    site.pages = {"/feed": feed(item(site, "/gone", "The lighthouse was sold for 2 crowns."))}
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    report = run()
    rows = [json.loads(line) for p in delivered(home) for line in p.read_text().splitlines()]
    [row] = rows
    assert (row["url"], row["summary"]) == (site.url("/gone"), "The lighthouse was sold for 2 crowns.")
    assert row["source"] == "Brackwater Post"
    [path] = [p for p in delivered(home) if p.suffix == ".jsonl"]
    [article] = read_inputs([path], now=datetime(2026, 6, 1, tzinfo=UTC))
    assert isinstance(article, ReadArticle)
    assert (article.kind, article.flags, article.outlet) == ("stub", ("summary_only",), "Brackwater Post")
    assert report.sources[0].given_up == 1
    assert report.sources[0].problems == [f"{site.url('/gone')}: the server answered 404"]


def test_an_entry_outlives_its_feed_while_its_page_is_owed(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A page that failed for a while was given up when its feed listed it no more, and nothing came of the article."""
    answers = iter([(200, {"ETag": '"x"'}, feed(item(site, "/slow", "The lighthouse was sold for 2 crowns.")))])
    site.pages = {
        "/feed": lambda _: next(answers, (304, {}, b"")),
        "/slow": lambda _: (503, {}, b""),
    }
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed"), "retries": 0})
    given_up = [run().sources[0].given_up for _ in range(MOST_ATTEMPTS + 1)]
    assert given_up == [0] * (MOST_ATTEMPTS - 1) + [1, 0]
    rows = [json.loads(line) for p in delivered(home) for line in p.read_text().splitlines()]
    assert [row["summary"] for row in rows] == ["The lighthouse was sold for 2 crowns."]


def test_a_sitemap_index_leads_to_recent_articles_only(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A news site's sitemap lists years; only what changed lately is news, and gzip is usual."""
    index = f"<sitemapindex><sitemap><loc>{site.url('/part.xml.gz')}</loc></sitemap></sitemapindex>"
    part = (
        f"<urlset><url><loc>{site.url('/new')}</loc></url>"
        f"<url><loc>{site.url('/old')}</loc><lastmod>2020-01-01</lastmod></url></urlset>"
    )
    site.pages = {
        "/map": index.encode(),
        "/part.xml.gz": gzip.compress(part.encode()),
        "/new": PAGE.format("N").encode(),
    }
    write_sources({"name": "post", "kind": "sitemap", "url": site.url("/map")})
    assert run().delivered == 1
    assert "/old" not in site.asked


def test_an_archive_arrives_as_it_was_sent_and_once(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """Unpacking on the way would give the readers other bytes than the digest names."""
    content = gzip.compress(b'{"title": "x", "text": "y"}\n', mtime=0)
    site.pages = {"/news.jsonl.gz": (200, {"Content-Type": "application/gzip"}, content)}
    write_sources({"name": "post", "kind": "archive", "url": site.url("/news.jsonl.gz")})
    first, second = run(), run()
    (file,) = delivered(home)
    assert (first.delivered, second.delivered, second.sources[0].unchanged) == (1, 0, 1)
    assert file.read_bytes() == content
    assert file.name.startswith("news-")
    assert file.name.endswith(".jsonl.gz")


def test_a_folder_gives_new_and_changed_files_and_follows_no_links(
    home: Home, tmp_path: Path, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A link could lead out of the folder; an unchanged file must not be copied every run."""
    folder = tmp_path / "drop"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text("one")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (folder / "link.txt").symlink_to(secret)
    write_sources({"name": "post", "kind": "folder", "path": str(folder)})
    assert [run().delivered, run().delivered] == [1, 0]
    (folder / "sub" / "a.txt").write_text("one more")
    assert run().delivered == 1
    assert [p.relative_to(home.inbox / "post").as_posix() for p in delivered(home)] == ["sub/a.txt"]


def test_one_sources_failure_does_not_hinder_another(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A dead feed must not keep the others' news from coming."""
    site.pages = {"/feed": feed(item(site, "/a")), "/a": PAGE.format("A").encode(), "/bad": b"<p>no feed at all</p>"}
    write_sources(
        {"name": "dead", "kind": "feed", "url": site.url("/missing")},
        {"name": "bad", "kind": "sitemap", "url": site.url("/bad")},
        {"name": "post", "kind": "feed", "url": site.url("/feed")},
    )
    report = run()
    assert report.failed == ["dead", "bad"]
    assert [s.delivered for s in report.sources] == [0, 0, 1]
    assert report.sources[0].problems == ["the server answered 404"]


def test_only_the_named_source_is_asked(
    site: Site, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """--source must not touch the others."""
    site.pages = {"/one": feed(item(site, "/a", "x" * 800)), "/two": feed(item(site, "/b", "x" * 800))}
    write_sources(
        {"name": "one", "kind": "feed", "url": site.url("/one")},
        {"name": "two", "kind": "feed", "url": site.url("/two")},
    )
    run("two")
    assert site.asked == ["/robots.txt", "/two"]
    with pytest.raises(UserError, match="there is no source three"):
        run("three")


def test_a_killed_write_of_the_state_means_one_more_fetch_and_no_double(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """A damaged state file must not stop collecting, nor deliver the same bytes again."""
    site.pages = {"/feed": feed(item(site, "/a")), "/a": PAGE.format("A").encode()}
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    run()
    (home.state / "sources" / "post.json").write_text('{"seen": {"http')
    assert run().delivered == 0
    assert len(delivered(home)) == 2


def test_an_entry_without_a_usable_address_hinders_no_other_and_is_kept(
    site: Site, home: Home, write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """One malformed link failed the whole feed in each run, and an entry without a link was passed over in silence."""
    bad = [f"<item><title>{link}</title><link>{link}</link><description>Short.</description></item>" for link in
           ("http://[bad/x", "http://127.0.0.1:99999/a", "http://har bour/", "mailto:desk@brackwater.example")]  # fmt: skip
    site.pages = {
        "/feed": feed(*bad, "<item><title>No link</title><description>Short.</description></item>", item(site, "/a")),
        "/a": PAGE.format("A").encode(),
    }
    write_sources({"name": "post", "kind": "feed", "url": site.url("/feed")})
    [report] = run().sources
    assert (report.is_failed, report.pages, report.given_up) == (False, 1, 5)
    [rows] = [p for p in delivered(home) if p.suffix == ".jsonl"]
    titles = [json.loads(line)["title"] for line in rows.read_text().splitlines()]
    assert titles == [*(one.partition("<title>")[2].partition("<")[0] for one in bad), "No link"]


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        ("feed", b"", "the answer is empty"),
        ("sitemap", b"", "the answer is empty"),
        ("feed", PAGE.encode(), "it is a web page"),
        ("feed", b"<?xml version='1.0'?><urlset><url><loc>/a</loc></url></urlset>", "write kind: sitemap"),
        ("sitemap", feed(), "write kind: feed"),
    ],
)
def test_what_stands_in_a_listings_place_is_told_and_ends_no_other_source(
    site: Site,
    write_sources: Callable[..., None],
    run: Callable[..., CollectReport],
    kind: str,
    answer: bytes,
    told: str,
) -> None:
    """An empty answer to a feed ended the whole collection with a fault of the program."""
    site.pages = {"/list": answer, "/feed": feed(item(site, "/a")), "/a": PAGE.format("A").encode()}
    write_sources(
        {"name": "bad", "kind": kind, "url": site.url("/list")},
        {"name": "post", "kind": "feed", "url": site.url("/feed")},
    )
    bad, post = run().sources
    assert bad.is_failed
    assert told in bad.problems[0]
    assert post.pages == 1


def test_a_host_that_cannot_be_reached_is_told_so(
    write_sources: Callable[..., None], run: Callable[..., CollectReport]
) -> None:
    """Its robots.txt was blamed alone, and a mistyped host looked like a forbidden one."""
    write_sources({"name": "post", "kind": "feed", "url": "http://127.0.0.1:1/feed", "retries": 0})
    assert "refused" in run().sources[0].problems[0]
