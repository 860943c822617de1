"""Turns what a request asks for, byte by byte as it came, into a path of the publication and parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes

_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_STRANGE = re.compile(r"(?:^|/)\.{1,2}(?:/|$)|//|^/")
_DEEPEST = 64
_MOST_PARAMS = 50
_JUST_NOW = 32  # a request is taken apart where it comes in, and once more where it is answered


class Refused(Exception):
    """A request that is not carried out: the status, a word for who sent it, and headers that help."""

    def __init__(self, status: int, message: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers


class Address(NamedTuple):
    """What is asked for. ``raw`` is the path before percent-encoding was undone, as some IRIs have it."""

    path: str
    raw: str
    params: Mapping[str, str]


@lru_cache(maxsize=_JUST_NOW)
def address(target: bytes) -> Address:
    """Take apart what stands in the first line of a request; the front page has the path "".

    Raises:
        Refused: 400, it cannot be an address; 404, nothing of ours can be there.

    >>> address(b"/doc/org/gsma.ttl?start=50")
    Address(path='doc/org/gsma.ttl', raw='doc/org/gsma.ttl', params={'start': '50'})
    >>> address(b"/doc/../../etc/passwd")
    Traceback (most recent call last):
    resograph.serve.address.Refused: Nothing is here.
    """
    before, _, query = target.partition(b"?")
    if not before.startswith(b"/") or _BROKEN.search(before):
        raise Refused(400, "This is no address.")
    try:
        path = unquote_to_bytes(before[1:]).decode()
        raw = before[1:].decode("ascii")
        params = _params(query) if query else {}
    except ValueError as error:
        raise Refused(400, "This is no address.") from error
    if _UNSAFE.search(path):
        raise Refused(400, "This is no address.")
    if path.count("/") >= _DEEPEST or _STRANGE.search(path):
        raise Refused(404, "Nothing is here.")
    return Address(path, raw, params)


def _params(query: bytes) -> dict[str, str]:
    """Read what follows the question mark; of what is said twice, the first counts."""
    found = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMS)
    return dict(reversed(found))
