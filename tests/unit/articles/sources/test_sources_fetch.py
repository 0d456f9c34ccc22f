"""Fetching from a real server: polite, safe, and with an end."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assets.articles.sources.fetch import Fetcher, FetchError
from assets.articles.sources.guard import is_public
from assets.articles.sources.settings import Source

if TYPE_CHECKING:
    from loopback_site import Site, Waits


def fetcher(site: Site, waits: Waits, **settings: object) -> Fetcher:
    source = Source("post", "feed", url=site.url("/feed"), allow_private=True, max_bytes=1_000_000)
    return Fetcher(replace(source, **settings), waits.pace(), lambda: datetime(2026, 5, 5, tzinfo=UTC))


def failure(site: Site, waits: Waits, path: str, **settings: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher(site, waits, **settings).get(site.url(path))
    return caught.value


def test_loopback_is_refused_unless_the_source_allows_it(site: Site, waits: Waits) -> None:
    """A feed's link must not reach services of this machine."""
    site.pages = {"/x": b"secret"}
    error = failure(site, waits, "/x", allow_private=False)
    assert "127.0.0.1" in str(error)
    assert not error.may_pass
    assert site.asked == []


def test_a_name_that_resolves_to_loopback_is_refused(site: Site, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public-looking name may point inside; the check is on the resolved address."""
    port = int(site.address.rsplit(":", 1)[1])

    def resolve(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="no public address"):
        fetcher(site, waits, allow_private=False).get(f"http://news.example.org:{port}/x")
    assert site.asked == []


def test_a_redirect_to_another_private_host_is_checked_too(
    site: Site, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public page that redirects inside is the usual way in: each hop is resolved and checked."""
    port = int(site.address.rsplit(":", 1)[1])
    real = socket.getaddrinfo
    monkeypatch.setattr("assets.articles.sources.guard.is_public", lambda address: address == "127.0.0.1")

    def resolve(host: str, *rest: object, **more: object) -> list[object]:
        if host == "inside.example.org":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port))]
        return real(host, *rest, **more)  # type: ignore[arg-type,return-value]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    site.pages = {"/x": (302, {"Location": f"http://inside.example.org:{port}/y"}, b"")}
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        fetcher(site, waits, allow_private=False).get(site.url("/x"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("10.1.2.3", False), ("192.168.0.1", False),
        ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.1.2.3", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b:1::a00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    """Each special range, also wrapped in IPv6, has been a way into a private network."""
    assert is_public(address) is expected


def test_a_scheme_other_than_the_webs_is_refused(site: Site, waits: Waits) -> None:
    """A redirect to file:// must not read this machine's files."""
    site.pages = {"/x": (302, {"Location": "file:///etc/passwd"}, b"")}
    assert "no web address" in str(failure(site, waits, "/x"))


def test_redirects_end(site: Site, waits: Waits) -> None:
    """Two pages that redirect to each other must not hold a run for ever."""
    site.pages = {"/x": (302, {"Location": "/y"}, b""), "/y": (301, {"Location": "/x"}, b"")}
    assert "redirects" in str(failure(site, waits, "/x"))


def test_robots_txt_is_obeyed_with_wildcards(site: Site, waits: Waits) -> None:
    """The standard library's parser does not know * and $, which most news sites use."""
    site.pages = {
        "/robots.txt": b"User-agent: *\nDisallow: /*/private$\nCrawl-delay: 7\n",
        "/a/private": b"x",
        "/a/open": b"x",
    }
    assert "robots.txt forbids" in str(failure(site, waits, "/a/private"))
    one = fetcher(site, waits)
    one.get(site.url("/a/open"))
    one.get(site.url("/a/open"))
    assert 7.0 in waits.slept
    assert "/a/private" not in site.asked
    assert fetcher(site, waits, respect_robots=False).get(site.url("/a/private")).content == b"x"


@pytest.mark.parametrize("status", [429, 503])
def test_a_failing_robots_txt_forbids_for_now_and_a_missing_one_allows(site: Site, waits: Waits, status: int) -> None:
    """RFC 9309: unreachable rules forbid, absent rules allow; a server that asks to wait is not one without rules."""
    site.pages = {"/robots.txt": (status, {}, b""), "/a": b"x"}
    error = failure(site, waits, "/a", retries=0)
    assert error.may_pass
    assert "/a" not in site.asked
    del site.pages["/robots.txt"]
    assert fetcher(site, waits).get(site.url("/a")).content == b"x"


def test_a_passing_failure_is_tried_again_with_growing_pauses(site: Site, waits: Waits) -> None:
    """A server that is busy for a moment must not cost the article, nor be hammered."""
    replies = iter([(503, {}, b""), (429, {"Retry-After": "9"}, b""), (200, {}, b"at last")])
    site.pages = {"/a": lambda _: next(replies)}
    answer = fetcher(site, waits, delay_seconds=0.0).get(site.url("/a"))
    assert answer.content == b"at last"
    assert waits.slept == [1.0, 9.0]


def test_a_lasting_failure_is_not_tried_again(site: Site, waits: Waits) -> None:
    """404 and 410 stay."""
    error = failure(site, waits, "/nothing")
    assert (site.asked.count("/nothing"), error.may_pass) == (1, False)


@pytest.mark.parametrize("states_length", [True, False])
def test_an_answer_over_the_cap_is_dropped(site: Site, waits: Waits, states_length: bool) -> None:
    """A page that never ends must not fill the memory; also where it is small until unpacked."""
    import gzip

    bomb = gzip.compress(bytes(3_000_000))
    headers = {} if states_length else {"Content-Encoding": "gzip"}
    site.pages = {"/big": (200, headers, bytes(3_000_000) if states_length else bomb)}
    assert "max_bytes" in str(failure(site, waits, "/big"))


def test_an_answer_that_breaks_off_is_no_answer(site: Site, waits: Waits) -> None:
    """Half a page must not pass as the page."""
    site.pages = {"/a": (200, {"Content-Length": "500"}, b"half")}
    error = failure(site, waits, "/a", retries=0, timeout_seconds=0.3)
    assert "broke off" in str(error)
    assert error.may_pass


def test_the_own_headers_go_to_the_own_host_alone(site: Site, waits: Waits) -> None:
    """A key for one outlet must not be sent wherever its feed links to."""
    site.pages = {"/a": b"x", "/b": b"x"}
    one = fetcher(site, waits, headers={"X-Key": "k"}, user_agent="Brackwater reader")
    one.get(site.url("/a"))
    one.get(site.url("/b").replace("127.0.0.1", "localhost"))
    asked = dict(zip(site.asked, site.headers, strict=True))
    assert asked["/a"]["x-key"] == "k"
    assert "x-key" not in asked["/b"]
    assert asked["/a"]["user-agent"] == "Brackwater reader"


def test_one_host_is_asked_at_its_pace_and_another_at_once(site: Site, waits: Waits) -> None:
    """The delay is between requests to one host, not between all requests."""
    site.pages = {"/a": b"x"}
    one = fetcher(site, waits, respect_robots=False, delay_seconds=2.0)
    for host in ("127.0.0.1", "127.0.0.1", "localhost"):
        one.get(site.url("/a").replace("127.0.0.1", host))
    assert waits.slept == [2.0]


def test_the_own_headers_are_not_sent_to_another_port_of_the_host(site: Site, waits: Waits) -> None:
    """Whoever listens at another port of the host, or on its wire without encryption, is not the outlet."""
    site.pages = {"/a": b"x"}
    other = fetcher(site, waits, url="http://127.0.0.1:1/feed", headers={"X-Key": "k"})
    other.get(site.url("/a"))
    secure = fetcher(site, waits, url=site.url("/feed").replace("http:", "https:"), headers={"X-Key": "k"})
    secure.get(site.url("/a"))
    assert not [headers for headers in site.headers if "x-key" in headers]


@pytest.mark.parametrize("trickles", ["headers", "body"])
def test_a_server_that_trickles_is_left_after_the_total_time(waits: Waits, trickles: str) -> None:
    """A byte now and then kept to the timeout of each piece, and the collection waited for ever."""
    server = socket.create_server(("127.0.0.1", 0))
    is_done = threading.Event()

    def trickle() -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 900\r\n\r\n" if trickles == "body" else b""))
            while not is_done.wait(0.05):
                connection.sendall(b"x" if trickles == "body" else b"X-A: b\r\n")

    thread = threading.Thread(target=trickle, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.getsockname()[1]}/feed"
    source = Source(
        "post", "feed", url=url, allow_private=True, max_bytes=1_000_000, respect_robots=False, retries=0,
        timeout_seconds=20, total_seconds=0.4,
    )  # fmt: skip
    with pytest.raises(FetchError, match=r"longer than 0\.4 s") as caught:
        Fetcher(source, waits.pace()).get(url)
    is_done.set()
    thread.join()
    server.close()
    assert caught.value.may_pass


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("respect_robots", [True, False])
def test_a_source_that_cannot_be_reached_is_called_so(site: Site, waits: Waits, respect_robots: bool) -> None:
    """The first thing asked for is robots.txt, which is not what is wrong with a server that is down."""
    asks = fetcher(site, waits, respect_robots=respect_robots, retries=0)
    host = f"127.0.0.1:{unused_port()}"
    with pytest.raises(
        FetchError, match=rf"^{host} cannot be reached \(connection refused\); check its address"
    ) as caught:
        asks.get(f"http://{host}/feed")
    assert caught.value.may_pass


def test_a_name_that_nobody_knows_is_called_so(site: Site, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt host and a machine without a network look the same, and both are named."""

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"^the name nws\.example is not known; check its spelling"):
        fetcher(site, waits, retries=0).get("http://nws.example/feed")


def test_https_asked_of_a_server_without_it(site: Site, waits: Waits) -> None:
    """No certificate is at fault where there is no encryption at all."""
    address = site.address.replace("http://", "https://")
    with pytest.raises(FetchError, match="does not speak https; its address may begin with http"):
        fetcher(site, waits, respect_robots=False).get(f"{address}/feed")
