from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from resograph.describe import describe
from resograph.model.reading import ItemReading, Span, Unparsed
from resograph.model.report import CellText, Line
from resograph.model.things import LiaisonStatement, OutsideBody, Recommendation
from resograph.naming.iris import Iris
from tests.describe.graph import facts, graph, subjects, values
from tests.describe.readings import SG17, X1812, item, item_92_03, mention, naming, reading
from tests.describe.test_items import GRAPH, REVISION, STATE


def test_a_mention_says_what_is_named_where() -> None:
    dataset = describe([reading(item_92_03())], Iris())
    (node,) = (
        node for node in subjects(dataset, "rg:Mention") if ("rg:about", "id:rec/itu-t/x.1812") in facts(dataset, node)
    )

    place = "status\x1frecommendation\x1fITU-T X.1812 (5/2022)\x1f1"
    assert node == f"{STATE}/mention/{sha256(place.encode()).hexdigest()[:8]}"
    assert facts(dataset, node) == {
        ("rdf:type", "rg:Mention"),
        ("rdfs:label", "X.1812 named in the status of 92-03@en"),
        ("rg:mentionedIn", STATE),
        ("rg:about", "id:rec/itu-t/x.1812"),
        ("rg:aboutEdition", "id:rec/itu-t/x.1812/2022-05"),
        ("rg:asWritten", "ITU-T X.1812 (5/2022)"),
        ("oa:hasTarget", f"{STATE}/passage/status-2-2-23"),
    }


def test_a_passage_leads_to_the_place_and_the_words() -> None:
    dataset = describe([reading(item_92_03())], Iris())
    passage = f"{STATE}/passage/status-2-2-94"

    assert facts(dataset, passage) == {
        ("rdf:type", "rg:Passage"),
        ("rdf:type", "oa:SpecificResource"),
        ("rdfs:label", "item 92-03, Status, paragraph 2@en"),
        ("oa:hasSource", REVISION),
        ("rg:sourceTable", "2^^integer"),
        ("rg:sourceRow", "75^^integer"),
        ("rg:sourceColumn", "voc:column/status"),
        ("rg:sourceParagraph", "2^^integer"),
        ("oa:hasSelector", f"{passage}/quote"),
    }
    assert facts(dataset, f"{passage}/quote") == {
        ("rdf:type", "oa:TextQuoteSelector"),
        ("rdfs:label", "quoted words@en"),
        ("oa:exact", "ITU-T X.1812 (5/2022), Security framework based on trust relationship for IMT-2020 ecosystem"),
        ("oa:prefix", "SG17 approved\n- "),
        ("oa:suffix", ",\nQ2/17 is working on draft new"[:30]),
    }


def test_every_quotation_stands_where_its_iri_says() -> None:
    dataset = describe([reading(item_92_03())], Iris())
    cells = item_92_03().item.cells
    passages = subjects(dataset, "rg:Passage")

    for passage in passages:
        place, start, end = passage.rpartition("/")[2].rsplit("-", 2)
        column, _, paragraph = place.rpartition("-")
        (exact,) = values(dataset, f"{passage}/quote", "oa:exact")
        lines = next(cell.text for name, cell in cells.items() if name == column).split("\n")
        assert lines[int(paragraph) - 1][int(start) : int(end)] == exact
    assert len(passages) == 8


def test_words_in_a_row_without_an_id_have_the_place_of_that_row_even_in_the_next_table() -> None:
    row = item("52-01", {"status": "first"})
    cells = {**row.cells, "status": CellText((Line("first", 20, 2), Line("see GSMA", 3, 4)))}
    row = replace(row, cells=cells)
    span = Span("status", 2, 4, 8, "GSMA", 3, 4)
    gsma = OutsideBody("gsma", "GSMA", "GSM Association")
    found = replace(mention(row, gsma, ("status", "GSMA")), span=span)
    dataset = describe([reading(ItemReading(row, "reported", mentions=(found,)))], Iris())
    passage = "id:plan/wtsa-20/sg17/item/52-01/state/t22-sg17-td1234-r1/passage/status-2-4-8"

    assert values(dataset, passage, "rg:sourceTable") == {"4^^integer"}
    assert values(dataset, passage, "rg:sourceRow") == {"3^^integer"}
    assert values(dataset, f"{passage}/quote", "oa:prefix") == {"first\nsee "}


def test_the_same_words_twice_are_two_mentions() -> None:
    row = item("50-01", {"status": "X.1812 and X.1812"})
    first, second = Span("status", 1, 0, 6, "X.1812", 75), Span("status", 1, 11, 17, "X.1812", 75)
    both = tuple(replace(mention(row, X1812, ("status", "X.1812")), span=span) for span in (first, second))
    dataset = describe([reading(ItemReading(row, "reported", mentions=both))], Iris())

    assert len(subjects(dataset, "rg:Mention")) == 2
    assert len(subjects(dataset, "rg:Passage")) == 2


def test_two_things_at_one_place_share_the_passage() -> None:
    row = item("50-01", {"status": "X.1812"})
    both = tuple(mention(row, thing, ("status", "X.1812")) for thing in (X1812, Recommendation("X.1813")))
    dataset = describe([reading(ItemReading(row, "reported", mentions=both))], Iris())

    assert len(subjects(dataset, "rg:Mention")) == 2
    assert len(subjects(dataset, "rg:Passage")) == 1


def test_a_mention_keeps_its_name_when_other_words_are_put_before_it() -> None:
    row = item("50-01", {"status": "X.1812"})
    longer = item("50-01", {"status": "New: GSMA\nX.1812"})
    short_one = describe(
        [reading(ItemReading(row, "reported", mentions=(mention(row, X1812, ("status", "X.1812")),)))], Iris()
    )
    gsma = OutsideBody("gsma", "GSMA", "GSM Association")
    found = (mention(longer, gsma, ("status", "GSMA")), mention(longer, X1812, ("status", "X.1812")))
    long_one = describe([reading(ItemReading(longer, "reported", mentions=found))], Iris())

    assert subjects(short_one, "rg:Mention") < subjects(long_one, "rg:Mention")


def test_a_liaison_statement_lives_under_the_state_that_names_it() -> None:
    gsma = OutsideBody("gsma", "GSMA", "GSM Association")
    dataset = describe([naming(LiaisonStatement(SG17, gsma, "2022-05"))], Iris())
    (node,) = subjects(dataset, "rg:LiaisonStatement")

    assert "/item/50-01/state/t22-sg17-td1234-r1/liaison/" in node
    assert facts(graph(dataset, GRAPH), node) == {
        ("rdf:type", "rg:LiaisonStatement"),
        ("rdfs:label", "Liaison statement from SG17 to GSMA, May 2022@en"),
        ("rg:actor", "id:group/itu-t/sg17"),
        ("rg:sentTo", "id:org/gsma"),
        ("rg:inMonth", "2022-05^^gYearMonth"),
    }
    assert subjects(dataset, "rg:OutsideBody") == {"id:org/gsma"}


def test_what_was_not_understood_is_said_with_its_place() -> None:
    row = item("52-01", {"action": "to do (i. nobody 7)"})
    words = Unparsed("citation", "no clause has this form", Span("action", 1, 7, 18, "i. nobody 7", 75))
    dataset = describe([reading(ItemReading(row, "reported", unparsed=(words,)))], Iris())
    state = "id:plan/wtsa-20/sg17/item/52-01/state/t22-sg17-td1234-r1"
    (node,) = subjects(dataset, "rg:UnparsedText")

    assert node.startswith(f"{state}/unparsed/")
    assert facts(dataset, node) == {
        ("rdf:type", "rg:UnparsedText"),
        ("rdfs:label", "not understood in the action of 52-01@en"),
        ("rg:findingIn", state),
        ("rg:findingCode", "citation"),
        ("rdfs:comment", "no clause has this form"),
        ("rg:asWritten", "i. nobody 7"),
        ("oa:hasTarget", f"{state}/passage/action-1-7-18"),
    }


def test_a_character_that_no_format_can_hold_is_replaced_and_reported() -> None:
    nasty = "a\x00b\ud800c\ufffe"
    row = item("52-01", {"status": f"fine\n{nasty}"})
    dataset = describe([reading(ItemReading(row, "reported"))], Iris())
    state = "id:plan/wtsa-20/sg17/item/52-01/state/t22-sg17-td1234-r1"
    (node,) = subjects(dataset, "rg:UnparsedText")

    assert values(dataset, state, "rg:statusText") == {"fine\na\ufffdb\ufffdc\ufffd"}
    assert values(dataset, node, "rg:findingCode") == {"unstorable-character"}
    assert values(dataset, node, "oa:hasTarget") == {f"{state}/passage/status-2-0-6"}
