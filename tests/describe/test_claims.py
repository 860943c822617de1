from __future__ import annotations

from dataclasses import replace

from resograph.describe import describe
from resograph.model.reading import Claim
from resograph.naming.iris import Iris
from tests.describe.graph import facts, subjects, values
from tests.describe.readings import X1812, item_92_03, question, reading
from tests.describe.test_items import STATE


def _only(claim: Claim) -> set[tuple[str, str]]:
    dataset = describe([reading(replace(item_92_03(), claims=(claim,)))], Iris())
    (node,) = subjects(dataset, "rg:Claim")
    return facts(dataset, node)


def test_the_claims_of_92_03_have_the_shape_of_the_example() -> None:
    dataset = describe([reading(item_92_03())], Iris())
    approved, studied = sorted(
        subjects(dataset, "rg:Claim"), key=lambda node: sorted(values(dataset, node, "rg:outcome"))
    )

    assert approved == f"{STATE}/claim/e3fa6f61"
    assert facts(dataset, approved) == {
        ("rdf:type", "rg:Claim"),
        ("rdfs:label", "X.1812 approved, May 2022@en"),
        ("rg:claimedIn", STATE),
        ("rg:outcome", "voc:outcome/approved"),
        ("rg:about", "id:rec/itu-t/x.1812"),
        ("rg:aboutEdition", "id:rec/itu-t/x.1812/2022-05"),
        ("rg:actor", "id:group/itu-t/sg17"),
        ("rg:inMonth", "2022-05^^gYearMonth"),
        ("rg:claimedTitle", "Security framework based on trust relationship for IMT-2020 ecosystem"),
        ("rg:developedBy", "id:question/itu-t/2022-2024/q2-17"),
        (
            "rg:asWritten",
            "ITU-T X.1812 (5/2022), Security framework based on trust relationship for IMT-2020 ecosystem",
        ),
        ("oa:hasTarget", f"{STATE}/passage/status-2-2-94"),
    }
    assert ("rdfs:label", "X.5Gsec-ctrl under study@en") in facts(dataset, studied)
    assert ("rg:actor", "id:question/itu-t/2022-2024/q2-17") in facts(dataset, studied)


def test_a_claim_that_states_little_says_little() -> None:
    bare = Claim("approved", X1812, item_92_03().claims[0].span)
    names = {name for name, _ in _only(bare)}

    assert names == {
        "rdf:type",
        "rdfs:label",
        "rg:claimedIn",
        "rg:outcome",
        "rg:about",
        "rg:asWritten",
        "oa:hasTarget",
    }


def test_a_year_alone_is_no_month() -> None:
    found = _only(Claim("approved", X1812, item_92_03().claims[0].span, month="2022"))

    assert ("rg:year", "2022^^gYear") in found
    assert ("rdfs:label", "X.1812 approved, 2022@en") in found
    assert not [value for name, value in found if name == "rg:inMonth"]


def test_a_month_that_does_not_exist_gives_no_triple() -> None:
    found = _only(Claim("approved", X1812, item_92_03().claims[0].span, month="2022-13", day="2022-02-30"))

    assert not {"rg:inMonth", "rg:onDate", "rg:year"} & {name for name, _ in found}


def test_a_day_is_a_date() -> None:
    found = _only(Claim("approved", X1812, item_92_03().claims[0].span, month="2022-05", day="2022-05-20"))

    assert {("rg:onDate", "2022-05-20^^date"), ("rg:inMonth", "2022-05^^gYearMonth")} <= found
    assert ("rdfs:label", "X.1812 approved, 20 May 2022@en") in found


def test_each_question_of_a_list_head_developed_the_text() -> None:
    both = Claim("approved", X1812, item_92_03().claims[0].span, developed_by=(question(2), question(4)))

    assert {value for name, value in _only(both) if name == "rg:developedBy"} == {
        "id:question/itu-t/2022-2024/q2-17",
        "id:question/itu-t/2022-2024/q4-17",
    }
