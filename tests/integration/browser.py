"""A headless Chromium driven through ChromeDriver, whose wire protocol is a few requests of JSON.

Belongs here: starting both, opening pages, reading their text, their console, and pictures of them.
Does not belong here: what a page should show.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
IS_HERE = CHROMIUM is not None and DRIVER is not None
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
START_SECONDS = 60
PAGE_SECONDS = 90
END_SECONDS = 20
POLL_SECONDS = 0.25


class Browser:
    """One window.  Sizes are in CSS pixels."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's value; RuntimeError with what the driver says where it refuses."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PAGE_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def open(self, url: str, *shown: str) -> str:
        """Go to the page and wait until all of these words stand on it; its text.  AssertionError where they do not come."""
        self.ask("POST", "/url", {"url": url})
        until = time.monotonic() + PAGE_SECONDS
        while missing := [words for words in shown if words not in self.text()]:
            assert time.monotonic() < until, f"{url} does not show {missing}, but: {self.text()[:2000]}"
            time.sleep(POLL_SECONDS)
        return self.text()

    def script(self, code: str, *arguments: object) -> Any:
        """What the code returns, run in the page."""
        return self.ask("POST", "/execute/sync", {"script": code, "args": list(arguments)})

    def text(self) -> str:
        """What a reader sees of the page."""
        return str(self.script("return document.body ? document.body.innerText : ''"))

    def size(self, width: int, height: int) -> None:
        """Make the page's area so large."""
        self.ask(
            "POST",
            "/goog/cdp/execute",
            {
                "cmd": "Emulation.setDeviceMetricsOverride",
                "params": {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
            },
        )

    def scheme(self, name: str) -> None:
        """Prefer 'dark' or 'light'."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}})

    def picture(self, path: Path) -> None:
        """Save what is seen as PNG."""
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def complaints(self) -> list[str]:
        """What the console has got since the last look, from warnings up to errors."""
        lines = self.ask("POST", "/se/log", {"type": "browser"})
        return [f"{line['level']}: {line['message']}" for line in lines if line["level"] in ("SEVERE", "WARNING")]


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a profile of its own, ended at the end."""
    assert CHROMIUM is not None and DRIVER is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (
        tempfile.TemporaryDirectory(prefix="newstally-browser-") as profile,
        subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver,
    ):
        root = Browser(f"http://127.0.0.1:{port}")
        options = {"binary": CHROMIUM, "args": [*SWITCHES, f"--user-data-dir={profile}", "--window-size=1400,900"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        try:
            _wait(port)
            session = root.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
            try:
                yield Browser(f"{root.address}/session/{session}")
            finally:
                root.ask("DELETE", f"/session/{session}")
        finally:
            driver.terminate()
            try:
                driver.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                # Seen once: the driver waited for itself and would have held up the tests for ever.
                driver.kill()


def _wait(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(POLL_SECONDS)
    raise RuntimeError("ChromeDriver does not listen")
