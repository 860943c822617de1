"""Turns the bytes of a Word or Excel file into its parts, after refusing what is neither or too much of one.

Both are zip archives of XML parts (Open Packaging Conventions): what makes such an archive dangerous is the
same in both, so it is guarded against here, once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath, split
from typing import Final
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from resograph.errors import InputError
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read.xml import children, count, parse

ZIP: Final = b"PK"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# How the content types of the main parts end that are read.
WORD: Final = (".wordprocessingml.document.main+xml", ".wordprocessingml.template.main+xml")
WORKBOOK: Final = (".spreadsheetml.sheet.main+xml", ".spreadsheetml.template.main+xml")
_BINARY: Final = ".sheet.binary."
_MACRO: Final = ".macroenabled"
_MACROS: Final = "vbaproject.bin"
_CHUNK: Final = 64 * 1024
_ENCRYPTED: Final = 0x1
_PACKINGS: Final = (ZIP_STORED, ZIP_DEFLATED)
# End of central directory: 4 bytes of signature, 6 of disk numbers, then entries, size, offset.
_END: Final = b"PK\x05\x06"
_END_FIELDS: Final = struct.Struct("<HLL")
# The directory of a large archive ends in a record of its own, which then counts: a mark of 20 bytes leads to it.
_FAR_END: Final = b"PK\x06\x07"
_FAR_END_FIELDS: Final = struct.Struct("<32xQQ")
_FAR_SIZES: Final = (20, 76)
_BYTES_AN_ENTRY: Final = 1024
_SAVE_AS_DOCX: Final = "open it in Word and save it as .docx"
_SAVE_AS_XLSX: Final = "open it in Excel and save it as .xlsx"
_SAVE_AS_EITHER: Final = "open it in Word or Excel and save it as .docx or .xlsx"
_SEND_EITHER: Final = "send a Word document (.docx) or an Excel workbook (.xlsx)"
_UNLOCK: Final = "remove the password and save it again"
_SEND_AGAIN: Final = "send the file again"
# What an entry of an OLE file makes of it: entry, code, what it is, how to mend it.
_OLE_ENTRIES: Final = (
    ("EncryptedPackage", "encrypted", "the file is encrypted with a password", _UNLOCK),
    ("WordDocument", "legacy-doc", "a Word 97-2003 document", _SAVE_AS_DOCX),
    ("Workbook", "legacy-doc", "an Excel 97-2003 workbook", _SAVE_AS_XLSX),
    ("Book\0", "legacy-doc", "an Excel 5.0/95 workbook", _SAVE_AS_XLSX),
)
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


@dataclass(frozen=True, slots=True)
class Relation:
    """How one part relates to another: the last word of the relation's name, and the part."""

    identifier: str
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Main:
    """The part that everything else hangs on, and its content type in small letters ("" = none is stated)."""

    part: str
    kind: str


class Package:
    """The parts of one file, by name; what a part costs is checked before and while it is unpacked."""

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
        self._relations: dict[str, tuple[Relation, ...]] = {}

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name; case does not matter, as in Word."""
        return part.casefold() in self._entries

    def where(self, part: str) -> str:
        """Return the place that an error names."""
        return f"{self._where}, {part}"

    def read(self, part: str) -> bytes:
        """Return a small part as a whole, small enough to be parsed at once.

        Raises ``InputError`` with code ``corrupt-zip``, ``encrypted`` or ``too-large``.
        """
        data = b"".join(self.chunks(part))
        self._limits.refuse("elements_at_once", count(data), self.where(part))
        return data

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part piece by piece, its size checked while it is unpacked.

        Raises ``InputError`` with code ``corrupt-zip``, ``encrypted`` or ``too-large``.
        """
        entry = self._entries[part.casefold()]
        where = self.where(part)
        if entry.flag_bits & _ENCRYPTED:
            raise InputError("encrypted", "the file is encrypted", where, _UNLOCK)
        if entry.compress_type not in _PACKINGS:
            # Office knows no other, and Python unpacks the others without any limit.
            raise InputError("corrupt-zip", "an entry is packed as Office packs none", where, _SEND_AGAIN)
        with _mended(where), self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                self._unpacked += len(chunk)
                self._limits.refuse("inflated_bytes", self._unpacked, where)
                yield chunk

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return how a part relates to others of the file; what lies outside the file is never followed."""
        if part not in self._relations:
            self._relations[part] = tuple(self._related(part))
        return self._relations[part]

    def _related(self, part: str) -> Iterator[Relation]:
        folder, base = split(part)
        relations = join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return
        for relation in children(parse(self.read(relations), self.where(relations)), "Relationship"):
            inside = relation.get("TargetMode", "Internal").casefold() == "internal"
            _, named, kind = relation.get("Type", "").rpartition("/relationships/")
            if inside and named:
                yield Relation(relation.get("Id", ""), kind, _resolved(folder, relation.get("Target", "")))

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that ``part`` relates to as its ``kind``, if it is there."""
        target = next((relation.part for relation in self.relations(part) if relation.kind == kind), "")
        return target if target in self else None

    def main(self) -> Main:
        """Return the main part, wherever it lies, and of what kind it is.

        Raises ``InputError`` with code ``macro-enabled``, ``not-a-word-document`` or ``unsupported-format``.
        """
        types = self._content_types()
        part = self.related("", "officeDocument") or _first_main(types, self._entries)
        if part is None:
            raise self._neither("the package has no main part")
        kind = types.get(part.casefold()) or types.get(part.casefold().rpartition(".")[2], "")
        if _BINARY in kind:
            raise InputError("unsupported-format", "a binary Excel workbook", self._where, _SAVE_AS_XLSX)
        if _MACRO in kind or any(name.endswith(_MACROS) for name in self._entries):
            remedy = "save it as .docx or .xlsx, without macros"
            raise InputError("macro-enabled", "the file may hold macros", self._where, remedy)
        return Main(part, kind)

    def main_of(self, kinds: tuple[str, ...]) -> str:
        """Return the name of the main part if it is of one of these kinds.

        Raises ``InputError`` with code ``macro-enabled``, ``not-a-word-document`` or ``unsupported-format``.
        """
        main = self.main()
        if not main.kind.endswith(kinds):
            raise self._neither(f"its main part is {main.kind or 'of no stated kind'}")
        return main.part

    def _content_types(self) -> dict[str, str]:
        part = "[Content_Types].xml"
        if part not in self:
            raise self._neither("the package does not say what its parts are")
        types: dict[str, str] = {}
        for rule in parse(self.read(part), self.where(part)):
            key = rule.get("PartName", "").lstrip("/") or rule.get("Extension", "")
            types.setdefault(key.casefold(), rule.get("ContentType", "").casefold())
        return types

    def _neither(self, what: str) -> InputError:
        return InputError("not-a-word-document", what, self._where, _SEND_EITHER)


def _refuse_signature(source: Source) -> None:
    data = source.data
    if data.startswith(OLE):
        # Names in an OLE directory are UTF-16; a password makes one entry of the whole file.
        for name, code, what, remedy in _OLE_ENTRIES:
            if name.encode("utf-16-le") in data:
                raise InputError(code, what, source.name, remedy)
        raise InputError("not-a-word-document", "an old Office file, not of Word or Excel", source.name, _SEND_EITHER)
    if not data.startswith(ZIP):
        raise _not_a_zip(source.name)


def _not_a_zip(where: str) -> InputError:
    what = "not a .docx or .xlsx package, or cut short (no central directory)"
    return InputError("not-a-zip", what, where, f"{_SEND_AGAIN}, or {_SAVE_AS_EITHER}")


def _refuse_directory(source: Source, limits: Limits) -> None:
    """Refuse a directory of too many entries before ``zipfile`` reads it: a million take seconds."""
    end = source.data.rfind(_END)
    if end < 0 or end + 20 > len(source.data):
        raise _not_a_zip(source.name)
    entries, size, _ = _END_FIELDS.unpack_from(source.data, end + 10)
    mark, record = (end - before for before in _FAR_SIZES)
    if record >= 0 and source.data.startswith(_FAR_END, mark):
        entries, size = _FAR_END_FIELDS.unpack_from(source.data, record)
    limits.refuse("entries", max(entries, size // _BYTES_AN_ENTRY), source.name)


def _entries(found: list[ZipInfo], where: str, limits: Limits) -> dict[str, ZipInfo]:
    """Check the directory: sizes as declared bound what ``zipfile`` will unpack."""
    limits.refuse("entries", len(found), where)
    limits.refuse("inflated_bytes", sum(entry.file_size for entry in found), where)
    entries: dict[str, ZipInfo] = {}
    for entry in found:
        name = entry.filename.lstrip("/").casefold()
        if not name:
            continue  # nobody can ask for it, and "" means that there is no part
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
    return next((part for part, kind in types.items() if kind.endswith(WORD + WORKBOOK) and part in entries), None)
