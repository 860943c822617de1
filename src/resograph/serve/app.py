"""Turns requests into answers: what is published at once, what has a route of its own by that, and nothing else."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, Final
from urllib.parse import quote

from starlette.routing import BaseRoute, Match, Route

from resograph.serve.address import Address, Refused, address
from resograph.serve.body import whole
from resograph.serve.headers import READING, preflight, with_safety
from resograph.serve.limits import LIMITS, Limits
from resograph.serve.representation import Answer
from resograph.serve.resources import Resources, Wanted

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOG: Final = logging.getLogger("resograph.serve")

_PAUSE: Final = 0.02
_READ: Final = ("GET", "HEAD")
_OF_A_BODY: Final = frozenset({b"content-length", b"transfer-encoding"})


class Application:
    """The server as ASGI knows it. ``limits`` are also those of the connections it is reached by."""

    def __init__(self, resources: Resources, routes: Sequence[BaseRoute] = (), limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._resources = resources
        self._routes = tuple(route for route in routes if isinstance(route, Route))
        self._routed = {route.path.split("/")[1] for route in self._routes}

    def at_once(self, method: str, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> Answer | None:
        """Answer a request that has no body; None where it has a route of its own, which takes its time."""
        wanted = _wanted(headers)
        try:
            if method in _READ:
                answer = self._resources.remembered(target, wanted)
                if answer is not None:
                    return answer
            asked = address(target)
            if self._is_routed(asked) or (method in _READ and self._resources.is_awaited(asked, wanted)):
                return None
            return self._published(method, target, asked, wanted)
        except Refused as refused:
            return self._refusal(target, refused, wanted)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the next request is to be answered
            return self._fault(method, target, error)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI has it."""
        if scope["type"] != "http":
            return
        target, headers = _target(scope), scope["headers"]
        answer = self.at_once(scope["method"], target, headers)
        if answer is not None:
            # Nobody has read a body that came with this: the connection cannot be used again.
            closing = [(b"connection", b"close")] if any(name in _OF_A_BODY for name, _ in headers) else []
            await _tell(send, scope["method"], answer, closing)
            return
        await self._by_route(scope, receive, send, target)

    async def _by_route(self, scope: Scope, receive: Receive, send: Send, target: bytes) -> None:
        started = _Started(send)
        method = scope["method"]
        try:
            asked = address(target)
            if not self._is_routed(asked):
                await _tell(send, method, await self._awaited(target, asked, _wanted(scope["headers"])))
                return
            scope = {**scope, "path": f"/{asked.path}", "root_path": ""}
            if method not in {*_READ, "OPTIONS"}:
                scope, receive = await whole(scope, receive, self.limits)
            await self._route(scope, receive, started, method)
        except Refused as refused:
            if not started.has:
                answer = self._refusal(target, refused, _wanted(scope["headers"]))
                await _tell(send, method, answer, [(b"connection", b"close")])
        except Exception as error:  # as above: what has begun is broken off, so that nobody takes it for the whole
            answer = self._fault(method, target, error)
            if started.has:
                raise
            await _tell(send, method, answer)

    async def _awaited(self, target: bytes, asked: Address, wanted: Wanted) -> Answer:
        """Answer with what is being written, once that is done."""
        until = monotonic() + self.limits.ahead_seconds
        while self._resources.is_awaited(asked, wanted):
            if monotonic() > until:
                raise Refused(503, "This page is just being written: ask again soon.", (b"retry-after", b"5"))
            await asyncio.sleep(_PAUSE)
        return self._resources.answer(target, asked, wanted)

    async def _route(self, scope: Scope, receive: Receive, send: Send, method: str) -> None:
        allowed: set[str] = set()
        for route in self._routes:
            match, child = route.matches(scope)
            if match is Match.FULL:
                await route.handle({**scope, **child}, receive, send)
                return
            if match is Match.PARTIAL:
                allowed |= route.methods or set()
        methods = sorted(allowed | {"OPTIONS"})
        if method == "OPTIONS":
            await _tell(send, method, Answer(204, preflight(methods)))
            return
        raise _not_allowed(methods)

    def _is_routed(self, asked: Address) -> bool:
        first = asked.path.partition("/")[0]
        if first not in self._routed:
            return False
        scope = {"type": "http", "path": f"/{asked.path}", "root_path": "", "method": "GET", "headers": []}
        return any(route.matches(scope)[0] is not Match.NONE for route in self._routes)

    def _published(self, method: str, target: bytes, asked: Address, wanted: Wanted) -> Answer:
        if method in _READ:
            return self._resources.answer(target, asked, wanted)
        if not self._resources.has(asked):
            raise Refused(404, "Nothing is here.")
        if method == "OPTIONS":
            return Answer(204, preflight(READING))
        raise _not_allowed(READING)

    def _refusal(self, target: bytes, refused: Refused, wanted: Wanted) -> Answer:
        here = target.partition(b"?")[0].decode("ascii", "replace")[1:]
        here = here if here.count("/") < 64 else ""  # noqa: PLR2004 -- as deep as anything can be
        answer = self._resources.error(here, refused, wanted.accept)
        answer.headers += refused.headers
        return answer

    def _fault(self, method: str, target: bytes, error: Exception) -> Answer:
        """Tell the operator in one line, and the client nothing."""
        frames = traceback.extract_tb(error.__traceback__)
        where = ", ".join(f"{'/'.join(Path(one.filename).parts[-2:])} line {one.lineno}" for one in frames[-1:])
        LOG.error("error[internal]: %s (%r), %s %r: in %s", type(error).__name__, str(error), method, target, where)
        message = "The server made a mistake. It has been noted."
        return self._resources.error("", Refused(500, message), "")


def _not_allowed(methods: Iterable[str]) -> Refused:
    named = ", ".join(methods)
    return Refused(405, f"Here one can {named}.", (b"allow", named.encode()))


class _Started:
    """A way to send that knows whether anything was sent, and sends what every answer has."""

    def __init__(self, send: Send) -> None:
        self.has = False
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has = True
            message = {**message, "headers": with_safety(message.get("headers", ()))}
        await self._send(message)


async def _tell(send: Send, method: str, answer: Answer, more: Sequence[tuple[bytes, bytes]] = ()) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": [*answer.headers, *more]})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})


def _target(scope: Scope) -> bytes:
    path = scope.get("raw_path") or quote(scope["path"]).encode()
    query = scope.get("query_string", b"")
    return b"%b?%b" % (path, query) if query else bytes(path)


def _wanted(headers: Iterable[tuple[bytes, bytes]]) -> Wanted:
    told: dict[bytes, str] = {}
    for name, value in headers:
        if name in _TOLD:
            text = value.decode("latin-1")
            told[name] = f"{told[name]}, {text}" if name in told else text
    return Wanted(*(told.get(name, "") for name in _TOLD)) if told else Wanted()


_TOLD: Final = (b"accept", b"accept-encoding", b"if-none-match", b"if-match")
