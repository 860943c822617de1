"""Whatever somebody types finds the thing that is meant, first."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resograph.naming.prefixes import RDF, RDFS, RG, SH
from resograph.query.search import FACETS, Facet, Search, build, opened
from resograph.query.search.search import COUNTED
from resograph.query.things import Things
from tests.query.search.conftest import BASE

X1812 = "id/rec/itu-t/x.1812"
Q2 = "id/question/itu-t/2022-2024/q2-17"
SG17 = "id/group/itu-t/sg17"
RES50 = "id/resolution/wtsa/50"

WRITINGS = [
    (X1812, "X.1812"),
    (X1812, "X1812"),
    (X1812, "x 1812"),
    (X1812, "x.1812"),
    (X1812, "ITU-T X.1812"),
    (X1812, "Rec. ITU-T X.1812"),
    (X1812, "Ｘ．１８１２"),
    (X1812, "X\u20111812"),
    (X1812, "  X . 1812  "),
    (X1812, "X.1821"),
    (X1812, "X.18112"),
    (X1812, "X.812"),
    (f"{X1812}/2022-05", "X.1812 (05/2022)"),
    (f"{X1812}/2022-05", "x1812 5/2022"),
    ("id/rec/itu-t/x.1246/amd1", "X1246 Amd 1"),
    ("id/rec/itu-t/x.sup37", "X.Suppl.37"),
    ("id/rec/itu-t/x.sup37", "X.sup37"),
    (Q2, "Q2/17"),
    (Q2, "Q2-17"),
    (Q2, "q 2 17"),
    (Q2, "q217"),
    (Q2, "Question 2/17"),
    (Q2, "Q2/71"),
    (SG17, "SG17"),
    (SG17, "sg 17"),
    (SG17, "Study Group 17"),
    (SG17, "CE 17"),
    (RES50, "Res 50"),
    (RES50, "Res. 50"),
    (RES50, "Resolution50"),
    (RES50, "Résolution 50"),
    (RES50, "resolution 050"),
    (RES50, "50"),
]


@pytest.mark.parametrize(("path", "typed"), WRITINGS)
def test_a_designation_is_found_however_it_is_written(search: Search, path: str, typed: str) -> None:
    assert search.search(typed).hits[0].iri == f"{BASE}{path}"


@pytest.mark.parametrize("typed", ["92-03", "92-3", "9203", "item 92-03", "Action item 92-03"])
def test_items_of_one_number_come_first_and_are_told_apart_by_their_plan(search: Search, typed: str) -> None:
    first, second = search.search(typed).hits[:2]

    assert {hit.iri for hit in (first, second)} == {
        f"{BASE}id/plan/wtsa-20/{group}/item/92-03" for group in ("sg13", "sg17")
    }
    assert first.title == second.title
    assert {first.within, second.within} == {f"Action plan of {group} for WTSA-20" for group in ("SG13", "SG17")}


@pytest.mark.parametrize("typed", ["X.5Gsec-ctrl", "X 5Gsec ctrl", "x5gsecctrl", "X.5gsec-ctlr", "Draft X.5Gsec-ctrl"])
def test_drafts_of_one_name_come_first_and_are_told_apart_by_their_group(search: Search, typed: str) -> None:
    first, second = search.search(typed).hits[:2]

    assert [hit.iri for hit in (first, second)] == [
        f"{BASE}id/workitem/itu-t/{group}/x.5gsec-ctrl" for group in ("sg13", "sg17")
    ]
    assert first.within != second.within


def test_a_slip_is_answered_and_what_may_have_been_meant_is_said(search: Search) -> None:
    assert search.search("X.1821").suggestions == ("X.1812",)
    assert search.search("X.1812").suggestions == ()
    assert search.search("security X.1821").suggestions == ("security X.1812",)


def test_letters_that_changed_places_are_a_likelier_slip_than_another_letter(search: Search) -> None:
    assert search.search("X.1831").suggestions == ("X.1813", "X.1231")


def test_the_beginning_of_a_designation_finds_all_that_begin_so_in_order(search: Search) -> None:
    titles = [hit.title for hit in search.search("X.181").hits[:5]]

    assert titles == [f"Recommendation ITU-T X.181{last}" for last in "23456"]


def test_a_title_that_a_report_gives_is_part_of_what_is_found(search: Search) -> None:
    found = search.search("trust relationship IMT-2020 ecosystem", {"kind": "Recommendation"})

    assert [hit.iri for hit in found.hits] == [f"{BASE}{X1812}"]
    assert found.hits[0].about.startswith("Security framework based on trust relationship")


def test_the_last_word_may_be_a_beginning_and_words_in_quotes_stand_together(search: Search) -> None:
    assert search.search("telecommunicat").total >= search.search("telecommunications").total > 0
    assert search.search('"telecommunicat"').total == 0
    assert search.search('"security framework"').total > 0
    assert search.search('"framework security"').total == 0


def test_accents_do_not_matter(search: Search) -> None:
    assert search.search("sécurité").words == "sécurité"
    assert search.search("sécürity").total == search.search("SECURITY").total > 0


def test_where_nothing_has_all_words_those_with_some_are_shown_and_it_is_said(search: Search) -> None:
    found = search.search("cybersecurity xyzzy")

    assert found.has_any
    assert found.total == search.search("cybersecurity").total
    assert not search.search("xyzzy").has_any


def test_the_words_that_were_looked_for_are_marked_where_they_stand(search: Search) -> None:
    (hit,) = search.search("X1812", {"kind": "ActionItem", "resolution": "wtsa/92"}).hits[:1]

    assert "X.1812" in {piece.text for piece in hit.snippet if piece.is_found}
    assert len("".join(piece.text for piece in hit.snippet)) < 300


@pytest.mark.parametrize("words", ["security", "approved", ""])
def test_a_facet_says_how_many_results_it_leaves(search: Search, words: str) -> None:
    whole = search.search(words)

    assert whole.is_all
    assert sum(count.number for count in whole.facets["kind"]) == whole.total  # everything is of one kind
    for facet in FACETS:
        for count in whole.facets[facet][:4]:
            assert search.search(words, {facet: count.value}).total == count.number


def test_facets_narrow_down_together(search: Search) -> None:
    both: dict[Facet, str] = {"kind": "ActionItem", "question": "itu-t/2022-2024/q2-17", "outcome": "approved"}
    found = search.search("", both)

    assert 0 < found.total < search.search("", {"kind": "ActionItem"}).total
    assert {hit.kind for hit in found.hits} == {"ActionItem"}
    assert search.search("", {**both, "year": "1066"}).total == 0


def test_what_belongs_to_a_resolution_is_found_by_it(search: Search) -> None:
    kinds = {count.value for count in search.search("", {"resolution": "wtsa/92"}).facets["kind"]}

    assert {"Resolution", "ActionItem", "Provision", "Claim", "Recommendation"} <= kinds


def test_pages_of_results_follow_one_another_without_gap_or_repetition(search: Search) -> None:
    whole = search.search("security", most=60).hits
    pages = [hit for start in range(0, 60, 7) for hit in search.search("security", start=start, most=7).hits]

    assert list(whole) == pages[:60]
    assert len({hit.iri for hit in whole}) == len(whole)
    assert search.search("security", start=100_000).hits == ()


def test_results_say_when_there_are_more_than_were_counted(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resograph.query.search.search.COUNTED", 10)
    found = search.search("security")

    assert not found.is_all
    assert found.total == 10
    assert COUNTED > 10


def test_evidence_is_no_document_and_what_the_data_are_asked_is_one(search: Search) -> None:
    kinds = {count.value for count in search.search("").facets["kind"]}

    assert "Query" in kinds
    assert not kinds & {"Mention", "Passage", "ItemState", "TextQuoteSelector"}
    assert search.search("cross-references").hits[0].kind == "Query"


def test_the_same_release_gives_the_same_index_and_answers(
    things: Things, search: Search, file: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.db"
    build(things, again)
    other = opened(again)

    assert again.read_bytes() == file.read_bytes()
    assert other.search("security approved") == search.search("security approved")
    other.close()


HOSTILE = [
    'NEAR("a" "b", 2)',
    "names: X",
    "{title text}: a",
    "-text: a",
    "a NOT b",
    "AND",
    '"',
    '"""',
    "*",
    "^a",
    "a + b",
    "((((",
    "'; drop table doc; --",
    "\x00X.1812\x00",
    "x" * 10_000,
    "a " * 5_000,
    '"a ' * 3_000,
    "😀",
    "😀 security",
    "\u202eX.1812",
    "السياسات",
    "第17研究组",
    "\ud800",
    "%",
    "f1",
    "1" * 5_000,
    "٣",
    "²",
    "İ",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_is_an_error_or_a_command(search: Search, typed: str) -> None:
    found = search.search(typed, {"kind": typed} if len(typed) > 9 else {})

    assert found.total == len(found.hits) or found.total > 20
    assert len(found.words) <= 200


def test_marks_of_the_index_itself_are_no_words(search: Search) -> None:
    assert search.search("f1 f2").total == search.search("f1 f2", {}, most=0).total
    assert all("f1" not in "".join(piece.text for piece in hit.snippet) for hit in search.search("f1").hits)


@settings(max_examples=150)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*'"*:(){}^+-', "NEAR", "AND", "OR", "NOT", "X.1812", "q2", "\x00"]), max_size=12).map(
        " ".join
    ),
    st.integers(-5, 10**6),
)
def test_any_text_is_answered(search: Search, typed: str, start: int) -> None:
    found = search.search(typed, start=start)

    assert len(found.hits) <= 20
    assert all(count.number > 0 for counts in found.facets.values() for count in counts)


def test_of_a_finding_its_own_words_are_found_and_not_the_examples_of_its_rule(tmp_path: Path) -> None:
    store = ox.Store()
    finding = ox.NamedNode(f"{BASE}id/plan/wtsa-20/sg17/item/1-01/finding/1")
    message = "This approval has no month. Add it, as in “X.1812 (05/2022)”."
    store.add(ox.Quad(finding, RDF.type, RG.Finding))
    for name in (RDFS.label, SH.resultMessage):
        store.add(ox.Quad(finding, name, ox.Literal(message)))
    store.add(ox.Quad(finding, RG.asWritten, ox.Literal("approved X.509")))
    build(Things(store, BASE), tmp_path / "search.db")
    index = opened(tmp_path / "search.db")

    assert index.search("X.1812", {"kind": "Finding"}).total == 0
    for words in ("X.509", "approval"):
        assert [hit.iri for hit in index.search(words, {"kind": "Finding"}).hits] == [finding.value]
    index.close()


def test_a_number_means_the_resolutions_of_all_assemblies_that_have_it(tmp_path: Path) -> None:
    store = ox.Store()
    ours = [ox.NamedNode(f"{BASE}id/resolution/{assembly}/92") for assembly in ("pp", "wtsa")]
    for one in (*ours, ox.NamedNode(f"{BASE}id/resolution/wtsa/2")):
        store.add(ox.Quad(one, RDF.type, RG.Resolution))
    build(Things(store, BASE), tmp_path / "search.db")
    index = opened(tmp_path / "search.db")

    assert {hit.iri for hit in index.search("", {"resolution": "92"}).hits} == {one.value for one in ours}
    assert [hit.iri for hit in index.search("", {"resolution": "pp/92"}).hits] == [ours[0].value]
    assert index.search("", {"resolution": "92", "kind": "ActionItem"}).total == 0
    index.close()
