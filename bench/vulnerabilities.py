"""Are versions that we pin known to be vulnerable?  Asks a database of advisories that lies on this machine.

`python -m bench.vulnerabilities [--advisories PATH]`: PATH, else NEWSTALLY_ADVISORIES, is a zip file or folder of records
in the Open Source Vulnerability format, one JSON object a file, as osv.dev exports them for PyPI.  Exit code 0 where
nothing is found or no database is named (it says which), 1 where a pinned version is in an advisory, 2 where the database
that is named cannot be read or holds nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCKS = ("constraints.txt", "constraints-dev.txt", "constraints-pip.txt")
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Finding:
    """A pinned version that an advisory names: the package, its version, the advisory, and what to do about it."""

    package: str
    version: str
    advisory: str
    summary: str
    mended_in: str

    def __str__(self) -> str:
        remedy = f"take {self.mended_in} or later" if self.mended_in else "no version mends it yet"
        return f"{self.package} {self.version}: {self.advisory} ({self.summary}); {remedy}"


def pins(text: str) -> set[tuple[str, str]]:
    """The packages, in their canonical names, and versions of a lock file, whatever machine each is meant for."""
    return {(canonicalize_name(name), version) for name, version in PIN.findall(text)}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The advisories of a zip file or a folder, without those that were withdrawn."""
    if path.is_dir():
        yield from standing(file.read_bytes() for file in sorted(path.rglob("*.json")))
        return
    with zipfile.ZipFile(path) as archive:
        yield from standing(archive.read(name) for name in archive.namelist() if name.endswith(".json"))


def standing(files: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The advisories in files' bytes that were not withdrawn; ValueError where one is none."""
    for content in files:
        record = json.loads(content)
        if not isinstance(record, dict):
            raise ValueError("a file holds no JSON object")  # noqa: TRY004  (it tells of data)
        if "withdrawn" not in record:
            yield record


def is_in_range(version: Version, events: list[dict[str, str]]) -> bool:
    """Whether a version lies in a range: the last event at or before it decides, as the format's specification says."""
    is_in = False
    for event in sorted(events, key=moment):
        kind, at = next(iter(event.items()))
        if kind == "introduced" and (at == "0" or version >= Version(at)):
            is_in = True
        elif (kind == "fixed" and version >= Version(at)) or (kind == "last_affected" and version > Version(at)):
            is_in = False
    return is_in


def moment(event: dict[str, str]) -> Version:
    """Where an event stands among those of its range; "0" is before every version."""
    at = next(iter(event.values()))
    return Version("0.dev0") if at == "0" else Version(at)


def is_affected(version: Version, affected: dict[str, Any]) -> bool:
    """Whether an advisory's entry on a package names a version, in its list or in one of its ranges."""
    for listed in affected.get("versions", []):
        try:
            if Version(listed) == version:
                return True
        except InvalidVersion:  # versions from before the rules for them; none that we pin is one
            continue
    ranges = [one["events"] for one in affected.get("ranges", []) if one["type"] == "ECOSYSTEM"]
    return any(is_in_range(version, events) for events in ranges)


def mended_in(version: Version, affected: dict[str, Any]) -> str:
    """The lowest version after this one that mends it, or nothing."""
    ranges = [one["events"] for one in affected.get("ranges", []) if one["type"] == "ECOSYSTEM"]
    fixed = [Version(event["fixed"]) for events in ranges for event in events if "fixed" in event]
    return str(min((one for one in fixed if one > version), default=""))


def judge(pinned: set[tuple[str, str]], path: Path) -> tuple[int, list[Finding]]:
    """How many advisories on PyPI's packages the database has, and those that name a pinned version.

    OSError, ValueError or zipfile.BadZipFile where it cannot be read.
    """
    versions: dict[str, list[str]] = {}
    for name, number in pinned:
        versions.setdefault(name, []).append(number)
    count, findings = 0, set()
    for record in records(path):
        entries = [one for one in record.get("affected", []) if one.get("package", {}).get("ecosystem") == "PyPI"]
        count += bool(entries)
        for entry in entries:
            name = canonicalize_name(entry["package"]["name"])
            for number in versions.get(name, []):
                if is_affected(Version(number), entry):
                    summary = record.get("summary") or record.get("details", "").partition("\n")[0][:80]
                    findings.add(Finding(name, number, record["id"], summary, mended_in(Version(number), entry)))
    return count, sorted(findings)


def main(arguments: list[str] | None = None) -> int:
    """Look up what is pinned and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--advisories", default=os.environ.get("NEWSTALLY_ADVISORIES", ""))
    named = parser.parse_args(arguments).advisories
    root = Path(__file__).parents[1]
    pinned = set().union(*(pins((root / lock).read_text("utf-8")) for lock in LOCKS))
    if not named:
        print(
            f"vulnerabilities: not checked, {len(pinned)} pins; name a database of advisories in NEWSTALLY_ADVISORIES"
        )
        return 0
    try:
        count, findings = judge(pinned, Path(named))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        print(f"vulnerabilities: {named} cannot be read as advisories: {error}; fetch it again", file=sys.stderr)
        return 2
    if not count:
        print(
            f"vulnerabilities: {named} holds no advisory on a Python package; fetch the export for PyPI",
            file=sys.stderr,
        )
        return 2
    for finding in findings:
        print(finding)
    print(f"vulnerabilities: {len(findings)} found in {len(pinned)} pins, by {count:,} advisories")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
