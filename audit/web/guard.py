"""What stands before every page: whose request it is, whether it may come in at all, and what a browser may do with it."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Iterable
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWNER, PASS, LANG = "gouji-owner", "gouji-token", "gouji-lang"
"""Cookies: which browser, the token it gave, its language."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_SAFE = frozenset({"GET", "HEAD"})
_YEAR = 365 * 24 * 3600
ENTER = "/enter"
_OPEN = frozenset({ENTER, "/static/app.css", "/static/app.js", "/static/htmx.min.js", "/static/icon.svg"})
"""What is shown to whoever has not given the token: the page that asks for it, and what it is drawn with."""


class TooLargeError(Exception):
    """A request brings more than it may."""


class Guard:
    """ASGI middleware: Host and Origin, the token, the owner's cookie, the size of a request, headers of safety.

    ``hosts`` are the names under which the server may be called (no DNS rebinding); a request that changes something
    must come from a page of this server (no cross-site post). With a ``token`` nothing is shown without it.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str], token: str | None, most_bytes: int, lang: str
    ) -> None:
        self._app, self._hosts, self._token = app, frozenset(hosts), token
        self._most, self._lang = most_bytes, lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
        new: dict[str, str] = {}
        owner = cookies.get(OWNER, "")
        if len(owner) < 16:
            owner = new[OWNER] = secrets.token_urlsafe(16)
        scope.setdefault("state", {}).update(owner=owner, lang=self._language(scope, cookies, new))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    out[name] = value
                out.setdefault("cache-control", "no-store")
                for name, value in new.items():
                    out.append(
                        "set-cookie", f"{name}={value}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Strict"
                    )
            await send(message)

        refusal = self._refusal(scope, headers, cookies)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _counted(receive, self._most), guarded)

    def _refusal(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if host.rsplit(":", 1)[0].strip("[]") not in self._hosts and not self._is_address(host):
            return PlainTextResponse("Misdirected request\n", 421)
        if scope["method"] not in _SAFE and headers.get("origin") not in {
            f"http://{host}",
            f"https://{host}",
        }:
            return PlainTextResponse("Cross-site request refused\n", 403)
        given = cookies.get(PASS, "")
        let_in = not self._token or secrets.compare_digest(given.encode(), self._token.encode())
        if not let_in and scope["path"] not in _OPEN:
            return PlainTextResponse("", 303, {"location": ENTER})
        size = headers.get("content-length", "0")
        if size.isdigit() and int(size) > self._most:
            return PlainTextResponse("Too large\n", 413)
        return None

    def _language(self, scope: Scope, cookies: dict[str, str], new: dict[str, str]) -> str:
        """The language asked for in the address, kept for the next time, or the one kept."""
        asked = scope.get("query_string", b"").decode("latin-1").split("&")
        for lang in ("zh", "en"):
            if f"lang={lang}" in asked:
                new[LANG] = lang
                return lang
        kept = cookies.get(LANG)
        return kept if kept in {"zh", "en"} else self._lang

    def _is_address(self, host: str) -> bool:
        """Whether a server that all machines may call is called by a plain address: no name, so no rebinding."""
        if "" not in self._hosts:
            return False
        try:
            ipaddress.ip_address(host.rsplit(":", 1)[0].strip("[]"))
        except ValueError:
            return False
        return True


def hosts_of(host: str) -> set[str]:
    """The names under which a server that is bound to ``host`` may be called; an empty one stands for every address."""
    names = {"127.0.0.1", "localhost", "::1", host}
    if host in {"0.0.0.0", "::"}:
        names |= {"", socket.gethostname()}
    return names


def _counted(receive: Receive, most: int) -> Receive:
    """A request's body as it comes, as far as it may go. Raises :class:`TooLargeError` beyond."""
    received = 0

    async def counting() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise TooLargeError
        return message

    return counting
