"""Turns the bytes of one part into others: as XML text, as an encoding, as bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz.trees import WORDS

Mutator = Callable[[Random, bytes], bytes]

_ENTITIES: Final = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(1, 9))
_DOCTYPES: Final = (
    "<!DOCTYPE a>",
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE a [<!ENTITY e1 "text">]>',
    f'<!DOCTYPE a [<!ENTITY e1 "boom">{_ENTITIES}]>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    "<!doctype a>",
    f"<!--{' ' * 70_000}--><!DOCTYPE a>",
)
_REFERENCES: Final = ("&e1;", "&e9;", "&amp;", "&#65;", "&#x1F600;", "&#0;", "&#xD800;", "&nbsp;", "&", "&#99999999;")
_SECTIONS: Final = ("<![CDATA[ a < b ]]>", "<!-- -- -->", "<?pi words?>", "<![CDATA[", "]]>", "<!--", "<w:p>", "</w:p>")
_ENCODINGS: Final = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "iso-8859-1",
    "utf-32",
    "cp037",
    "utf-7",
    "cp1252",
)
_TAGS_END: Final = re.compile(rb">")
_HEAD: Final = re.compile(r"^\ufeff?<\?xml[^>]*\?>")


def _between(rng: Random, data: bytes, piece: bytes) -> bytes:
    """Put a piece after any tag."""
    ends = [match.end() for match in _TAGS_END.finditer(data)]
    at = rng.choice(ends) if ends else 0
    return data[:at] + piece + data[at:]


def doctype(rng: Random, data: bytes) -> bytes:
    declared = rng.choice(_DOCTYPES).encode()
    end = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return data[:end] + declared + data[end:]


def reference(rng: Random, data: bytes) -> bytes:
    """Put a reference to an entity or character into the text, now and then one that is declared."""
    if rng.random() < 0.5:
        data = doctype(rng, data)
    return _between(rng, data, rng.choice(_REFERENCES).encode())


def section(rng: Random, data: bytes) -> bytes:
    return _between(rng, data, rng.choice(_SECTIONS).encode())


def prefix(rng: Random, data: bytes) -> bytes:
    """Change the prefix of Word's namespace, or what it stands for."""
    return rng.choice(
        (
            data.replace(b"w:", b"word:"),
            data.replace(b"<w:", b"<").replace(b"</w:", b"</").replace(b"xmlns:w=", b"xmlns="),
            data.replace(b"xmlns:w=", b"xmlns:q="),
            data.replace(b"schemas.openxmlformats.org/", b"purl.oclc.org/", 1),
            data.replace(b"/2006/main", b"/2012/main", 1),
        )
    )


def encoding(rng: Random, data: bytes) -> bytes:
    """Write the part in another encoding, that its declaration names or not."""
    name = rng.choice(_ENCODINGS)
    text = _HEAD.sub("", data.decode("utf-8", "replace"))
    declared = rng.choice((name, name.removesuffix("-sig"), "utf-8", "utf-16", "no-such-encoding", ""))
    head = f'<?xml version="{rng.choice(("1.0", "1.0", "1.1"))}" encoding="{declared}"?>' if declared else ""
    return (head + text).encode(name, "xmlcharrefreplace")


def truncate(rng: Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def flip(rng: Random, data: bytes) -> bytes:
    """Change a few bytes, or one bit."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 4, 32)) if data else 0):
        changed[rng.randrange(len(changed))] ^= rng.choice((1, 0x20, 0x80, 0xFF))
    return bytes(changed)


def noise(rng: Random, data: bytes) -> bytes:
    """Put any bytes at any place."""
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice((rng.randbytes(rng.randint(1, 64)), b"\0" * 9, b"\xff\xfe", b"PK\3\4")) + data[at:]


def again(rng: Random, data: bytes) -> bytes:
    """Repeat a stretch."""
    start = rng.randint(0, len(data))
    end = min(len(data), start + rng.randint(0, 500))
    return data[:end] + data[start:end] * rng.choice((1, 2, 300)) + data[end:]


def lines(rng: Random, data: bytes) -> bytes:
    """Delete, repeat or move a line."""
    found = data.split(b"\n")
    one = found.pop(rng.randrange(len(found)))
    for _ in range(rng.choice((0, 1, 2, 400))):
        found.insert(rng.randint(0, len(found)), one)
    return b"\n".join(found)


def words(rng: Random, data: bytes) -> bytes:
    """Put words, tabs and line ends into a text."""
    at = rng.randint(0, len(data))
    piece = rng.choice(
        (*WORDS, "\t", "\n\t", "\n\n", "\r\n", "\r", "\f", "[bookmark: x]", "\n____\n", "\0", "\x1b[31m")
    )
    return data[:at] + piece.encode() + data[at:]


XML: Final[tuple[Mutator, ...]] = (doctype, reference, section, prefix, encoding, truncate, flip, noise, again)
PLAIN: Final[tuple[Mutator, ...]] = (lines, lines, lines, words, words, words, encoding, truncate, flip, noise, again)
