"""WARC and ARC: which records are documents, and where a damaged archive ends."""

from __future__ import annotations

import gzip
import io

import pytest
from articles_samples import TITLE, page, read, rss
from articles_samples import item as rss_item


def http(body, status="200 OK", content_type="text/html; charset=utf-8", extra=""):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def record(number, block, kind="response", content_type="application/http; msgtype=response", url=None):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Date: 2026-03-04T00:00:00Z\r\nWARC-Target-URI: {url or f'https://ellerypost.example/{number}'}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def article_page(number):
    return page(url=f"https://ellerypost.example/{number}").encode()


def archive():
    return [
        record(1, b"software: test\r\n", "warcinfo", "application/warc-fields"),
        record(2, b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"),
        record(3, http(article_page(3))),
        record(4, http(b"", "301 Moved")),
        record(5, http(b"gone", "404 Not Found")),
        record(6, http(b"\x89PNG\r\n\x1a\n" + bytes(50), content_type="image/png")),
        record(7, http(gzip.compress(article_page(7)), extra="Content-Encoding: gzip\r\n")),
        record(8, http(rss(rss_item(1)).encode(), content_type="application/rss+xml")),
        record(9, http(b"User-agent: *\r\n", content_type="text/plain"), url="https://ellerypost.example/robots.txt"),
    ]


@pytest.mark.parametrize("pack", ["plain", "members", "one member"])
def test_every_document_of_an_archive_has_an_end(tmp_path, pack):
    """Redirects, errors and pictures became articles, or compressed payloads were read as noise."""
    records = archive()
    content = {
        "plain": b"".join(records),
        "members": b"".join(map(gzip.compress, records)),
        "one member": gzip.compress(b"".join(records)),
    }[pack]
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    articles, rejects = read(path)
    assert [(one.source_path.removeprefix(str(path)), one.record) for one in articles] == [("", 3), ("", 7), ("!/8", 1)]
    assert [one.title for one in articles[:2]] == [TITLE, TITLE]
    assert [(one.record, one.reason) for one in rejects] == [
        (4, "not_an_article"),
        (5, "error_page"),
        (6, "not_an_article"),
        (9, "not_an_article"),
    ]


def test_clipped_archive_says_so(tmp_path):
    """Both libraries end in silence on a clipped gzip member."""
    members = [gzip.compress(one) for one in archive()]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members[:7])[:-40])
    articles, rejects = read(path)
    assert next(one.record for one in articles) == 3
    explained = [one for one in rejects if one.reason == "damaged"]
    assert explained or "truncated" in articles[-1].flags


def test_archive_cut_between_records_says_so(tmp_path):
    """A download that ended at a record's edge passed as whole where the next member had begun."""
    members = [gzip.compress(one) for one in archive()]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members[:3]) + members[3][:12])
    articles, rejects = read(path)
    assert [one.record for one in articles] == [3]
    assert [one.reason for one in rejects] == ["damaged"]


def test_garbage_in_an_archive_is_told_with_its_place(tmp_path):
    """Records before the damage were lost with the ones behind it."""
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(archive()[:3]) + b"garbage that is no header\r\n" * 20)
    articles, rejects = read(path)
    assert [one.record for one in articles] == [3]
    assert [one.reason for one in rejects] in ([], ["damaged"])


def test_arc_by_the_second_reader(tmp_path):
    """The fast library refuses ARC, the older form of web archives."""
    body = http(article_page(1))
    version = b"1 0 Ellery\nURL IP-address Archive-date Content-type Archive-length\n\n"
    head = f"filedesc://a.arc 0.0.0.0 20260304000000 text/plain {len(version)}\n".encode()
    line = f"https://ellerypost.example/1 127.0.0.1 20260304000000 text/html {len(body)}\n".encode()
    path = tmp_path / "a.arc"
    path.write_bytes(head + version + b"\n" + line + body + b"\n")
    articles, rejects = read(path)
    assert ([one.title for one in articles], rejects) == ([TITLE], [])


def test_bookkeeping_alone_is_told(tmp_path):
    """An archive of requests ended as nothing at all."""
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(archive()[:2]))
    assert [(one.reason, one.record) for one in read(path)[1]] == [("no_records", 0)]


def test_text_of_a_conversion_record(tmp_path):
    """The plain text that a crawl publishes beside its pages was not read."""
    text = f"{TITLE}\n\nThe harbour council approved the wall on Tuesday, officials said after the vote."
    path = tmp_path / "a.wet"
    path.write_bytes(record(1, text.encode(), "conversion", "text/plain"))
    articles, _ = read(path)
    assert [(one.title, one.url) for one in articles] == [(TITLE, "https://ellerypost.example/1")]


def test_stream_is_read_forward_only():
    """Fastwarc 2 aborts the process where a stream cannot seek and says so by the wrong error."""
    from assets.articles.opening.web_archives import _Forward

    stream = _Forward(io.BytesIO(b"abc"))
    assert (stream.read(2), stream.tell(), stream.seekable()) == (b"ab", 2, False)
    with pytest.raises(OSError, match="forward"):
        stream.seek(0)
