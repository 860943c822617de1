from __future__ import annotations

from dataclasses import replace

import pytest

from resograph.describe import describe
from resograph.errors import UsageError
from resograph.model.dataset import Dataset
from resograph.model.reading import ItemReading, Reading
from resograph.naming.iris import Iris
from tests.describe.graph import facts, graph, short, values
from tests.describe.readings import CELLS, STATED, item, item_92_03, reading

ITEM = "id:plan/wtsa-20/sg17/item/92-03"
REPORT = "id:report/wtsa-20/sg17"


def _revision(number: str, sha256: str = "", **stated: str) -> Reading:
    metadata = replace(STATED, revision=number, **stated)
    return reading(item_92_03(), metadata=metadata, sha256=sha256 or number.zfill(2) * 32)


def _current(dataset: Dataset) -> set[str]:
    return values(dataset, REPORT, "dcat:hasCurrentVersion")


def test_each_revision_has_its_graph_and_only_the_latest_is_current() -> None:
    dataset = describe([_revision("2"), _revision("1")], Iris())
    names = {short(name) for name in dataset.graphs()}

    assert names == {
        "g:derived/revisions",
        "g:meta",
        "g:reference",
        "g:report/wtsa-20/sg17/t22-sg17-td1234-r1",
        "g:report/wtsa-20/sg17/t22-sg17-td1234-r2",
    }
    assert _current(dataset) == {f"{REPORT}/t22-sg17-td1234-r2"}
    assert {short(name) for name in dataset.superseded} == {
        "g:derived/revisions",
        "g:report/wtsa-20/sg17/t22-sg17-td1234-r1",
    }


def test_a_graph_of_a_revision_does_not_depend_on_the_others() -> None:
    name = "g:report/wtsa-20/sg17/t22-sg17-td1234-r1"
    alone, both = describe([_revision("1")], Iris()), describe([_revision("1"), _revision("2")], Iris())

    assert graph(alone, name) == graph(both, name)


def test_a_state_revises_the_one_before_and_says_whether_it_differs() -> None:
    changed = item("92-03", {**CELLS, "status": "something else"})
    third = replace(_revision("3"), items=(ItemReading(changed, "reported"),))
    dataset = describe([_revision("1"), _revision("2"), third], Iris())
    derived = graph(dataset, "g:derived/revisions")
    first, second, last = (f"{ITEM}/state/t22-sg17-td1234-r{number}" for number in (1, 2, 3))

    assert values(derived, second, "prov:wasRevisionOf") == {first}
    assert values(derived, second, "rg:changedSincePrevious") == {"false^^boolean"}
    assert values(derived, last, "prov:wasRevisionOf") == {second}
    assert values(derived, last, "rg:changedSincePrevious") == {"true^^boolean"}
    assert not values(derived, first, "rg:changedSincePrevious")
    assert ("rdf:type", "rg:ItemState") in facts(derived, first)


def test_an_item_that_was_away_for_a_revision_revises_its_last_state() -> None:
    dataset = describe([_revision("1"), replace(_revision("2"), items=()), _revision("3")], Iris())

    assert values(dataset, f"{ITEM}/state/t22-sg17-td1234-r3", "prov:wasRevisionOf") == {
        f"{ITEM}/state/t22-sg17-td1234-r1"
    }


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (_revision("9", meeting_start="2022-05-10"), _revision("1", "cd" * 32, td="12", meeting_start="2022-08-23")),
        (_revision("9", td="999"), _revision("1", "cd" * 32, td="1000")),
        (_revision("9"), _revision("10")),
        (_revision("5", identifier="zebra"), _revision("5", "cd" * 32, identifier="ant")),
    ],
    ids=["meeting", "td-number", "revision", "command-line"],
)
def test_revisions_are_ordered_by_meeting_document_revision_and_as_given(older: Reading, newer: Reading) -> None:
    latest = describe([newer], Iris())

    assert _current(describe([older, newer], Iris())) == _current(latest)


def _original(number: str) -> Reading:
    changed = _revision(number)
    return replace(changed, report=replace(changed.report, view="original", has_changes=True))


def test_an_original_view_is_never_current_beside_another_revision() -> None:
    dataset = describe([_original("2"), _revision("1")], Iris())

    assert _current(dataset) == {f"{REPORT}/t22-sg17-td1234-r1"}
    assert values(dataset, f"{REPORT}/t22-sg17-td1234-r2-original", "rg:view") == {"voc:view/original"}


def test_an_original_view_comes_before_the_accepted_one() -> None:
    dataset = describe([_revision("2"), _original("2")], Iris())

    assert values(dataset, f"{ITEM}/state/t22-sg17-td1234-r2", "prov:wasRevisionOf") == {
        f"{ITEM}/state/t22-sg17-td1234-r2-original"
    }


def test_a_release_of_one_original_view_is_not_empty() -> None:
    dataset = describe([_original("2")], Iris())

    assert len(dataset.current()) == len({quad.triple for quad in dataset.quads})


def test_two_files_cannot_be_the_same_revision() -> None:
    with pytest.raises(UsageError) as caught:
        describe([_revision("1", "ab" * 32), _revision("1", "cd" * 32)], Iris())

    assert caught.value.code == "duplicate-revision"


def test_one_file_given_twice_counts_once() -> None:
    once, twice = describe([_revision("1")], Iris()), describe([_revision("1"), _revision("1")], Iris())

    assert once.quads == twice.quads


def test_plans_of_two_groups_stand_side_by_side() -> None:
    other = _revision("1", "cd" * 32, group="sg13")
    dataset = describe([_revision("2"), other], Iris())

    assert not dataset.superseded
    assert values(dataset, "id:report/wtsa-20/sg13", "dcat:hasCurrentVersion") == {
        "id:report/wtsa-20/sg13/t22-sg13-td1234-r1"
    }
