"""Turns the address of an endpoint into what may be sent to, and into what may be shown."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from resograph.errors import UsageError

_SCHEMES: Final = frozenset({"http", "https"})
_LOOPBACK: Final = re.compile(r"(.+\.)?localhost\.?")
# What RFC 3986 lets stand in a path or a query; a percent sign is taken as the begin of an escape.
_PATH: Final = "/%:@!$&'()*+,;=~"
_QUERY: Final = f"{_PATH}?"
# A user and a password begin where no host does, even in an address that cannot be read.
_USER_INFO: Final = re.compile(r"//[^/?#]*@")
_NO_HOST: Final = re.compile(r"[ \\]")
_NOWHERE: Final = re.compile(r"[\x00-\x1f\x7f]")
_ARGUMENTS: Final = re.compile(r"[?#].*", re.DOTALL)


def wire(url: str) -> str:
    """Return an address as it is sent: ASCII, without a fragment.

    Raises:
        UsageError: it is no address of HTTP, or there is a user name or a password in it.

    >>> wire("https://example.org/données?graph=a b#top")
    'https://example.org/donn%C3%A9es?graph=a%20b'
    >>> wire("https://me:word@example.org/sparql")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: a user or a password in the address, https://example.org/sparql: ...
    """
    parts = _split(url)
    if "@" in parts.netloc:
        remedy = "take it out; set RESOGRAPH_USER and RESOGRAPH_PASSWORD, or give --credentials FILE"
        raise UsageError("usage", "a user or a password in the address", shown(url), remedy)
    try:
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
        path, query = quote(parts.path, safe=_PATH), quote(parts.query, safe=_QUERY)
    except UnicodeError:
        raise _no_address(url) from None
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


def shown(url: str) -> str:
    """Return an address as a message may name it: without user, password and query, which may hold secrets.

    >>> shown("https://me:word@example.org/sparql?key=secret#part")
    'https://example.org/sparql'
    >>> shown("no address at all")
    'no address at all'
    """
    return _ARGUMENTS.sub("", _USER_INFO.sub("//", url, count=1))


def is_private_way(url: str) -> bool:
    """Tell whether nobody can listen on the way: TLS, or a server on this very machine.

    >>> is_private_way("http://127.0.0.1:7878/query")
    True
    >>> is_private_way("http://example.org/sparql")
    False
    """
    parts = _split(url)
    host = parts.hostname or ""
    if parts.scheme == "https" or _LOOPBACK.fullmatch(host):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise _no_address(url) from None
    if not is_usable or _NO_HOST.search(parts.netloc) or _NOWHERE.search(url):
        raise _no_address(url)
    return parts


def _no_address(url: str) -> UsageError:
    return UsageError(
        "usage", "not an address of HTTP", shown(url), "it begins with https:// or http:// and the name of a host"
    )
