"""Turns one request into one answer by libcurl, which keeps the time, the redirects and the credentials."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast
from urllib.parse import urlsplit

import pycurl

from resograph.endpoint import fault
from resograph.endpoint.address import is_private_way, shown
from resograph.endpoint.exchange import Request, Response
from resograph.endpoint.secret import Credentials
from resograph.endpoint.words import first_line

_IN_MEMORY: Final = 1 << 23
_QUOTED: Final = 1 << 14
_MOST_REDIRECTS: Final = 5
_CONNECTING: Final = 10.0
_LONGEST: Final = (1 << 31) - 1
_SLACK: Final = 0.05
# pycurl has no name for it.
_BEARER: Final = 1 << 6
_SUCCESS: Final = range(200, 300)
_STATUS: Final = re.compile("HTTP/[0-9.]+ ([0-9]{3})")
_NOTHING_WRITTEN: Final = 0
_AGENT: Final = "resograph"
_WRONG: Final = "check the user and the password, or the token"
_ELSEWHERE: Final = "it redirects, and credentials do not go to another server: use the final address"
_IN_CLEAR: Final = (
    "check the user and the password; over plain http one that is not asked for by digest is not sent: "
    "use https, or allow it by plain_http = true in a file of credentials"
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one try may take, and what it may give."""

    deadline: float
    bytes: int
    expected: frozenset[int]
    credentials: Credentials
    tell: Callable[[int], object]


class _Spool(SpooledTemporaryFile[bytes]):
    """A temporary file that is closed when it is let go, wherever that is: an answer may be read long after."""

    def __del__(self) -> None:
        self.close()


def _spool() -> IO[bytes]:
    return cast("IO[bytes]", _Spool(_IN_MEMORY))


@dataclass(slots=True)
class _Arrival:
    """What has come so far. Other than success it is kept to the length of a quotation."""

    bounds: Bounds
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: IO[bytes] = field(default_factory=_spool)
    size: int = 0
    is_enough: bool = False

    @property
    def is_welcome(self) -> bool:
        return self.status in _SUCCESS or self.status in self.bounds.expected

    def header(self, line: bytes) -> None:
        """Take a line of the head; each answer on the way to the last begins anew."""
        if self.size:
            return
        text = line.decode("latin-1")
        if begin := _STATUS.match(text):
            self.headers.clear()
            self.status = int(begin[1])
        else:
            name, _, value = text.partition(":")
            self.headers[name.strip().lower()] = value.strip()

    def write(self, data: bytes) -> int | None:
        """Take a piece of the body as it is unpacked, and stop the transfer when there is enough."""
        self.size += len(data)
        self.is_enough = self.size > (self.bounds.bytes if self.is_welcome else _QUOTED)
        if self.is_enough:
            return _NOTHING_WRITTEN
        self.body.write(data)
        return None

    def progress(self, _expected: int, _received: int, _to_send: int, sent: int) -> None:
        """Tell how much has been sent; libcurl calls this at least once a second, so Ctrl-C is heard, too."""
        self.bounds.tell(sent)


def transfer(curl: pycurl.Curl, request: Request, bounds: Bounds) -> Response:
    """Send a request once.

    Raises:
        Fault: there is no answer, or none that was asked for.
    """
    arrival = _Arrival(bounds)
    try:
        _set_request(curl, request)
        _set_limits(curl, request, bounds)
        _set_credentials(curl, request, bounds.credentials)
        _receive(curl, request, arrival)
    finally:
        # The connection is kept; what was set, and with it the answer, is let go.
        curl.reset()
    arrival.body.seek(0)
    return Response(arrival.status, arrival.headers.get("content-type", ""), arrival.body, arrival.headers)


def _receive(curl: pycurl.Curl, request: Request, arrival: _Arrival) -> None:
    curl.setopt(pycurl.HEADERFUNCTION, arrival.header)
    curl.setopt(pycurl.WRITEFUNCTION, arrival.write)
    curl.setopt(pycurl.NOPROGRESS, 0)
    curl.setopt(pycurl.XFERINFOFUNCTION, arrival.progress)
    try:
        curl.perform()
    except pycurl.error as error:
        _judge_break(arrival, *error.args)
    if not arrival.is_welcome:
        raise _refusal(curl, request, arrival)


def _set_request(curl: pycurl.Curl, request: Request) -> None:
    curl.setopt(pycurl.URL, request.url)
    curl.setopt(pycurl.USERAGENT, _AGENT)
    curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in request.headers.items()])
    curl.setopt(pycurl.ACCEPT_ENCODING, "")
    if request.method == "POST":
        curl.setopt(pycurl.POST, 1)
        curl.setopt(pycurl.POSTFIELDS, request.body)
    elif request.method == "HEAD":
        curl.setopt(pycurl.NOBODY, 1)
    elif request.method != "GET":
        if request.body:
            curl.setopt(pycurl.POSTFIELDS, request.body)
        curl.setopt(pycurl.CUSTOMREQUEST, request.method)


def _set_limits(curl: pycurl.Curl, request: Request, bounds: Bounds) -> None:
    left = bounds.deadline - time.monotonic()
    web = pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS
    curl.setopt(pycurl.TIMEOUT_MS, max(1, int(min(left * 1000, _LONGEST))))
    curl.setopt(pycurl.CONNECTTIMEOUT_MS, int(_CONNECTING * 1000))
    curl.setopt(pycurl.MAXFILESIZE_LARGE, bounds.bytes)
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.NETRC, pycurl.NETRC_IGNORED)
    curl.setopt(pycurl.PROTOCOLS, web)
    curl.setopt(pycurl.REDIR_PROTOCOLS, web)
    curl.setopt(pycurl.FOLLOWLOCATION, int(request.follows))
    curl.setopt(pycurl.MAXREDIRS, _MOST_REDIRECTS)
    # A question asked by POST stays one; after 303 the answer is fetched by GET.
    curl.setopt(pycurl.POSTREDIR, pycurl.REDIR_POST_301 | pycurl.REDIR_POST_302)
    # On a connection that was kept, libcurl itself sends once more when it finds it closed.
    curl.setopt(pycurl.FRESH_CONNECT, int(not request.idempotent))
    # libcurl does not look for SSL_CERT_FILE and SSL_CERT_DIR, as other programs do.
    trusted = ssl.get_default_verify_paths()
    if trusted.cafile:
        curl.setopt(pycurl.CAINFO, trusted.cafile)
    if trusted.capath:
        curl.setopt(pycurl.CAPATH, trusted.capath)


def _set_credentials(curl: pycurl.Curl, request: Request, credentials: Credentials) -> None:
    """Hand over what may go there: in the clear nothing but the answer to a digest's challenge."""
    curl.setopt(pycurl.UNRESTRICTED_AUTH, 0)
    if credentials.token:
        curl.setopt(pycurl.HTTPAUTH, _BEARER)
        curl.setopt(pycurl.XOAUTH2_BEARER, credentials.token.encode())
    elif credentials.user:
        in_clear = 0 if _is_held_back(request, credentials) else pycurl.HTTPAUTH_BASIC
        curl.setopt(pycurl.HTTPAUTH, pycurl.HTTPAUTH_DIGEST | in_clear)
        curl.setopt(pycurl.USERNAME, credentials.user.encode())
        curl.setopt(pycurl.PASSWORD, credentials.password.encode())


def _judge_break(arrival: _Arrival, number: int, text: str) -> None:
    """Name what broke the transfer, unless the server had begun to say why by itself."""
    if not arrival.is_welcome and arrival.size:
        return
    if arrival.is_enough or number == pycurl.E_FILESIZE_EXCEEDED:
        what = f"the answer is larger than {arrival.bounds.bytes} bytes"
        raise fault.Fault(fault.ANSWER, what, "ask for less, with LIMIT for one") from None
    if number == pycurl.E_OPERATION_TIMEDOUT:
        in_time = time.monotonic() < arrival.bounds.deadline - _SLACK
        raise fault.unconnected() if in_time else fault.slow()
    if number == pycurl.E_UNSUPPORTED_PROTOCOL and arrival.status in fault.REDIRECTS:
        raise fault.Fault(fault.MOVED, "a redirect to something that is not HTTP", "use the final address")
    raise fault.of_curl(number, text)


def _refusal(curl: pycurl.Curl, request: Request, arrival: _Arrival) -> fault.Fault:
    arrival.body.seek(0)
    credentials = arrival.bounds.credentials
    words = first_line(arrival.headers.get("content-type", ""), arrival.body.read(_QUOTED), credentials.hidden)
    target = curl.getinfo(pycurl.REDIRECT_URL)
    if arrival.status in fault.REDIRECTS and target:
        words = f"it is at {shown(str(target))}"
    refused = fault.of_status(arrival.status, arrival.headers, words)
    if credentials and arrival.status == HTTPStatus.UNAUTHORIZED:
        # Not by the count of redirects: libcurl counts the request that it repeats with the password, too.
        is_elsewhere = _origin(str(curl.getinfo(pycurl.EFFECTIVE_URL))) != _origin(request.url)
        refused.remedy = _ELSEWHERE if is_elsewhere else _IN_CLEAR if _is_held_back(request, credentials) else _WRONG
    return refused


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _is_held_back(request: Request, credentials: Credentials) -> bool:
    """Tell whether a password may only be proved there, not sent."""
    return bool(credentials.user) and not credentials.plain_http and not is_private_way(request.url)
