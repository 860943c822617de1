"""The copy of a Word file with the findings as comments: all else in it is the original, byte for byte."""

from __future__ import annotations

import io
import shutil
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from resograph import pipeline
from resograph.errors import InputError
from resograph.model.document import View
from resograph.model.source import Source
from resograph.naming.prefixes import RDFS
from resograph.read import read
from resograph.settings import settings
from tests.publish.commented import (
    COMMENTS,
    MAIN,
    anchored,
    copy_of,
    finding,
    new_numbers,
    opened,
    parts,
    same,
    spots,
    status,
    text_of,
    unmarked,
    untouched,
)
from tests.read import zips
from tests.wordfiles import (
    STRICT,
    TRANSITIONAL,
    cell,
    comment,
    comments,
    deleted,
    encoded,
    entry,
    ins,
    p,
    renamed,
    report,
    strict,
    zipped,
)

ALLOWED = {MAIN, COMMENTS, "word/_rels/document.xml.rels", "[Content_Types].xml"}
PICTURE = bytes(range(256)) * 20
SOURCE = report(entry("92-03", cell(p("See ", ins("X.1812"), deleted("X.1"), " now")), lead="<w:tc><w:p/></w:tc>"))
FINDINGS = (status("X.1812"), finding(item="92-03", table=2, row=2, column="lead"), finding())


def _texts(source: Source) -> dict[str, str]:
    return {name: data.decode() for name, data in parts(source).items()}


def _with(source: Source, **changed: str | bytes) -> Source:
    """Return a file with other parts, named by the ends of their names."""
    found: dict[str, str | bytes] = dict(parts(source))
    for end, content in changed.items():
        name = next((name for name in found if name.endswith(f"{end}.xml")), f"word/{end}.xml")
        found[name] = content
    return zipped(found)


def test_every_other_part_stays_byte_for_byte_in_its_order() -> None:
    source = zipped({"word/media/a.png": PICTURE, **parts(SOURCE), "customXml/ä.xml": "<a/>", "empty": ""})
    copy = copy_of(source, *FINDINGS)
    before, after = parts(source), parts(copy)

    assert list(after) == [*before, COMMENTS]
    assert {name for name in before if before[name] != after[name]} == ALLOWED - {COMMENTS}


def test_the_times_and_kinds_of_the_entries_stay() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = b"sent by the secretariat"
        for name, data in parts(SOURCE).items():
            entry = zipfile.ZipInfo(name, (2023, 8, 29, 10, 12, 4))
            entry.external_attr = 0o640 << 16
            archive.writestr(entry, data, zipfile.ZIP_STORED if "rels" in name else zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(copy_of(Source("made.docx", buffer.getvalue()), *FINDINGS).data)) as archive:
        *old, new = archive.infolist()

        assert archive.comment == b"sent by the secretariat"
        assert {(one.date_time, one.external_attr >> 16) for one in old} == {((2023, 8, 29, 10, 12, 4), 0o640)}
        assert [one.compress_type == zipfile.ZIP_STORED for one in old] == ["rels" in one.filename for one in old]
        assert new.date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_file_and_findings_give_the_same_bytes() -> None:
    assert copy_of(SOURCE, *FINDINGS).data == copy_of(SOURCE, *FINDINGS).data


def test_a_file_without_findings_is_copied_as_it_is() -> None:
    assert copy_of(SOURCE).data == SOURCE.data


@pytest.mark.parametrize("view", ["accepted", "original"])
def test_the_copy_reads_as_the_original_in_both_views(view: View) -> None:
    copy = copy_of(SOURCE, *FINDINGS)

    assert same(read(SOURCE).in_view(view), read(copy).in_view(view))
    assert same(read(SOURCE), read(copy))


def test_the_text_is_the_original_once_the_marks_are_out() -> None:
    copy = copy_of(SOURCE, *FINDINGS)

    assert untouched(SOURCE, copy)
    assert len(spots(copy)) == 3


def test_python_docx_lists_the_comments_with_what_they_say() -> None:
    result = replace(
        status("X.1812\t&  <X>"),
        message="Not “understood”",
        value="because\x0b of \ud800 it",
        path=RDFS.comment.value,
        expected="X.1813",
    )
    [found] = docx.Document(io.BytesIO(copy_of(SOURCE, result).data)).comments

    assert (found.author, found.initials, found.timestamp) == ("resograph", "rg", None)
    assert [paragraph.text for paragraph in found.paragraphs] == [
        "Not “understood”",
        "Because: because of \ufffd it",
        "“X.1812 & <X>”",
        "Write: X.1813",
        "warning, rule Claim-month, item 92-03, column status",
    ]


def test_libreoffice_opens_the_copy(tmp_path: Path, example: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice, which is not installed here")
    copy = tmp_path / "copy.docx"
    annotated = pipeline.annotated(example, settings(), lambda _: None)
    copy.write_bytes(annotated.data)
    command = [office, "--headless", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--convert-to", "odt"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(copy)], check=True, capture_output=True, timeout=180)

    with zipfile.ZipFile(tmp_path / "copy.odt") as archive:
        text = archive.read("content.xml").decode()
    assert text.count("<office:annotation ") == len(annotated.verdict.results) > 0
    assert text.count("<dc:creator>resograph</dc:creator>") == len(annotated.verdict.results)


# ---------------------------------------------------------------------------------------- dialects, encodings, names

ENCODINGS = [
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16"),
    ("utf-16", "utf-8"),
    ("utf-8-sig", ""),
    ("utf-8", "utf-8"),
]


@pytest.mark.parametrize(("encoding", "declared"), ENCODINGS)
def test_a_file_in_another_encoding_is_written_in_it(encoding: str, declared: str) -> None:
    source = zipped(
        encoded({**_texts(SOURCE), MAIN: _texts(SOURCE)[MAIN].replace("See", "Voilà 中文 🌍")}, encoding, declared)
    )
    copy = copy_of(source, *FINDINGS)
    main, original = parts(copy)[MAIN], parts(source)[MAIN]

    assert [text for _, text in spots(copy)][1:] == ["X.1812", ""]
    assert main[:20] == original[:20]
    assert unmarked(main.decode(encoding).encode(), {"0", "1", "2"}) == opened(original.decode(encoding))


def test_letters_that_an_encoding_lacks_are_written_as_references() -> None:
    old = comments(n0="Ja").encode("iso-8859-1")
    source = _with(
        report(entry("92-03"), comments="<a/>"), comments=b"<?xml version='1.0' encoding='iso-8859-1'?>" + old
    )
    copy = copy_of(source, finding("今 “now”"))

    assert "今 “now”" in etree.fromstring(parts(copy)[COMMENTS]).xpath("string()")


def test_a_strict_file_stays_strict() -> None:
    source = zipped(strict(_texts(SOURCE)))
    copy = copy_of(source, *FINDINGS)
    relations = parts(copy)["word/_rels/document.xml.rels"].decode()

    assert f'xmlns:w="{STRICT}"' in text_of(parts(copy)[COMMENTS])
    assert 'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/comments"' in relations
    assert TRANSITIONAL not in "".join(_texts(copy).values())
    assert untouched(source, copy)


@pytest.mark.parametrize(("main", "named"), [("docs/Main.xml", "docs/comments.xml"), ("main.xml", "comments.xml")])
def test_a_renamed_main_part_has_its_comments_beside_it(main: str, named: str) -> None:
    source = zipped(renamed(_texts(SOURCE), main))
    copy = copy_of(source, *FINDINGS)

    assert list(parts(copy))[-1] == named
    assert len(list(docx.Document(io.BytesIO(copy.data)).comments)) == 3
    assert untouched(source, copy, main, named)


PREFIXES = {
    "another prefix": ("ns0:", 'xmlns:ns0="{}"', "ns0:"),
    "a default namespace with a prefix for attributes": ("", 'xmlns="{0}" xmlns:w="{0}"', "w:"),
    "a default namespace and no prefix": ("", 'xmlns="{}"', ""),
}


@pytest.mark.parametrize(("prefix", "declared", "attributes"), PREFIXES.values(), ids=PREFIXES)
def test_marks_are_written_with_the_prefix_of_the_document(prefix: str, declared: str, attributes: str) -> None:
    text = _texts(SOURCE)[MAIN].replace(f'xmlns:w="{TRANSITIONAL}"', declared.format(TRANSITIONAL))
    text = text.replace("<w:", f"<{prefix}").replace("</w:", f"</{prefix}").replace(" w:", f" {attributes}")
    source = _with(SOURCE, document=text)
    copy = copy_of(source, *FINDINGS)
    main = parts(copy)[MAIN].decode()

    assert len(list(docx.Document(io.BytesIO(copy.data)).comments)) == 3
    assert len(spots(copy)) == 3
    assert main.count("xmlns") == text.count("xmlns") + (0 if prefix or attributes else 3 * 3)
    assert untouched(source, copy)


def test_odd_but_true_xml_is_left_as_it_is() -> None:
    text = "<w:r\t><w:t><![CDATA[X.1812 />]]></w:t></w:r\n>"
    odd = f"<w:p w:rsidR='1>\"'\n><!-- </w:p> --><?a />?><w:pPr ></w:pPr >{text}</w:p >"
    source = report(entry("92-03", f"<w:tc>{odd}</w:tc>", lead='<w:tc><w:p w:rsidR="/>"  /></w:tc>'))
    copy = copy_of(source, status("X.1812"), finding(item="92-03", table=2, row=2, column="lead"))

    assert [text for _, text in spots(copy)] == ["X.1812 />", ""]
    assert unmarked(parts(copy)[MAIN], {"0", "1"}) == text_of(parts(source)[MAIN]).replace(
        '<w:p w:rsidR="/>"  />', '<w:p w:rsidR="/>"  ></w:p>'
    )


# ---------------------------------------------------------------------------------------- comments that are there

THEIRS = {"n0": "First", "n2": "Second"}


def test_comments_of_others_stay_and_their_numbers_are_not_used_again() -> None:
    source = report(entry("92-03", cell(p(comment("0", "See"), comment("2", " X.1812")))), comments=comments(**THEIRS))
    copy = copy_of(source, *FINDINGS)
    old, new = (text_of(parts(one)[COMMENTS]) for one in (source, copy))

    assert new.startswith(old.removesuffix("</w:comments>"))
    assert new_numbers(source, copy) == {"1", "3", "4"}
    assert [one.text for one in docx.Document(io.BytesIO(copy.data)).comments][:2] == ["First", "Second"]
    assert untouched(source, copy)


def test_a_second_run_over_its_own_output_reads_the_same_and_adds_its_comments() -> None:
    first = copy_of(SOURCE, *FINDINGS)
    second = copy_of(first, *FINDINGS)

    assert same(read(SOURCE), read(second))
    assert untouched(first, second)
    assert sorted(number for number, _ in spots(second)) == ["0", "1", "2", "3", "4", "5"]
    assert list(parts(second)) == list(parts(first))
    assert parts(second)["[Content_Types].xml"] == parts(first)["[Content_Types].xml"]


def test_numbers_that_only_marks_have_are_not_used_either() -> None:
    source = report(entry("92-03", cell(p(comment("0", "X.1812")))))

    assert [number for number, _ in spots(copy_of(source, status("X.1812")))] == ["0", "1"]


def test_an_empty_list_of_comments_is_opened() -> None:
    source = report(entry("92-03", "X.1812"), comments=f'<c:comments xmlns:c="{TRANSITIONAL}" />')
    copy = copy_of(source, status("X.1812"))

    assert text_of(parts(copy)[COMMENTS]).startswith(f'<c:comments xmlns:c="{TRANSITIONAL}" ><c:comment c:id="0"')
    assert anchored(copy) == "X.1812"


def test_a_part_that_is_called_comments_and_is_not_stays() -> None:
    source = zipped({**parts(SOURCE), COMMENTS: "<other/>"})
    copy = copy_of(source, *FINDINGS)

    assert parts(copy)[COMMENTS] == b"<other/>"
    assert len(list(docx.Document(io.BytesIO(copy.data)).comments)) == 3


def test_a_file_whose_main_part_has_no_relationships_gets_them() -> None:
    found = parts(SOURCE)
    del found["word/_rels/document.xml.rels"]
    copy = copy_of(zipped(dict(found)), *FINDINGS)

    assert len(list(docx.Document(io.BytesIO(copy.data)).comments)) == 3
    assert 'Extension="rels"' in _texts(copy)["[Content_Types].xml"]


def test_a_relationship_to_comments_that_are_missing_is_filled() -> None:
    found = parts(report(entry("92-03", "X.1812"), comments="<a/>"))
    del found[COMMENTS]
    source = zipped(dict(found))
    copy = copy_of(source, *FINDINGS)

    assert parts(copy)["word/_rels/document.xml.rels"] == found["word/_rels/document.xml.rels"]
    assert len(list(docx.Document(io.BytesIO(copy.data)).comments)) == 3


# ---------------------------------------------------------------------------------------- what nobody read before

BROKEN = {
    "not-a-word-document": "<w:comments xmlns:w='urn:other'/>",
    "xml-not-well-formed": "<w:comments",
    "doctype-forbidden": "<!DOCTYPE a [<!ENTITY e 'e'>]><a>&e;</a>",
    "encoding": "<?xml version='1.0' encoding='shift_jis'?><a/>",
}


@pytest.mark.parametrize(("code", "text"), BROKEN.items(), ids=BROKEN)
def test_broken_comments_are_refused_by_name(code: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        copy_of(report(entry("92-03"), comments=text), *FINDINGS)

    assert caught.value.code == code
    assert caught.value.where == f"made.docx, {COMMENTS}"


def test_a_damaged_picture_is_refused_by_name() -> None:
    data = zipped({**parts(SOURCE), "word/media/a.png": "picture " * 10}).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo("word/media/a.png")
    start = place.header_offset + 30 + len(place.filename)
    broken = data[:start] + bytes(byte ^ 255 for byte in data[start : start + 5]) + data[start + 5 :]

    with pytest.raises(InputError, match=r"corrupt-zip.*word/media/a\.png"):
        copy_of(Source("made.docx", broken), *FINDINGS)


def test_an_entry_that_unpacks_to_more_than_the_directory_tells_is_refused_without_unpacking_it() -> None:
    untrue = zips.entry("word/media/a.png", bytes(64 * zips.MEBIBYTE), told_size=1_000)
    source = Source("made.docx", zips.archive([*zips.entries(parts(SOURCE)), untrue]))
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=r"corrupt-zip.*a\.png"):
            copy_of(source, *FINDINGS)
        assert tracemalloc.get_traced_memory()[1] < 16 * zips.MEBIBYTE
    finally:
        tracemalloc.stop()
