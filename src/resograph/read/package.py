"""Turns the bytes of a Word file into its parts, after refusing what is no Word file or too much of one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from posixpath import join, normpath, split
from typing import Final
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from resograph.errors import InputError
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read.xml import children, parse

ZIP: Final = b"PK"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WORD_MAIN: Final = (".wordprocessingml.document.main+xml", ".wordprocessingml.template.main+xml")
_MACRO: Final = ".macroenabled"
_CHUNK: Final = 64 * 1024
_ENCRYPTED: Final = 0x1
# End of central directory: 4 bytes of signature, 6 of disk numbers, then entries, size, offset.
_END: Final = b"PK\x05\x06"
_END_FIELDS: Final = struct.Struct("<HLL")
_BYTES_AN_ENTRY: Final = 1024
_SAVE_AS_DOCX: Final = "open it in Word and save it as .docx"
_SEND_AGAIN: Final = "send the file again"
_ZIP_FAULTS: Final = (
    BadZipFile,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


class Package:
    """The parts of one Word file, by name; what a part costs is checked before and while it is unpacked."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Look at the first bytes and the directory; nothing is unpacked yet."""
        self._where = source.name
        self._limits = limits
        limits.refuse("file_bytes", len(source.data), source.name)
        _refuse_signature(source)
        _refuse_directory(source, limits)
        try:
            self._zip = ZipFile(BytesIO(source.data))
        except _ZIP_FAULTS as error:
            raise _not_a_zip(source.name) from error
        self._entries = _entries(self._zip.infolist(), source.name, limits)
        self._unpacked = 0

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name; case does not matter, as in Word."""
        return part.casefold() in self._entries

    def where(self, part: str) -> str:
        """Return the place that an error names."""
        return f"{self._where}, {part}"

    def read(self, part: str) -> bytes:
        """Return a small part as a whole.

        Raises ``InputError`` with code ``corrupt-zip``, ``encrypted`` or ``too-large``.
        """
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part piece by piece, its size checked while it is unpacked.

        Raises ``InputError`` with code ``corrupt-zip``, ``encrypted`` or ``too-large``.
        """
        entry = self._entries[part.casefold()]
        where = self.where(part)
        if entry.flag_bits & _ENCRYPTED:
            raise InputError("encrypted", "the file is encrypted", where, "remove the password in Word and save it")
        with _mended(where), self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                self._unpacked += len(chunk)
                self._limits.refuse("inflated_bytes", self._unpacked, where)
                yield chunk

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that ``part`` relates to as its ``kind``; what lies outside the file is never followed."""
        folder, base = split(part)
        relations = join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return None
        for relation in children(parse(self.read(relations), self.where(relations)), "Relationship"):
            inside = relation.get("TargetMode", "Internal").casefold() == "internal"
            if inside and relation.get("Type", "").endswith(f"/relationships/{kind}"):
                target = _resolved(folder, relation.get("Target", ""))
                return target if target in self else None
        return None

    def main(self) -> str:
        """Return the name of the main part, wherever it lies.

        Raises ``InputError`` with code ``macro-enabled`` or ``not-a-word-document``.
        """
        types = self._content_types()
        part = self.related("", "officeDocument") or _first_main(types, self._entries)
        if part is None:
            raise self._not_word("the package has no main part")
        kind = types.get(part.casefold()) or types.get(part.casefold().rpartition(".")[2], "")
        if _MACRO in kind:
            what, remedy = "the file may hold macros", "save it in Word as .docx, without macros"
            raise InputError("macro-enabled", what, self._where, remedy)
        if not kind.endswith(_WORD_MAIN):
            raise self._not_word(f"its main part is {kind or 'of no stated kind'}")
        return part

    def _content_types(self) -> dict[str, str]:
        part = "[Content_Types].xml"
        if part not in self:
            raise self._not_word("the package does not say what its parts are")
        types: dict[str, str] = {}
        for rule in parse(self.read(part), self.where(part)):
            key = rule.get("PartName", "").lstrip("/") or rule.get("Extension", "")
            types.setdefault(key.casefold(), rule.get("ContentType", "").casefold())
        return types

    def _not_word(self, what: str) -> InputError:
        return InputError("not-a-word-document", what, self._where, "send a Word document (.docx)")


def _refuse_signature(source: Source) -> None:
    data = source.data
    if data.startswith(OLE):
        # Names in an OLE directory are UTF-16; a password makes one entry of the whole Word file.
        if "EncryptedPackage".encode("utf-16-le") in data:
            remedy = "remove the password in Word and save it"
            raise InputError("encrypted", "the file is encrypted with a password", source.name, remedy)
        if "WordDocument".encode("utf-16-le") in data:
            raise InputError("legacy-doc", "a Word 97-2003 document", source.name, _SAVE_AS_DOCX)
        raise InputError("not-a-word-document", "an old Office file, not of Word", source.name, _SAVE_AS_DOCX)
    if not data.startswith(ZIP):
        raise _not_a_zip(source.name)


def _not_a_zip(where: str) -> InputError:
    what = "not a .docx package, or cut short (no central directory)"
    return InputError("not-a-zip", what, where, f"{_SEND_AGAIN}, or {_SAVE_AS_DOCX}")


def _refuse_directory(source: Source, limits: Limits) -> None:
    """Refuse a directory of too many entries before ``zipfile`` reads it: a million take seconds."""
    end = source.data.rfind(_END)
    if end < 0 or end + 20 > len(source.data):
        raise _not_a_zip(source.name)
    entries, size, _ = _END_FIELDS.unpack_from(source.data, end + 10)
    limits.refuse("entries", max(entries, size // _BYTES_AN_ENTRY), source.name)


def _entries(found: list[ZipInfo], where: str, limits: Limits) -> dict[str, ZipInfo]:
    """Check the directory: sizes as declared bound what ``zipfile`` will unpack."""
    limits.refuse("entries", len(found), where)
    limits.refuse("inflated_bytes", sum(entry.file_size for entry in found), where)
    entries: dict[str, ZipInfo] = {}
    for entry in found:
        name = entry.filename.lstrip("/").casefold()
        if name in entries:
            raise InputError("corrupt-zip", f"the entry {entry.filename!r} stands there twice", where, _SEND_AGAIN)
        if ".." in name.replace("\\", "/").split("/"):
            raise InputError("corrupt-zip", f"the entry {entry.filename!r} leads outside", where, _SEND_AGAIN)
        if entry.file_size > limits.ratio_from:
            limits.refuse("ratio", entry.file_size // max(entry.compress_size, 1), f"{where}, {entry.filename}")
        entries[name] = entry
    return entries


@contextmanager
def _mended(where: str) -> Iterator[None]:
    try:
        yield
    except _ZIP_FAULTS as error:
        raise InputError("corrupt-zip", f"an entry cannot be unpacked ({error})", where, _SEND_AGAIN) from error


def _resolved(folder: str, target: str) -> str:
    path = unquote(target)
    return normpath(path if path.startswith("/") else join("/", folder, path)).lstrip("/")


def _first_main(types: dict[str, str], entries: dict[str, ZipInfo]) -> str | None:
    """Find a main part that no relationship names."""
    return next((part for part, kind in types.items() if kind.endswith(_WORD_MAIN) and part in entries), None)
