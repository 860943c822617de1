from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, QuerySolutions, Store

import resograph
from resograph.check import check
from resograph.describe import WITH_CHANGES, describe
from resograph.model.dataset import Dataset
from resograph.model.document import View
from resograph.model.reading import ItemReading, Reading
from resograph.model.report import PENDING_KINDS, CellText, Line, PendingChange
from resograph.naming.iris import Iris
from resograph.naming.prefixes import RDF, RDFS
from resograph.naming.vocabulary import vocabulary
from tests import wordfiles as w
from tests.describe.graph import facts, graph, short, subjects, values
from tests.describe.readings import item, item_92_03, reading
from tests.describe.test_describe import _pointed_to
from tests.describe.test_items import GRAPH, REVISION

PLAN = "id:plan/wtsa-20/sg17"
ITEM = f"{PLAN}/item/54-01"
STATE = f"{ITEM}/state/t22-sg17-td1234-r1"
REPLACED = PendingChange(
    "replace", "ARF", "AFR", "Rapporteur Q2/17", "2023-09-01T09:00:00Z", "54-01", "status", table=2, row=41, cell=8
)
# The one pattern that finds every change of an item (docs/decisions/0017-tracked-changes-are-activities.md).
EVERY_CHANGE = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?number ?kind ?old ?new {
  ?item dcterms:identifier ?number ; prov:wasInfluencedBy ?change .
  ?change dcterms:type ?kind .
  OPTIONAL { ?change prov:used/prov:value ?old }
  OPTIONAL { ?change prov:generated/prov:value ?new }
}"""


def _reading(*changes: PendingChange, view: View = "accepted") -> Reading:
    row = item("54-01", {"identifier": "54-01", "status": "SG17 RG-AFR met."}, row=40)
    made = reading(ItemReading(row, "reported"), item_92_03())
    return replace(made, report=replace(made.report, changes=changes, view=view, has_changes=True))


def _told(*changes: PendingChange, view: View = "accepted") -> Dataset:
    return describe([_reading(*changes, view=view)], Iris(), WITH_CHANGES)


def _only(dataset: Dataset) -> str:
    (found,) = subjects(dataset, "prov:Activity")
    return found


def _violations(dataset: Dataset) -> Sequence[object]:
    return check(dataset).verdict.at_least("violation")


# ---------------------------------------------------------------------------------------- proposed states


def test_a_state_with_a_pending_change_is_proposed_whether_changes_are_told_or_not() -> None:
    for dataset in (describe([_reading(REPLACED)], Iris()), _told(REPLACED)):
        assert subjects(dataset, "rg:ProposedState") == {STATE}
        assert STATE in subjects(dataset, "rg:ItemState")


def test_nothing_is_proposed_in_the_original_view() -> None:
    assert subjects(_told(REPLACED, view="original"), "rg:ProposedState") == set()


def test_nothing_is_told_of_changes_that_nobody_asked_for() -> None:
    removed = replace(REPLACED, kind="delete-row", item="55-02", column="")
    dataset = describe([_reading(REPLACED, removed)], Iris())
    plain = describe([_reading()], Iris())

    proposed = {quad for quad in dataset.quads if short(quad.object) == "rg:ProposedState"}
    assert set(dataset.quads) - set(plain.quads) == proposed
    assert len(proposed) == 1


# ---------------------------------------------------------------------------------------- what a change says


def test_a_change_says_what_where_when_and_who() -> None:
    dataset = _told(REPLACED)
    change = _only(dataset)

    assert change.startswith(f"{STATE}/change/")
    assert facts(graph(dataset, GRAPH), change) == {
        ("rdf:type", "prov:Activity"),
        ("rdfs:label", "Status of 54-01: ARF replaced by AFR@en"),
        ("dcterms:type", "voc:change-kind/replace"),
        ("dcterms:isPartOf", REVISION),
        ("prov:endedAtTime", "2023-09-01T09:00:00Z^^dateTime"),
        ("prov:wasAssociatedWith", "id:role/rapporteur-q2-17"),
        ("prov:used", f"{change}/old"),
        ("prov:generated", f"{change}/new"),
        ("rg:sourceColumn", "voc:column/status"),
        ("rg:sourceTable", "2^^integer"),
        ("rg:sourceRow", "40^^integer"),
    }
    assert facts(dataset, f"{change}/old") == {
        ("rdf:type", "prov:Entity"),
        ("rdfs:label", "words before@en"),
        ("prov:value", "ARF"),
    }
    assert values(dataset, f"{change}/new", "prov:value") == {"AFR"}


def test_the_item_and_its_state_lead_to_the_change() -> None:
    dataset = _told(REPLACED)

    assert values(dataset, STATE, "prov:wasInfluencedBy") == {_only(dataset)}
    assert values(dataset, ITEM, "prov:wasInfluencedBy") == {_only(dataset)}


def test_in_the_original_view_only_the_item_leads_to_the_change() -> None:
    dataset = _told(REPLACED, view="original")
    change = _only(dataset)

    assert values(dataset, ITEM, "prov:wasInfluencedBy") == {change}
    assert [quad for quad in dataset.quads if short(quad.object) == change and short(quad.subject) != ITEM] == []


@pytest.mark.parametrize(
    ("change", "sides"),
    [
        (replace(REPLACED, kind="insert", old=""), {"prov:generated"}),
        (replace(REPLACED, kind="delete", new=""), {"prov:used"}),
        (replace(REPLACED, kind="format", old="", new=""), set()),
        (replace(REPLACED, kind="join-paragraphs", old="\n", new=""), {"prov:used"}),
    ],
)
def test_a_change_has_words_only_where_there_are_some(change: PendingChange, sides: set[str]) -> None:
    dataset = _told(change)

    assert {name for name, _ in facts(dataset, _only(dataset))} & {"prov:used", "prov:generated"} == sides


def test_words_of_a_change_of_form_stand_as_they_are() -> None:
    bold = replace(REPLACED, kind="format", old="", new="", words="RG-AFR")
    dataset = _told(bold, replace(bold, words="met"))

    assert {
        value for change in subjects(dataset, "prov:Activity") for value in values(dataset, change, "rg:asWritten")
    } == {
        "RG-AFR",
        "met",
    }
    assert _violations(dataset) == ()


def test_words_that_were_taken_out_again_tell_who_put_them_in() -> None:
    undone = replace(REPLACED, kind="insert-then-delete", new="")
    by, since = "Rapporteur Q9/17", "2023-08-30T11:00:00Z"
    dataset = _told(replace(undone, undoes_author=by, undoes_date=since))

    assert {
        ("prov:wasAttributedTo", "id:role/rapporteur-q9-17"),
        ("prov:generatedAtTime", f"{since}^^dateTime"),
    } <= facts(dataset, f"{_only(dataset)}/old")
    assert values(dataset, "id:role/rapporteur-q9-17", "rdfs:label") == {f"{by}@en"}
    assert _violations(dataset) == ()


@pytest.mark.parametrize("whence", ["92-03", "55-02"])
def test_words_moved_from_one_item_to_another_concern_both(whence: str) -> None:
    moved = replace(REPLACED, kind="move", old="AFR", from_item=whence, from_column="title")
    dataset = _told(moved)
    former = f"{PLAN}/item/{whence}"

    assert values(dataset, former, "prov:wasInfluencedBy") == {_only(dataset)}
    assert {("dcterms:isPartOf", former), ("rg:sourceColumn", "voc:column/title")} <= facts(
        dataset, f"{_only(dataset)}/old"
    )
    states = {f"{former}/state/t22-sg17-td1234-r1", STATE} & subjects(dataset, "rg:ItemState")
    assert subjects(dataset, "rg:ProposedState") == states
    assert all(values(dataset, state, "prov:wasInfluencedBy") == {_only(dataset)} for state in states)
    assert _violations(dataset) == ()


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2023-09-01T09:00:00+02:00", "2023-09-01T09:00:00+02:00^^dateTime"),
        ("2023-09-01T09:00:00.120", "2023-09-01T09:00:00.120^^dateTime"),
        ("2023-02-30T09:00:00Z", ""),
        ("2023-09-01", ""),
        ("2023-09-01T09:00:00+19:00", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_time_is_kept_as_written_and_never_guessed(date: str, kept: str) -> None:
    dataset = _told(replace(REPLACED, date=date))

    assert values(dataset, _only(dataset), "prov:endedAtTime") == ({kept} if kept else set())
    assert _violations(dataset) == ()


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (replace(REPLACED, kind="insert", old=""), "Status of 54-01: AFR inserted"),
        (replace(REPLACED, kind="delete", new="", column="action-by"), "Action by of 54-01: ARF deleted"),
        (replace(REPLACED, kind="insert", new=" \n"), "Status of 54-01: text inserted"),
        (replace(REPLACED, kind="delete-row", column=""), "54-01: row deleted"),
        (replace(REPLACED, item="", column=""), "TD 1234 Rev.1: ARF replaced by AFR"),
        (replace(REPLACED, kind="insert", new="word " * 20), f"Status of 54-01: {'word ' * 11}word… inserted"),
    ],
)
def test_a_label_is_one_short_line(change: PendingChange, label: str) -> None:
    dataset = _told(change)

    assert values(dataset, _only(dataset), "rdfs:label") == {f"{label}@en"}


def test_equal_changes_are_two_and_another_change_renames_neither() -> None:
    twice = subjects(_told(REPLACED, REPLACED), "prov:Activity")
    more = _told(replace(REPLACED, old="Met"), REPLACED, REPLACED)

    assert len(twice) == 2
    assert len(subjects(more, "prov:Activity")) == 3
    assert all(values(more, f"{change}/old", "prov:value") == {"ARF"} for change in twice)


def test_what_has_several_rows_in_the_view_names_none() -> None:
    made = _reading(REPLACED)
    first = made.items[0]
    cells = {**first.item.cells, "status": CellText((Line("SG17", 40), Line("RG-AFR", 41)))}
    joined = replace(first, item=replace(first.item, cells=cells))
    dataset = describe([replace(made, items=(joined, *made.items[1:]))], Iris(), WITH_CHANGES)

    assert not values(dataset, _only(dataset), "rg:sourceRow")
    assert values(dataset, _only(dataset), "rg:sourceTable") == {"2^^integer"}


# ---------------------------------------------------------------------------------------- what is not in the view


def test_a_deleted_row_hangs_on_an_item_that_has_no_state() -> None:
    dataset = _told(replace(REPLACED, kind="delete-row", item="55-02", column="", old="55-02\nTo be provided", new=""))
    gone = f"{PLAN}/item/55-02"

    assert values(dataset, gone, "prov:wasInfluencedBy") == {_only(dataset)}
    assert values(dataset, gone, "rg:onResolution") == {"id:resolution/wtsa/55"}
    assert values(dataset, "id:resolution/wtsa/55", "rdf:type") == {"rg:Resolution"}
    assert not values(dataset, _only(dataset), "rg:sourceRow")
    assert facts(dataset, f"{gone}/state/t22-sg17-td1234-r1") == set()


def test_a_change_outside_the_items_hangs_on_the_report() -> None:
    dataset = _told(replace(REPLACED, item="", column="", table=0))

    assert _only(dataset).startswith(f"{REVISION}/change/")
    assert values(dataset, "id:report/wtsa-20/sg17", "prov:wasInfluencedBy") == {_only(dataset)}
    assert subjects(dataset, "rg:ProposedState") == set()


def test_one_pattern_finds_every_change_of_an_item_once() -> None:
    kinds = [replace(REPLACED, kind=kind, item=number) for kind in PENDING_KINDS for number in ("54-01", "55-02")]
    store = Store()
    store.bulk_extend(_told(*kinds).quads)
    found = store.query(EVERY_CHANGE, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    rows = [tuple(short(term) for term in solution) for solution in found]

    assert sorted(rows) == sorted((one.item, f"voc:change-kind/{one.kind}", "ARF", "AFR") for one in kinds)


# ---------------------------------------------------------------------------------------- who


def test_a_role_is_an_agent_that_outlives_the_report() -> None:
    reference = graph(_told(REPLACED), "g:reference")

    assert facts(reference, "id:role/rapporteur-q2-17") == {
        ("rdf:type", "prov:Agent"),
        ("rdfs:label", "Rapporteur Q2/17@en"),
        ("dcterms:type", "voc:role/rapporteur"),
    }


def test_a_role_acts_for_a_question_that_the_report_names() -> None:
    dataset = _told(REPLACED, replace(REPLACED, author="Rapporteur Q9/17"))

    assert values(dataset, "id:role/rapporteur-q2-17", "prov:actedOnBehalfOf") == {"id:question/itu-t/2022-2024/q2-17"}
    assert not values(dataset, "id:role/rapporteur-q9-17", "prov:actedOnBehalfOf")


def test_a_role_that_is_spelled_in_two_ways_is_one_agent_with_one_label() -> None:
    dataset = _told(*(replace(REPLACED, author=author) for author in ("Rapporteur  Q2/17 ", "rapporteur Q2/17")))

    assert subjects(dataset, "prov:Agent") == {"id:role/rapporteur-q2-17"}
    assert values(dataset, "id:role/rapporteur-q2-17", "rdfs:label") == {"Rapporteur Q2/17@en"}


def test_a_change_by_nobody_known_has_no_agent() -> None:
    dataset = _told(replace(REPLACED, author=""))

    assert not values(dataset, _only(dataset), "prov:wasAssociatedWith")
    assert subjects(dataset, "prov:Agent") == set()


def test_a_name_that_was_kept_is_an_agent_without_a_role() -> None:
    dataset = _told(replace(REPLACED, author="Jane Doe"))
    (agent,) = subjects(dataset, "prov:Agent")

    assert agent.startswith("id:agent/")
    assert facts(dataset, agent) == {("rdf:type", "prov:Agent"), ("rdfs:label", "Jane Doe@en")}


# ---------------------------------------------------------------------------------------- the whole


def test_every_thing_that_a_change_points_to_is_typed_and_labelled() -> None:
    outside = replace(REPLACED, item="", column="", author="Jane Doe")
    dataset = _told(REPLACED, outside, replace(REPLACED, kind="delete-row", item="55-02"))
    typed = {quad.subject for quad in dataset.quads if quad.predicate == RDF.type}
    labelled = {quad.subject for quad in dataset.quads if quad.predicate == RDFS.label}

    assert [str(quad) for quad, thing in _pointed_to(dataset) if thing not in typed & labelled] == []


@pytest.mark.parametrize("view", ["accepted", "original"])
def test_changes_of_every_kind_conform_to_the_shapes(view: View) -> None:
    changes = [replace(REPLACED, kind=kind, author=by) for kind in PENDING_KINDS for by in ("Editor", "Jane Doe", "")]
    outside = replace(REPLACED, item="", column="", table=0)

    assert _violations(_told(*changes, outside, replace(outside, item="55-02"), view=view)) == ()


def test_the_kinds_of_changes_are_the_codes_of_their_list() -> None:
    assert set(vocabulary().concepts("change-kind")) == set(PENDING_KINDS)


def test_words_that_no_format_can_hold_do_not_stop_it() -> None:
    dataset = _told(replace(REPLACED, old="a\x00", new="b\ud800"))
    texts = [quad.object for quad in dataset.quads if isinstance(quad.object, Literal)]

    assert all(literal.value.encode() for literal in texts)
    assert _violations(dataset) == ()


# ---------------------------------------------------------------------------------------- no names of persons


def _signed_by(author: str, folder: Path) -> Path:
    headings = ("Item", "Title", "Action", "Milestone", "Action By", "Collaborate with", "Report To", "Status", "Lead")
    answer = w.cell(w.p("Q2/17 ", w.deleted("met", author=author), w.ins("meets", author=author)))
    words = ("54-01", "Resolution 54", "SG17 to meet (resolves 1)", "On-going", "SG17", "", "", answer, "Q2/17")
    file = folder / "report.docx"
    file.write_bytes(w.word("WTSA-20 action plan of SG17", w.table(w.row(*headings), w.row(*words))).data)
    return file


@pytest.mark.parametrize("author", ["Jane Quixote", "Editor, Quixote", "jquixote", "Rapporteur Q2/17 (J. Quixote)"])
def test_a_release_holds_no_name_of_a_person_unless_it_is_asked_for(author: str, tmp_path: Path) -> None:
    report = _signed_by(author, tmp_path)
    for out, keep in (("without", False), ("with", True)):
        resograph.build(report, tmp_path / out, changes=True, keep_authors=keep, fail_on="never")
    files = {path: path.read_bytes().lower() for path in tmp_path.glob("*/current/**/*") if path.is_file()}

    assert len(files) > 10
    naming = {path.relative_to(tmp_path).parts[0] for path, held in files.items() if b"quixote" in held}
    assert naming == {"with"}
