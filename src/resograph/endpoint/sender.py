"""Turns a request into a whole answer, trying again where that does no harm and may help."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import pycurl
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_any, stop_before_delay
from tenacity.wait import wait_exponential, wait_random

from resograph.endpoint.address import is_private_way, shown, wire
from resograph.endpoint.exchange import Patience, Request, Response
from resograph.endpoint.fault import Fault
from resograph.endpoint.secret import Credentials
from resograph.endpoint.transfer import Bounds, transfer
from resograph.errors import EndpointError, UsageError

_BACK_OFF: Final = wait_exponential(multiplier=0.25, max=8) + wait_random(0, 0.25)


def _untold(_sent: int) -> None:
    """Tell nobody how much has been sent."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that is asked: who asks, how patiently, and who is told of the progress.

    The connection is kept from one request to the next. One request at a time: it is not for several threads.
    """

    credentials: Credentials = field(default_factory=Credentials)
    patience: Patience = field(default_factory=Patience)
    tell: Callable[[int], object] = _untold
    _curl: pycurl.Curl = field(default_factory=pycurl.Curl, repr=False, compare=False)

    def send(self, request: Request, *expected: int) -> Response:
        """Send a request and return the whole answer; its status is a success, or one of those expected.

        Raises:
            UsageError: the address cannot be used, or the credentials would be readable on the way.
            EndpointError: nothing answers, not in time, not what can be an answer, or with any other status.

        >>> Endpoint().send(Request("GET", "urn:x", {}))
        Traceback (most recent call last):
        resograph.errors.UsageError: error[usage]: not an address of HTTP, urn:x: it begins with ...
        """
        sendable = replace(request, url=wire(request.url))
        self._keep_the_token(sendable.url)
        deadline = time.monotonic() + self.patience.seconds
        bounds = Bounds(deadline, self.patience.bytes, frozenset(expected), self.credentials, self.tell)
        retrying = self._retrying(request)
        try:
            response = retrying(transfer, self._curl, sendable, bounds)
            return replace(response, tries=int(retrying.statistics["attempt_number"]))
        except Fault as fault:
            tries = int(retrying.statistics["attempt_number"])
            what = fault.what if tries == 1 else f"{fault.what}, after {tries} tries"
            raise EndpointError(fault.code, what, shown(request.url), fault.remedy) from None

    def _retrying(self, request: Request) -> Retrying:
        tries = self.patience.tries if request.idempotent else 1
        return Retrying(
            stop=stop_any(stop_after_attempt(tries), stop_before_delay(self.patience.seconds)),
            wait=_pause,
            retry=retry_if_exception(lambda error: isinstance(error, Fault) and error.passing),
            reraise=True,
        )

    def _keep_the_token(self, url: str) -> None:
        if self.credentials.token and not self.credentials.plain_http and not is_private_way(url):
            remedy = "use https, or allow it by plain_http = true in a file of credentials"
            raise UsageError("usage", "a token would go over plain http, for all to read", shown(url), remedy)


def _pause(state: RetryCallState) -> float:
    """Wait as long as the server asks, and never all at the same moment."""
    failed = state.outcome.exception() if state.outcome else None
    asked = failed.wait if isinstance(failed, Fault) else None
    return max(asked or 0.0, _BACK_OFF(state))
