"""Every named query: its header is whole, its text runs in any engine, its answer is the expected one.

The expected answers were taken from the report itself, not from an engine: see queries/expected/README.md.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

import resograph
from resograph import assets
from resograph.query import Local, ask, bind, catalogue, open_data
from resograph.query.bind import TYPES
from resograph.query.catalogue import values_lines

FOLDER = assets.folder("queries")
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))

Rows = list[list[str]]


def _rows(data: bytes) -> Rows:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


@pytest.fixture(scope="module")
def release(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the release of the example report; whether it conforms is the business of other tests."""
    folder = tmp_path_factory.mktemp("release")
    resograph.build(example, folder, fail_on="never")
    return folder


@pytest.fixture(scope="module")
def data(release: Path) -> Local:
    return open_data(str(release))


@pytest.fixture(scope="module")
def graph(release: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(release / "current" / "graph.ttl", format="turtle")


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_query_has_an_expected_answer_and_every_answer_a_query() -> None:
    assert NAMES
    assert sorted(path.stem for path in (FOLDER / "expected").glob("*.csv")) == NAMES


def test_the_header_says_everything(name: str) -> None:
    query = catalogue()[name]

    assert query.summary.endswith("?")
    assert query.description.endswith(".")
    assert query.tags
    assert query.columns
    assert all(param.type in TYPES and param.description and param.example for param in query.params)


def test_the_columns_are_those_of_the_header_in_both_engines(name: str) -> None:
    query = catalogue()[name]
    solutions = ox.Store().query(query.text)
    assert isinstance(solutions, ox.QuerySolutions)

    assert tuple(variable.value for variable in solutions.variables) == query.columns
    assert tuple(map(str, prepareQuery(query.text).algebra.PV)) == query.columns


def test_each_parameter_has_one_line_whose_terms_are_its_default(name: str) -> None:
    query = catalogue()[name]
    bound = bind(query, {param.name: str(param.default) for param in query.params})

    given = re.findall(r"^\s*VALUES\s*\?(\w+)", query.text, re.MULTILINE)
    assert sorted(given) == sorted(param.name for param in query.params)
    for param in query.params:
        ((terms,), (rebound,)) = ([line[2] for line in values_lines(text, param.name)] for text in (query.text, bound))
        assert ox.Store().query(f"ASK {{ FILTER sameTerm({terms}, {rebound}) }}")


def test_the_order_names_every_column(name: str) -> None:
    query = catalogue()[name]
    order = query.text.rpartition("ORDER BY")[2]

    assert set(query.columns) - set(re.findall(r"\?(\w+)", order)) <= _settled_by(name)


def _settled_by(name: str) -> set[str]:
    """Columns that a row's group leaves no choice for: of a GROUP BY, what is not its key."""
    grouped = re.search(r"GROUP BY \?(\w+)", catalogue()[name].text)
    return set(catalogue()[name].columns) - {grouped[1]} if grouped else set()


def test_the_answer_over_the_example_is_the_expected_one_byte_for_byte(name: str, data: Local) -> None:
    stream = io.BytesIO()
    ask(catalogue()[name], {}, data).write("csv", stream)
    expected = (FOLDER / "expected" / f"{name}.csv").read_bytes()

    assert _rows(stream.getvalue()) == _rows(expected)
    assert stream.getvalue() == expected


def test_rdflib_gives_the_same_answer(name: str, graph: rdflib.Graph) -> None:
    columns = catalogue()[name].columns
    found = graph.query(catalogue()[name].text)
    rows = [[str(solution.get(rdflib.Variable(column), "")) for column in columns] for solution in found.bindings]

    assert [list(columns), *rows] == _rows((FOLDER / "expected" / f"{name}.csv").read_bytes())


# The figures that are known of the example report (counted by eye, long before there was a query).
def test_the_answers_add_up_to_what_is_known_of_the_report() -> None:
    answers = {name: _rows((FOLDER / "expected" / f"{name}.csv").read_bytes())[1:] for name in NAMES}
    unanswered = {(row[1], row[3]) for row in answers["unanswered-by-lead"]}

    assert sum(status == "to-be-provided" for _, status in unanswered) == 34
    assert sorted(item for item, status in unanswered if status == "empty") == [
        *("11-01", "44-02", "44-05", "52-02", "54-02", "58-02", "76-01", "90-01", "97-01"),
    ]
    assert [sum(int(row[column]) for row in answers["progress-by-resolution"]) for column in (1, 2, 3)] == [86, 38, 43]
    assert len(answers["progress-by-resolution"]) == 30
    assert len({row[4] for row in answers["clauses"]}) == 84
    assert [row[0] for row in answers["report-to"]] == ["02-01", "50-08", "52-03", "80-01", "90-01", "92-02"]
    assert len({row[1] for row in answers["approved-by-resolution"]}) == 14
    assert ["97-05", "97-03", "97-01", "empty"] in answers["cross-references"]
    assert ["GSMA", "8"] in answers["outside-bodies"]
