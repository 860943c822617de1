"""Writes zip archives by hand, so that they can hold more than a test has memory for, and lie about it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_FAR_END = struct.Struct("<4sQ2H2L4Q")
_FAR_MARK = struct.Struct("<4sLQL")


@dataclass(frozen=True)
class Entry:
    """An entry as it is packed, and what the local header and the directory say of it (None = the truth)."""

    name: str
    packed: bytes
    size: int
    checksum: int = 0
    method: int = zlib.DEFLATED
    local_size: int | None = None
    told_size: int | None = None


def entry(name: str, content: bytes | str, *, told_size: int | None = None, local_size: int | None = None) -> Entry:
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(data) + packer.flush()
    return Entry(name, packed, len(data), zlib.crc32(data), told_size=told_size, local_size=local_size)


def repeated(name: str, content: bytes, times: int, before: bytes = b"", after: bytes = b"") -> Entry:
    """Return an entry that unpacks to a content many times over; it is packed once."""
    packer = zlib.compressobj(wbits=-15)
    first = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(after) + packer.flush()
    return Entry(name, first + middle * times + last, len(before) + len(content) * times + len(after))


def entries(parts: Mapping[str, str | bytes]) -> list[Entry]:
    return [entry(name, content) for name, content in parts.items()]


def archive(found: Iterable[Entry], far: int = 0) -> bytes:
    """Return an archive; ``far`` more entries are known to the directory's end as large archives have it.

    The usual end, which comes after it, then tells of one entry.
    """
    local, central = bytearray(), bytearray()
    number = 0
    for one in found:
        number += 1
        told = one.size if one.told_size is None else one.told_size
        stated = one.size if one.local_size is None else one.local_size
        name, packed = one.name.encode(), len(one.packed)
        at = len(local)
        local += _LOCAL.pack(b"PK\3\4", 20, 0, one.method, 0, 0, one.checksum, packed, stated, len(name), 0) + name
        local += one.packed
        central += _CENTRAL.pack(
            *(b"PK\1\2", 20, 20, 0, one.method, 0, 0, one.checksum, packed, told, len(name), 0, 0, 0, 0, 0, at)
        )
        central += name
    number += far
    central += _CENTRAL.pack(b"PK\1\2", 20, 20, *[0] * 14) * far
    end = len(local) + len(central)
    counted, size = (1, 46) if far else (min(number, 0xFFFF), len(central))
    tail = _END.pack(b"PK\5\6", 0, 0, counted, counted, size, len(local), 0)
    if far:
        record = _FAR_END.pack(b"PK\6\6", 44, 45, 45, 0, 0, number, number, len(central), len(local))
        tail = record + _FAR_MARK.pack(b"PK\6\7", 0, end, 1) + tail
    return bytes(local + central) + tail
