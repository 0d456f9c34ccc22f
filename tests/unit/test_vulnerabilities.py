"""The look-up of pinned versions in a database of advisories: invented advisories against invented and real pins."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bench import vulnerabilities
from bench.vulnerabilities import judge, pins

LOCK = """\
sand-castle==1.4.2 \\
    --hash=sha256:00
Tide.Pool[extra]==0.9 ; python_version < "3.12" \\
    --hash=sha256:01
"""


def advisory(name: str, **entry: Any) -> dict[str, Any]:
    return {
        "id": "TEST-1",
        "summary": "lets water in",
        "affected": [{"package": {"ecosystem": "PyPI", "name": name}, **entry}],
    }


def span(*events: dict[str, str]) -> list[dict[str, Any]]:
    return [{"type": "ECOSYSTEM", "events": list(events)}]


def found(folder: Path, *advisories: dict[str, Any]) -> list[str]:
    for number, one in enumerate(advisories):
        (folder / f"{number}.json").write_text(json.dumps(one))
    return [str(finding) for finding in judge(pins(LOCK), folder)[1]]


@pytest.mark.parametrize(
    ("entry", "is_found"),
    [
        ({"versions": ["1.4.1", "1.4.2.0"]}, True),
        ({"versions": ["1.4.1"]}, False),
        ({"ranges": span({"introduced": "0"}, {"fixed": "1.5"})}, True),
        ({"ranges": span({"introduced": "0"}, {"fixed": "1.4.2"})}, False),
        ({"ranges": span({"introduced": "0"}, {"last_affected": "1.4.2"})}, True),
        ({"ranges": span({"introduced": "0"}, {"last_affected": "1.4.1"})}, False),
        ({"ranges": span({"introduced": "1.10"}, {"fixed": "2"})}, False),
        ({"ranges": span({"fixed": "1.5"}, {"introduced": "1.4"}, {"fixed": "1.2"}, {"introduced": "0"})}, True),
        ({"ranges": span({"fixed": "1.2"}, {"introduced": "0"}, {"introduced": "1.6"})}, False),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)
def test_a_pin_is_found_where_the_advisory_names_it(tmp_path: Path, entry: dict[str, Any], is_found: bool) -> None:
    """The edges of ranges are where a look-up goes wrong: the version that mends, numbers that sort as words."""
    assert bool(found(tmp_path, advisory("Sand_Castle", **entry))) == is_found


def test_a_finding_says_which_version_to_take(tmp_path: Path) -> None:
    """Of two branches that were mended, the next one above the pin is named; names are matched as PyPI does."""
    ranges = span({"introduced": "0"}, {"fixed": "0.8"}, {"introduced": "0.8.5"}, {"fixed": "0.9.1"})
    assert found(tmp_path, advisory("tide_pool", ranges=ranges)) == [
        "tide-pool 0.9: TEST-1 (lets water in); take 0.9.1 or later"
    ]


def test_withdrawn_and_foreign_advisories_say_nothing(tmp_path: Path) -> None:
    """A package of another registry may carry the same name."""
    ranges = span({"introduced": "0"})
    withdrawn = advisory("sand-castle", ranges=ranges) | {"withdrawn": "2026-01-01T00:00:00Z"}
    foreign = advisory("sand-castle", ranges=ranges)
    foreign["affected"][0]["package"]["ecosystem"] = "npm"
    assert found(tmp_path, withdrawn, foreign) == []


def test_the_command_fails_on_findings_and_on_a_database_that_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty or broken database would pass everything; none at all is said plainly and is no failure."""
    monkeypatch.delenv("NEWSTALLY_ADVISORIES", raising=False)
    assert vulnerabilities.main([]) == 0
    assert "not checked" in capsys.readouterr().out

    export = tmp_path / "all.zip"
    for content, code, said in [
        (advisory("dagster", ranges=span({"introduced": "0"})), 1, "dagster 1."),
        (advisory("dagster", ranges=span({"introduced": "0"}, {"fixed": "0.1"})), 0, "vulnerabilities: 0 found in "),
        ({"id": "TEST-2"}, 2, "holds no advisory"),
        (["TEST-3"], 2, "cannot be read as advisories"),
    ]:
        with zipfile.ZipFile(export, "w") as archive:
            archive.writestr("TEST-1.json", json.dumps(content))
        assert vulnerabilities.main(["--advisories", str(export)]) == code
        shown = capsys.readouterr()
        assert said in (shown.err if code == 2 else shown.out)
    export.write_bytes(b"PK clipped")
    assert vulnerabilities.main(["--advisories", str(export)]) == 2
    assert "cannot be read as advisories" in capsys.readouterr().err
    assert vulnerabilities.main(["--advisories", str(tmp_path / "nowhere.zip")]) == 2
