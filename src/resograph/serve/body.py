"""Turns the body of a request, as it trickles in, into one that is whole, unpacked and not too large."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from resograph.serve.address import Refused
from resograph.serve.limits import Limits

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_GZIP: Final = 31
_ZLIB: Final = 15
_WINDOWS: Final = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _ZLIB}
_READ_ON: Final = 4
_SECONDS_TO_READ_ON: Final = 2.0


async def whole(scope: Scope, receive: Receive, limits: Limits) -> tuple[Scope, Receive]:
    """Read the body of a request to its end; return the request as if it had come whole and not packed.

    Raises:
        Refused: 413, it is too large, before or after it is unpacked; 408, it took too long; 415, nobody can unpack
            it; 400, it ended before its end, or is not what it says.
    """
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length) > limits.body_bytes:
        if headers.get(b"expect", b"").lower() != b"100-continue":
            await _read_on(receive, limits)
        raise _too_large(limits)
    try:
        async with asyncio.timeout(limits.body_seconds):
            body, is_whole = await _read(receive, limits)
    except TimeoutError as error:
        raise Refused(408, "The request took too long to come.") from error
    if len(body) > limits.body_bytes:
        if not is_whole:
            await _read_on(receive, limits)
        raise _too_large(limits)
    body = unpacked(body, headers.get(b"content-encoding", b"").decode("latin-1"), limits)
    kept = [one for one in scope["headers"] if one[0] not in {b"content-encoding", b"content-length"}]
    scope = {**scope, "headers": [*kept, (b"content-length", str(len(body)).encode())]}
    return scope, _again(body, receive)


def unpacked(body: bytes, coding: str, limits: Limits) -> bytes:
    """Unpack a body, as far as it may grow.

    >>> unpacked(zlib.compress(b"ASK {}"), "deflate", Limits())
    b'ASK {}'
    >>> unpacked(zlib.compress(bytes(1000)), "deflate", Limits(body_bytes=100))
    Traceback (most recent call last):
    resograph.serve.address.Refused: A request may have 100 bytes, unpacked too.
    """
    name = coding.strip().lower()
    if name in {"", "identity"}:
        return body
    if name not in _WINDOWS:
        raise Refused(415, "A request may be packed by gzip or deflate.")
    unpacker = zlib.decompressobj(_WINDOWS[name])
    try:
        found = unpacker.decompress(body, limits.body_bytes + 1)
    except zlib.error as error:
        raise Refused(400, f"This is not packed by {name}.") from error
    if len(found) > limits.body_bytes:
        raise _too_large(limits)
    if not unpacker.eof or unpacker.unused_data:
        raise Refused(400, f"This is not packed by {name}.")
    return found


async def _read(receive: Receive, limits: Limits) -> tuple[bytes, bool]:
    """Read a body to its end, or until it is too large; tell whether it has ended."""
    pieces, left, more = [], limits.body_bytes, True
    while more and left >= 0:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "The request has no end.")
        pieces.append(message.get("body", b""))
        left -= len(pieces[-1])
        more = message.get("more_body", False)
    return b"".join(pieces), not more


async def _read_on(receive: Receive, limits: Limits) -> None:
    """Let some more come: who is sending does not hear an answer before the end, if it comes too soon."""
    left = _READ_ON * limits.body_bytes
    try:
        async with asyncio.timeout(min(_SECONDS_TO_READ_ON, limits.body_seconds)):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what hands over a body once, and then tells when the client goes away."""
    is_read = False

    async def hand_over() -> MutableMapping[str, Any]:
        nonlocal is_read
        if is_read:
            return await receive()
        is_read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return hand_over


def _too_large(limits: Limits) -> Refused:
    return Refused(413, f"A request may have {limits.body_bytes} bytes, unpacked too.")
