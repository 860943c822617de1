"""Turns a package into another: its parts, their relationships and types, and how the zip is written."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

Parts = list[tuple[str, bytes]]

_NAMES: Final = (
    *(
        "word/document.xml",
        "WORD/Document.XML",
        "/word/document.xml",
        "../../etc/passwd",
        "word\\..\\x.xml",
        "C:\\x.xml",
    ),
    *(
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "a" * 500,
        "é.xml",
        "",
        "/",
        "word/",
        "\u202e.xml",
    ),
    *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/sharedStrings.xml", "word/vbaProject.bin"),
)
_TARGETS: Final = (
    *(
        "http://127.0.0.1:9/x.xml",
        "file:///etc/passwd",
        "/etc/passwd",
        "../../../../etc/passwd",
        "",
        ".",
        "..",
        "#a",
        "%",
    ),
    *(
        "%2e%2e/%2e%2e/x",
        "document.xml",
        "/word/document.xml",
        "word/document.xml",
        "styles.xml",
        "missing.xml",
        "\\\\x\\y",
    ),
    *("_rels/document.xml.rels", "x" * 5_000, "styles.xml?x#y", "%00", "worksheets/sheet1.xml", "http://[", "//x"),
)
_KINDS: Final = (
    "numbering",
    "styles",
    "footnotes",
    "endnotes",
    "officeDocument",
    "image",
    "worksheet",
    "sharedStrings",
)
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_SIZES: Final = (0, 1, 100, 70_000, 5_000_000, 0x7FFFFFFF, 0xFFFFFFFF)


@dataclass(frozen=True)
class Style:
    """How a zip is written."""

    method: int = zipfile.ZIP_DEFLATED
    zip64: bool = False
    comment: bytes = b""
    before: bytes = b""


def drop(rng: Random, parts: Parts) -> None:
    del parts[rng.randrange(len(parts))]


def rename(rng: Random, parts: Parts) -> None:
    at = rng.randrange(len(parts))
    parts[at] = (rng.choice((*_NAMES, parts[at][0].upper(), "/" + parts[at][0])), parts[at][1])


def double(rng: Random, parts: Parts) -> None:
    """Put a part in a second time, under its own or another name."""
    name, data = rng.choice(parts)
    parts.insert(rng.randint(0, len(parts)), (rng.choice((name, name.upper(), *_NAMES)), data))


def exchange(rng: Random, parts: Parts) -> None:
    """Give one part the content of another."""
    here, there = rng.randrange(len(parts)), rng.randrange(len(parts))
    parts[here] = (parts[here][0], parts[there][1])


def add(rng: Random, parts: Parts) -> None:
    """Put a part in that nobody asked for: large, many, or nested."""
    name = rng.choice(_NAMES)
    content = rng.choice((b"", b"<a/>", b"\0" * 2_000_000, b"PK\3\4", b"<a>" * 5_000, rng.randbytes(100)))
    parts += [
        (f"{name}{n}" if n else name, content[:100] if n else content) for n in range(rng.choice((1, 1, 3, 2_500)))
    ]


def relate(rng: Random, parts: Parts) -> None:
    """Change the relationships of a part, or give a part some."""
    found = [at for at, (name, _) in enumerate(parts) if name.endswith(".rels")]
    outside = rng.choice(("", ' TargetMode="External"', ' TargetMode="Internal"', ' TargetMode="?"'))
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{rng.choice(_KINDS)}"
    made = (
        f'<Relationship Id="rId{rng.randint(0, 9)}" Type="{kind}" Target="{rng.choice(_TARGETS)}"{outside}/>'.encode()
    )
    if not found:
        parts.append(("_rels/.rels", b"<Relationships>" + made + b"</Relationships>"))
        return
    at = rng.choice(found)
    name, data = parts[at]
    first = data.find(b"<Relationship ")
    parts[at] = (name, data[:first] + made + data[first:] if first >= 0 else made)


def retype(rng: Random, parts: Parts) -> None:
    """Change what the package says of the kinds of its parts."""
    kinds = (
        b"application/xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"",
        b"text/html",
        b"x" * 999,
    )
    for at, (name, data) in enumerate(parts):
        if name.startswith("[Content_Types]"):
            old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            changed = (
                data.replace(old, rng.choice(kinds)),
                data.replace(b"PartName", b"Extension"),
                data.replace(b"/word", b""),
            )
            parts[at] = (name, rng.choice(changed))


MUTATORS: Final[tuple[Callable[[Random, Parts], None], ...]] = (
    drop,
    rename,
    double,
    exchange,
    add,
    relate,
    relate,
    retype,
)


def styled(rng: Random, style: Style) -> Style:
    """Return another way to write the zip."""
    return rng.choice(
        (
            replace(style, method=rng.choice(_METHODS)),
            replace(style, zip64=True),
            replace(style, comment=rng.choice((b"a comment", b"PK\x05\x06" + b"\0" * 18, b"x" * 60_000))),
            replace(style, before=rng.choice((b"\0", b"MZ", b"PK", b"PK\3\4", b"\xef\xbb\xbf", b"#!/bin/sh\n"))),
        )
    )


def zipped(parts: Parts, style: Style) -> bytes:
    """Write a zip, two entries of one name and all."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = style.method
            with archive.open(entry, "w", force_zip64=style.zip64) as stream:
                stream.write(content)
        archive.comment = style.comment
    return style.before + buffer.getvalue()


def lie(rng: Random, data: bytes) -> bytes:
    """Change a field of the directory or of a local header: sizes, checksum, method, flags, offset, counts."""
    signature = rng.choice((_LOCAL, _CENTRAL, _CENTRAL, _END))
    places = [at for at in range(len(data)) if data.startswith(signature, at)] if len(data) < 200_000 else []
    if not places:
        return data
    fields = {
        _LOCAL: ((6, "H"), (8, "H"), (14, "L"), (18, "L"), (22, "L"), (26, "H"), (28, "H")),
        _CENTRAL: ((8, "H"), (10, "H"), (16, "L"), (20, "L"), (24, "L"), (28, "H"), (30, "H"), (32, "H"), (42, "L")),
        _END: ((4, "H"), (8, "H"), (10, "H"), (12, "L"), (16, "L"), (20, "H")),
    }
    at = rng.choice(places)
    offset, kind = rng.choice(fields[signature])
    changed = bytearray(data)
    if at + offset + struct.calcsize(kind) <= len(changed):
        number = rng.choice((*_SIZES, rng.randrange(1 << 16), 8, 12, 14, 99))
        struct.pack_into(f"<{kind}", changed, at + offset, number & (0xFFFF if kind == "H" else 0xFFFFFFFF))
    return bytes(changed)
