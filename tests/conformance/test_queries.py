"""Every named query: its header is whole, its text runs in any engine, its answer is the expected one.

The expected answers were taken from the report itself, not from an engine: see queries/expected/README.md.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
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
from tests import wordfiles as w

FOLDER = assets.folder("queries")
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))

# The competency questions that one report can answer; of 11 only the changes that the report itself tracks.
ANSWERABLE = {1, 4, 5, 6, 7, 8, 11, 12, 13, 14, 16, 20, 22, 24, 25}
SEVERITIES = ("violation", "warning", "info")

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

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


@pytest.fixture(scope="module")
def release_of_two(example_text: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a release of the example and of the same items as another group would report them."""
    folder = tmp_path_factory.mktemp("two-plans")
    text = example_text.read_text(encoding="utf-8")
    (folder / "sg17.txt").write_text(text, encoding="utf-8")
    (folder / "sg15.txt").write_text(text.replace("SG17", "SG15").replace("/17", "/15"), encoding="utf-8")
    resograph.build([folder / "sg17.txt", folder / "sg15.txt"], folder / "out", fail_on="never")
    return folder / "out"


@pytest.fixture(scope="module")
def two_plans(release_of_two: Path) -> Local:
    return open_data(str(release_of_two))


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
    assert query.answers
    assert set(query.answers) <= set(range(1, 26))
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
    """Columns that a row's group leaves no choice for: of a GROUP BY at the end, what is not its key."""
    tail = catalogue()[name].text.rpartition("}")[2]
    grouped = re.search(r"GROUP BY ((?:\?\w+ ?)+)", tail)
    return set(catalogue()[name].columns) - set(re.findall(r"\?(\w+)", grouped[1])) if grouped else set()


def test_every_question_that_one_report_can_answer_has_a_query() -> None:
    assert {number for query in catalogue().values() for number in query.answers} >= ANSWERABLE


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


def test_a_triple_that_stands_in_several_graphs_changes_no_answer(name: str, release: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=release / "current" / "graph.nq", format=ox.RdfFormat.N_QUADS)
    # Types and labels twice more: to a union that counts each graph's triple there are three of them at least.
    repeated = [quad for name in (TYPE, LABEL) for quad in store.quads_for_pattern(None, ox.NamedNode(name), None)]
    for copy in ("urn:copy:1", "urn:copy:2"):
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(copy)) for quad in repeated)

    assert _over_the_union(name, store) == (FOLDER / "expected" / f"{name}.csv").read_bytes()


def test_what_two_plans_say_in_their_own_graphs_is_not_counted_twice(
    name: str, release_of_two: Path, two_plans: Local
) -> None:
    store, stream = ox.Store(), io.BytesIO()
    store.bulk_load(path=release_of_two / "current" / "graph.nq", format=ox.RdfFormat.N_QUADS)
    ask(catalogue()[name], {}, two_plans).write("csv", stream)

    assert _over_the_union(name, store) == stream.getvalue()


def _over_the_union(name: str, store: ox.Store) -> bytes:
    """Ask as a store that has every graph in its default graph, and a triple as often as graphs hold it."""
    solutions = store.query(catalogue()[name].text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    written = solutions.serialize(format=ox.QueryResultsFormat.CSV)
    assert written is not None
    return written


def test_the_example_of_each_parameter_has_an_answer(name: str, data: Local) -> None:
    query = catalogue()[name]
    values = {param.name: str(param.example) for param in query.params}

    assert all(param.example != param.default for param in query.params)
    # The example report tracks no changes.
    assert list(ask(query, values, data).rows()) or name in {"changes-of-question", "resolutions-without-items"}


@pytest.mark.parametrize("named", [name for name, query in catalogue().items() if "plan" in query.columns])
def test_the_items_of_two_plans_with_equal_numbers_are_told_apart(named: str, two_plans: Local) -> None:
    stream = io.BytesIO()
    ask(catalogue()[named], {}, two_plans).write("csv", stream)
    own = [row for row in _rows(stream.getvalue()) if row[-1] in {"plan", "WTSA-20 SG17"}]
    # A text export has one table, and no comments in the margin, of which one is a finding.
    expected = (FOLDER / "expected" / f"{named}.csv").read_text(encoding="utf-8").replace("table 2,", "table 1,")

    assert own == [row for row in _rows(expected.encode()) if "The roadmap is maintained by Q1/17." not in row]


def test_the_answers_of_two_plans_are_those_of_both(data: Local, two_plans: Local) -> None:
    def items(data: Local, name: str, column: str) -> Counter[str]:
        return Counter(row.get(column, "") for row in ask(catalogue()[name], {}, data).rows())

    for name in ("who-must-act", "unanswered-by-lead", "clauses", "cross-references", "copied-status"):
        assert items(two_plans, name, "item") == Counter(
            {item: 2 * count for item, count in items(data, name, "item").items()}
        )
    for name in ("progress-by-resolution", "outside-bodies", "bodies-by-resolution"):
        (once, twice) = (
            sum(int(row["items"]) for row in ask(catalogue()[name], {}, place).rows()) for place in (data, two_plans)
        )
        assert twice == 2 * once


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
    assert {row[1] for row in answers["bodies-by-resolution"] if row[0] == "GSMA"} == {"52", "96", "97"}


def test_the_figures_of_the_competency_questions_are_those_that_were_counted_by_eye() -> None:
    answers = {name: _rows((FOLDER / "expected" / f"{name}.csv").read_bytes())[1:] for name in NAMES}
    act = answers["who-must-act"]
    citations = {(row[0], row[2]) for row in answers["doubtful-citations"]}

    assert len({row[1] for row in answers["unanswered-by-lead"]}) == 34 + 9
    assert [row[0] for row in answers["unclear-lead"] if row[2] == "missing"] == ["92-04"]
    assert {row[3] for row in answers["unclear-lead"]} == {"", "Plenary", "Qall/17"}
    assert sum(row[2] != "76-02" and row[3] == "empty" for row in answers["cross-references"]) == 2
    assert {tuple(row[:2]) for row in answers["copied-status"]} >= {("44-06", "44-01"), ("54-01", "44-01")}
    assert len(answers["report-to"]) == 6
    assert [row[0] for row in answers["addressed-to"]] == ["44-05", "50-11", "52-04", "58-01", "58-02"]
    assert {item for item, problem in citations if problem == "no clause"} == {"64-01", "73-01"}
    assert ("52-04", "other addressee") in citations
    assert len(act) == 86
    assert [row[2] for row in act if row[3] == "SGs"] == 42 * ["all groups"]
    assert [row[2] for row in act if row[3] == "SG17"] == 14 * ["own group"]


def test_the_findings_are_those_of_the_report_of_the_check(release: Path, data: Local) -> None:
    verdict = json.loads((release / "current" / "validation.json").read_text(encoding="utf-8"))["results"]
    told = Counter(
        tuple(one[key] or "" for key in ("severity", "code", "item", "column", "message")) for one in verdict
    )
    for number, least in enumerate(SEVERITIES, 1):
        rows = list(ask(catalogue()["findings"], {"least": least}, data).rows())
        found = Counter((row["severity"], row["rule"], row["item"], row["column"], row["message"]) for row in rows)

        assert found == Counter({one: count for one, count in told.items() if one[0] in SEVERITIES[:number]})


def test_a_resolution_that_is_listed_and_has_no_item_is_missed(example_text: Path, tmp_path: Path) -> None:
    text = example_text.read_text(encoding="utf-8").replace(
        "\u00b7 Resolution 98", "\u00b7 Resolution 99 \u2013 Considering reform\n\u00b7 Resolution 98"
    )
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    resograph.build(tmp_path / "report.txt", tmp_path / "out", fail_on="never")
    rows = ask(catalogue()["resolutions-without-items"], {}, open_data(str(tmp_path / "out"))).rows()

    assert list(rows) == [{"resolution": "99", "title": "Considering reform", "plan": "WTSA-20 SG17"}]


def test_the_tracked_changes_of_a_question_are_those_in_its_rows(tmp_path: Path) -> None:
    met = w.cell(w.p("It ", w.deleted("meets"), w.ins("met"), " in May."))
    more = w.cell(w.p("Done", w.ins(" twice")))
    report = w.report(
        w.entry("50-01", met, lead="Q2/17"),
        w.entry("50-02", more, lead="Q3/17, (Q2/17)"),
        w.entry("50-03", more, lead="Q3/17"),
    )
    (tmp_path / "report.docx").write_bytes(report.data)
    resograph.build(tmp_path / "report.docx", tmp_path / "out", fail_on="never", changes=True)
    told = open_data(str(tmp_path / "out"))
    rows = [list(row.values()) for row in ask(catalogue()["changes-of-question"], {"question": "Q2/17"}, told).rows()]

    assert [row[:5] for row in rows] == [
        ["50-01", "status", "replace", "meets", "met"],
        ["50-02", "status", "insert", "", "twice"],
    ]
    assert [row[5:] for row in rows] == 2 * [[w.DATE, w.AUTHOR, "WTSA-20 SG17"]]
