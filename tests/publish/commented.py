"""Small action plans as Word files, findings on them, and what an editor sees in the copy with comments."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from resograph.interpret import interpret
from resograph.model.document import Document, View
from resograph.model.release import Place, Result, Verdict
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.publish.word_comments import annotate
from resograph.read import read

STATED = Metadata(assembly="wtsa-20", group="sg17", period="2022-2024")
MAIN = "word/document.xml"
COMMENTS = "word/comments.xml"
_SIGNS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "tab": "\t", "br": "\n"}
FINDING = Result(
    focus="urn:f",
    path="",
    value="",
    component="http://www.w3.org/ns/shacl#OrConstraintComponent",
    shape="https://w3id.org/resograph/shapes#Claim-month",
    severity="warning",
    message="Something is wrong",
    place=Place("made.docx"),
)


def status(quote: str = "", paragraph: int = 1, start: int = -1) -> Result:
    """Return a finding on words in the status of 92-03, the first item of a report as `tests.wordfiles` writes it."""
    return finding(item="92-03", table=2, row=2, column="status", paragraph=paragraph, quote=quote, start=start)


def finding(message: str = "Something is wrong", **place: str | int) -> Result:
    return replace(FINDING, message=message, place=Place(file="made.docx", **place))  # type: ignore[arg-type]


def copy_of(source: Source, *results: Result, view: View = "accepted", groups: Sequence[str] = ("sg17",)) -> Source:
    """Return the copy of a file with these findings on the plans of these groups."""
    document = read(source)
    reports = [report for group in groups for report in interpret(document, view, replace(STATED, group=group))]
    return Source(source.name, annotate(source, reports, Verdict(results)))


def parts(source: Source) -> dict[str, bytes]:
    """Return the parts of a file in their order."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def text_of(part: bytes) -> str:
    """Return a part as text, whatever its encoding."""
    encoding = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(part[:2], "utf-8")
    return part.decode(encoding)


def new_numbers(source: Source, copy: Source, part: str = COMMENTS) -> set[str]:
    """Return the numbers of the comments that a copy has and its original has not."""
    return _numbers(parts(copy)[part]) - _numbers(parts(source).get(part, b"<none/>"))


def _numbers(comments: bytes) -> set[str]:
    return {value for one in etree.fromstring(comments) for key, value in one.attrib.items() if _local(key) == "id"}


def unmarked(main: bytes, numbers: set[str]) -> str:
    """Return the main part of a copy without the marks of the comments of these numbers."""
    own = r'(?: xmlns:w="[^"]*")? [^\s:]+:id="(\d+)"/>'
    run = rf'<([^\s:<]+):r(?: xmlns:w="[^"]*")?><\1:commentReference{own}</\1:r>'
    text = re.sub(run, lambda found: "" if found[2] in numbers else found[0], text_of(main))
    return re.sub(
        rf"<[^\s:<]+:commentRange(?:Start|End){own}", lambda found: "" if found[1] in numbers else found[0], text
    )


def opened(main: str) -> str:
    """Return a main part in which each empty paragraph has two tags: that is how a comment gets into one."""
    return re.sub(r"<((?:[^\s:<>/]+:)?p)((?:\s[^<>]*)?)/>", r"<\1\2></\1>", main)


def spots(source: Source, main: str = MAIN) -> list[tuple[str, str]]:
    """Return the number of each comment with the text it stands on, in the order in which they begin."""
    root = etree.fromstring(parts(source)[main])
    open_, found = set[str](), dict[str, str]()
    for element in root.iter("{*}*"):
        name = _local(str(element.tag))
        if name == "commentRangeStart":
            found[_id(element)] = ""
            open_.add(_id(element))
        elif name == "commentRangeEnd":
            open_.remove(_id(element))
        else:
            text = _SIGNS.get(name, (element.text or "") if name in {"t", "delText"} else "")
            found |= {number: found[number] + text for number in open_}
    assert not open_
    assert list(found) == [_id(element) for element in _sorted_references(root)]
    return list(found.items())


def anchored(source: Source) -> str:
    """Return the text on which the one comment of a copy stands."""
    [(_, text)] = spots(source)
    return text


def cell_of(source: Source, number: str = "0") -> tuple[int, int]:
    """Return the row and the cell, as they stand in the XML of their outermost table, in which a comment begins."""
    root = etree.fromstring(parts(source)[MAIN])
    [start] = (one for one in root.iter("{*}commentRangeStart") if _id(one) == number)
    above = list(start.iterancestors("{*}tbl", "{*}tr", "{*}tc"))
    outer, own_row, own_cell = reversed(above[-3:])
    return _counted("tr", own_row, outer), _counted("tc", own_cell, own_row)


def _counted(name: str, element: etree._Element, within: etree._Element) -> int:
    """Return the how many-eth of its name an element is, those in nested tables left aside."""
    depth = len(list(element.iterancestors("{*}tbl")))
    alike = (one for one in within.iter(f"{{*}}{name}") if len(list(one.iterancestors("{*}tbl"))) == depth)
    return list(alike).index(element) + 1


def remark_on(source: Source, quote: str) -> Result:
    """Return the finding that a remark on these words becomes."""
    [report] = interpret(read(source), "accepted", STATED)
    [remark] = (remark for remark in report.remarks if remark.text == quote)
    placed = finding(item="92-03", table=remark.table, row=remark.row, quote=quote)
    return replace(placed, value=remark.message)


def same(first: Document, second: Document) -> bool:
    """Tell whether two documents are the same but for the file that they are from."""
    return replace(second, sha256=first.sha256, name=first.name) == first


def untouched(source: Source, copy: Source, main: str = MAIN, comments: str = COMMENTS) -> bool:
    """Tell whether the main part of a copy is the original once the marks of the new comments are out."""
    left = unmarked(parts(copy)[main], new_numbers(source, copy, comments))
    return opened(left) == opened(text_of(parts(source)[main]))


def _sorted_references(root: etree._Element) -> Iterator[etree._Element]:
    order = {_id(one): number for number, one in enumerate(root.iter("{*}commentRangeStart"))}
    return iter(sorted(root.iter("{*}commentReference"), key=lambda one: order[_id(one)]))


def _id(element: etree._Element) -> str:
    return next(value for key, value in element.attrib.items() if _local(str(key)) == "id")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
