"""Read a folder of pages (n.html with its address in n.json) and write JSON Lines as `newstally articles` does.

python bench/pages_run.py FOLDER OUT.jsonl
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets.articles.page import Page, Unreadable, read_page


def local_time(page: Page) -> str | None:
    """The publication time as the page has it: with its own offset where it gives one."""
    if page.published_at is None:
        return None
    offset = timedelta(minutes=page.published_offset_minutes or 0)
    return page.published_at.astimezone(timezone(offset)).isoformat()


def main(folder: Path, out: Path) -> None:
    """Print pages per second of CPU and the pages refused, by reason."""
    refused: dict[str, list[str]] = {}
    spent = 0.0
    count = 0
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted(folder.glob("*.html"), key=lambda p: int(p.stem)):
            url = json.loads(path.with_suffix(".json").read_text())["url"]
            content = path.read_bytes()
            started = time.process_time()
            try:
                page = read_page(content, url=url, now=datetime.now(UTC))
            except Unreadable as error:
                refused.setdefault(error.reason, []).append(path.name)
                continue
            finally:
                spent += time.process_time() - started
                count += 1
            row = {
                "id": path.stem,
                "url": page.url,
                "title": page.title,
                "authors": page.authors,
                "published_at": local_time(page),
                "published_precision": page.published_precision,
                "offset": page.published_offset_minutes,
                "raw": page.published_raw,
                "updated_at": page.updated_at.isoformat() if page.updated_at else None,
                "language": page.language,
                "text": page.text,
                "outlet": page.outlet,
                "kind": page.kind,
                "section": page.section,
                "tags": page.tags,
                "wire_credit": page.wire_credit,
                "flags": page.flags,
                "source_path": str(path),
            }
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{count} pages, {count / spent:.1f} pages per second and core, refused: {refused}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
