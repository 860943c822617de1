"""Turns the pages of a folder into what is to be known of them, and their links into files, as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import lxml.html

# Where the site is taken to stand: below a path, out of which no link may lead. Nobody listens there.
HOST = "http://site.invalid"
ABOVE = "/some/where/"
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster"})


@dataclass(frozen=True)
class Page:
    """An HTML page: its path in the folder, its addresses as they are written, and what is wrong with it by itself."""

    name: str
    title: str
    addresses: frozenset[str]
    places: frozenset[str]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """The files of a folder, and the pages among them."""

    files: frozenset[str]
    pages: dict[str, Page]

    def broken(self) -> Iterator[str]:
        """Yield each address within the site that leads to no file, or to no place in it."""
        for page in self.pages.values():
            here = f"{HOST}{ABOVE}{quote(page.name)}"
            for written in page.addresses:
                found = urlsplit(urljoin(here, written))
                if f"{found.scheme}://{found.netloc}" == HOST and not self._leads(found.path, found.fragment):
                    yield f"{page.name}: {written}"

    def _leads(self, path: str, fragment: str) -> bool:
        if not path.startswith(ABOVE):
            return False
        name = unquote(path).removeprefix(ABOVE)
        name = f"{name}index.html" if not name or name.endswith("/") else name
        if name not in self.files:
            return False
        return not fragment or name not in self.pages or unquote(fragment) in self.pages[name].places


def site_in(folder: Path) -> Site:
    """Read the pages of a folder, each once."""
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return Site(files, {name: read(folder, name) for name in sorted(files) if name.endswith(".html")})


def read(folder: Path, name: str) -> Page:
    """Read one page."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.document_fromstring((folder / name).read_bytes(), parser=parser)
    addresses, places, names = set[str](), set[str](), set[str]()
    for element in tree.iter():
        if isinstance(element.tag, str):
            held = dict(element.attrib.items())
            names |= held.keys()
            places.add(held.get("id", ""))
            if held.get("rel") != "canonical":
                addresses.update(value for key, value in held.items() if key in _ADDRESSES)
    title = (tree.findtext("head/title") or "").strip()
    return Page(name, title, frozenset(addresses), frozenset(places), tuple(_faults(tree, title, names)))


def _faults(tree: lxml.html.HtmlElement, title: str, names: set[str]) -> Iterator[str]:
    wanting = {
        "language": tree.get("lang") == "en",
        "title": bool(title),
        "one heading": len(tree.findall(".//h1")) == 1,
        "main part": tree.find(".//main") is not None,
        "no style": tree.find(".//style") is None and "style" not in names,
        "no script": not tree.xpath("//script[not(@src) and not(@type='application/ld+json')]"),
        "no handler": not any(name.startswith("on") for name in names),
    }
    yield from (f"wants {what}" for what, is_so in wanting.items() if not is_so)
