"""Who may ask Dagster's web server: its own pages and programs, and no other page that the same browser shows.

Belongs here: telling by a request's headers where it comes from.
Does not belong here: starting the server (servers.py).

Dagster's server takes an order by a mere GET and asks nobody where it comes from.  An article's page, opened by a link in
a report, could so launch runs and delete them.  Browsers say of each request whether it comes from the same site
(Sec-Fetch-Site), of a WebSocket which page opened it (Origin), and under which name they found the server (Host).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Another name may be one that leads here only for as long as an attack lasts.
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
ORDERS = "/graphql"
REFUSAL = (
    b"Newstally's UI answers its own pages alone. Open it as http://127.0.0.1 with its port; a proxy in front of it has to"
    b" hand on this address as Host.\n"
)


class OwnPagesAlone:
    """An ASGI application in front of the server's own one, which refuses what other pages send."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it with 403."""
        if scope["type"] not in ("http", "websocket") or is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(REFUSAL))]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": REFUSAL})


def is_own(scope: Scope) -> bool:
    """Whether the request comes from one of the server's pages, from a program, or is a link to a page."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if _name(headers.get("host", "")) not in OWN_NAMES:
        return False
    if scope["type"] == "websocket":
        origin = urlsplit(headers.get("origin", "")).netloc
        return not origin or origin in (headers.get("host"), headers.get("x-forwarded-host"))
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    is_link = scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
    return is_link and not scope["path"].startswith(ORDERS)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
