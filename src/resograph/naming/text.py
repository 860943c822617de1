"""Turns the text of a report into text that RDF, XML and IRIs can hold."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote

# What XML 1.0 has no character for, and lone surrogates, which UTF-8 has no bytes for.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212/"), "-")
_UNSEEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_QUOTES = "'\"\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u00ab\u00bb\u00b4`"
_TITLED = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, _UNSEEN + _QUOTES)),
}
_TITLE_END = re.compile(r"(?: \([^()]{0,100}[0-9]{4}\))?[ .;,:]{0,20}\Z")
_CUT_ESCAPE = re.compile(r"%.?$")
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_LONGEST = 100
_KEPT = 80


def is_storable(text: str) -> bool:
    """Tell whether every character can be written in each format that we publish.

    >>> is_storable("two words")
    True
    >>> is_storable(chr(7))
    False
    """
    return _UNSTORABLE.search(text) is None


def storable(text: str) -> str:
    """Replace each character that XML or UTF-8 cannot hold by U+FFFD, so that offsets stay true.

    >>> storable("X.1812")
    'X.1812'
    >>> hex(ord(storable(chr(0))))
    '0xfffd'
    """
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def plain_title(text: str) -> str:
    """Return a title by its words, so that two writings of it can be compared.

    Quotes, marks without width and what stands behind the last word (a full stop, "(Rev. Geneva, 2022)") are left
    out; dashes and white space are of one kind. Case stays: a title is a name.

    >>> plain_title("Women\u2019s  access \u2013 to ICTs."), plain_title('Use of \u201cemail\u201d (Rev. Geneva, 2022)')
    ('Womens access - to ICTs', 'Use of email')
    >>> plain_title("Study Group") == plain_title("study group")
    False
    """
    plain = " ".join(text.translate(_TITLED).split())
    return _TITLE_END.sub("", plain)


def slug(text: str) -> str:
    """Turn a designation into one segment of an IRI that no other designation turns into.

    Lower-case ASCII with ``.``, ``-`` and ``_`` kept; white space, dashes and ``/`` become ``-``; all else is
    percent-encoded (examples: docs/reference/contract.md §3). A segment is never empty, "." or "..", nor longer
    than a file name may be.

    >>> slug("G.709/Y.1331"), slug("X.5Gsec\u2011ctrl"), slug("TSB Director")
    ('g.709-y.1331', 'x.5gsec-ctrl', 'tsb-director')
    >>> slug("> <urn:p>"), slug(".."), slug("")
    ('%3E-%3Curn%3Ap%3E', '--', 'unstated')
    """
    if _SLUG.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", storable(text)).lower().translate(_DASHES)
    return _bounded(quote("-".join(plain.split()), safe="-._"))


def words(text: str) -> str:
    """Turn a name in free text into one readable segment of an IRI: its letters and digits, joined by ``-``.

    >>> words('Workshop on "5G security", Geneva')
    'workshop-on-5g-security-geneva'
    >>> words("?!")
    'unstated'
    """
    plain = unicodedata.normalize("NFKC", storable(text)).lower()
    return slug("-".join("".join(char if char.isalnum() else " " for char in plain).split()))


def hashes(places: Iterable[tuple[str, str, str]]) -> list[str]:
    """Name each of the places of one state by a hash of column, kind and quoted text.

    Equal places are told apart by their ordinal. The first 8 hex digits of the SHA-256; four more on a collision.

    >>> hashes([("status", "approved", "X.1812"), ("status", "approved", "X.1812")])
    ['8163f37a', '77bd5499']
    >>> hashes([("status", "approved")])  # type: ignore[list-item]
    Traceback (most recent call last):
    ValueError: not enough values to unpack (expected 3, got 2)
    """
    ordinals: Counter[tuple[str, str, str]] = Counter()
    names: dict[str, None] = {}
    for column, kind, quoted in places:
        place = (storable(column), storable(kind), storable(quoted))
        ordinals[place] += 1
        whole = sha256("\x1f".join((*place, str(ordinals[place]))))
        names[whole[:12] if whole[:8] in names else whole[:8]] = None
    return list(names)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex.

    >>> sha256("")[:8]
    'e3b0c442'
    >>> sha256(b"")  # type: ignore[arg-type]
    Traceback (most recent call last):
    AttributeError: 'bytes' object has no attribute 'encode'
    """
    return hashlib.sha256(text.encode()).hexdigest()


def _bounded(segment: str) -> str:
    if not segment.strip("."):
        return "-" * len(segment) or "unstated"
    if len(segment) <= _LONGEST:
        return segment
    return f"{_CUT_ESCAPE.sub('', segment[:_KEPT])}-{sha256(segment)[:8]}"
