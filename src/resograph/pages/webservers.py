"""Turns the table of forms into what Apache and nginx have to be told, so that they send files as our server does.

A file system knows no Accept header. Both programs choose among the files of a page by rules made here: for each
preference that a header can state, from the least to the greatest, a pattern that finds the form preferred so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from resograph.pages.publication import MEDIA_TYPES, RDF_FORMS
from resograph.pages.template import render

HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Location, Content-Location",
        "Cache-Control": "public, max-age=60, must-revalidate",
    }
)
"""What is sent with every file: what our own server sends (serve/headers.py)."""

PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""What a picture may do that is looked at by itself: be styled by what stands in it."""

FILE_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {**MEDIA_TYPES, "nq": "application/n-quads", "trig": "application/trig", "webmanifest": "application/manifest+json"}
)
"""The media types of all files of a site: of the forms of pages, and of what can be downloaded."""

ANY: Final = "any"
"""What is chosen for who takes anything: data where there are some to be linked to, elsewhere what people read."""
DATA_FIRST: Final = ("doc/", "def", "dataset", ".well-known/")
"""What the paths begin with at which there are data, as on our own server (serve/resources.py)."""

_PAGE_FORMS: Final = ("html", *RDF_FORMS)
_CHARSET: Final = "; charset=utf-8"
_START: Final = r"(?:^|,)\s*"
_OTHERS: Final = r"\s*(?:;(?!\s*q=)[^,;]*)*"
_WHOLE: Final = rf"{_OTHERS}(?:;\s*q=1[.0]*\s*)?(?:,|$)"


@dataclass(frozen=True, slots=True)
class Choice:
    """A pattern of an Accept header, and the form to send where it fits; a later choice overrules an earlier one."""

    pattern: str
    form: str


def choices() -> Iterator[Choice]:
    """Yield the choices of a form by an Accept header, the last one that fits being the right one.

    >>> accept = "text/html;q=0.5, text/turtle;q=0.9, */*;q=0.1"
    >>> [choice.form for choice in choices() if re.search(choice.pattern, accept)][-1]
    'ttl'
    >>> [choice.form for choice in choices() if re.search(choice.pattern, "image/png")]
    []
    """
    yield Choice("^$", ANY)
    for quality in (_fraction("0[1-9]"), *(_fraction(str(tenth)) for tenth in range(1, 10)), _WHOLE):
        yield Choice(rf"{_START}application/\*{quality}", "jsonld")
        yield Choice(rf"{_START}(?:\*/\*|text/\*){quality}", ANY)
        for form in reversed(_PAGE_FORMS):
            yield Choice(f"{_START}{_pattern(form)}{quality}", form)


def apache(address: str) -> bytes:
    """Write the ``.htaccess`` of a site; where an address is known, names of things lead to that.

    >>> b"ErrorDocument 404 /reports/404.html" in apache("https://example.org/reports/")
    True
    """
    return render("htaccess", **_model(address)).encode()


def nginx(address: str) -> bytes:
    """Write what is to be included in a ``server`` of nginx, below the path of an address.

    >>> b"location = /reports/ {" in nginx("https://example.org/reports/")
    True
    >>> b"location = / {" in nginx("")
    True
    """
    return render("nginx.conf", **_model(address)).encode()


def prefix_of(address: str) -> str:
    """Return the path of an address, which is "/" where nobody told one.

    >>> prefix_of("https://example.org/reports/"), prefix_of("")
    ('/reports/', '/')
    """
    return urlsplit(address).path or "/"


def _model(address: str) -> dict[str, object]:
    types = {form: media_type.removesuffix(_CHARSET) for form, media_type in FILE_TYPES.items()}
    texts = sorted({types[form] for form, media_type in FILE_TYPES.items() if media_type.endswith(_CHARSET)})
    return {
        "address": address,
        "choices": list(choices()),
        "file_types": FILE_TYPES,
        "data_first": "|".join(map(re.escape, DATA_FIRST)),
        "forms": tuple(MEDIA_TYPES),
        "headers": HEADERS,
        "picture_policy": PICTURE_POLICY,
        "packed": sorted(set(types.values()) - {"text/html"}),
        "prefix": prefix_of(address),
        "prefix_pattern": re.escape(prefix_of(address)).replace(r"\-", "-"),
        "texts": [text for text in texts if text != "text/html"],
        "types": types,
    }


def _pattern(form: str) -> str:
    return re.escape(MEDIA_TYPES[form].partition(";")[0]).replace(r"\-", "-")


def _fraction(digits: str) -> str:
    return rf"{_OTHERS};\s*q=0?\.{digits}"
