"""Turns what somebody calls the address of a publication into one that paths can follow."""

from __future__ import annotations

import re

from resograph.errors import UsageError

# What may stand in it is written into the settings of web servers, so nothing in it may mean anything there.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*/?", re.IGNORECASE)
_STEPS = frozenset({".", ".."})


def public_address(text: str) -> str:
    """Return an address with a slash at its end; "" where there is none.

    Raises:
        UsageError: it is not the address of a folder on a web server.

    >>> public_address("https://example.org/reports"), public_address("")
    ('https://example.org/reports/', '')
    >>> public_address("ftp://example.org")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: not the address of a site, --address ftp://example.org: give one like ...
    """
    if text and (not _ADDRESS.fullmatch(text) or _STEPS & set(text.split("/"))):
        remedy = "give one like https://example.org/reports/, in ASCII, without query and fragment"
        raise UsageError("usage", "not the address of a site", f"--address {text}", remedy)
    return f"{text.rstrip('/')}/" if text else ""
