"""Turns what went wrong in one try into a fault that says what happened, and whether another try may help."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import pycurl

UNREACHABLE: Final = "endpoint-unreachable"
SLOW: Final = "endpoint-slow"
DENIED: Final = "endpoint-denied"
FAILED: Final = "endpoint-failed"
ANSWER: Final = "endpoint-answer"
MOVED: Final = "endpoint-moved"

REDIRECTS: Final = range(300, 400)
_AGAIN: Final = frozenset({429, 502, 503, 504})
_CHECK_ADDRESS: Final = "check the address, and that the server runs"
_CHECK_TLS: Final = "check the address and the certificate of the server; SSL_CERT_FILE names other authorities"
_CUT: Final = "try again, or look into the log of the server"
_NO_HTTP: Final = "check the address: a server for something else may listen there"

# What libcurl reports: the code, the words, the remedy, and whether it may pass.
_OF_CURL: Final[Mapping[int, tuple[str, str, str, bool]]] = {
    pycurl.E_COULDNT_RESOLVE_PROXY: (UNREACHABLE, "the name of the proxy is not known", _CHECK_ADDRESS, True),
    pycurl.E_COULDNT_RESOLVE_HOST: (UNREACHABLE, "the name of the host is not known", _CHECK_ADDRESS, True),
    pycurl.E_COULDNT_CONNECT: (UNREACHABLE, "nothing answers there", _CHECK_ADDRESS, True),
    pycurl.E_SSL_CONNECT_ERROR: (UNREACHABLE, "no secure connection can be made", _CHECK_TLS, True),
    pycurl.E_PEER_FAILED_VERIFICATION: (UNREACHABLE, "the certificate is not trusted", _CHECK_TLS, False),
    pycurl.E_SSL_CACERT_BADFILE: (UNREACHABLE, "the trusted certificates cannot be read", _CHECK_TLS, False),
    pycurl.E_SEND_ERROR: (UNREACHABLE, "the connection broke while sending", _CUT, True),
    pycurl.E_GOT_NOTHING: (ANSWER, "the connection was closed without an answer", _CUT, True),
    pycurl.E_PARTIAL_FILE: (ANSWER, "the answer is cut off", _CUT, True),
    pycurl.E_RECV_ERROR: (ANSWER, "the connection broke within the answer", _CUT, True),
    pycurl.E_BAD_CONTENT_ENCODING: (ANSWER, "the answer cannot be unpacked", _CUT, False),
    pycurl.E_TOO_MANY_REDIRECTS: (MOVED, "too many redirects, or a circle of them", "use the final address", False),
}
_OTHER: Final = (ANSWER, "the answer is no HTTP", _NO_HTTP, False)


_STATUSES: Final = frozenset(HTTPStatus)
_LOOK: Final = "look into the log of the server"
_REMEDIES: Final[Mapping[int, str]] = {
    400: "mend what is asked for; the server may not know all of SPARQL 1.1",
    401: "set RESOGRAPH_USER and RESOGRAPH_PASSWORD, or RESOGRAPH_TOKEN, or give --credentials FILE",
    403: "ask whoever runs it for the right to do this",
    404: "check the address: the endpoint lies at another path",
    405: "check the address: this path does something else",
    406: "check the address: this path does not speak SPARQL 1.1",
    413: "raise the limit of the server, or send less",
    415: "check the address and the kind of store",
    429: "try again later",
    502: "try again later",
    503: "try again later",
    504: "try again later, or ask for less",
}


class Fault(Exception):
    """One try that failed."""

    def __init__(self, code: str, what: str, remedy: str) -> None:
        """Keep what a message is made of; nothing is tried again unless :attr:`passing` says so."""
        super().__init__(code, what, remedy)
        self.code = code
        self.what = what
        self.remedy = remedy
        self.passing = False
        self.wait: float | None = None


def of_curl(number: int, text: str) -> Fault:
    """Return what libcurl reports by number; of TLS and of what is rare it quotes libcurl's own words.

    >>> of_curl(pycurl.E_COULDNT_CONNECT, "Failed to connect").what
    'nothing answers there'
    >>> of_curl(pycurl.E_FTP_WEIRD_SERVER_REPLY, "Weird server reply").what
    'the answer is no HTTP (Weird server reply)'
    """
    code, what, remedy, passing = _OF_CURL.get(number, _OTHER)
    fault = Fault(
        code, f"{what} ({text})" if text and (remedy is _CHECK_TLS or number not in _OF_CURL) else what, remedy
    )
    fault.passing = passing
    return fault


def slow() -> Fault:
    """Return that the time was up.

    >>> slow().passing
    False
    """
    return Fault(SLOW, "no whole answer in the time given", "give it longer with --timeout, or ask for less")


def unconnected() -> Fault:
    """Return that no connection was made in the time for one.

    >>> unconnected().passing
    True
    """
    fault = Fault(UNREACHABLE, "no connection is made", _CHECK_ADDRESS)
    fault.passing = True
    return fault


def of_status(status: int, headers: Mapping[str, str], words: str) -> Fault:
    """Return what a server says by a status that is no success; ``words`` are its own.

    >>> of_status(503, {"retry-after": "2"}, "").wait
    2.0
    >>> of_status(400, {}, "Parse error").what
    'the endpoint answers 400 Bad Request ("Parse error")'
    """
    name = HTTPStatus(status).phrase if status in _STATUSES else ""
    quoted = f' ("{words}")' if words else ""
    code = DENIED if status in {401, 403} else MOVED if status in REDIRECTS else FAILED
    fault = Fault(code, f"the endpoint answers {status} {name}".rstrip() + quoted, _REMEDIES.get(status, _LOOK))
    fault.passing = status in _AGAIN
    fault.wait = _asked_to_wait(headers)
    return fault


def _asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After: seconds, or a date, which is held against the server's own clock and not ours."""
    stated = headers.get("retry-after", "")
    if stated.isascii() and stated.isdecimal():
        return float(stated[:9])
    try:
        until, now = (parsedate_to_datetime(text) for text in (stated, headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
