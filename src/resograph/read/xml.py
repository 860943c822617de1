"""Turns bytes of XML into elements that are safe to walk, and their tags into short names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypedDict

from lxml.etree import XMLParser, XMLSyntaxError, fromstring
from lxml.etree import _Element as Element

from resograph.errors import InputError

# Transitional and Strict name the same things by other namespaces; the reader knows one name for both.
_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
}
# What a file in UTF-16 begins with, with a byte order mark and, against the rules, without one or a declaration.
_ORDER_MARKS: Final = {b"<\0": b"\xff\xfe", b"\0<": b"\xfe\xff"}
# A declaration of a document type in the encodings that a part may have.
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))

_SAVE_AGAIN: Final = "open the file in Word or Excel and save it again"

# libxml2's number for an element nested too deep or a text too long.
_RESOURCE_LIMIT: Final = 114


class Safe(TypedDict):
    """The options of a parser that matter for safety."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


# No network, no entity is ever replaced, and libxml2 keeps its own limits on depth and text.
SAFE: Final[Safe] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class Names(dict[object, str]):
    """The short name of a tag, "w:p" for Word's paragraph in either dialect, learnt as tags turn up.

    >>> Names()["{http://purl.oclc.org/ooxml/wordprocessingml/main}p"]
    'w:p'
    >>> Names()["{urn:other}p"], Names()["p"]
    ('?:p', '?:p')
    """

    def __missing__(self, tag: object) -> str:
        """Work a tag out and remember it."""
        namespace, _, local = str(tag).rpartition("}")
        self[tag] = f"{_PREFIXES.get(namespace[1:], '?')}:{local}"
        return self[tag]


def tags(name: str) -> tuple[str, ...]:
    """Return the tags of a short name in either dialect, as a search for them needs them.

    >>> tags("w:p")[1]
    '{http://purl.oclc.org/ooxml/wordprocessingml/main}p'
    >>> tags("p")
    ()
    """
    prefix, _, local = name.rpartition(":")
    return tuple(f"{{{namespace}}}{local}" for namespace, known in _PREFIXES.items() if known == prefix)


def namespace_of(element: Element) -> str:
    """Return "{namespace}", to be set before the name of an attribute.

    >>> namespace_of(parse(b"<a xmlns='urn:a'/>", "a.xml"))
    '{urn:a}'
    """
    namespace, end, _ = str(element.tag).rpartition("}")
    return namespace + end


def children(element: Element, local: str) -> Iterator[Element]:
    """Yield the children of one name in the namespace of their parent.

    >>> [child.tag for child in children(parse(b"<a><b/><c/></a>", "a.xml"), "b")]
    ['b']
    """
    return element.iterchildren(namespace_of(element) + local)


def child(element: Element, local: str) -> Element | None:
    """Return the first child of one name in the namespace of its parent, if there is one.

    >>> child(parse(b"<a><b/></a>", "a.xml"), "c") is None
    True
    """
    return next(children(element, local), None)


def value(parent: Element, local: str, default: str = "") -> str:
    """Return what the ``val`` of a child says.

    >>> value(parse(b"<a><b val='7'/></a>", "a.xml"), "b"), value(parse(b"<a/>", "a.xml"), "b", "0")
    ('7', '0')
    """
    found = child(parent, local)
    return default if found is None else found.get(namespace_of(found) + "val", default)


def marked_order(head: bytes) -> bytes:
    """Return how XML begins, with a byte order mark where it is in UTF-16 without one.

    >>> marked_order("<a/>".encode("utf-16-be"))[:4], marked_order(b"<a/>")
    (b'\\xfe\\xff\\x00<', b'<a/>')
    """
    return _ORDER_MARKS.get(head[:2], b"") + head


def count(piece: bytes) -> int:
    """Return how many elements and attributes a piece of XML has, roughly: what costs its parser memory.

    >>> count(b'<a b="1"><c/></a>'), count(b"text")
    (3, 0)
    """
    return piece.count(b"<") - piece.count(b"</") + piece.count(b"=")


def refuse_doctype(head: bytes, where: str) -> None:
    """Refuse XML that declares a document type: entities hide text, and Word writes none.

    Raises ``InputError`` with code ``doctype-forbidden``.

    >>> refuse_doctype(b"<a/>", "a.docx")
    >>> refuse_doctype(b"<!DOCTYPE a []><a/>", "a.docx")
    Traceback (most recent call last):
    resograph.errors.InputError: error[doctype-forbidden]: the XML declares a document type, a.docx: ...
    """
    if any(doctype in head for doctype in _DOCTYPES):
        raise InputError("doctype-forbidden", "the XML declares a document type", where, _SAVE_AGAIN)


def not_well_formed(error: XMLSyntaxError, where: str) -> InputError:
    """Return the error for XML that its parser refused; the parser's own limits are limits of ours.

    >>> not_well_formed(XMLSyntaxError("no end", 1, 2, 3), "a.docx").code
    'xml-not-well-formed'
    >>> not_well_formed(XMLSyntaxError("Excessive depth in document: 256", _RESOURCE_LIMIT, 2, 3), "a.docx").code
    'too-large'
    """
    reason = (error.msg or "no content").partition("\n")[0]
    if error.code == _RESOURCE_LIMIT:
        return InputError("too-large", reason.partition(",")[0], where, "send a simpler file")
    return InputError("xml-not-well-formed", f"broken XML ({reason})", where, _SAVE_AGAIN)


def parse(data: bytes, where: str) -> Element:
    """Parse one small part.

    Raises ``InputError`` with code ``doctype-forbidden`` or ``xml-not-well-formed``.

    >>> parse(b"<a/>", "a.docx, a.xml").tag
    'a'
    >>> parse(b"<a>", "a.docx, a.xml")
    Traceback (most recent call last):
    resograph.errors.InputError: error[xml-not-well-formed]: ...
    """
    refuse_doctype(data, where)
    try:
        root = fromstring(marked_order(data), XMLParser(**SAFE))
    except XMLSyntaxError as error:
        raise not_well_formed(error, where) from error
    if root.getroottree().docinfo.doctype:
        # In an encoding of its own the declaration looks otherwise.
        refuse_doctype(_DOCTYPES[0], where)
    return root
