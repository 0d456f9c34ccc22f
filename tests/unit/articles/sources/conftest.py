"""A real web server on loopback whose answers a test sets, and a home folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from loopback_site import Site, Waits

from assets.home import Home


@pytest.fixture
def site() -> Iterator[Site]:
    """A running server; it is gone after the test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = found.answer(self.path, {k.lower(): v for k, v in self.headers.items()})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def write_sources(home: Home) -> Callable[..., None]:
    """Write sources.yaml; loopback is allowed unless a source says otherwise."""

    def write(*sources: dict[str, object], **defaults: object) -> None:
        home.root.mkdir(parents=True, exist_ok=True)
        content = {"defaults": {"allow_private": True, **defaults}, "sources": list(sources)}
        home.sources.write_text(yaml.safe_dump(content))

    return write
