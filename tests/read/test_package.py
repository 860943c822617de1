"""Which files are refused before anything in them is read, each with its own code."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from resograph.errors import InputError
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read import read
from tests.wordfiles import (
    MAIN_TYPE,
    RELATIONS,
    cell,
    content_types,
    default_types,
    encoded,
    ins,
    item,
    level,
    note,
    notes,
    numbering,
    p,
    page_header,
    parts,
    relations,
    renamed,
    row,
    strict,
    table,
    word,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _refused(source: Source, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(source, limits or Limits())
    assert "\n" not in str(caught.value)
    assert source.name in caught.value.where
    return caught.value


def _texts(source: Source) -> list[str]:
    return [paragraph.text for paragraph in read(source).paragraphs]


def _with(changes: dict[str, str | bytes]) -> Source:
    return zipped({**parts("a"), **changes})


def _renamed(**others: str) -> dict[str, str]:
    """Return the parts of a file whose main part has another name and folder."""
    found = parts("a")
    return {
        "[Content_Types].xml": content_types("docs/Main.xml"),
        "docs/Main.xml": found["word/document.xml"],
        **others,
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "not-a-zip"),
        (b"PK\x03\x04 cut short", "not-a-zip"),
        (b"PK\x05\x06", "not-a-zip"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "legacy-doc"),
        (OLE + "Workbook".encode("utf-16-le"), "legacy-doc"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "not-a-word-document"),
    ],
)
def test_the_first_bytes_tell_what_is_no_word_file(data: bytes, code: str) -> None:
    assert _refused(Source("a.docx", data)).code == code


def test_half_a_file_is_no_zip() -> None:
    data = word("a").data

    assert _refused(Source("a.docx", data[: len(data) // 2])).code == "not-a-zip"


def test_a_damaged_entry_is_a_corrupt_zip() -> None:
    data = bytearray(word("a" * 500).data)
    at = data.find(b"word/document.xml") + len("word/document.xml") + 40
    data[at : at + 4] = b"\xff\xff\xff\xff"

    assert _refused(Source("a.docx", bytes(data))).code == "corrupt-zip"


def test_damage_that_only_the_checksum_shows_is_a_corrupt_zip() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts("a report").items():
            archive.writestr(name, text)
    data = buffer.getvalue()

    assert _refused(Source("a.docx", data.replace(b"a report", b"A report"))).code == "corrupt-zip"
    assert _refused(Source("a.docx", data.replace(b"a report", b"a<report"))).code == "corrupt-zip"


def test_an_encrypted_entry_is_encrypted() -> None:
    data = bytearray(word("a").data)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<H", data, at + 8, 1)
        at += 4

    assert _refused(Source("a.docx", bytes(data))).code == "encrypted"


def test_two_entries_of_one_name_are_a_corrupt_zip() -> None:
    found = {**parts("a"), "word/Document.xml": "<a/>"}

    assert _refused(zipped(found)).code == "corrupt-zip"


def test_an_entry_that_leads_outside_is_a_corrupt_zip() -> None:
    assert _refused(_with({"../../etc/passwd": "x"})).code == "corrupt-zip"
    assert _refused(_with({"word\\..\\..\\x": "x"})).code == "corrupt-zip"


@pytest.mark.parametrize("kind", [SHEET_TYPE, "", "text/plain"])
def test_a_package_of_another_kind_is_no_word_document(kind: str) -> None:
    assert _refused(_with({"[Content_Types].xml": content_types(kind=kind)})).code == "not-a-word-document"


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "word/document.xml"])
def test_a_package_without_what_makes_it_a_document_is_none(missing: str) -> None:
    found = parts("a")
    del found[missing]

    assert _refused(zipped(found)).code == "not-a-word-document"


def test_a_main_part_of_other_xml_is_no_word_document() -> None:
    assert _refused(_with({"word/document.xml": "<html><body/></html>"})).code == "not-a-word-document"
    assert _refused(_with({"word/document.xml": "<document><tbl/></document>"})).code == "not-a-word-document"


def test_an_empty_zip_is_no_word_document() -> None:
    assert _refused(zipped({})).code == "not-a-word-document"


@pytest.mark.parametrize("name", ["a.docm", "a.docx"])
def test_a_file_that_may_hold_macros_is_refused_whatever_its_name(name: str) -> None:
    found = {**parts("a"), "[Content_Types].xml": content_types(kind=MACRO_TYPE)}

    assert _refused(zipped(found, name)).code == "macro-enabled"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_document_type_is_forbidden_in_every_part(part: str, encoding: str) -> None:
    declared = '<!DOCTYPE a [<!ENTITY e "text">]>' + parts("a")[part]

    assert _refused(_with({part: declared.encode(encoding)})).code == "doctype-forbidden"


def test_a_document_type_far_behind_is_forbidden() -> None:
    far = f"<!--{'x' * 100_000}--><!DOCTYPE a>{parts('a')['word/document.xml']}"

    assert _refused(_with({"word/document.xml": far})).code == "doctype-forbidden"


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "xml", ["", "<a>", "<a></b>", "plain", "<a>&nbsp;</a>", '<?xml version="1.0" encoding="x"?><a/>']
)
def test_broken_xml_is_not_well_formed(part: str, xml: str) -> None:
    assert _refused(_with({part: xml})).code == "xml-not-well-formed"


def test_elements_nested_beyond_measure_are_too_large() -> None:
    assert _refused(word("<w:sdt>" * 3000 + "</w:sdt>" * 3000)).code == "too-large"
    assert _refused(word(p("<w:hyperlink>" * 3000 + "</w:hyperlink>" * 3000))).code == "too-large"


def test_a_renamed_main_part_is_found_by_its_relationship() -> None:
    rels = relations(("officeDocument", "docs/Main.xml"))

    assert _texts(zipped(_renamed(**{"_rels/.rels": rels}))) == ["a"]
    assert _texts(zipped(_renamed(**{"_rels/.rels": rels.replace("docs/", "/docs/")}))) == ["a"]


def test_a_main_part_without_relationship_is_found_by_its_type() -> None:
    assert _texts(zipped(_renamed())) == ["a"]


def test_the_type_of_a_part_may_be_that_of_its_extension() -> None:
    assert _texts(_with({"[Content_Types].xml": default_types()})) == ["a"]
    assert _texts(_with({"[Content_Types].xml": default_types().replace('"xml"', '"XML"')})) == ["a"]


def test_what_lies_outside_is_never_followed() -> None:
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="https://example.org/a.xml" TargetMode="External"/></Relationships>'
    )

    assert _texts(_with({"_rels/.rels": outside})) == ["a"]


def test_a_relationship_that_climbs_out_stays_inside() -> None:
    climbing = relations(("numbering", "../../../../etc/passwd"), ("styles", "%2e%2e/%2e%2e/x"))

    assert _texts(_with({"word/_rels/document.xml.rels": climbing})) == ["a"]


def test_a_template_is_read_too() -> None:
    kind = MAIN_TYPE.replace("document.main", "template.main")

    assert _texts(_with({"[Content_Types].xml": content_types(kind=kind)})) == ["a"]


def test_strict_files_are_read_as_transitional_ones() -> None:
    found = parts(p("Q2/17 ", '<w:ins w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'))
    plain, formal = read(zipped(found)), read(zipped(strict(found)))

    assert formal.blocks == plain.blocks
    assert [paragraph.runs[1].inserted is not None for paragraph in formal.paragraphs] == [True]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        *(("utf-8", ""), ("utf-8", "UTF-8"), ("utf-8-sig", ""), ("utf-8-sig", "UTF-8"), ("iso-8859-1", "ISO-8859-1")),
        *(("utf-16", ""), ("utf-16", "UTF-16"), ("utf-16", "UTF-8")),
        *(("utf-16-le", ""), ("utf-16-le", "UTF-16"), ("utf-16-le", "UTF-16LE")),
        *(("utf-16-be", ""), ("utf-16-be", "UTF-16"), ("utf-16-be", "UTF-16BE")),
    ],
)
def test_parts_may_be_in_any_encoding_of_xml_with_and_without_a_mark_and_a_declaration(
    encoding: str, declared: str
) -> None:
    given = parts(p("Genève"), table(row("à", cell(p(ins("new"))))), footnotes=notes("footnote", n2="Kept"))
    document = read(zipped(encoded(given, encoding, declared)))

    assert document.blocks == read(zipped(given)).blocks
    assert [remark.text for remark in document.remarks] == ["Kept"]


def test_a_long_part_in_utf_16_is_read_piece_by_piece() -> None:
    words = [f"{number} – {'word ' * 50}" for number in range(300)]
    found = parts(*(p(text) for text in words[:150]), table(*(row(text) for text in words[150:])))
    document = read(zipped(encoded(found, "utf-16-be", "UTF-16")))

    assert [x.text for x in document.paragraphs] == words[:150]
    assert [line.cells[0].lines[0] for x in document.tables for line in x.rows] == words[150:]


@pytest.mark.parametrize("main", ["docs/Main.xml", "Document.xml", "a/b/c%20d.xml"])
@pytest.mark.parametrize("start", ["", "/"])
def test_a_main_part_of_any_name_keeps_its_notes_lists_and_headers(main: str, start: str) -> None:
    others = {"numbering": numbering(level()), "footnotes": notes("footnote", n2="Kept"), "header": page_header("TD 1")}
    found = renamed(parts(item("a"), p("b", note("2")), **others), main.replace("%20", " "), start + main)
    document = read(zipped(found))

    assert [x.text for x in document.paragraphs] == ["1. a", "b"]
    assert [x.text for x in document.remarks] == ["Kept", "TD 1"]


def test_targets_of_relationships_may_begin_at_the_root_or_climb() -> None:
    found = parts(item("a"), numbering=numbering(level()))
    for target in ("/word/numbering.xml", "../word/numbering.xml", "./numbering.xml", "NUMBERING.XML"):
        rels = relations(("numbering", target))

        assert _texts(zipped({**found, "word/_rels/document.xml.rels": rels})) == ["1. a"]


@pytest.mark.parametrize(
    ("limits", "word_for_it"),
    [
        (Limits(file_bytes=100), "file bytes"),
        (Limits(entries=3), "entries"),
        (Limits(inflated_bytes=1000), "inflated bytes"),
        (Limits(ratio=2, ratio_from=10), "ratio"),
        (Limits(elements=10), "elements"),
        (Limits(paragraphs=1), "paragraphs"),
        (Limits(characters=100), "characters"),
    ],
)
def test_each_limit_is_kept_and_named(limits: Limits, word_for_it: str) -> None:
    error = _refused(word("a" * 200, "b", "c", "d", "e", "f", "g"), limits)

    assert error.code == "too-large"
    assert word_for_it in error.what


def test_a_paragraph_of_too_many_elements_is_refused_before_it_ends() -> None:
    error = _refused(word(p("<w:r/>" * 30_000)), Limits(elements_at_once=20_000))

    assert "elements at once" in error.what


def test_a_directory_that_claims_many_entries_is_refused_before_it_is_read() -> None:
    data = bytearray(word("a").data)
    struct.pack_into("<H", data, len(data) - 12, 0xFFFF)

    assert "65535 entries" in _refused(Source("a.docx", bytes(data))).what


def test_a_bomb_is_refused_by_its_directory() -> None:
    assert _refused(_with({"word/media/image1.bin": b"\0" * (65 * 1024 * 1024)})).code == "too-large"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("macro.docm", "macro-enabled"),
        ("truncated.docx", "not-a-zip"),
        ("zip_bomb.docx", "too-large"),
        ("password.docx", "encrypted"),
        ("old_doc_renamed.docx", "legacy-doc"),
    ],
)
def test_the_broken_reports_are_refused(shared: Path, file: str, code: str) -> None:
    assert _refused(Source.open(shared / "reports" / file)).code == code
