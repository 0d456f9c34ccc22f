"""Every form and container gives the same article, found by content and not by name."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from articles_samples import PARAGRAPHS, TITLE, item, page, read, read_one, reasons, row, rss

from assets.articles.opening.members import zip_members
from assets.articles.settings import ReadSettings, read_settings
from assets.errors import UserError

BODY = "\n\n".join(PARAGRAPHS)


def lines(*rows):
    return "".join(json.dumps(one) + "\n" for one in rows).encode()


def table(delimiter, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def parquet(rows):
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


FORMS = {
    "rows.jsonl": lines(row(1), row(2)),
    "list.json": json.dumps([row(1), row(2)]).encode(),
    "nested.json": json.dumps({"status": "ok", "articles": [row(1), row(2)]}).encode(),
    "table.csv": table(",", [row(1), row(2)]),
    "table.tsv": table("\t", [row(1), row(2)]),
    "semicolons.csv": table(";", [row(1), row(2)]),
    "table.parquet": parquet([row(1), row(2)]),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("suffix", ["", ".bin"])
def test_rows_of_every_form(tmp_path, name, suffix):
    """A file of rows was read by its name only, or lost its fields in one of the forms."""
    path = tmp_path / (name + suffix)
    path.write_bytes(FORMS[name])
    articles, rejects = read(path)
    assert rejects == []
    assert [article.own_id for article in articles] == ["r1", "r2"]
    assert [article.title for article in articles] == [f"{TITLE}, part 1", f"{TITLE}, part 2"]
    assert {article.text for article in articles} == {BODY}
    assert [article.record for article in articles] == [1, 2]
    assert articles[0].published_at == datetime(2026, 3, 3, tzinfo=UTC)
    assert articles[0].url == "https://ellerypost.example/part/1"


NOTE = f"{TITLE}\n\n{BODY}".encode()
MISNAMED = {
    "indented.jsonl": (json.dumps(row(1), indent=1).encode(), 1),
    "array.jsonl": (json.dumps([row(1), row(2)]).encode(), 2),
    "lines.json": (FORMS["rows.jsonl"], 2),
    "lines.txt": (FORMS["rows.jsonl"], 2),
    "table.json": (FORMS["table.csv"], 2),
    "table.html": (FORMS["table.tsv"], 2),
    "table.txt": (FORMS["table.tsv"], 2),
    "page.jsonl": (page().encode(), 1),
    "page.csv": (page().encode(), 1),
    "feed.html": (rss(item(7)).encode(), 1),
    "parquet.csv": (FORMS["table.parquet"], 2),
    "text.html": (NOTE, 1),
    "text.jsonl": (NOTE, 1),
    "text.json": (NOTE, 1),
    "text.csv": (NOTE, 1),
    "text.xml": (NOTE, 1),
    "bracket.txt": (b"[Updated] " + NOTE, 1),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_content_counts_more_than_the_name(tmp_path, name):
    """A sound file with the suffix of another form, or a text that begins with a bracket, was refused."""
    content, count = MISNAMED[name]
    path = tmp_path / name
    path.write_bytes(content)
    articles, rejects = read(path)
    assert rejects == []
    assert len(articles) == count
    assert all(article.text and set(PARAGRAPHS[1:]) <= set(article.text.split("\n\n")) for article in articles)


def test_broken_lines_stay_lines(tmp_path):
    """One broken line at the top made a file of rows a single document, and its sound rows were lost."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"title": "cut off\n' + FORMS["rows.jsonl"])
    articles, rejects = read(path)
    assert [article.own_id for article in articles] == ["r1", "r2"]
    assert [(reject.record, reject.reason) for reject in rejects] == [(1, "broken_record")]


def test_what_stands_behind_a_list_is_accounted_for(tmp_path):
    """Whatever followed the end of a JSON array vanished without a reject."""
    path = tmp_path / "list.json"
    path.write_bytes(FORMS["list.json"] + b"\n" + FORMS["list.json"])
    articles, rejects = read(path)
    assert len(articles) == 2
    assert [(reject.record, reject.reason) for reject in rejects] == [(3, "broken_record")]


def test_page(tmp_path):
    """A page lost its metadata on the way through the worker process."""
    path = tmp_path / "saved_without_suffix"
    path.write_text(page(), encoding="utf-8")
    article = read_one(path)
    assert (article.title, article.authors, article.outlet) == (TITLE, ("Mara Linden",), "Ellery Post")
    assert article.published_at == datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    assert article.published_offset_minutes == 120
    for paragraph in PARAGRAPHS:
        assert paragraph in article.text


def zstd(content):
    return zstandard.ZstdCompressor().compress(content)


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".gz", gzip.compress), (".zst", zstd), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
@pytest.mark.parametrize("is_named", [True, False])
def test_compressed(tmp_path, suffix, compress, is_named):
    """A compressed file was read only where its name said so."""
    path = tmp_path / ("rows.jsonl" + (suffix if is_named else ""))
    path.write_bytes(compress(FORMS["rows.jsonl"]))
    articles, rejects = read(path)
    assert (len(articles), rejects) == (2, [])


def test_gzip_of_several_members(tmp_path):
    """Only the first member of a gzip file was read."""
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(lines(row(1))) + gzip.compress(lines(row(2))) + b"\x00" * 40)
    articles, rejects = read(path)
    assert ([article.own_id for article in articles], rejects) == (["r1", "r2"], [])


def zip_of(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tar_of(members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


MEMBERS = {
    "in/rows.jsonl.gz": gzip.compress(FORMS["rows.jsonl"]),
    "in/table.parquet": FORMS["table.parquet"],
    "feed.xml": rss(item(7)).encode(),
    ".DS_Store": b"\x00\x01",
    "__MACOSX/in/._rows": b"\x00",
    "inner.zip": zip_of({"note.txt": f"{TITLE}\n\n{BODY}".encode()}),
}


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.zip", zip_of(MEMBERS)), ("a.tar", tar_of(MEMBERS)), ("a.tar.gz", gzip.compress(tar_of(MEMBERS)))],
)
def test_archives(tmp_path, name, content):
    """Members of an archive were skipped, or what systems leave in archives was read as news."""
    path = tmp_path / name
    path.write_bytes(content)
    articles, rejects = read(path)
    assert rejects == []
    where = [(article.source_path.removeprefix(f"{path}!/"), article.record) for article in articles]
    assert where == [
        ("in/rows.jsonl.gz", 1),
        ("in/rows.jsonl.gz", 2),
        ("in/table.parquet", 1),
        ("in/table.parquet", 2),
        ("feed.xml", 1),
        ("inner.zip!/note.txt", 1),
    ]


@pytest.mark.parametrize("pack", [None, zip_of, tar_of])
def test_sidecar_gives_the_address(tmp_path, pack):
    """The JSON file beside a page became an article of its own, and the page had no address."""
    bare = page().replace('<link rel="canonical" href="https://ellerypost.example/2026/03/wall">', "")
    sidecar = json.dumps({"url": "https://ellerypost.example/from-sidecar", "fetched_at": "2026-03-04"}).encode()
    members = {"one.json": sidecar, "one.html": bare.encode()}
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in members.items() if pack is None else [("a.archive", pack(members))]:
        (folder / name).write_bytes(content)
    articles, rejects = read(folder)
    assert rejects == []
    assert [article.url for article in articles] == ["https://ellerypost.example/from-sidecar"]


@pytest.mark.parametrize(
    ("named", "beside"),
    [
        ("one.html", "one.html.json"),
        ("ONE.HTML", "ONE.json"),
        ("one.htm.gz", "one.json"),
        ("one.html.gz", "one.html.json"),
        ("one.html.gz", "one.html.gz.json"),
    ],
)
@pytest.mark.parametrize("pack", [None, zip_of, tar_of])
def test_a_sidecar_is_found_by_any_of_its_names(tmp_path, pack, named, beside):
    """Compressed pages, and those in capitals, had no address, and their sidecars were refused as no articles."""
    bare = page().replace('<link rel="canonical" href="https://ellerypost.example/2026/03/wall">', "").encode()
    members = {
        beside: json.dumps({"url": "https://ellerypost.example/from-sidecar"}).encode(),
        named: gzip.compress(bare) if named.endswith(".gz") else bare,
    }
    for name, content in members.items() if pack is None else [("a.archive", pack(members))]:
        (tmp_path / name).write_bytes(content)
    articles, rejects = read(tmp_path)
    assert rejects == []
    assert [article.url for article in articles] == ["https://ellerypost.example/from-sidecar"]


def test_thousands_of_sidecars_in_an_archive_take_no_time(tmp_path):
    """Each page was compared with each sidecar, and an archive of ten thousand pages took minutes to begin."""
    count = 6_000
    members = {f"{n}.html": b"<p>x</p>" for n in range(count)}
    members |= {f"{n}.json": json.dumps({"url": f"https://ellerypost.example/{n}"}).encode() for n in range(count)}
    packed = zip_of(members)
    start = time.process_time()
    found = list(zip_members(lambda: io.BytesIO(packed), "a.zip", ReadSettings()))
    assert time.process_time() - start < 5
    assert [one.sidecar["url"].rsplit("/", 1)[-1] for one in found] == [str(n) for n in range(count)]


@pytest.mark.parametrize(
    ("byline", "agency"),
    [("Story by Reuters", "Reuters"), ("By Ann Lee and the Associated Press", "AP"), ("By Ann Lee", None)],
)
def test_the_byline_of_a_row_credits_its_agency(tmp_path, byline, agency):
    """Only 'By Reuters' was known for a credit, and agency copy stood as the outlet's own report."""
    (tmp_path / "a.jsonl").write_bytes(lines({"title": TITLE, "text": BODY, "byline": byline}))
    assert read_one(tmp_path).wire_credit == agency


def test_an_article_beside_a_page_is_no_sidecar(tmp_path):
    """page.json with an article of its own was swallowed as the sidecar of page.html."""
    (tmp_path / "one.html").write_text(page(), encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps(row(5)), encoding="utf-8")
    articles, _ = read(tmp_path)
    assert sorted(article.title for article in articles) == [TITLE, f"{TITLE}, part 5"]


def test_folders_globs_and_links(tmp_path):
    """Files were read in the order of the disk, hidden ones too, and links were followed out of the folder."""
    outside = tmp_path / "outside.jsonl"
    outside.write_bytes(lines(row(9)))
    inbox = tmp_path / "inbox"
    (inbox / "deep" / "er").mkdir(parents=True)
    (inbox / "b.jsonl").write_bytes(lines(row(2)))
    (inbox / "a.jsonl").write_bytes(lines(row(1)))
    (inbox / ".hidden.jsonl").write_bytes(lines(row(8)))
    (inbox / "deep" / "er" / "c.jsonl").write_bytes(lines(row(3)))
    (inbox / "link.jsonl").symlink_to(outside)
    (inbox / "loop").symlink_to(tmp_path)
    for pattern in (inbox, inbox / "**", inbox / "**" / "*.jsonl"):
        articles, rejects = read(pattern)
        assert [article.own_id for article in articles if article.own_id != "r9"] == ["r1", "r2", "r3"]
        assert rejects == []
    articles, _ = read(inbox)
    assert "r9" not in [article.own_id for article in articles]


@pytest.mark.parametrize("name", ["missing", "no/*/match"])
def test_missing_paths_are_told_before_anything_is_read(tmp_path, name):
    """A misspelled path gave an empty result instead of an error."""
    with pytest.raises(UserError, match=r"no such file|no file matches"):
        read(tmp_path / name)


def test_an_empty_folder_is_told(tmp_path):
    """An empty folder gave an empty result instead of an error."""
    with pytest.raises(UserError, match="holds no file"):
        read(tmp_path)


def test_field_names_by_configuration(tmp_path):
    """Records with names of their own could not be read."""
    settings = tmp_path / "newstally.toml"
    settings.write_text('[articles]\noutlet = "Ellery Post"\nfield_names = {title = "kop", text = ["lap"]}\n')
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines({"kop": TITLE, "lap": BODY, "title": "not this"}))
    articles, _ = read(path, settings=read_settings(settings))
    assert [(one.title, one.text, one.outlet) for one in articles] == [(TITLE, BODY, "Ellery Post")]


@pytest.mark.parametrize("name", ["t.csv", "t.parquet", "t.json"])
def test_own_field_names_hold_for_every_form(tmp_path, name):
    """A table whose title and text columns had only names of the user's own was refused as no table of articles."""
    rows = [{"kop": TITLE, "lap": BODY}]
    path = tmp_path / name
    path.write_bytes(
        {"csv": table(",", rows), "parquet": parquet(rows), "json": json.dumps(rows[0]).encode()}[name[2:]]
    )
    settings = ReadSettings(field_names={"title": ("kop",), "text": ("lap",)})
    articles, rejects = read(path, settings=settings)
    assert ([(one.title, one.text) for one in articles], rejects) == ([(TITLE, BODY)], [])


@pytest.mark.parametrize("wrong", ['{titel = "kop"}', "{title = 3}", '"kop"'])
def test_field_names_that_mean_nothing_are_told(tmp_path, wrong):
    """A misspelled meaning was ignored, and the records came out without that field."""
    settings = tmp_path / "newstally.toml"
    settings.write_text(f"[articles]\nfield_names = {wrong}\n")
    with pytest.raises(UserError, match="field_names"):
        read_settings(settings)


def test_settings_that_do_not_exist_are_told(tmp_path):
    """A misspelled setting was ignored."""
    settings = tmp_path / "newstally.toml"
    settings.write_text("[articles]\nworker = 3\n")
    with pytest.raises(UserError, match="no setting worker"):
        read_settings(settings)
    assert read_settings(tmp_path / "none.toml") == ReadSettings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("articles = 5", "a table of settings"),
        ("[articles]\ndocument_bytes = 0", "1 or more"),
        ("[articles]\nworkers = 2.5", "a whole number"),
        ('[articles.field_names]\ntitel = ["kopf"]', "no meaning titel"),
        ('[articles.field_names]\ntitle = ["kopf"]\ntext = ["Kopf"]', "Kopf under title and under text"),
        ('[articles.field_names]\ntitle = ["---"]', "a list of field names"),
    ],
)
def test_settings_that_cannot_be_meant_are_told(tmp_path, text, told):
    """A limit of nothing refused every record, and a field of two meanings was read as the last of them."""
    settings = tmp_path / "newstally.toml"
    settings.write_text(text)
    with pytest.raises(UserError, match=told):
        read_settings(settings)


def test_a_row_of_unknown_fields_says_what_it_has(tmp_path):
    """Who has to map fields must know how they are called."""
    (tmp_path / "a.jsonl").write_bytes(lines({"kopf": "A ferry line", "lauftext": "It opens in May."}))
    _, [reject] = read(tmp_path)
    assert (reject.reason, "kopf, lauftext" in reject.detail) == ("empty_text", True)


def test_shapes_of_fields(tmp_path):
    """Nested authors and sources, epochs and HTML in JSON were printed as they stood."""
    path = tmp_path / "rows.json"
    path.write_text(
        json.dumps(
            {
                "headline": TITLE,
                "articleBody": "".join(f"<p>{one}</p>" for one in PARAGRAPHS),
                "author": [{"@type": "Person", "name": "Mara Linden"}, {"name": "Jo Weir"}],
                "publisher": {"name": "Ellery Post"},
                "datePublished": 1772530200,
                "keywords": "flood, harbour",
                "inLanguage": "en-GB",
            }
        )
    )
    article = read_one(path)
    assert article.text == BODY
    assert article.authors == ("Mara Linden", "Jo Weir")
    assert (article.outlet, article.language, article.tags) == ("Ellery Post", "en", ("flood", "harbour"))
    assert article.published_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def test_csv_with_newlines_and_a_huge_field(tmp_path):
    """A quoted newline parted a row, and a field above 128 KB raised an error."""
    long = "\n\n".join(PARAGRAPHS * 2500)
    path = tmp_path / "t.csv"
    path.write_bytes(table(",", [row(1, text=long), row(2)]))
    articles, rejects = read(path)
    assert rejects == []
    assert [article.word_count for article in articles] == [len(long.split()), len(BODY.split())]


def test_language_other_than_english_is_kept(tmp_path):
    """A text that later stages cannot analyse was dropped, or called English."""
    text = (
        "Der Hafenrat von Port Ellery hat am Dienstag einer Flutmauer von zwei Kilometern Länge zugestimmt. "
        "Die Arbeiten sollen drei Jahre dauern und mehr kosten, als im Januar noch geplant war."
    )
    path = tmp_path / "t.jsonl"
    path.write_bytes(lines({"title": "Flutmauer beschlossen", "text": text}))
    assert read_one(path).language == "de"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json", "one.txt"])
def test_other_charsets_lose_no_letter(tmp_path, encoding, name):
    """A shell that writes UTF-16, or an old program that writes Latin-1, made broken records or lost letters."""
    row = {
        "title": "Brücke in Ærø gesperrt",
        "text": "Die Brücke wurde am Dienstag für 42 Fahrzeuge gesperrt, so die Behörde.",
    }
    written = {
        "rows.jsonl": json.dumps(row, ensure_ascii=False) + "\r\n",
        "rows.json": json.dumps([row], ensure_ascii=False),
        "one.txt": f"{row['title']}\r\n\r\n{row['text']}\r\n",
    }[name]
    (tmp_path / name).write_bytes(written.encode(encoding))
    found = read_one(tmp_path / name)
    assert (found.title, found.text) == (row["title"], row["text"])


def test_a_few_letters_of_an_unnamed_charset_are_western(tmp_path):
    """A detector took a single letter of cp1252 in an English text for a division sign."""
    text = "Storm warning for Malmö\n\n" + "The coast guard warned of high waves on Tuesday. " * 8
    (tmp_path / "one.txt").write_bytes(text.encode("cp1252"))
    found = read_one(tmp_path / "one.txt")
    assert found.title == "Storm warning for Malmö"
    russian = "Шторм у берегов. Служба спасения сообщила о высоких волнах во вторник утром."
    (tmp_path / "two.html").write_bytes(
        f"<html><body><h1>Шторм</h1>{'<br>' * 2000}<p>{russian}</p></body></html>".encode("cp1251")
    )
    found = read_one(tmp_path / "two.html")
    assert found.text == russian


def test_data_compressed_twice_is_read(tmp_path):
    """A server that compresses what is compressed already leaves gzip in gzip."""
    line = json.dumps({"title": "Ferry aground", "text": "The ferry ran aground on Tuesday with 42 aboard."})
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(gzip.compress(line.encode())))
    found = read_one(tmp_path / "rows.jsonl.gz")
    assert found.title == "Ferry aground"
    packed = line.encode()
    for _ in range(12):
        packed = gzip.compress(packed)
    (tmp_path / "rows.jsonl.gz").write_bytes(packed)
    assert reasons(tmp_path / "rows.jsonl.gz") == ["decompression_bomb"]


def test_sidecar_whose_address_is_none_is_told(tmp_path):
    """The address of a sidecar was dropped without a word."""
    (tmp_path / "page.html").write_text(
        "<html><body><h1>Ferry aground</h1><p>The ferry ran aground on Tuesday with 42 aboard, it was said.</p></body></html>"
    )
    (tmp_path / "page.json").write_text('{"url": "not an address"}')
    found = read_one(tmp_path / "page.html")
    assert found.url is None
    assert "unusable_sidecar_url" in found.flags
