"""Turns the options `--credentials` and `--timeout` into an endpoint that is asked so long and so much."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

from resograph.errors import UsageError

if TYPE_CHECKING:
    from resograph.endpoint import Endpoint

_NO_LIMIT = 10.0 * 365 * 24 * 60 * 60  # no limit of ours; the timer of a request ends it after 24.8 days all the same


def refuse_no_number(seconds: float) -> None:
    """Refuse what is no number of seconds; raises ``UsageError``.

    >>> refuse_no_number(0.0)
    >>> refuse_no_number(float("nan"))
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: no number of seconds (nan), --timeout: give it some, or 0 for any number
    """
    if not 0 <= seconds < math.inf:  # "nan" and "inf" are numbers to click
        raise UsageError("usage", f"no number of seconds ({seconds})", "--timeout", "give it some, or 0 for any number")


def endpoint(file: str | None, seconds: float, **limits: int) -> Endpoint:
    """Return an endpoint that has the credentials of a file, else of the environment; 0 seconds are any number.

    Raises:
        UsageError: that is no number of seconds.
        InputError: the credentials cannot be read, or do not fit together.

    >>> endpoint(None, 0, bytes=1000).patience.bytes
    1000
    >>> endpoint("no such file", 60)
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no such file: check the path
    """
    from resograph.endpoint import Endpoint, Patience, credentials

    refuse_no_number(seconds)
    return Endpoint(credentials(os.environ, file), Patience(seconds=seconds or _NO_LIMIT, **limits))
