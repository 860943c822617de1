"""A release as things: what is said of one, who points to it, and how it stands."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from resograph.naming.prefixes import DCTERMS, RDF, RDFS, RG
from resograph.query.things import MOST, Things, natural, things_of

BASE = "https://data.example.org/a/"
META, LAST, FORMER = (ox.NamedNode(f"{BASE}graph/{name}") for name in ("meta", "report/p/g/r2", "report/p/g/r1"))


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/{path}")


ITEM, GONE = node("plan/p/g/item/1-01"), node("plan/p/g/item/1-02")
RECORD = node("plan/p/g/item/1-01/state/r1")
HUB, BODY = node("group/hub"), node("org/body")


@pytest.fixture(scope="module")
def things() -> Things:
    store = ox.Store()
    for thing, graphs in ((ITEM, (ox.DefaultGraph(), LAST, FORMER)), (GONE, (FORMER,)), (RECORD, (FORMER,))):
        for graph in graphs:
            store.add(ox.Quad(thing, RDF.type, RG.ActionItem, graph))
            store.add(ox.Quad(thing, RDFS.label, ox.Literal("Item", language="en"), graph))
    store.add(ox.Quad(ITEM, RG.titleText, ox.Literal("of old"), FORMER))
    store.add(ox.Quad(ITEM, RG.titleText, ox.Literal("of now")))
    store.add(ox.Quad(META, RDF.type, RG.ReportDocument, META))
    for number in range(12):
        store.add(ox.Quad(node(f"item/{number}"), RG.actor, BODY))
        store.add(ox.Quad(node(f"item/{number}"), RDF.type, RG.Claim))
    store.extend(ox.Quad(node(f"many/{number}"), RG.about, HUB) for number in range(MOST + 1))
    return things_of(store)


def test_the_base_is_that_of_the_data(things: Things) -> None:
    assert things.base == BASE


def test_a_thing_is_current_former_gone_or_unknown(things: Things) -> None:
    assert [things.standing(one) for one in (ITEM, RECORD, GONE, BODY)] == ["current", "former", "gone", "unknown"]


def test_what_is_said_of_a_thing_is_what_the_current_view_says(things: Things) -> None:
    assert things.text(ITEM, RG.titleText) == "of now"
    titles = [triple.object for triple in things.said(ITEM) if triple.predicate == RG.titleText]
    assert titles == [ox.Literal("of now")]
    assert things.said(GONE)
    assert things.said(BODY) == ()


def test_who_tells_of_a_thing_is_known(things: Things) -> None:
    assert things.graphs(ITEM) == (FORMER, LAST)
    assert things.graphs(GONE) == (FORMER,)


def test_links_to_a_thing_are_counted_and_come_in_the_order_people_count(things: Things) -> None:
    (found,) = things.inbound(BODY, most=3)
    assert (found.property, found.count, found.is_all) == (RG.actor, 12, True)
    assert found.first == (node("item/0"), node("item/1"), node("item/2"))
    assert things.linking(BODY, RG.actor, start=10) == [node("item/10"), node("item/11")]
    assert things.of_kind(RG.Claim, start=11) == [node("item/11")]


def test_of_too_many_links_it_is_said_that_there_are_more(things: Things) -> None:
    (found,) = things.inbound(HUB)
    assert (found.count, found.is_all) == (MOST, False)
    assert len(things.linking(HUB, RG.about, most=2 * MOST)) == MOST


def test_a_thing_is_called_by_the_best_name_it_has(things: Things) -> None:
    store = ox.Store()
    thing = node("org/some-body")
    named = Things(store, BASE)
    for name, words in ((DCTERMS.identifier, "SB"), (RDFS.label, "Some Body"), (RG.designation, "S.B.")):
        assert named.label(thing) != words
        store.add(ox.Quad(thing, name, ox.Literal(words)))
        assert named.label(thing) == words
    assert named.label(ox.NamedNode("urn:x:")) == "urn:x:"
    assert named.label(ox.Literal("words")) == "words"
    assert things.label(ITEM) == "Item"


def test_everything_below_the_base_is_known_whoever_tells_of_it(things: Things) -> None:
    found = list(things.every())
    assert {ITEM, GONE, RECORD, META} <= set(found)
    assert found == sorted(found, key=str)


def test_numbers_are_sorted_by_what_they_are_worth() -> None:
    assert sorted(["x-10", "x-9", "x", "9", "y"], key=natural) == ["9", "x", "x-9", "x-10", "y"]
