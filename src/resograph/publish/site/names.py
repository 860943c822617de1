"""Turns the paths of a publication into names of files that every file system and web server can hold.

A site is moved from one machine to another: what is two files here must be two there, where letters may have no case,
accents are written otherwise, and some names are those of devices. What cannot be so is refused before a file is
written, with the identifiers at fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from resograph.errors import InputError
from resograph.pages.links import iri_of

FRONT = "index"
LONGEST = 200
"""So many bytes a segment may have: what is put to its end, or before it by other programs, has to find room."""

_SIGNS = frozenset("._~!$&'()+,;=@%-")
_ASCII = re.compile(r"[A-Za-z0-9._~!$&'()+,;=@%-]*")
_WORDS = "LMN"  # letters, the marks upon them, and numbers
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_OF_SERVERS = re.compile(r"\.ht.*", re.IGNORECASE)


def file_name(path: str, forms: Sequence[str], form: str) -> str:
    """Return the name of the file for one form of what is at a path.

    A path that ends in the name of its only form is that of a file.

    >>> file_name("", ("html",), "html"), file_name("doc/rec/itu-t/x.1812", ("html", "ttl"), "ttl")
    ('index.html', 'doc/rec/itu-t/x.1812.ttl')
    >>> file_name("sitemap.xml", ("xml",), "xml")
    'sitemap.xml'
    """
    if len(forms) == 1 and path.endswith(f".{form}"):
        return path
    return f"{path or FRONT}.{form}"


@dataclass(slots=True)
class Names:
    """The names that are taken, of files and of folders, and which path took each.

    >>> names = Names("https://example.org/")
    >>> names.take("doc/org/gsma.html", "doc/org/gsma")
    >>> names.take("doc/org/GSMA.html", "doc/org/GSMA")
    Traceback (most recent call last):
    resograph.errors.InputError: error[site-collision]: ... https://example.org/id/org/gsma and ...
    >>> names.take("../x.html", "../x")
    Traceback (most recent call last):
    resograph.errors.InputError: error[site-name]: a name that cannot be that of a file, ../x ("..."): ...
    """

    base: str
    _files: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def take(self, name: str, path: str) -> None:
        """Take the name of a file for a path.

        Raises:
            InputError: it cannot be the name of a file (``site-name``), or it is taken (``site-collision``).
        """
        folder, below, last = name.rpartition("/")
        if below:
            self._take_folder(folder, path)
        self._refuse_segment(last, path)
        folded = _folded(name)
        other = self._files.get(folded)
        if other is None and folded in self._folders:
            other = self._folders[folded][1]
        if other is not None:
            raise self._collision(name, other, path)
        self._files[folded] = path

    def _take_folder(self, folder: str, path: str) -> None:
        if folder in self._known:
            return
        above, below, last = folder.rpartition("/")
        if below:
            self._take_folder(above, path)
        self._refuse_segment(last, path)
        folded = _folded(folder)
        spelled, other = self._folders.setdefault(folded, (folder, path))
        if spelled != folder:
            raise self._collision(folder, other, path)
        if folded in self._files:
            raise self._collision(folder, self._files[folded], path)
        self._known.add(folder)

    def _refuse_segment(self, segment: str, path: str) -> None:
        if not _is_name(segment):
            what, remedy = "a name that cannot be that of a file", "give the thing another identifier (see site-name)"
            raise InputError("site-name", what, f'{self._identifier(path)} ("{_shown(segment)}")', remedy)

    def _collision(self, name: str, first: str, second: str) -> InputError:
        what = f"two names for one file, {_shown(name)}, where letters have no case"
        both = f"{self._identifier(first)} and {self._identifier(second)}"
        return InputError("site-collision", what, both, "give one of them another identifier")

    def _identifier(self, path: str) -> str:
        return _shown(iri_of(path, self.base) or path)


def _is_name(segment: str) -> bool:
    """Tell whether a segment is a name everywhere: no sign, length or word that some system does not take."""
    plain = _ASCII.fullmatch(segment) or all(
        char in _SIGNS or unicodedata.category(char)[0] in _WORDS for char in segment
    )
    ends_well = segment != "" and not segment.endswith(".")
    taken = _DEVICE.fullmatch(segment) or _OF_SERVERS.fullmatch(segment)
    return bool(plain) and ends_well and not taken and len(segment.encode("utf-8", "replace")) <= LONGEST


def _folded(name: str) -> str:
    """Return what two names have in common that one file system or another takes for the same."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _shown(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
