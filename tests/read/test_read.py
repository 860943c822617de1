"""One door for every format, and what holds for all of them."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from lxml import etree

from resograph.errors import InputError
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read import read
from tests.wordfiles import (
    STRICT,
    TRANSITIONAL,
    alternative,
    box,
    cell,
    changed,
    comment,
    comments,
    deleted,
    drop_down,
    field,
    ins,
    item,
    left_out,
    level,
    looks,
    mark,
    math,
    merge_change,
    notes,
    numbering,
    p,
    page_header,
    parts,
    r,
    row,
    sdt,
    style,
    styles,
    table,
    word,
    zipped,
)

NAMES = (
    *("p", "tc", "tr", "tbl", "r", "t", "sdt", "ins", "del", "body", "document", "fldChar", "pPr", "numPr", "vMerge"),
    *("rPrChange", "tcPrChange", "cellMerge", "sectPr", "headerReference", "commentReference", "ddList", "instrText"),
)


@pytest.mark.parametrize("name", ["a.docx", "A.DOCX", "a.txt", "a", "a.doc", "a.dotx"])
def test_a_word_file_is_read_by_its_first_bytes(name: str) -> None:
    assert [x.text for x in read(Source(name, word("text").data)).paragraphs] == ["text"]


@pytest.mark.parametrize("name", ["a.ods", "a.odt", "a.pdf", "a.rtf", "docx"])
def test_another_format_is_unsupported(name: str) -> None:
    with pytest.raises(InputError, match="unsupported-format"):
        read(Source(name, b"text"))


def test_the_document_knows_what_it_was_read_from() -> None:
    source = word("text")
    document = read(source)

    assert (document.name, document.sha256) == (source.name, source.sha256)
    assert document.media_type.endswith(".wordprocessingml.document")
    assert read(Source("a.txt", b"text")).media_type == "text/plain"


@pytest.mark.parametrize("limit", [Limits(rows=2), Limits(grid_columns=2), Limits(remarks=0)])
def test_limits_of_tables_hold_and_the_place_is_named(limit: Limits) -> None:
    odd = f"<x:odd>{r('strange')}</x:odd>"
    source = word("a", table(row("a"), row("b"), row("c", "d", cell(p(odd)))))

    with pytest.raises(InputError, match=r"too-large.*made\.docx, table 1, row 3"):
        read(source, limit)


@pytest.mark.parametrize("span", ["64", "20000000", "9" * 400])
def test_a_table_wider_than_word_allows_is_refused(span: str) -> None:
    wide = cell("a", properties=f'<w:gridSpan w:val="{span}"/>')

    with pytest.raises(InputError, match=r"too-large.*grid columns"):
        read(word(table(row(wide))))


def test_long_documents_are_read_piece_by_piece_as_short_ones() -> None:
    words = [f"{number} {'word ' * 50}" for number in range(500)]
    blocks = [table(row("a", text)) if number % 7 == 0 else p(text) for number, text in enumerate(words)]
    document = read(word(*blocks))

    found = [x.text for x in document.paragraphs] + [x.rows[0].cells[1].lines[0] for x in document.tables]
    assert sorted(found) == sorted(words)
    assert [x.number for x in document.tables] == list(range(1, 73))


def test_a_long_control_around_everything_is_read_piece_by_piece() -> None:
    words = [f"{number} {'word ' * 50}" for number in range(600)]
    inside = "".join(p(text) for text in words[:300]) + table(row("x")) + "".join(p(text) for text in words[300:])
    document = read(word(f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"), Limits(elements_at_once=3000))

    assert [x.text for x in document.paragraphs] == words
    assert document.blocks[300] == next(document.tables)


@pytest.mark.parametrize("kind", ["example", "example_text"])
def test_reading_twice_gives_equal_documents(kind: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kind)

    assert read(Source.open(path)) == read(Source.open(path))


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same files in every run; nothing secret


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[at] = dice.randrange(256)
            case 1:
                del changed[at : at + dice.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + dice.randint(1, 200)]
            case _:
                other = dice.randrange(len(changed))
                changed[at : at + 50] = changed[other : other + 50]
    return bytes(changed)


def _outcome(source: Source) -> str:
    try:
        read(source)
    except InputError as error:
        return error.code
    return "read"


@pytest.mark.parametrize("seed", range(4))
def test_no_mutated_package_escapes_our_errors(seed: int, example: Path) -> None:
    dice, data = _dice(seed), example.read_bytes()
    outcomes = {_outcome(Source("a.docx", _mutated(data, dice))) for _ in range(50)}

    assert outcomes <= {
        "read",
        "not-a-zip",
        "corrupt-zip",
        "not-a-word-document",
        "xml-not-well-formed",
        "too-large",
        "encrypted",
    }


@pytest.mark.parametrize("seed", range(4))
def test_no_mutated_xml_escapes_our_errors(seed: int) -> None:
    dice = _dice(seed)
    found = _rich_parts()
    for _ in range(50):
        part = dice.choice(sorted(found))
        outcome = _outcome(zipped({**found, part: _reshaped(found[part], dice)}))

        assert outcome in {"read", "not-a-word-document", "too-large"}


def _rich_parts() -> dict[str, str]:
    nested = cell(table(row("x")), p("y"))
    rows = (
        row("a", cell(item("b", mark=mark("ins")), item("c", level=1)), nested),
        row(
            cell("d", properties='<w:gridSpan w:val="2"/><w:vMerge/>'),
            sdt(cell(p(ins("e"), deleted("f")))),
            properties=mark("del"),
        ),
    )
    place = '<w:pStyle w:val="Base"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    late = alternative(row("i", cell("j", properties=merge_change("cont", "rest"))), row("k"))
    odd = p(drop_down("l"), math("m", changed("ins", "<m:r><m:t>n</m:t></m:r>")), r("o", looks=looks("rPr")), box("q"))
    return parts(
        p(field("REF", "g"), '<w:r><w:footnoteReference w:id="1"/><w:sym w:char="F061" w:font="Symbol"/></w:r>'),
        table(*rows, late, properties=looks("tblPr")),
        p("h", comment("1", "i"), properties=place + looks("pPr")),
        odd,
        changed("del", table(row("s", properties=looks("trPr", left_out(1))))),
        numbering=numbering(level(), level(1, "lowerRoman", "%1%2")),
        styles=styles(style("Base", "Base", '<w:numPr><w:numId w:val="1"/></w:numPr>', based_on="Base")),
        footnotes=notes("footnote", n1="note"),
        comments=comments(n1="t"),
        header=page_header(p("u ", field("PAGE", "1"))),
    )


def _reshaped(xml: str, dice: random.Random) -> bytes:
    """Move, double, drop, wrap and rename elements and change values: the result is XML all the same."""
    root = etree.fromstring(xml)
    for _ in range(dice.randint(1, 6)):
        elements = list(root.iter())
        element, other = dice.choice(elements), dice.choice(elements)
        match dice.randrange(5):
            case 0:
                other.append(copy.deepcopy(element))
            case 1 if element is not root and other not in element.iter():
                other.insert(0, element)
            case 2 if element is not root:
                element.clear()
            case 3:
                element.tag = f"{{{dice.choice([TRANSITIONAL, STRICT, 'urn:unknown'])}}}{dice.choice(NAMES)}"
            case _:
                for key in element.attrib:
                    element.set(key, dice.choice(["", "-1", "999999999", "x", "0", "begin", "end", "separate"]))
    return etree.tostring(root)
