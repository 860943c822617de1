"""Turns paths and IRIs into addresses relative to a page, so that pages work below any address and from files."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

_LONGEST_KEPT = 256
_SAFE = "/.-_~!$'()*+,;=:@"
_PLAIN = re.compile(r"[A-Za-z0-9/._~:-]*")
_OUTSIDE = re.compile(r"https?://[^\s]+|mailto:[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of a publication as one of its pages writes them.

    ``here`` is the path of that page ("doc/rec/itu-t/x.1812", "" for the front page), ``base`` what the IRIs of the
    data begin with, ``suffix`` what the files of pages end in (".html" on a static site, "" on a server).

    >>> links = Links("doc/rec/itu-t/x.1812", "https://example.org/")
    >>> links.to("queries"), links.to(""), links.file("static/style.css")
    ('../../../queries', '../../../', '../../../static/style.css')
    >>> links.thing("https://example.org/id/org/gsma"), links.thing("javascript:alert(1)")
    ('../../org/gsma', '')
    """

    here: str
    base: str
    suffix: str = ""

    def to(self, path: str, query: str = "") -> str:
        """Return the address of a page of the publication, with a query string where one is given."""
        if not path:
            found = self.file(f"index{self.suffix}") if self.suffix else self.file("")
        else:
            found = self.file(f"{path}{self.suffix}")
        return f"{found}?{query}" if query else found

    def file(self, path: str) -> str:
        """Return the address of a file that is named in full."""
        return relative(self.here.rpartition("/")[0], path)

    def root(self, path: str) -> str:
        """Return the address of a page below the address of the publication."""
        return Links("", self.base, self.suffix).to(path).removeprefix("./")

    def thing(self, iri: str) -> str:
        """Return the address of a thing's page; of a thing of others the IRI, if a browser may go there, else ""."""
        made = _thing if len(iri) <= _LONGEST_KEPT else _thing.__wrapped__
        return made(self.here.rpartition("/")[0], self.base, self.suffix, iri)


@lru_cache(maxsize=1 << 14)
def _thing(folder: str, base: str, suffix: str, iri: str) -> str:
    if path := page_path(iri, base):
        return relative(folder, f"{path}{suffix}")
    return iri if _OUTSIDE.fullmatch(iri) else ""


def relative(folder: str, path: str) -> str:
    """Return the address of a file as a page in a folder writes it.

    >>> relative("doc/org", "doc/org/gsma"), relative("doc/org", "queries"), relative("", "a:b/c d")
    ('gsma', '../../queries', './a:b/c%20d')
    """
    # What is long is none of our paths: somebody else has thought of it, and of more.
    made = _relative if len(folder) + len(path) <= _LONGEST_KEPT else _relative.__wrapped__
    return made(folder, path)


@lru_cache(maxsize=1 << 14)
def _relative(folder: str, path: str) -> str:
    above, below = folder.split("/") if folder else [], path.split("/")
    same = 0
    while same < min(len(above), len(below) - 1) and above[same] == below[same]:
        same += 1
    found = "../" * (len(above) - same) + "/".join(below[same:]) or "./"
    # What stands before a colon in the first segment would be read as a scheme.
    found = f"./{found}" if ":" in found.partition("/")[0] else found
    return found if _PLAIN.fullmatch(found) else quote(found, safe=_SAFE)


def page_path(iri: str, base: str) -> str:
    """Return the path of a thing's page: ``id/x`` has ``doc/x``, ``voc/x`` has ``doc/voc/x``; "" of things of others.

    >>> page_path("https://example.org/voc/outcome/approved", "https://example.org/")
    'doc/voc/outcome/approved'
    >>> page_path("https://example.com/id/x", "https://example.org/")
    ''
    """
    path = iri.removeprefix(base)
    if path == iri or posixpath.normpath(path) != path:
        return ""
    if path.startswith("id/"):
        return f"doc/{path.removeprefix('id/')}"
    return f"doc/{path}" if path.startswith(("voc/", "graph/")) else ""


def iri_of(path: str, base: str) -> str:
    """Return the IRI of the thing whose page has a path: what `page_path` takes apart.

    >>> iri_of("doc/voc/outcome", "https://example.org/"), iri_of("doc/org/gsma", "https://example.org/")
    ('https://example.org/voc/outcome', 'https://example.org/id/org/gsma')
    >>> iri_of("queries", "https://example.org/")
    ''
    """
    if not path.startswith("doc/"):
        return ""
    below = path.removeprefix("doc/")
    return f"{base}{below}" if below.startswith(("voc/", "graph/")) else f"{base}id/{below}"
