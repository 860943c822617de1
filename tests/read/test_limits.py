"""What is too much is refused by the name of its limit, quickly and in little memory, whatever the file claims."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from time import process_time

import pytest

from resograph.errors import InputError
from resograph.model.limits import LIMITS, Limits
from resograph.model.source import Source
from resograph.pipeline import bounded
from resograph.read import read
from resograph.read.xml import count
from tests.read.zips import MEBIBYTE, Entry, archive, entries, entry, repeated
from tests.recognise.samples import item, report
from tests.wordfiles import (
    NAMESPACES,
    cell,
    document,
    field,
    level,
    mark,
    notes,
    numbering,
    p,
    parts,
    relations,
    row,
    sdt,
    style,
    styles,
    table,
    word,
    zipped,
)

SECONDS, MEBIBYTES = 60, 512  # what takes a minute hangs; how quick it is, `make bench` measures
ATTEMPTS = 3
MAIN = "word/document.xml"
ZEROS = b"\0" * MEBIBYTE


@dataclass(frozen=True)
class Cost:
    """What the reading of one file cost in a process of its own, and what it touched."""

    code: str
    what: str
    seconds: float
    mebibytes: float
    touched: list[str]


def _cost(data: bytes, folder: Path, repository: Path) -> Cost:
    """Return what the reading of a file costs."""
    path = folder / "made.docx"
    path.write_bytes(data)
    command = [sys.executable, "-m", "tests.read.measured", str(path)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout))


def _with(*others: Entry, without: str = "", **changes: str | bytes) -> bytes:
    """Return a small Word file with further entries; ``document`` is its main part."""
    found: dict[str, str | bytes] = {**parts("a")}
    found.update({MAIN: changes["document"]} if "document" in changes else {})
    return archive([*entries({name: content for name, content in found.items() if name != without}), *others])


def _declared(declaration: str, reference: str = "") -> bytes:
    return _with(document=f"<!DOCTYPE a [{declaration}]>" + document(p("a", f"<w:r><w:t>{reference}</w:t></w:r>")))


def _repeating(before: str, unit: bytes, times: int, after: str) -> bytes:
    """Return a Word file whose main part repeats a unit too often to be held as a string here."""
    head, tail = (
        text.encode() for text in (document("?").split("<w:p>")[0] + before, after + "</w:body></w:document>")
    )
    return _with(repeated(MAIN, unit, times, head, tail), without=MAIN)


def _image() -> bytes:
    related = parts("a") | {"word/_rels/document.xml.rels": relations(("image", "media/image1.png"))}
    return archive([*entries(related), repeated("word/media/image1.png", ZEROS, 1024)])


_LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an image of 1 GiB that is referred to": ("too-large", _image),
    "a part of 300 MiB that nobody refers to": ("too-large", lambda: _with(repeated("x.bin", ZEROS, 300))),
    "a main part of 1 GiB": ("too-large", lambda: _with(repeated(MAIN, b" " * MEBIBYTE, 1024), without=MAIN)),
    "100,000 empty entries": ("too-large", lambda: _with(*(Entry(f"x{n}", b"\3\0", 0) for n in range(100_000)))),
    "a million entries in a directory for large archives": (
        "too-large",
        lambda: archive(entries(parts("a")), far=10**6),
    ),
    "a cell that spans 20,000,000 columns": (
        "too-large",
        lambda: word(table(row(cell("a", properties='<w:gridSpan w:val="20000000"/>')))).data,
    ),
    "a text of 200 MB": ("too-large", lambda: _repeating("<w:p><w:r><w:t>", b"a" * 10**6, 200, "</w:t></w:r></w:p>")),
    "a text of 12 MB in one element": (
        "too-large",
        lambda: archive(_stored(parts(p("".join(f"{n} " for n in range(1_600_000)))))),
    ),
    "elements nested 300 deep": ("too-large", lambda: word("<w:sdt>" * 300 + "</w:sdt>" * 300).data),
    "a billion laughs": ("doctype-forbidden", lambda: _declared(f'<!ENTITY l0 "ha">{_LAUGHS}', "&l9;")),
    "one entity of 1 MB, 200 times": (
        "doctype-forbidden",
        lambda: _declared(f'<!ENTITY l "{"ha" * 500_000}">', "&l;" * 200),
    ),
    "an internal entity": ("doctype-forbidden", lambda: _declared('<!ENTITY e "lost">', "&e;")),
    "an external entity": ("doctype-forbidden", lambda: _declared('<!ENTITY e SYSTEM "file:///etc/passwd">', "&e;")),
    "an external entity on the network": (
        "doctype-forbidden",
        lambda: _declared('<!ENTITY e SYSTEM "http://127.0.0.1:9/e">', "&e;"),
    ),
    "a parameter entity": ("doctype-forbidden", lambda: _declared('<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;')),
    "two main parts": ("corrupt-zip", lambda: _with(entry(MAIN, document("b")))),
    "an entry that leads outside": ("corrupt-zip", lambda: _with(entry("../../../../etc/passwd", "x"))),
    "an entry that unpacks to 100 times what the directory says": (
        "corrupt-zip",
        lambda: _with(entry(MAIN, document("a" * 10**6), told_size=10_000), without=MAIN),
    ),
    "an entry packed with bzip2, which has no limit": (
        "corrupt-zip",
        lambda: _with(Entry(MAIN, b"BZh9" + bytes(99), 99, method=12), without=MAIN),
    ),
    "a million bookmarks in a cell": (
        "too-large",
        lambda: archive(_stored(parts(table(row(cell("<w:p>" + "<w:bookmarkStart w:id='1'/>" * 10**6 + "</w:p>")))))),
    ),
    "a million attributes": (
        "too-large",
        lambda: archive(_stored(parts("<w:p " + " ".join(f'a{n}=""' for n in range(10**6)) + "/>"))),
    ),
    "four million elements in the styles": (
        "too-large",
        lambda: archive(_stored(parts("a", styles=f"<w:styles {NAMESPACES}>{'<a/><b/>' * 2_000_000}</w:styles>"))),
    ),
    "half a million paragraphs and one": ("too-large", lambda: archive(_stored(parts("<w:p/>" * 500_001)))),
    "half a million tables": ("too-large", lambda: archive(_stored(parts("<w:tbl/>" * 500_001)))),
    "a table of 64 columns": ("too-large", lambda: word(table(row(*["a"] * 64))).data),
}


def _stored(found: Mapping[str, str]) -> list[Entry]:
    """Return entries that are not packed: what a file of this size holds has no ratio."""
    return [Entry(name, text.encode(), len(text.encode()), _checksum(text), method=0) for name, text in found.items()]


def _checksum(text: str) -> int:
    return entry("", text).checksum


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_little_memory(bomb: str, tmp_path: Path, repository: Path) -> None:
    code, make = BOMBS[bomb]
    cost = _cost(make(), tmp_path, repository)

    assert cost.code == code, cost.what
    assert cost.seconds <= SECONDS
    assert cost.mebibytes <= MEBIBYTES
    assert cost.touched == []


def test_a_zip_bomb_is_refused_in_100_mebibytes(tmp_path: Path, repository: Path) -> None:
    bomb = _with(repeated("word/media/image1.bin", ZEROS, 2048))
    cost = _cost(bomb, tmp_path, repository)

    assert len(bomb) < 3 * MEBIBYTE
    assert (cost.code, cost.mebibytes <= 100) == ("too-large", True)


HEAVY: dict[str, Callable[[], bytes]] = {
    "a text of 9 MB": lambda: archive(_stored(parts(p("a" * 9_000_000)))),
    "100,000 content controls, three deep": lambda: archive(_stored(parts(sdt(sdt(sdt("<w:p/>"))) * 34_000))),
    "an entry that unpacks to less than the directory says": lambda: _with(
        entry(MAIN, document("a"), told_size=10**6), without=MAIN
    ),
    "a local header that lies about a size": lambda: _with(
        entry(MAIN, document("a"), local_size=0xFFFFFFF), without=MAIN
    ),
    "elements nested 200 deep": lambda: word("<w:sdt>" * 200 + p("a") + "</w:sdt>" * 200).data,
    "a table of 63 columns": lambda: word(table(row(*["a"] * 63))).data,
}


@pytest.mark.parametrize("heavy", HEAVY)
def test_what_is_heavy_and_within_the_limits_is_read(heavy: str, tmp_path: Path, repository: Path) -> None:
    cost = _cost(HEAVY[heavy](), tmp_path, repository)

    assert (cost.code, cost.what) == ("", "")
    assert cost.seconds <= SECONDS
    assert cost.mebibytes <= MEBIBYTES


@pytest.mark.parametrize(
    "outside", ["http://127.0.0.1:9/a.xml", "file:///etc/passwd", "\\\\host\\share\\a.xml", "/etc/passwd"]
)
def test_no_relationship_leads_to_the_network_or_to_another_file(
    outside: str, tmp_path: Path, repository: Path
) -> None:
    kinds = (
        "officeDocument",
        "numbering",
        "styles",
        "footnotes",
        "endnotes",
        "comments",
        "header",
        "image",
        "hyperlink",
    )
    found = {**parts(p("a", "<w:r><w:footnoteReference w:id='2'/></w:r>", "<w:subDoc r:id='rId0'/>"))}
    related = relations(*((kind, outside) for kind in kinds)).replace("/>", ' TargetMode="External"/>')
    inside = relations(*((kind, outside) for kind in kinds))
    for relationships in (related, inside):
        changed = found | {"word/_rels/document.xml.rels": relationships}
        cost = _cost(zipped(changed).data, tmp_path, repository)

        assert (cost.code, cost.touched) == ("", [])


# ------------------------------------------------------------------------------------ each limit by its name

_MADE = word(
    table(row("a", "b", "c"), row("a", cell("b", properties='<w:gridSpan w:val="2"/>'))), "text", p("more " * 900)
)
_STYLED_TEXT = word("a", styles=styles(*(style(f"s{number}", "a") for number in range(99))))
_NOTED = p("a", "<w:r><w:drawing><w:p><w:r><w:t>one</w:t></w:r></w:p></w:drawing></w:r>")


def _contents(source: Source) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source.data)) as found:
        return {name: found.read(name) for name in found.namelist()}


@dataclass(frozen=True)
class Case:
    """A file that has so much of what a limit counts."""

    source: Source
    found: int


CASES: dict[str, Callable[[], Case]] = {
    "file_bytes": lambda: Case(_MADE, len(_MADE.data)),
    "entries": lambda: Case(_MADE, len(_contents(_MADE))),
    "inflated_bytes": lambda: Case(_MADE, sum(map(len, _contents(_MADE).values()))),
    "elements": lambda: Case(_MADE, count(_contents(_MADE)[MAIN])),
    "elements_at_once": lambda: Case(_STYLED_TEXT, count(_contents(_STYLED_TEXT)["word/styles.xml"])),
    "rows": lambda: Case(_MADE, 2),
    "paragraphs": lambda: Case(_MADE, 8),
    "characters": lambda: Case(_MADE, 5 + 4 + 4500),
    "remarks": lambda: Case(word(_NOTED, _NOTED), 2),
    "grid_columns": lambda: Case(_MADE, 3),
}


def _limits(name: str, number: int) -> Limits:
    return Limits(**{name: number})


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_has_as_much_as_a_limit_allows_is_read_and_one_more_is_refused(name: str) -> None:
    case = CASES[name]()
    read(case.source, _limits(name, case.found))
    with pytest.raises(InputError) as caught:
        read(case.source, _limits(name, case.found - 1))

    assert caught.value.code == "too-large"
    assert name.replace("_", " ") in caught.value.what
    assert f"--limit {name}=" in caught.value.remedy


def test_the_ratio_is_asked_of_large_entries_only() -> None:
    made = word("a" * 100_000)
    read(made, Limits(ratio=2, ratio_from=10**6))
    with pytest.raises(InputError, match="ratio"):
        read(made, Limits(ratio=2, ratio_from=10**3))


def test_the_bytes_of_any_source_and_the_items_of_a_graph_have_limits_too(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"12345")
    Source.open(tmp_path / "a.ttl", Limits(source_bytes=5))
    with pytest.raises(InputError, match="5 source bytes where 4"):
        Source.open(tmp_path / "a.ttl", Limits(source_bytes=4))

    plan = report(item("50-01"), item("50-02"))
    bounded([plan], Limits(items=2))
    with pytest.raises(InputError, match="2 items where 1"):
        bounded([plan], Limits(items=1))


def test_every_limit_is_tried_here() -> None:
    assert {one.name for one in fields(Limits)} == {*CASES, "ratio", "ratio_from", "source_bytes", "items"}


# -------------------------------------------------------------------------------- time in proportion to the file

_DRAWN = "<w:r><w:drawing><w:p/></w:drawing></w:r>"
_LOOKS = '<w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange>'
_STYLED = p(properties='<w:pStyle w:val="s0"/>')
GROWING: dict[str, Callable[[int], Source]] = {
    "changes in a paragraph": lambda n: word(p("".join(f"<w:ins w:author='{at}'><w:r/></w:ins>" for at in range(n)))),
    "changes of looks in a cell": lambda n: word(
        table(row(cell(p(f"<w:r><w:rPr>{_LOOKS}</w:rPr><w:t>a</w:t></w:r>" * n))))
    ),
    "changes to the marks of paragraphs in a cell": lambda n: word(table(row(cell(p("a", mark=mark("ins")) * n)))),
    "tables": lambda n: word("<w:tbl/>" * n),
    "paragraphs": lambda n: word("<w:p/>" * n),
    "references to a note of many paragraphs": lambda n: word(
        p("<w:r><w:footnoteReference w:id='2'/></w:r>" * n),
        footnotes=notes("footnote", _2="a").replace("</w:p>", "</w:p>" + "<w:p/>" * n),
    ),
    "styles, each based on the next": lambda n: word(
        _STYLED * n, styles=styles(*(style(f"s{at}", "a", based_on=f"s{at + 1}") for at in range(n)))
    ),
    "levels of a list": lambda n: word(
        _STYLED * n,
        styles=styles(style("s0", "a", '<w:numPr><w:numId w:val="1"/></w:numPr>')),
        numbering=numbering(*(level(at) for at in range(n))),
    ),
    "fields that never end": lambda n: word(
        p(field("PAGE", "1") * n, "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * n)
    ),
    "drawings": lambda n: word(p(_DRAWN * n)),
    "content controls": lambda n: word(sdt(p("a")) * n),
    "elements that are not known": lambda n: word(f"<x:y>{'<x:z/>' * n}</x:y>"),
    "rows of a merged text": lambda n: word(
        table(row(cell("a" * 99, properties='<w:vMerge w:val="restart"/>')), row(cell(properties="<w:vMerge/>")) * n)
    ),
    "what is no row in a table": lambda n: word(table(row("a"), p("b") * n, row("c"))),
    "what is no cell in a row": lambda n: word(table(row("a", p("b") * n))),
    "lines of a text": lambda n: Source("a.txt", b"\ta\n" * n),
    "runs of cells in a text": lambda n: Source(
        "a.txt", b"".join(b"\ta\n" * (at % 50 + 2) + b"\n" for at in range(n // 25))
    ),
}


def _seconds(source: Source) -> float:
    start = process_time()
    with suppress(InputError):
        read(source, ROOMY)
    return process_time() - start


ROOMY = Limits(ratio=10**6, remarks=10**6, elements_at_once=10**7)
GROWTH = 7  # of four times the file: four is linear, sixteen is quadratic; the rest is for a busy machine
FLOOR = 0.1


def _is_linear(make: Callable[[int], Source]) -> bool:
    short, long = (_seconds(make(size)) for size in (2_000, 8_000))
    return long < FLOOR or long < GROWTH * short


@pytest.mark.parametrize("what", GROWING)
def test_reading_takes_time_in_proportion_to_the_file(what: str) -> None:
    assert any(_is_linear(GROWING[what]) for _ in range(ATTEMPTS))


def test_a_text_of_millions_of_lines_is_refused_before_it_is_taken_apart() -> None:
    with pytest.raises(InputError, match="paragraphs where"):
        read(Source("a.txt", b"\t\n" * 5_000_000))


def test_a_merged_text_counts_in_each_of_its_rows() -> None:
    merged = word(
        table(row(cell("a" * 99, properties='<w:vMerge w:val="restart"/>')), *[row(cell(properties="<w:vMerge/>"))] * 9)
    )
    read(merged, Limits(characters=9 * 99))
    with pytest.raises(InputError, match="891 characters where 890"):
        read(merged, Limits(characters=9 * 99 - 1))


def test_the_limits_of_a_file_are_those_of_this_file_alone() -> None:
    for _ in range(3):
        read(_MADE, Limits(rows=2, paragraphs=8))
    assert Limits() == LIMITS
