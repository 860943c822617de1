"""Turns what a browser is to be told with every answer into headers."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

Header = tuple[bytes, bytes]

_POLICY: Final = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A picture is styled by what stands in it, and does nothing.
PICTURE: Final = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
CSP: Final = b"content-security-policy"

SAFETY: Final[tuple[Header, ...]] = (
    (CSP, _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    # The data are public: anybody may use them from anywhere.
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
ANYBODY: Final[tuple[Header, ...]] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Content-Location"),
)
FRESH: Final = b"public, max-age=60, must-revalidate"
"""IRIs stay while releases change: a page may be a minute old, and is asked for again after that."""
LASTING: Final = b"public, max-age=3600"
PRIVATE: Final = b"no-store"

READING: Final = ("GET", "HEAD", "OPTIONS")


def with_safety(headers: Iterable[Header]) -> list[Header]:
    """Add to headers what every answer has, unless it stands there.

    >>> dict(with_safety([(b"x-frame-options", b"SAMEORIGIN")]))[b"x-frame-options"]
    b'SAMEORIGIN'
    """
    given = list(headers)
    names = {name.lower() for name, _ in given}
    return [*given, *(one for one in (*SAFETY, *ANYBODY) if one[0] not in names)]


def with_policy(headers: Iterable[Header], policy: bytes) -> list[Header]:
    """Put another content policy in the place of the usual one.

    >>> with_policy([(b"content-security-policy", b"")], b"sandbox")
    [(b'content-security-policy', b'sandbox')]
    """
    return [*(one for one in headers if one[0] != CSP), (CSP, policy)]


def head(status: int, headers: Iterable[Header]) -> bytes:
    """Write the first lines of an answer as they go over the wire, without the date and the empty line.

    >>> head(404, [(b"allow", b"GET")])
    b'HTTP/1.1 404 Not Found\\r\\nallow: GET\\r\\n'
    """
    lines = b"".join(b"%b: %b\r\n" % one for one in headers)
    return b"HTTP/1.1 %d %b\r\n%b" % (status, HTTPStatus(status).phrase.encode(), lines)


def preflight(methods: Iterable[str]) -> list[Header]:
    """Answer a browser that asks what a page of another site may do here: ask, without saying who it is.

    >>> dict(preflight(("GET",)))[b"allow"]
    b'GET'
    """
    allowed = ", ".join(methods).encode()
    return with_safety(
        [
            (b"allow", allowed),
            (b"access-control-allow-methods", allowed),
            (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match, Range"),
            (b"access-control-max-age", b"86400"),
        ]
    )
