"""sources.yaml: a mistake is said in one line that names the source and the mend."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from assets.articles.sources.settings import Source, read_sources
from assets.errors import UserError
from assets.home import Home
from pipelines.cli import doctor


def read(tmp_path: Path, text: str) -> list[Source]:
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
        ("sources: [{name: a, kind: folder, path: x, colour: 2}]", "unknown setting colour; known are name"),
        ("sources: [{name: a, kind: folder, path: x, retrys: 2}]", "did you mean retries"),
        ("default: {retries: 1}\nsources: []", "has default beside its sources"),
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


def page() -> str:
    """The page of the documentation on sources."""
    return (Path(__file__).parents[4] / "docs" / "sources.md").read_text(encoding="utf-8")


def test_the_page_names_every_setting_and_its_default() -> None:
    """A setting came or changed its default, and the documentation said otherwise."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", page(), re.MULTILINE))
    assert list(rows) == [field.name for field in fields(Source)]
    for field in fields(Source):
        if isinstance(field.default, bool):
            assert rows[field.name] == str(field.default).lower()
        elif isinstance(field.default, int | float) and field.default:
            assert float(rows[field.name]) == field.default


def test_the_page_s_example_is_right(tmp_path: Path) -> None:
    """The example that a newcomer copies was refused."""
    example = re.search(r"```yaml\n(.*?)```", page(), re.DOTALL)
    assert example is not None
    sources = read(tmp_path, example[1])
    assert [source.kind for source in sources] == ["feed", "sitemap", "archive", "folder", "feed"]
    assert {source.delay_seconds for source in sources} == {2.0}


def test_doctor_names_a_wrong_key(tmp_path: Path) -> None:
    """A misspelled key was found only by the collection in the night."""
    home = Home(tmp_path)
    home.settings.write_text("[articles]\nworker = 3\n")
    home.sources.write_text("sources: [{name: a, kind: folder, path: x, retrys: 2}]")
    with pytest.raises(UserError, match="no setting worker"):
        doctor.settings_file(home)
    with pytest.raises(UserError, match="did you mean retries"):
        doctor.sources_file(home)
    home.sources.write_text("sources: [{name: a, kind: folder, path: x}]")
    assert doctor.sources_file(home).endswith("1 source")
