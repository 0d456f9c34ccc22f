"""Dagster's web server obeys whoever reaches it; what other pages of the same browser send must not."""

import asyncio
from typing import Any

import pytest

from pipelines.own_pages import OwnPagesAlone

HOST = "127.0.0.1:3000"
NAVIGATES = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}


def answered(kind: str, path: str, headers: dict[str, str], method: str = "GET") -> list[dict[str, Any]]:
    """What the client is sent; a lone `passed` where the request reaches the server behind."""
    sent: list[dict[str, Any]] = []

    async def behind(_scope: object, _receive: object, send: Any) -> None:
        await send({"type": "passed"})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {}

    named = {"host": HOST, **headers}
    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }
    asyncio.run(OwnPagesAlone(behind)(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    ("kind", "path", "headers"),
    [
        ("http", "/graphql", {}),
        ("http", "/graphql", {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}),
        ("http", "/graphql", {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}),
        ("http", "/runs/1", NAVIGATES),
        ("http", "/", {"host": "localhost:3000"}),
        ("http", "/", {"host": "[::1]:3000"}),
        ("websocket", "/graphql", {"origin": f"http://{HOST}"}),
        ("websocket", "/graphql", {}),
        ("websocket", "/graphql", {"origin": "https://news.example", "x-forwarded-host": "news.example"}),
        ("lifespan", "/", {"host": "evil.example"}),
    ],
)
def test_its_own_pages_links_to_it_and_programs_are_answered(kind: str, path: str, headers: dict[str, str]) -> None:
    """A UI that does not answer its own pages, or those behind a proxy, is of no use."""
    assert answered(kind, path, headers) == [{"type": "passed"}]


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        ("/graphql", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, "GET"),
        ("/graphql", NAVIGATES, "GET"),
        ("/graphql", {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, "POST"),
        ("/report_asset_materialization/articles", NAVIGATES, "POST"),
        ("/runs", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, "GET"),
        ("/graphql", {"host": "evil.example:3000", "sec-fetch-site": "same-origin"}, "POST"),
        ("/", {"host": "[evil"}, "GET"),
        ("/", {"host": ""}, "GET"),
    ],
)
def test_orders_of_other_pages_are_refused(path: str, headers: dict[str, str], method: str) -> None:
    """An image in an article could launch a run, and a name that leads here for a moment could read all there is."""
    start, body = answered("http", path, headers, method)
    assert start["status"] == 403
    assert b"its own pages alone" in body["body"]


def test_a_socket_of_another_page_is_closed() -> None:
    """The log of every run comes over it."""
    (closed,) = answered("websocket", "/graphql", {"origin": "https://evil.example"})
    assert closed == {"type": "websocket.close", "code": 1008}
