"""sources.yaml: a mistake is said in one line that names the source and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.articles.sources.settings import read_sources
from assets.errors import UserError


def read(tmp_path: Path, text: str) -> list[object]:
    path = tmp_path / "sources.yaml"
    path.write_text(text)
    return list(read_sources(path))


def test_defaults_hold_for_every_source_and_yield_to_its_own(tmp_path: Path) -> None:
    """A setting written once must reach all sources, and a source's own must win."""
    path = tmp_path / "sources.yaml"
    path.write_text(
        "defaults: {delay_seconds: 3}\nsources:\n"
        "- {name: a, kind: feed, url: 'https://a.example/feed'}\n"
        "- {name: b, kind: archive, url: 'https://b.example/x.warc.gz', delay_seconds: 0.5}\n"
    )
    first, second = read_sources(path)
    assert (first.delay_seconds, second.delay_seconds) == (3.0, 0.5)
    assert second.max_bytes > 50 * first.max_bytes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [", "is no YAML in line"),
        ("feeds: []", "no list called sources"),
        ("sources: [{name: a, kind: feed}]", "a needs url"),
        ("sources: [{name: a, kind: feed, url: 'ftp://x.example/f'}]", "begins with http"),
        ("sources: [{name: a, kind: rss, url: 'https://x.example'}]", "one of feed, sitemap, folder, archive"),
        ("sources: [{name: a, kind: folder}]", "needs path"),
        ("sources: [{name: a b, kind: folder, path: x}]", "letters, digits"),
        ("sources: [{name: a, kind: folder, path: x, dely: 2}]", "unknown setting dely"),
        ("sources: [{name: a, kind: folder, path: x, retries: many}]", "a whole number"),
        ("sources: [{name: a, kind: folder, path: x, include: '['}]", "no regular expression"),
        ("sources: [{name: a, kind: folder, path: x}, {name: a, kind: folder, path: y}]", "two sources are called a"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, message: str) -> None:
    """A traceback or a silent default would leave the person guessing."""
    with pytest.raises(UserError, match=message) as caught:
        read(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_explained_by_an_example(tmp_path: Path) -> None:
    """The first run of a newcomer has no such file."""
    with pytest.raises(UserError, match="write it, for example"):
        read_sources(tmp_path / "sources.yaml")
