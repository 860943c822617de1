from __future__ import annotations

from dataclasses import replace

from resograph.describe import describe
from resograph.model.reading import ItemReading
from resograph.model.things import Group, ItemReference, Question
from resograph.naming.iris import Iris
from tests.describe.graph import facts, graph, subjects, values
from tests.describe.readings import CELLS, SG17, item, item_92_03, mention, naming, question, reading

ITEM = "id:plan/wtsa-20/sg17/item/92-03"
STATE = f"{ITEM}/state/t22-sg17-td1234-r1"
REVISION = "id:report/wtsa-20/sg17/t22-sg17-td1234-r1"
GRAPH = "g:report/wtsa-20/sg17/t22-sg17-td1234-r1"


def test_item_92_03_hangs_on_plan_resolution_and_provision() -> None:
    dataset = describe([reading(item_92_03())], Iris())

    assert facts(graph(dataset, GRAPH), ITEM) == {
        ("rdf:type", "rg:ActionItem"),
        ("rdfs:label", "Action item 92-03@en"),
        ("dcterms:identifier", "92-03"),
        ("rg:inPlan", "id:plan/wtsa-20/sg17"),
        ("rg:onResolution", "id:resolution/wtsa/92"),
        ("rg:basedOn", "id:resolution/wtsa/92/instructs-sg17/1"),
    }


def test_its_provision_says_who_is_instructed() -> None:
    dataset = describe([reading(item_92_03())], Iris())

    assert facts(graph(dataset, GRAPH), "id:resolution/wtsa/92/instructs-sg17/1") == {
        ("rdf:type", "rg:Provision"),
        ("rdfs:label", "Resolution 92, instructs SG17, 1@en"),
        ("rg:provisionOf", "id:resolution/wtsa/92"),
        ("rg:provisionVerb", "voc:provision-verb/instructs"),
        ("rg:provisionAddressee", "SG17"),
        ("rg:provisionNumber", "1^^integer"),
        ("rg:asWritten", "i. SG17 1"),
    }


def test_the_state_of_92_03_has_the_shape_of_the_example() -> None:
    found = facts(describe([reading(item_92_03())], Iris()), STATE)
    digest = next(value for name, value in found if name == "rg:contentDigest")

    assert digest.startswith("sha256-")
    assert found - {("rg:contentDigest", digest)} == {
        ("rdf:type", "rg:ItemState"),
        ("rdfs:label", "Item 92-03 in TD 1234 Rev.1@en"),
        ("prov:specializationOf", ITEM),
        ("rg:reportedIn", REVISION),
        ("rg:sourceTable", "2^^integer"),
        ("rg:sourceRow", "75^^integer"),
        ("rg:identifierText", "92-03"),
        ("rg:titleText", CELLS["title"]),
        ("rg:actionText", CELLS["action"]),
        ("rg:milestoneText", "On-going"),
        ("rg:actionByText", "SG17"),
        ("rg:statusText", CELLS["status"]),
        ("rg:leadText", "Q2/17,\n(Q1/17)"),
        ("rg:responsible", "id:group/itu-t/sg17"),
        ("rg:leadQuestion", "id:question/itu-t/2022-2024/q2-17"),
        ("rg:supportingQuestion", "id:question/itu-t/2022-2024/q1-17"),
        ("rg:reportingStatus", "voc:reporting-status/reported"),
        ("rg:milestone", "voc:milestone/on-going"),
        ("rg:mentions", "id:group/itu-t/sg17"),
        ("rg:mentions", "id:question/itu-t/2022-2024/q1-17"),
        ("rg:mentions", "id:question/itu-t/2022-2024/q2-17"),
        ("rg:mentions", "id:rec/itu-t/x.1812"),
        ("rg:mentions", "id:resolution/wtsa/92/instructs-sg17/1"),
        ("rg:mentions", "id:workitem/itu-t/sg17/x.5gsec-ctrl"),
    }


def test_an_empty_cell_has_no_triple() -> None:
    found = facts(describe([reading(item_92_03())], Iris()), STATE)

    assert not {"rg:collaborateWithText", "rg:reportToText"} & {name for name, _ in found}


def test_only_a_marked_item_is_marked() -> None:
    plain = item_92_03()
    marked = replace(plain, item=replace(plain.item, marked_unchanged=True, marked_new=True))
    found = facts(describe([reading(marked)], Iris()), STATE)

    assert {("rg:markedUnchanged", "true^^boolean"), ("rg:markedNew", "true^^boolean")} <= found
    assert not values(describe([reading(plain)], Iris()), STATE, "rg:markedUnchanged")


def _digest(reading_of_item: ItemReading) -> set[str]:
    return values(describe([reading(reading_of_item)], Iris()), STATE, "rg:contentDigest")


def test_white_space_and_the_mark_unchanged_are_no_content() -> None:
    plain = item_92_03()
    same = item("92-03", {**CELLS, "identifier": "92-03\n(unchanged)", "lead": " Q2/17,\u00a0\n (Q1/17) "})

    assert _digest(ItemReading(same, "reported")) == _digest(plain)


def test_another_word_in_any_cell_is_another_content() -> None:
    digests = [_digest(item_92_03())]
    for column, text in CELLS.items():
        if column != "identifier":
            changed = item("92-03", {**CELLS, column: f"{text} indeed"})
            digests.append(_digest(ItemReading(changed, "reported")))
    moved = item("92-03", {**CELLS, "collaborate-with": CELLS["action-by"], "action-by": ""})
    digests.append(_digest(ItemReading(moved, "reported")))

    assert len({digest for found in digests for digest in found}) == len(digests)


def test_plenary_leads_without_being_a_question() -> None:
    row = item("02-01", {"lead": "SG17 Plenary (WP1/17)"})
    plenary = Group("itu-t/sg17/plenary", "SG17 Plenary", "group", "Plenary of ITU-T Study Group 17", "itu-t/sg17")
    party = Group("itu-t/sg17/wp1", "WP1/17", "working-party", "Working Party 1/17", "itu-t/sg17")
    found = ItemReading(
        row,
        "reported",
        mentions=(
            mention(row, plenary, ("lead", "SG17 Plenary"), "lead"),
            mention(row, party, ("lead", "WP1/17"), "supporting"),
        ),
    )
    dataset = describe([reading(found)], Iris())
    state = "id:plan/wtsa-20/sg17/item/02-01/state/t22-sg17-td1234-r1"

    assert values(dataset, state, "rg:ledBy") == {"id:group/itu-t/sg17/plenary"}
    assert not values(dataset, state, "rg:leadQuestion") | values(dataset, state, "rg:supportingQuestion")


def test_each_role_of_a_cell_has_its_property() -> None:
    row = item("50-01", {"action-by": "a (b)", "collaborate-with": "c", "report-to": "d", "lead": "e (f)"})
    groups = {name: replace(SG17, path=f"itu-t/{name}", designation=name, label=name) for name in "abcd"}
    found = ItemReading(
        row,
        "reported",
        mentions=(
            mention(row, groups["a"], ("action-by", "a"), "responsible"),
            mention(row, groups["b"], ("action-by", "b"), "also-involved"),
            mention(row, groups["c"], ("collaborate-with", "c"), "collaborator"),
            mention(row, groups["d"], ("report-to", "d"), "reports-to"),
            mention(row, question(1), ("lead", "e"), "lead"),
            mention(row, Question("sg17", 0, "2022-2024"), ("lead", "f"), "supporting"),
        ),
    )
    said = facts(describe([reading(found)], Iris()), "id:plan/wtsa-20/sg17/item/50-01/state/t22-sg17-td1234-r1")

    assert {
        ("rg:responsible", "id:group/itu-t/a"),
        ("rg:alsoInvolved", "id:group/itu-t/b"),
        ("rg:collaborator", "id:group/itu-t/c"),
        ("rg:reportsTo", "id:group/itu-t/d"),
        ("rg:leadQuestion", "id:question/itu-t/2022-2024/q1-17"),
        ("rg:supportingQuestion", "id:question/itu-t/2022-2024/qall-17"),
    } <= said


def test_what_the_title_names_is_not_a_mention_of_the_state() -> None:
    row = item("50-01", {"title": "SG17"})
    dataset = describe([reading(ItemReading(row, "empty", mentions=(mention(row, SG17, ("title", "SG17")),)))], Iris())

    assert not values(dataset, "id:plan/wtsa-20/sg17/item/50-01/state/t22-sg17-td1234-r1", "rg:mentions")
    assert len(subjects(dataset, "rg:Mention")) == 1


def test_a_cross_reference_leads_to_the_item_even_when_the_report_lacks_it() -> None:
    dataset = describe([naming(ItemReference("77-01"))], Iris())

    assert facts(dataset, "id:plan/wtsa-20/sg17/item/77-01") == {
        ("rdf:type", "rg:ActionItem"),
        ("rdfs:label", "Action item 77-01@en"),
        ("dcterms:identifier", "77-01"),
        ("rg:inPlan", "id:plan/wtsa-20/sg17"),
        ("rg:onResolution", "id:resolution/wtsa/77"),
    }


def test_see_points_to_the_item() -> None:
    row = item("97-05", {"status": "See 97-03 above"})
    see = ItemReading(
        row, "cross-reference", mentions=(mention(row, ItemReference("97-03"), ("status", "97-03"), "see"),)
    )
    dataset = describe([reading(see)], Iris())

    assert values(dataset, "id:plan/wtsa-20/sg17/item/97-05/state/t22-sg17-td1234-r1", "rg:seeItem") == {
        "id:plan/wtsa-20/sg17/item/97-03"
    }
