"""Imports run one way, and what is heavy is imported only where it is used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("articles", "stories", "facts", "warehouse", "quality")
BASE = {"schemas", "store", "pending", "home", "errors", "ids", "lock", "previews"}
DAGSTER_FREE = [f"assets/{name}.py" for name in sorted(BASE)]
WRAPPERS = {"assets.py", "checks.py"}
HEAVY = ("dagster", "duckdb", "spacy", "pandas", "pyarrow", "great_expectations", "trafilatura", "numpy")


def modules() -> list[str]:
    return sorted(
        p.relative_to(ROOT).as_posix() for part in ("assets", "pipelines") for p in (ROOT / part).rglob("*.py")
    )


@cache
def imports(path: str, *, top_only: bool = False) -> tuple[str, ...]:
    return tuple(_imports(path, top_only=top_only))


def _imports(path: str, *, top_only: bool) -> Iterator[str]:
    """Names that the module imports, those for the type checker alone left out."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped or (top_only and id(node) in inside):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(path: str, package: str, *, top_only: bool = False) -> bool:
    return any(name == package or name.startswith(package + ".") for name in imports(path, top_only=top_only))


def stage_of(path: str) -> str | None:
    parts = path.split("/")
    return parts[1] if parts[0] == "assets" and len(parts) > 2 and parts[1] in STAGES else None


def test_only_the_wrappers_of_a_stage_know_dagster() -> None:
    """A stage that needs Dagster can be neither tested nor used by the filters without it."""
    plain = [m for m in modules() if stage_of(m) and Path(m).name not in WRAPPERS] + DAGSTER_FREE
    assert [m for m in plain if uses(m, "dagster")] == []


def test_nothing_below_imports_what_is_above() -> None:
    """The assets must not import pipelines, nor a stage's plain modules its own wrappers."""
    assert [m for m in modules() if m.startswith("assets/") and uses(m, "pipelines")] == []
    plain = [m for m in modules() if stage_of(m) and Path(m).name not in WRAPPERS]
    wrapped = [f"assets.{stage}.{Path(w).stem}" for stage in STAGES for w in WRAPPERS]
    assert [(m, w) for m in plain for w in wrapped if uses(m, w)] == []


def test_a_stage_takes_of_another_only_the_shapes_of_a_document() -> None:
    """Stages that reach into each other cannot be changed, or moved to another machine, one at a time."""
    crossing = []
    for module in modules():
        stage = stage_of(module)
        if stage in (None, "quality"):
            continue
        for other in set(STAGES) - {stage}:
            for name in imports(module):
                foreign = name.startswith(f"assets.{other}.") and not name.startswith("assets.facts.document")
                if foreign and not (Path(module).name == "checks.py" and other == "quality"):
                    crossing.append((module, name))
    assert crossing == []


def test_rooms_of_one_folder_need_each_other_one_way() -> None:
    """Two rooms that import each other are one room with a wall through it."""
    needs: dict[str, dict[str, set[str]]] = {}
    for module in modules():
        if Path(module).name in WRAPPERS:
            continue
        own = Path(module).with_suffix("").parts
        for name in imports(module):
            other = name.split(".")
            apart = next((i for i, pair in enumerate(zip(own, other, strict=False)) if pair[0] != pair[1]), None)
            if apart is None or not all((ROOT / "/".join(path[: apart + 1])).is_dir() for path in (own, other)):
                continue
            needs.setdefault("/".join(own[:apart]), {}).setdefault(own[apart], set()).add(other[apart])
    assert {"assets/facts/quantities", "assets/stories"} <= set(needs)
    for folder, rooms in needs.items():
        try:
            tuple(TopologicalSorter(rooms).static_order())
        except CycleError as error:
            pytest.fail(f"{folder}: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("spacy", {"assets/facts/language.py"}), ("great_expectations", {"assets/quality/judge.py"})],
)
def test_what_takes_seconds_is_imported_in_one_module_and_inside_functions(package: str, allowed: set[str]) -> None:
    """An import at module top would make every command wait for it."""
    assert {m for m in modules() if uses(m, package)} <= allowed
    assert [m for m in modules() if uses(m, package, top_only=True)] == []


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"], ["run", "--help"], ["ui", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """A person who asks how a command is used must not wait for Dagster or a language model."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pipelines.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "click" in imported
    assert sorted(name for name in imported if name in HEAVY) == []
    assert "Usage: newstally" in done.stdout
