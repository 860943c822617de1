"""Turns a reply into an HTTP response: headers that tell what it is, and a body as fast as it is taken."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from http import HTTPStatus

from resograph.errors import ResographError
from resograph.pages.ask import Shown
from resograph.serve.headers import FRESH, PRIVATE, Header, preflight, with_safety
from resograph.serve.negotiate import chosen, coding, tags
from resograph.serve.sparql.forms import Form, content_type
from resograph.serve.sparql.gate import packer
from resograph.serve.sparql.limits import LIMITS
from resograph.serve.sparql.question import Reply
from resograph.serve.sparql.request import Refusal, Scope, Send, header

Write = Callable[[Shown | None, str], bytes]

_PIECE = 1 << 16
_WORTH_PACKING = 500
_VARY = (b"vary", b"Accept, Accept-Encoding")
_EXPOSED = (
    b"access-control-expose-headers",
    b"ETag, Link, Location, Content-Location, Retry-After, X-Resograph-Truncated",
)
_TRUNCATED = b"x-resograph-truncated"
_ERRORS: Mapping[str, int] = {"query-timeout": 504, "server-busy": 503, "worker-died": 503}
_LATER = {"Retry-After": "2"}
_TYPES = {"text": "text/plain", "html": "text/html"}


def refusal_of(error: ResographError) -> Refusal:
    """Return what is answered when a question found no answer.

    >>> from resograph.errors import CheckError
    >>> refusal_of(CheckError("query-timeout", "no answer", "query", "ask for less")).status
    504
    """
    status = _ERRORS.get(error.code, 500)
    return Refusal(status, error, _LATER if status == HTTPStatus.SERVICE_UNAVAILABLE else {})


def is_packed(scope: Scope) -> bool:
    """Tell whether an answer may be sent as gzip.

    >>> is_packed({"headers": [(b"accept-encoding", b"br, gzip")]}), is_packed({"headers": []})
    (True, False)
    """
    return coding(header(scope, b"accept-encoding"), ("gzip",)) == "gzip"


async def send_preflight(send: Send, methods: Sequence[str]) -> None:
    """Answer what a browser asks before it asks on behalf of another site's page."""
    await _send(send, 204, preflight(methods), b"")


async def send_refusal(scope: Scope, send: Send, refusal: Refusal, paper: tuple[Write, Sequence[Header]]) -> None:
    """Say why there is no result: in a line, to a browser as a page."""
    line = str(refusal.error)
    is_page = chosen(_TYPES, header(scope, b"accept"), ("text",)) == "html"
    body = paper[0](None, line) if is_page else f"{line}\n".encode()
    headers: list[Header] = [
        (b"content-type", b"text/html; charset=utf-8" if is_page else b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", PRIVATE),
        _VARY,
        _EXPOSED,
        *((name.lower().encode(), value.encode()) for name, value in refusal.headers.items()),
        *(paper[1] if is_page else ()),
    ]
    await _send(send, refusal.status, with_safety(headers), b"" if scope["method"] == "HEAD" else body)


async def send_reply(scope: Scope, send: Send, reply: Reply, form: Form, patience: float) -> None:
    """Send an answer; the file that holds a large one is closed in any case."""
    try:
        tag = "-".join(filter(None, (reply.tag, form.media_type.rpartition("/")[2], reply.packed)))
        headers: list[Header] = [(b"content-type", content_type(form).encode())]
        if reply.packed:
            headers.append((b"content-encoding", reply.packed.encode()))
        if reply.cut:
            headers.append((_TRUNCATED, reply.cut.encode()))
        if reply.is_fleeting:
            headers.append((b"cache-control", PRIVATE))
        await _send_found((scope, send), f'"{tag}"', headers, reply, patience)
    finally:
        if reply.spool is not None:
            os.close(reply.spool)


async def send_written(scope: Scope, send: Send, body: bytes, form: Form, more: Sequence[Header] = ()) -> None:
    """Send what was written here: a page, a description."""
    headers: list[Header] = [(b"content-type", content_type(form).encode()), *more]
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    if len(body) > _WORTH_PACKING and is_packed(scope):
        headers.append((b"content-encoding", b"gzip"))
        tag = f'{tag[:-1]}-gzip"'
        packing = packer()
        body = packing.compress(body) + packing.flush()
    await _send_found((scope, send), tag, headers, Reply(200, body=body, size=len(body)), LIMITS.patience)


async def _send_found(
    way: tuple[Scope, Send], tag: str, headers: Sequence[Header], reply: Reply, patience: float
) -> None:
    scope, send = way
    is_read = scope["method"] in ("GET", "HEAD")
    said = [one for one in headers if one[0] == b"cache-control"]
    shared: list[Header] = [*(said or [(b"cache-control", FRESH if is_read else PRIVATE)]), _VARY, _EXPOSED]
    headers = [one for one in headers if one not in said]
    if is_read:
        shared.append((b"etag", tag.encode()))
        known = tags(header(scope, b"if-none-match"))
        if known and (tag in known or "*" in known):
            await _send(send, 304, with_safety(shared), b"")
            return
    sized = with_safety([*headers, *shared, (b"content-length", str(reply.size).encode())])
    if scope["method"] == "HEAD" or reply.spool is None:
        await _send(send, 200, sized, b"" if scope["method"] == "HEAD" else reply.body)
    else:
        await _send_spool(send, sized, reply.spool, patience)


async def _send(send: Send, status: int, headers: Sequence[Header], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _send_spool(send: Send, headers: Sequence[Header], spool: int, patience: float) -> None:
    """Send a file as fast as it is taken, no faster; who takes nothing for a while is left."""
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    place = 0
    try:
        while piece := os.pread(spool, _PIECE, place):
            place += len(piece)
            async with asyncio.timeout(patience):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
    except TimeoutError as error:
        raise ConnectionResetError from error  # the server cuts what is not whole, so the client notices
    await send({"type": "http.response.body", "body": b""})
