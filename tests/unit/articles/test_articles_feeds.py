"""Feeds: what an entry's elements mean, what keeps XML from being parsed, and when the second reader is asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from articles_samples import PARAGRAPHS, item, read, read_one, rss

from assets.articles.drafting.fragment import text_of_html
from assets.articles.feed import is_suspicious, parse_feed
from assets.articles.feed.fast import read_fast
from assets.articles.rejection import Unreadable

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://ellerypost.example/news/">
<title>Ellery Post</title>
<entry>
  <title type="html">Flood &amp;amp; wall: &lt;b&gt;approved&lt;/b&gt;</title>
  <link rel="self" href="feed.xml"/><link href="wall"/>
  <id>tag:ellery,2026:1</id>
  <author><name>Mara Linden</name><email>mara@ellery.example</email></author><author><name>Jo Weir</name></author>
  <published>2026-03-03T09:30:00+02:00</published><updated>2026-03-04T08:00:00Z</updated>
  <category term="flood"/><category term="harbour"/>
  <summary>Short.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First part.</p><p>Second &lt;part&gt;.</p></div></content>
</entry>
</feed>"""


def test_atom_entry():
    """Atom's links by relation, its base address, its markup and its two authors came out wrong."""
    feed = parse_feed(ATOM.encode())
    entry = feed.entries[0]
    assert (feed.title, feed.language) == ("Ellery Post", "en")
    assert entry.title == "Flood & wall: approved"
    assert entry.link == "https://ellerypost.example/news/wall"
    assert entry.authors == ("Mara Linden", "Jo Weir")
    assert entry.tags == ("flood", "harbour")
    assert (entry.published, entry.updated) == ("2026-03-03T09:30:00+02:00", "2026-03-04T08:00:00Z")
    assert text_of_html(entry.body) == "First part.\n\nSecond <part>."


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://e.example/"><title>Ellery Post</title></channel>
<item rdf:about="https://e.example/1"><title>Wall</title><link>https://e.example/1</link><description>Short.</description>
<content:encoded><![CDATA[<p>Long &amp; full text & more.</p>]]></content:encoded>
<dc:creator>Mara Linden</dc:creator><dc:date>2026-03-03</dc:date></item></rdf:RDF>"""


def test_rdf_item_beside_its_channel():
    """RSS 1.0 puts items beside the channel, and they were not found."""
    entry = parse_feed(RDF.encode()).entries[0]
    assert (entry.title, entry.link, entry.authors) == ("Wall", "https://e.example/1", ("Mara Linden",))
    assert text_of_html(entry.body) == "Long & full text & more."


def test_json_feed(tmp_path):
    """A JSON feed was read as a list of rows without its outlet."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ellery Post",
        "items": [
            {
                "id": "1",
                "url": "https://e.example/1",
                "title": "Wall",
                "content_html": "".join(f"<p>{one}</p>" for one in PARAGRAPHS),
                "date_published": "2026-03-03T09:30:00Z",
                "authors": [{"name": "Mara Linden"}],
            }
        ],
    }
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(document))
    article = read_one(path)
    assert (article.outlet, article.authors, article.own_id) == ("Ellery Post", ("Mara Linden",), "1")
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.published_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("A & B", "A & B"),
        ("caf&eacute; &ndash; new", "café – new"),
        ("A \x0b\x00 B", "A B"),
        ("a &#X41; &#x42; &#67;", "a A B C"),
        ("bad &#11; reference", "bad reference"),
        ("<![CDATA[A & B <i>new</i>]]>", "A & B new"),
        ("&unknown; thing", "&unknown; thing"),
        ("five &lt; six", "five < six"),
    ],
)
def test_titles_that_are_no_sound_xml(raw, title):
    """A bare ampersand or an entity of HTML ended the feed, or fell out of the title."""
    feed = read_fast(rss(item(1).replace("Wall report 1", raw) + item(2)).encode())
    assert [entry.title for entry in feed.entries] == [title, "Wall report 2"]
    assert not is_suspicious(feed)


@pytest.mark.parametrize(
    "change",
    [
        lambda feed: "\n\n  " + feed,
        lambda feed: feed.replace("<description>", "<media:x>1</media:x><description>"),
        lambda feed: feed.replace("</channel></rss>", "</channel></rss>\n<!-- served in 3 ms -->"),
        lambda feed: feed.replace('encoding="utf-8"', 'encoding="us-ascii"'),
    ],
)
def test_feeds_with_common_faults(change):
    """A blank line before the declaration or an undeclared prefix made a feed empty."""
    assert len(parse_feed(change(rss(item(1) + item(2))).encode()).entries) == 2


def test_elements_of_other_vocabularies_do_not_count_as_own():
    """A description in somebody's own namespace took the place of the real one."""
    foreign = '<x:description xmlns:x="urn:elsewhere">A much longer text that belongs to an extension.</x:description>'
    feed = parse_feed(rss(item(1, "Own text.").replace("<description>", f"{foreign}<description>")).encode())
    assert feed.entries[0].summary == "Own text."


def test_cut_feed_keeps_its_entries_and_is_flagged(tmp_path):
    """A feed cut short in transfer gave no entries, or gave them as if it were whole."""
    whole = rss("".join(item(n) for n in range(1, 21)))
    path = tmp_path / "a.rss"
    path.write_text(whole[: len(whole) // 2])
    articles, rejects = read(path)
    assert len(articles) + len(rejects) >= 10
    assert [article.record for article in articles] == list(range(1, len(articles) + 1))
    assert "truncated" in articles[-1].flags or rejects[-1].reason == "empty_text"


def test_damaged_feed_is_read_again_by_the_forgiving_reader():
    """Entries behind a broken tag were lost with the fast reader."""
    broken = rss(item(1) + "<item><title>Half <b</title></item>" + item(3)).encode()
    fast = read_fast(broken)
    assert is_suspicious(fast)
    assert len(parse_feed(broken).entries) >= 3


def test_what_is_no_feed_is_said_to_be_none(tmp_path):
    """A feed without entries and a file that is no feed ended alike."""
    path = tmp_path / "a.rss"
    path.write_text(rss(""))
    _, rejects = read(path)
    assert [reject.reason for reject in rejects] == ["no_records"]
    with pytest.raises(Unreadable, match="broken_record"):
        from assets.articles.feed import read_feed

        read_feed(b"<catalogue><book/></catalogue>")


def test_entry_without_text_or_title_is_a_reject(tmp_path):
    """An empty entry vanished from the account."""
    path = tmp_path / "a.rss"
    path.write_text(rss(item(1) + "<item><guid>x</guid></item>" + item(3)))
    articles, rejects = read(path)
    assert [article.record for article in articles] == [1, 3]
    assert [(reject.reason, reject.record) for reject in rejects] == [("empty_text", 2)]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br><br>Two", "One\n\nTwo"),
        ("<div>A <b>bold</b> word<script>alert(1)</script></div>", "A bold word"),
        ("<figure><img><figcaption>Caption</figcaption></figure><p>Text</p>", "Text"),
        ("safe<!-- -- hidden >fe", "safefe"),
        ("no tags &amp; none", "no tags & none"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<p>unclosed <i>mark", "unclosed mark"),
        ("before <embed src=x> after", "before after"),
        ("<P>HARBOUR WORKS <HWK> SETS <B>DIVIDEND</B></P>", "HARBOUR WORKS <HWK> SETS DIVIDEND"),
    ],
)
def test_text_of_markup(markup, text):
    """Words ran together over tags, or scripts and captions came into the text."""
    assert " ".join(text_of_html(markup).split(" ")).replace("  ", " ") == text
