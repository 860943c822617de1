"""Turns the tree of one XML part into another: what each mutator does is done once, at a place of its choice."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from tests.wordfiles import (
    NAMESPACES,
    STRICT,
    TRANSITIONAL,
    cell,
    deleted,
    field,
    ins,
    item,
    mark,
    p,
    r,
    row,
    sdt,
    table,
)

Mutator = Callable[[Random, Element], None]

WORDS: Final = (
    *("", " ", "\t", "\n", "\u00a0", "\u0085\u2028\u2029", "\u202e\u2066\u200f", "\u200b\ufeff\u00ad", "\u0301\u0301"),
    *("😀👨‍👩‍👧", "\U0010fffd\ue000\uf0b7", "²³¹", "٣٤-٠١", "½", "ﬁ", "İı", "\ufdd0\ufffd"),
    *("50-01", "52-01 (unchanged)", "92–\n03", "Res. 50-02", "1-" + "9" * 5000, "0-0", "50/01", "(1)", "9" * 40),
    *("Status", "Res # [-Action item #]", "SG13 lead", "Resolution 2 (Rev. Geneva, 2022) – Title", "Resolution 99999"),
    *(
        "STUDY PERIOD 2025-2028",
        "TD 77-WP1/17 Rev.2",
        "Geneva, 31 February - 99 March 2023",
        "WTSA-99",
        "TSAG",
        "SG999",
    ),
    *(
        "See items 50-01 to 52-99",
        "X.1812 (13/2022)",
        "x.1813 (2/22)",
        "ITU-T X.5Gsec-ctrl",
        "Q99/99",
        "Qs 1, 2 and /17",
    ),
    *(
        "(resolves 1, i. SGs 2; instructs xx)",
        "https://" + "a/" * 99,
        "approved ",
        "To be provided",
        "=1+1",
        "]]>",
        "</w:t>",
    ),
    *("a" * 100_000, "SG17, " * 5_000, "(" * 3_000, "Resolutions 1, " * 2_000, "e\u0301" * 9_999, "-" * 9_999),
)
VALUES: Final = (
    *("", " ", "0", "1", "-1", "2", "9", "10", "63", "64", "65535", "2147483648", "-2147483649", "9" * 5000, "1e3"),
    *(
        "NaN",
        "1.5",
        " 3 ",
        "٣",
        "²",
        "0x1F",
        "true",
        "off",
        "restart",
        "continue",
        "cont",
        "decimal",
        "bullet",
        "%1%9%0",
    ),
    *(
        "begin",
        "separate",
        "end",
        "F0B7",
        "D800",
        "110000",
        "Symbol",
        "preserve",
        "Heading1",
        "rId1",
        "x" * 10_000,
        "😀",
    ),
    *(
        "2023-02-30T25:61:61Z",
        "0000-00-00T00:00:00Z",
        "+999999-01-01T00:00:00Z",
        "Rapporteur Q2/17",
        "J. Doe",
        "\u202e",
    ),
)
_NUMBERING = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr>'
_KNOWN: Final = (
    *(p("inserted paragraph"), p("marked", mark=mark("del")), p(ins("new"), deleted("old")), item("listed", level=7)),
    *(
        r("run"),
        row("50-03", "a"),
        cell("cell"),
        cell("wide", properties='<w:gridSpan w:val="3"/>'),
        table(row("a", "b")),
    ),
    *(sdt(p("controlled")), sdt(""), field("PAGE", "7"), mark("ins"), mark("del"), mark("cellIns"), mark("moveFrom")),
    *(
        "<w:t>text</w:t>",
        "<w:delText>gone</w:delText>",
        "<w:br/>",
        "<w:tab/>",
        '<w:sym w:font="Symbol" w:char="F061"/>',
    ),
    *('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "<w:instrText>X</w:instrText>"),
    *(
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        "<w:hMerge/>",
        '<w:gridBefore w:val="2"/>',
        '<w:gridSpan w:val="9"/>',
    ),
    *("<w:pPr/>", "<w:rPr/>", "<w:trPr/>", "<w:tcPr/>", "<w:tblPr/>", "<w:sectPr/>", "<w:body/>", "<w:document/>"),
    *(_NUMBERING.format(0, 1), _NUMBERING.format(-1, "x"), "<w:footnoteReference w:id='2'/>", "<w:altChunk r:id='r'/>"),
    *(
        "<mc:AlternateContent/>",
        f"<mc:AlternateContent><mc:Fallback>{p('fallback')}</mc:Fallback></mc:AlternateContent>",
    ),
    *("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", f"<w:txbxContent>{p('box')}</w:txbxContent>", "<x:y>unknown</x:y>"),
    *("<w:p/>", "<w:r/>", "<w:tc/>", "<w:tr/>", "<w:tbl/>", f"<w:moveTo w:id='5'>{r('to')}</w:moveTo>", "<w:ins/>"),
    *('<w:pPrChange w:id="7"><w:pPr/></w:pPrChange>', '<w:cellMerge w:vMerge="cont"/>', "<w:customXmlInsRangeStart/>"),
)
_HOLDERS: Final = (
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "moveTo",
    "hyperlink",
    "smartTag",
    "customXml",
    "p",
    "r",
    "tc",
    "x",
)
_NESTS: Final = (("sdt", "sdtContent"), ("ins",), ("hyperlink",), ("tbl", "tr", "tc"), ("p", "r"), ("x",), ("body",))
_SPACES: Final = (TRANSITIONAL, STRICT, "urn:other", "http://www.w3.org/1999/xhtml", "")
_TWICE: Final = 200


def inserted(xml: str) -> Element:
    """Return a piece of Word's XML as an element."""
    return etree.fromstring(f"<x {NAMESPACES}>{xml}</x>")[0]


def _all(root: Element) -> list[Element]:
    return list(root.iter(etree.Element))


def _any(rng: Random, root: Element) -> Element:
    return rng.choice(_all(root))


def _inner(rng: Random, root: Element) -> tuple[Element, Element] | None:
    """Choose an element that has a parent, and return both."""
    element = _any(rng, root)
    parent = element.getparent()
    return None if parent is None else (element, parent)


def _drop(element: Element, parent: Element) -> None:
    element.tail = None
    parent.remove(element)


def _space(element: Element) -> str:
    return str(etree.QName(element).namespace or "")


def _tag(rng: Random, element: Element, name: str) -> str:
    space = _space(element) if rng.random() < 0.9 else rng.choice(_SPACES)
    return f"{{{space}}}{name}" if space else name


def delete(rng: Random, root: Element) -> None:
    if found := _inner(rng, root):
        _drop(*found)


def duplicate(rng: Random, root: Element) -> None:
    if found := _inner(rng, root):
        element, parent = found
        small = len(element) < 50
        for _ in range(rng.choice((1, 1, 1, 2, _TWICE if small else 1))):
            parent.insert(parent.index(element), deepcopy(element))


def move(rng: Random, root: Element) -> None:
    """Put an element under another one."""
    found, under = _inner(rng, root), _any(rng, root)
    if found and found[0] not in {under, *under.iterancestors()}:
        under.insert(rng.randint(0, len(under)), found[0])


def swap(rng: Random, root: Element) -> None:
    """Let two elements change places with each other."""
    one, other = _any(rng, root), _any(rng, root)
    first, second = one.getparent(), other.getparent()
    if first is None or second is None or one is other or one in other.iterancestors() or other in one.iterancestors():
        return
    place = etree.Element("x")
    first.replace(one, place)
    second.replace(other, one)
    first.replace(place, other)


def wrap(rng: Random, root: Element) -> None:
    if found := _inner(rng, root):
        element, parent = found
        holder = etree.Element(_tag(rng, element, rng.choice(_HOLDERS)))
        parent.replace(element, holder)
        holder.append(element)


def unwrap(rng: Random, root: Element) -> None:
    """Put what an element holds in its place."""
    if found := _inner(rng, root):
        element, parent = found
        at = parent.index(element)
        for part in reversed(list(element)):
            parent.insert(at, part)
        _drop(element, parent)


def rename(rng: Random, root: Element) -> None:
    """Call an element as another one is called, or as none is."""
    element = _any(rng, root)
    element.tag = _any(rng, root).tag if rng.random() < 0.6 else _tag(rng, element, rng.choice(_HOLDERS))


def insert(rng: Random, root: Element) -> None:
    """Put a known construction at any place."""
    under = _any(rng, root)
    under.insert(rng.randint(0, len(under)), inserted(rng.choice(_KNOWN)))


def nest(rng: Random, root: Element) -> None:
    """Put an element deep into others."""
    if found := _inner(rng, root):
        element, parent = found
        names = rng.choice(_NESTS)
        top = holder = etree.Element(f"{{{_space(element)}}}{names[0]}" if _space(element) else names[0])
        for depth in range(1, rng.choice((3, 20, 100, 200, 240, 300))):
            holder = etree.SubElement(holder, f"{{{_space(element)}}}{names[depth % len(names)]}")
        parent.replace(element, top)
        holder.append(element)


def value(rng: Random, root: Element) -> None:
    """Give an attribute another value."""
    having = [element for element in _all(root) if element.attrib]
    if having:
        element = rng.choice(having)
        element.set(rng.choice(sorted(map(str, element.attrib))), rng.choice(VALUES))


def attribute(rng: Random, root: Element) -> None:
    """Drop an attribute, add one, or rename one."""
    element = _any(rng, root)
    names = sorted(map(str, element.attrib))
    if names and rng.random() < 0.6:
        name = rng.choice(names)
        kept = element.attrib.pop(name)
        if rng.random() < 0.3:
            element.set(etree.QName(name).localname, kept)
    else:
        name = rng.choice(
            ("val", "id", "author", "date", "fldCharType", "char", "instr", "type", "ilvl", "r", "t", "s")
        )
        element.set(_tag(rng, element, name), rng.choice(VALUES))


def text(rng: Random, root: Element) -> None:
    """Change the words of an element, or put words where none belong."""
    having = [element for element in _all(root) if element.text]
    if having and rng.random() < 0.8:
        element = rng.choice(having)
        old, new = element.text or "", rng.choice(WORDS)
        at = rng.randint(0, len(old))
        element.text = rng.choice((new, old[:at] + new + old[at:], old[at:], old * 50, old[::-1]))
    else:
        setattr(_any(rng, root), rng.choice(("text", "tail")), rng.choice(WORDS))


def comment(rng: Random, root: Element) -> None:
    """Put a comment or a processing instruction between the elements."""
    under = _any(rng, root)
    made = etree.Comment("a comment") if rng.random() < 0.5 else etree.ProcessingInstruction("target", "words")
    under.insert(rng.randint(0, len(under)), made)


def namespace(rng: Random, root: Element) -> None:
    """Put an element, and now and then all below it, into another namespace."""
    element, space = _any(rng, root), rng.choice(_SPACES)
    for one in element.iter(etree.Element) if rng.random() < 0.3 else (element,):
        name = etree.QName(one).localname
        one.tag = f"{{{space}}}{name}" if space else name


# Those that change what Word users change come more often.
MUTATORS: Final[tuple[Mutator, ...]] = (
    *(delete, duplicate, move, swap, wrap, unwrap, rename, insert, insert, nest),
    *(value, value, attribute, text, text, comment, namespace),
)
