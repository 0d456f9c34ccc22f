"""Bad input: each record ends as an article, a flagged article or a reject with its reason, and the batch goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from articles_samples import PARAGRAPHS, TITLE, item, page, read, read_one, reasons, row, rss

from assets.articles.opening.sidecars import sidecar_in
from assets.articles.settings import ReadSettings

BODY = "\n\n".join(PARAGRAPHS)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("dirt", "clean"),
    [
        ("Tues\x00day", "Tuesday"),
        ("Tues\x01\x08\x1bday", "Tuesday"),
        ("\u202eTuesday\u202c\u200f", "Tuesday"),
        ("Tues\u200bday", "Tuesday"),
        ("Tues\u00adday", "Tuesday"),
        ("Tuesday\u00a0 evening", "Tuesday evening"),
    ],
)
@pytest.mark.parametrize("form", ["txt", "jsonl", "rss", "html"])
def test_invisible_characters_leave_the_text(tmp_path, dirt, clean, form):
    """NUL, control, direction and zero-width characters parted words, or made a file unreadable."""
    paragraphs = (PARAGRAPHS[0].replace("Tuesday", dirt), *PARAGRAPHS[1:])
    body = "\n\n".join(paragraphs)
    content = {
        "txt": f"{TITLE}\n\n{body}",
        "jsonl": json.dumps(row(1, text=body)) + "\n",
        "rss": rss(item(1, "".join(f"&lt;p&gt;{one}&lt;/p&gt;" for one in paragraphs))),
        "html": page(paragraphs),
    }[form]
    article = read_one(write(tmp_path, f"a.{form}", content))
    assert PARAGRAPHS[0].replace("Tuesday", clean) in article.text


@pytest.mark.parametrize("charset", ["cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("form", ["txt", "csv", "rss", "html"])
def test_charsets_that_are_wrong_or_not_told(tmp_path, charset, form):
    """Text in another charset came out with replacement characters, or empty."""
    paragraphs = (PARAGRAPHS[0].replace("council", "Café council"), *PARAGRAPHS[1:])
    body = "\n\n".join(paragraphs)
    quoted = body.replace('"', '""')
    content = {
        "txt": f"{TITLE}\n\n{body}",
        "csv": f'title,text\n"{TITLE}","{quoted}"\n',
        "rss": rss(item(1, "".join(f"&lt;p&gt;{one}&lt;/p&gt;" for one in paragraphs))),
        "html": page(paragraphs),
    }[form]
    article = read_one(write(tmp_path, f"a.{form}", content.encode(charset)))
    assert paragraphs[0] in article.text


def test_mojibake_is_repaired_and_flagged(tmp_path):
    """UTF-8 read as cp1252 somewhere upstream stayed in the text without a word."""
    broken = BODY.replace("the work", "the harbour’s “work”").encode().decode("cp1252", "replace")
    article = read_one(write(tmp_path, "a.jsonl", json.dumps(row(1, text=broken.replace("\ufffd", "")))))
    assert "mojibake_repaired" in article.flags
    assert "the harbour’s “work" in article.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.html", b"", "empty_file"),
        ("blank.txt", b" \n\n\t ", "empty_file"),
        ("pdf.html", b"%PDF-1.7\n" + bytes(range(256)) * 20, "binary"),
        ("noise.html", bytes((n * 7919 + n // 3 * 104729) % 256 for n in range(50_000)), "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        ("header.csv", b"id,title,text\n", "no_records"),
        ("columns.csv", b"a,b\n1,2\n", "not_an_article"),
        ("list.json", b"[]", "no_records"),
        ("number.json", b"12", "not_an_article"),
        ("other.json", b'{"colour": "red", "size": 3}', "not_an_article"),
        ("half.json", b'{"title": "x", ', "broken_record"),
        ("empty.rss", rss("").encode(), "no_records"),
        ("cut.parquet", b"PAR1" + bytes(40), "damaged"),
        ("no.warc.gz", gzip.compress(b"hello\n" * 100), "damaged"),
        ("no.zip", b"PK\x03\x04" + bytes(100), "damaged"),
        ("clipped.gz", gzip.compress(os.urandom(9000))[:5], "damaged"),
        ("untitled.jsonl", b'{"id": 1, "title": "", "text": null}\n', "empty_text"),
    ],
)
def test_files_that_hold_no_article(tmp_path, name, content, reason):
    """A file without an article ended as nothing, or as an article of garbage."""
    assert reasons(write(tmp_path, name, content)) == [reason]


def test_broken_lines_among_sound_ones(tmp_path):
    """One broken line of a million ended the file."""
    rows = [json.dumps(row(1)), '{"id": "2", "title": ', "[1, 2]", "", json.dumps(row(3))]
    articles, rejects = read(write(tmp_path, "a.jsonl", "\n".join(rows)))
    assert [(article.own_id, article.record) for article in articles] == [("r1", 1), ("r3", 5)]
    assert [(reject.reason, reject.record) for reject in rejects] == [("broken_record", 2), ("broken_record", 3)]


def test_rows_of_a_wrong_width_are_flagged(tmp_path):
    """A row with an unquoted comma passed as sound."""
    article = read_one(write(tmp_path, "a.csv", f'title,text\n"{TITLE}","{BODY}",more\n'))
    assert article.flags == ("extra_cells",)


@pytest.mark.parametrize("date", ["2099-01-01", "0001-01-01"])
def test_dates_that_cannot_be_are_ignored_and_flagged(tmp_path, date):
    """An article from the future or from year 1 opened a news day of its own."""
    article = read_one(write(tmp_path, "a.jsonl", json.dumps(row(1, published_at=date))))
    assert (article.published_at, article.published_precision, article.published_raw) == (None, "unknown", date)
    assert "implausible_date" in article.flags


def test_title_without_text_is_flagged(tmp_path):
    """A headline without a text passed as a sound article."""
    article = read_one(write(tmp_path, "a.jsonl", json.dumps(row(1, text=""))))
    assert (article.text, article.kind, article.flags) == ("", "stub", ("no_text",))


def test_short_summary_is_flagged_and_a_full_one_is_not(tmp_path):
    """A feed's teaser passed as the article, or a full text in the description as a teaser."""
    teaser = {"title": TITLE, "description": PARAGRAPHS[0]}
    full = {"title": f"{TITLE} again", "description": "\n\n".join(PARAGRAPHS * 2)}
    articles, _ = read(write(tmp_path, "a.jsonl", f"{json.dumps(teaser)}\n{json.dumps(full)}\n"))
    assert [(article.kind, article.flags) for article in articles] == [("stub", ("summary_only",)), ("article", ())]


SMALL = ReadSettings(document_bytes=20_000, feed_bytes=20_000, ratio_floor_bytes=100_000, unpack_ratio=50)


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.rss", "a.jsonl", "a.json"])
def test_documents_above_the_size_limit(tmp_path, name):
    """A document of 50 MB was read into memory."""
    long = tuple(PARAGRAPHS * 60)
    content = {
        "html": page(long),
        "txt": "\n\n".join(long),
        "rss": rss("".join(item(n) for n in range(60))),
        "jsonl": json.dumps(row(1, text=" ".join(long))) + "\n",
        "json": json.dumps(row(1, text=" ".join(long))),
    }[name.partition(".")[2]]
    assert reasons(write(tmp_path, name, content), SMALL) == ["too_large"]


def test_a_line_above_the_limit_does_not_end_the_file(tmp_path):
    """Behind a line that was too long the reader lost its place."""
    content = "\n".join(json.dumps(one) for one in (row(1), row(2, text="x " * 20_000), row(3)))
    articles, rejects = read(write(tmp_path, "a.jsonl", content), settings=SMALL)
    assert [article.own_id for article in articles] == ["r1", "r3"]
    assert [(reject.reason, reject.record) for reject in rejects] == [("too_large", 2)]


def test_gzip_bomb(tmp_path):
    """A file of 1 MB expanded to a gigabyte."""
    assert reasons(write(tmp_path, "a.gz", gzip.compress(bytes(3 << 20))), SMALL) == ["decompression_bomb"]


def test_zip_bomb_and_archives_in_archives(tmp_path):
    """The members' sizes were believed, and archives in archives were followed without end."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(3 << 20))
    assert reasons(write(tmp_path, "a.zip", buffer.getvalue()), SMALL) == ["decompression_bomb"]
    nested = b"x"
    for _ in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("in.zip", nested)
        nested = buffer.getvalue()
    assert reasons(write(tmp_path, "b.zip", nested), ReadSettings()) == ["decompression_bomb"]


def test_members_that_point_outside(tmp_path):
    """A member called ../../x or a link was followed out of the archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("../../etc/note.txt", "/abs/note.txt", "good.txt"):
            info = tarfile.TarInfo(name)
            content = f"{TITLE}\n\n{BODY}".encode()
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    articles, rejects = read(write(tmp_path, "a.tar", buffer.getvalue()))
    assert [article.source_path.rpartition("!/")[2] for article in articles] == ["good.txt"]
    assert [reject.reason for reject in rejects] == ["unsafe_path"] * 3


def test_cut_gzip_keeps_what_there_is(tmp_path):
    """A clipped download lost all records, or ended in silence as if it were whole."""
    rows = [json.dumps(row(n, title=f"{TITLE} {os.urandom(40).hex()}")) for n in range(40)]
    whole = gzip.compress("\n".join(rows).encode())
    articles, rejects = read(write(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2]))
    assert 5 < len(articles) < 40
    assert rejects[-1].reason == "damaged"
    assert {reject.reason for reject in rejects} <= {"damaged", "broken_record"}


def test_cut_page_in_gzip_is_flagged(tmp_path):
    """Half a page passed as a whole one."""
    content = gzip.compress(page(tuple(f"{one} {os.urandom(30).hex()}" for one in PARAGRAPHS * 4)).encode())
    articles, rejects = read(write(tmp_path, "a.html.gz", content[: len(content) * 3 // 4]))
    assert len(articles) + len(rejects) == 1
    assert all("truncated" in article.flags for article in articles)


def test_billion_laughs_and_external_entities(tmp_path):
    """An entity of entities filled the memory, and one that names a file read it."""
    secret = write(tmp_path, "secret.txt.bak", "root:x:0:0")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    prolog = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">{laughs}<!ENTITY own "harbour news">'
        f'<!ENTITY leak SYSTEM "file://{secret}">]>'
    )
    feed = rss(item(1).replace("Wall report 1", "&a9; &leak; &own;"), prolog)
    articles, _ = read(write(tmp_path, "a.rss", feed))
    assert len(articles) == 1
    assert "harbour news" in articles[0].title
    assert "root:x" not in articles[0].title + articles[0].text
    assert len(articles[0].title) < 200


@pytest.mark.parametrize("depth", [5_000, 20_000])
def test_deep_pages_and_feeds_have_an_outcome(tmp_path, depth):
    """Thousands of nested tags ended a reader without a word."""
    deep = (
        page()
        .replace("<article>", "<article>" + "<div>" * depth)
        .replace("</article>", "</div>" * depth + "</article>")
    )
    articles, rejects = read(write(tmp_path, "a.html", deep))
    assert len(articles) + len(rejects) == 1
    feed = rss("<item>" + "<a>" * depth + "</a>" * depth + "</item>" + item(1))
    articles, rejects = read(write(tmp_path, "b.rss", feed))
    assert articles or rejects


def test_unreadable_file_does_not_end_the_batch(tmp_path, monkeypatch):
    """One file without permission ended the run of a folder."""
    write(tmp_path, "a.jsonl", json.dumps(row(1)))
    broken = write(tmp_path, "b.jsonl", json.dumps(row(2)))
    opened = Path.open

    def refuse(self, *args, **kwargs):
        if self == broken:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    (tmp_path / "e.jsonl").symlink_to("/nonexistent/file")
    write(tmp_path, "f.jsonl", json.dumps(row(3)))
    articles, rejects = read(tmp_path)
    assert [article.own_id for article in articles] == ["r1", "r3"]
    assert [(reject.source_path, reject.reason) for reject in rejects] == [(str(broken), "unreadable")]


def test_slow_document_is_stopped_and_the_others_are_read(tmp_path):
    """A page that takes minutes held up the batch."""
    for name in ("a", "c"):
        write(tmp_path, f"{name}.html", page(url=f"https://ellerypost.example/{name}"))
    attributes = " ".join(f'a{n}="x"' for n in range(400_000))
    write(tmp_path, "b.html", page().replace("<article>", f"<article><div {attributes}></div>" * 2))
    limits = replace(ReadSettings(), document_cpu_seconds=1, workers=1)
    articles, rejects = read(tmp_path, settings=limits)
    assert {"a.html", "c.html"} <= {article.source_path.rpartition("/")[2] for article in articles}
    assert len(articles) + len(rejects) == 3


def test_a_file_of_opening_brackets_is_no_sidecar() -> None:
    """Every JSON file is looked at as a sidecar first; one that nests too deep stopped the whole intake."""
    assert sidecar_in(b"[" * 100_000) is None
