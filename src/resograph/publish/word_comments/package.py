"""Turns the parts of a Word file, some of them new or changed, into a file again."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from posixpath import join, normpath, split
from typing import Final
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from resograph.errors import InputError
from resograph.model.source import Source
from resograph.publish.word_comments.markup import Name, Tags, escaped

TYPES: Final = "[Content_Types].xml"
_MAIN: Final = (".wordprocessingml.document.main+xml", ".wordprocessingml.template.main+xml")
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


_METHODS: Final = frozenset({ZIP_STORED, ZIP_DEFLATED})
_PIECE: Final = 64 * 1024

Rule = tuple[str, Mapping[str, str]]
"""One element of a list of relationships or content types: its name, its attributes."""


class Rules(Tags):
    """A part that is a list: relationships, or content types."""

    def __init__(self, data: bytes, where: str) -> None:
        """Go through the part.

        Raises ``InputError``, as `Tags.walk` does.
        """
        super().__init__(data, where)
        self.rules: list[Rule] = []
        self._depth = 0
        self._last = (Name(), 0, 0)
        self.walk()

    def begin(self, name: Name, attributes: Mapping[str, str], _: int) -> None:
        """Take note of a start tag."""
        if self._depth:
            self.rules.append((name.local, dict(attributes)))
        self._depth += 1

    def end(self, name: Name, inner: int, outer: int) -> None:
        """Take note of an end tag; the last one is the end of the part."""
        self._depth -= 1
        self._last = (name, inner, outer)

    def with_more(self, rules: Iterable[Rule]) -> bytes:
        """Return the list with more rules at its end."""
        root = self._last[0]
        return self.edited(
            [self.into(*self._last, "".join(written(root.sibling(local), rule) for local, rule in rules))]
        )


class Package:
    """The parts of a Word file that the reader has accepted."""

    def __init__(self, source: Source) -> None:
        """Look at the directory."""
        self._where = source.name
        with _mended(source.name):
            self._zip = ZipFile(BytesIO(source.data))
        self._names = {entry.filename.lstrip("/").casefold(): entry.filename for entry in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name; case does not matter, as in Word."""
        return part.casefold() in self._names

    def where(self, part: str) -> str:
        """Return the place that an error names."""
        return f"{self._where}, {part}"

    def read(self, part: str) -> bytes:
        """Return a part. Raises ``InputError`` with code ``corrupt-zip``."""
        with _mended(self.where(part)):
            return self._unpacked(self._zip.getinfo(self._names[part.casefold()]))

    def _unpacked(self, entry: ZipInfo) -> bytes:
        """Unpack an entry in pieces, to end at the size that the directory tells: the reader has bounded it."""
        if entry.compress_type not in _METHODS:
            message = f"compressed by method {entry.compress_type}"
            raise NotImplementedError(message)
        with self._zip.open(entry) as stream:
            return b"".join(iter(lambda: stream.read(_PIECE), b""))

    def rules(self, part: str) -> Rules:
        """Return the rules of a part that is a list."""
        return Rules(self.read(part), self.where(part))

    def main(self) -> str:
        """Return the name of the main part, found as the reader finds it."""
        found = self.related("", "officeDocument")
        if found is None or found not in self:
            rules = (rule for _, rule in self.rules(TYPES).rules)
            mains = (rule.get("PartName", "").lstrip("/") for rule in rules if _is_main(rule))
            found = next(name for name in mains if name in self)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Return what ``part`` names as its ``kind`` inside the file, whether that is there or not."""
        relations = relations_of(part)
        for _, rule in self.rules(relations).rules if relations in self else ():
            inside = rule.get("TargetMode", "Internal").casefold() == "internal"
            if inside and rule.get("Type", "").endswith(f"/relationships/{kind}"):
                return _resolved(part, rule.get("Target", ""))
        return None

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """Return the file with these parts in the place of those of the same name, and new ones at its end.

        All else is as it was, names, order and times too; a new part has the earliest time that a zip knows.
        Raises ``InputError`` with code ``corrupt-zip``.
        """
        left = {name.casefold(): (name, data) for name, data in parts.items()}
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as copy:
            copy.comment = self._zip.comment
            for entry in self._zip.infolist():
                _, data = left.pop(entry.filename.lstrip("/").casefold(), ("", None))
                with _mended(self.where(entry.filename)):
                    copy.writestr(_like(entry), self._unpacked(entry) if data is None else data)
            for name, data in left.values():
                copy.writestr(ZipInfo(name), data, ZIP_DEFLATED)
        return buffer.getvalue()


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relationships of a part, "" being the file as a whole.

    >>> relations_of("word/document.xml"), relations_of("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, base = split(part)
    return join(folder, "_rels", f"{base}.rels")


def written(name: str, attributes: Mapping[str, str]) -> str:
    """Return an element without content.

    >>> written("Default", {"Extension": "rels"})
    '<Default Extension="rels"/>'
    """
    told = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{told}/>"


def _is_main(rule: Mapping[str, str]) -> bool:
    return rule.get("ContentType", "").casefold().endswith(_MAIN)


def _resolved(part: str, target: str) -> str:
    path = unquote(target)
    return normpath(path if path.startswith("/") else join("/", split(part)[0], path)).lstrip("/")


def _like(entry: ZipInfo) -> ZipInfo:
    copy = ZipInfo(entry.filename, entry.date_time)
    copy.compress_type = entry.compress_type
    copy.external_attr = entry.external_attr
    copy.create_system = entry.create_system
    copy.comment = entry.comment
    return copy


@contextmanager
def _mended(where: str) -> Iterator[None]:
    try:
        yield
    except _ZIP_FAULTS as error:
        raise InputError(
            "corrupt-zip", f"an entry cannot be unpacked ({error})", where, "send the file again"
        ) from error
