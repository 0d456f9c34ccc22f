"""Worker processes: order, limits, and what a killed worker leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from articles_samples import NOW, page, row

from assets.articles import workers
from assets.articles.record import JSON_LINE, PAGE, Mark, RawRecord, ReadArticle, Reject
from assets.articles.settings import ReadSettings
from assets.articles.workers import Converter, tasks_of


def line(number, **fields):
    content = json.dumps(row(number, **fields)).encode()
    return RawRecord("a.jsonl", number, JSON_LINE, content, "")


def outcomes(records, **changes):
    settings = replace(ReadSettings(), **changes)
    with Converter(now=NOW, settings=settings) as converter:
        return list(converter.outcomes(records))


def test_order_is_kept_over_all_forms():
    """Pages, rows, rejects and marks came out in the order in which workers finished."""
    records = []
    for number in range(1, 200, 4):
        records += [
            line(number),
            RawRecord("p.html", number + 1, PAGE, page().encode(), ""),
            Reject("x", number + 2, "binary", "-"),
            Mark("a.jsonl", "", number + 3, is_end=False),
        ]
    found = outcomes(records, workers=2)
    numbers = [one.records if isinstance(one, Mark) else one.record for one in found]
    assert numbers == list(range(1, 201))
    assert sum(isinstance(one, ReadArticle) for one in found) == 100


def test_rows_go_to_workers_in_groups_and_come_back_whole(monkeypatch):
    """Rows behind the first few hundred were converted twice, or lost between groups."""
    monkeypatch.setattr(workers, "LIGHT_AT_HOME", 10)
    found = outcomes([line(number) for number in range(1, 501)], workers=2)
    assert [one.own_id for one in found] == [f"r{number}" for number in range(1, 501)]


POISONED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from assets.articles import worker
read = worker.outcomes_of_many
def read_or_crash(raws, **rest):
    if any(raw.record == 37 for raw in raws):
        os.abort()
    return read(raws, **rest)
worker.outcomes_of_many = read_or_crash
worker.serve(int(sys.argv[2]))
"""


@pytest.mark.parametrize("first", [0, 20, 37])
def test_one_poisoned_row_of_a_group_is_the_only_reject(monkeypatch, first):
    """A row that kills its worker took the rows of its group with it."""
    monkeypatch.setattr(workers, "LIGHT_AT_HOME", 0)
    monkeypatch.setattr(workers, "PROGRAM", POISONED)
    found = outcomes([line(number) for number in range(first, first + 64)], workers=1)
    assert [one.record for one in found] == list(range(first, first + 64))
    assert [one.record for one in found if isinstance(one, Reject)] == [37]


def test_document_above_the_memory_limit_is_a_reject():
    """A page that takes gigabytes brought the machine down."""
    hungry = page().replace("<article>", "<article>" + "<p>harbour</p>" * 400_000).encode()
    pages = [RawRecord("p.html", n, PAGE, hungry if n == 2 else page().encode(), "") for n in (1, 2, 3)]
    found = outcomes(pages, workers=1, worker_bytes=220_000_000, document_cpu_seconds=20)
    assert [one.record for one in found] == [1, 2, 3]
    assert [(one.record, one.reason) for one in found if isinstance(one, Reject)] == [(2, "out_of_memory")]


def test_hung_worker_is_replaced(monkeypatch):
    """A worker that waits for ever, using no processor time, held up everything."""
    monkeypatch.setattr(workers, "PROGRAM", "import time; time.sleep(600)")
    found = outcomes([RawRecord("p.html", 1, PAGE, b"<html>", "")], workers=1, document_wall_seconds=1)
    assert [(one.reason, one.record) for one in found] == [("timeout", 1)]


def test_worker_that_breaks_down_gives_a_reject(monkeypatch):
    """A crash inside a C library ended the whole run."""
    monkeypatch.setattr(workers, "PROGRAM", "import os; os.abort()")
    found = outcomes([RawRecord("p.html", n, PAGE, b"<html>", "") for n in (1, 2, 3)], workers=2)
    assert [(one.reason, one.record) for one in found] == [("unreadable", 1), ("unreadable", 2), ("unreadable", 3)]


def test_light_records_stay_in_groups_of_bounded_size():
    """A group of large rows filled the memory of a worker."""
    groups = list(tasks_of(RawRecord("a", n, JSON_LINE, b"x" * 200_000, "") for n in range(10)))
    assert [len(group.records) for group in groups] == [3, 3, 3, 1]


def test_a_file_of_the_working_folder_is_never_run(tmp_path, monkeypatch):
    """A folder of articles may hold a file named as a module; a worker started there would run it."""
    for name in ("random", "json", "pickle"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'was_run')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    (found,) = outcomes([RawRecord("p.html", 1, PAGE, page().encode(), "")], workers=1)
    assert isinstance(found, ReadArticle)
    assert not (tmp_path / "was_run").exists()
