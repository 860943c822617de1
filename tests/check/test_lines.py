"""The line on which a statement stands, in the files that we write and in others."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from resograph.check import check
from resograph.check.lines import Lines
from resograph.check.shapes import load_shapes
from resograph.model.dataset import Dataset
from resograph.model.source import Source
from resograph.publish.nquads import nquads
from resograph.publish.trig import trig
from resograph.publish.turtle import turtle
from tests.check.conftest import HERE, small

LATE = small(('"On-going"', '"Soon"'))


def _line(name: str, data: bytes, dataset: Dataset = LATE) -> tuple[int, str]:
    [result] = check(dataset, [Source(name, data)], load_shapes(HERE / "rules")).verdict.results
    line = result.place.line
    return line, data.decode().split("\n")[line - 1]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.ttl", turtle(LATE)), ("a.trig", trig(LATE)), ("a.nq", nquads(LATE))],
    ids=["ttl", "trig", "nq"],
)
def test_the_line_is_exact_in_what_we_write(name: str, data: bytes) -> None:
    line, text = _line(name, data)

    assert line > 1
    assert '"Soon"' in text


def test_where_no_such_statement_is_the_line_is_that_of_the_subject(tmp_path: Path) -> None:
    lines = Lines("@prefix : <urn:> .\n\n:a\n  :p 1 ;\n  :q 2 .\n:b a :C .\n")

    assert lines.find("urn:a", "urn:q") == 5
    assert lines.find("urn:a", "urn:r") == 3
    assert lines.find("urn:b", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type") == 6
    assert lines.find("urn:c", "urn:p") == 0


def test_a_comment_ends_no_statement() -> None:
    lines = Lines("@prefix : <urn:> .\n# First.\n:a :p 1 ;\n  # Then this one.\n  :q 2 ;\n\n  :r 3 .\n:b :r 4 .\n")

    assert [lines.find("urn:a", f"urn:{name}") for name in "pqr"] == [3, 5, 7]
    assert lines.find("urn:b", "urn:r") == 8


def test_of_a_statement_made_twice_the_first_is_told() -> None:
    lines = Lines("<urn:a> <urn:p> 1 .\n<urn:b> <urn:p> 2 .\n<urn:a> <urn:q> 3 .\n<urn:a> <urn:p> 4 .\n")

    assert (lines.find("urn:a", "urn:p"), lines.find("urn:a", "urn:q"), lines.find("urn:a", "urn:r")) == (1, 3, 1)


def test_a_subject_with_very_many_statements_is_read_once() -> None:
    lines = Lines("<urn:a>\n" + "".join(f"  <urn:p{number}> 1 ;\n" for number in range(30_000)) + "  .\n")

    assert [lines.find("urn:a", f"urn:p{number}") for number in range(30_000)] == list(range(2, 30_002))


def test_the_file_with_the_statement_is_named_among_several() -> None:
    sources = [Source("other.nq", b"<urn:a> <urn:b> <urn:c> .\n"), Source("mine.nq", nquads(LATE))]
    [result] = check(LATE, sources, load_shapes(HERE / "rules")).verdict.results

    assert result.place.file == "mine.nq"


@pytest.mark.parametrize("text", ["@prefix ", "a " * 10, "<urn:a", ":" * 7, "prefix:\t"])
def test_time_grows_with_the_length_of_the_text_only(text: str) -> None:
    def seconds(times: int) -> float:
        start = perf_counter()
        Lines(text * times)
        return perf_counter() - start

    assert seconds(40_000) < 60
