"""One item checked alone is judged as it is among all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import resograph
from resograph.api import ReleaseHandle
from resograph.errors import InputError
from resograph.model.release import Result
from resograph.naming.prefixes import DCTERMS, RDF, RG

SEEN = ("92-04", "97-05", "52-05", "02-01", "44-06", "50-01", "54-01", "78-01", "80-01")


@pytest.fixture(scope="module")
def release(example: Path) -> ReleaseHandle:
    return resograph.build(example)


def _told(result: Result) -> tuple[str, ...]:
    return (result.focus, result.path, result.value, result.shape, result.severity, result.message)


def _by_item(release: ReleaseHandle) -> dict[str, Counter[tuple[str, ...]]]:
    found: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for result in release.validate().results:
        found[result.place.item][_told(result)] += 1
    return found


def test_each_item_alone_has_the_results_that_it_has_among_all(release: ReleaseHandle) -> None:
    among_all = _by_item(release)

    assert len(among_all) > len(SEEN)
    for item in SEEN:
        alone = release.validate(item)
        assert Counter(map(_told, alone.results)) == among_all[item], item
        assert {result.place.item for result in alone.results} <= {item}


def test_what_is_wrong_in_the_graph_of_an_item_is_found_in_it_alone(release: ReleaseHandle) -> None:
    lost = {RG.reportedIn, RG.sourceRow, RG.about, RG.sourceColumn, DCTERMS.identifier}
    kept = [quad for quad in release.dataset.quads if quad.predicate not in lost or "item/92-03" not in str(quad)]
    other = ReleaseHandle(type(release.dataset)(kept))
    violations = Counter(
        _told(result) for result in other.validate().at_least("violation") if "item/92-03" in result.focus
    )
    assert sum(violations.values()) > len(lost)

    # The item has lost its number with the rest: it is asked for by giving it another.
    [item] = [quad for quad in kept if quad.object == RG.ActionItem and "92-03" in str(quad.subject)]
    found = ReleaseHandle(
        type(release.dataset)([*kept, Quad(item.subject, DCTERMS.identifier, Literal("0-0"), item.graph_name)])
    ).validate("0-0")
    alone = Counter(map(_told, found.at_least("violation")))

    assert {key for key in violations if not key[3].endswith("#ActionItem-identifier")} <= set(alone)


def test_an_item_that_is_not_there_is_an_error_and_no_verdict(release: ReleaseHandle) -> None:
    with pytest.raises(InputError, match="nothing-to-check"):
        release.validate("99-99")


def test_the_cost_is_that_of_the_report_and_not_of_the_store(release: ReleaseHandle) -> None:
    from resograph.check import recheck
    from resograph.check.shapes import load_shapes

    store = release._data.store
    [item] = recheck.items(store, "92-03")
    quads = recheck.neighbourhood(store, recheck.parts(store, item), load_shapes())
    states = {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == RG.ItemState}

    assert states == {NamedNode(f"{item.value}/state/t22-sg17-td1234-r1")}
    assert len(quads) < len(release.dataset.quads) / 5
