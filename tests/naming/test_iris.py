from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from resograph.errors import UsageError
from resograph.model.reading import Span
from resograph.model.report import Metadata, Report
from resograph.model.things import (
    Edition,
    Event,
    Group,
    ItemReference,
    LiaisonStatement,
    Meeting,
    MeetingDocument,
    OutsideBody,
    Part,
    Provision,
    Publication,
    Question,
    Recommendation,
    Resolution,
    StudyPeriod,
    Supplement,
    Thing,
    Verb,
    WebPage,
    WorkItem,
)
from resograph.naming.iris import Iris, revision_id, study_period
from resograph.naming.paths import Enduring, path
from resograph.naming.text import hashes, slug, words

BASE = "https://w3id.org/resograph/"
IRIS = Iris()
RES92 = Resolution("wtsa", 92)
X1246 = Recommendation("X.1246")
NASTY = [
    "> <urn:p>",
    '"',
    "\\",
    "a\nb",
    "\x00",
    "\ufffe",
    "\ud800",
    "\u202eX.1",
    "%",
    "%zz",
    "..",
    ".",
    "/",
    "//",
    "",
    "é",
]


def _provision(verb: Verb | Literal[""], addressee: tuple[str, ...], number: int | None, annex: str = "") -> Provision:
    return Provision(RES92, verb, addressee, number, annex)


@pytest.mark.parametrize(
    ("thing", "below"),
    [
        (RES92, "id/resolution/wtsa/92"),
        (Resolution("wtsa", 2, "2022"), "id/resolution/wtsa/2/2022"),
        (_provision("resolves", (), 1), "id/resolution/wtsa/92/resolves/1"),
        (_provision("instructs", ("SG17",), 1), "id/resolution/wtsa/92/instructs-sg17/1"),
        (_provision("instructs", ("SGs",), 2), "id/resolution/wtsa/92/instructs-sgs/2"),
        (_provision("instructs", ("SGs",), None), "id/resolution/wtsa/92/instructs-sgs"),
        (_provision("instructs", ("SG20", "SG16"), 1), "id/resolution/wtsa/92/instructs-sg16-sg20/1"),
        (_provision("instructs", ("SGs", "TSAG"), 3), "id/resolution/wtsa/92/instructs-sgs-tsag/3"),
        (_provision("instructs", ("TSB Director",), 4), "id/resolution/wtsa/92/instructs-tsb-director/4"),
        (_provision("invites", ("RG thus created",), 1), "id/resolution/wtsa/92/invites-rg-thus-created/1"),
        (_provision("", (), 3, "annex-programme"), "id/resolution/wtsa/92/annex-programme/3"),
        (_provision("", ("SGs",), 2), "id/resolution/wtsa/92/sgs/2"),
        (_provision("", (), 2), "id/resolution/wtsa/92/clause/2"),
        (Group("itu-t/sg17", "SG17", "study-group", ""), "id/group/itu-t/sg17"),
        (Group("itu-t/sg17/plenary", "SG17 Plenary", "group", ""), "id/group/itu-t/sg17/plenary"),
        (Group("itu-r/wp5d", "ITU-R WP5D", "working-party", ""), "id/group/itu-r/wp5d"),
        (Group("itu-t", "ITU-T", "sector", ""), "id/org/itu-t"),
        (OutsideBody("iso-iec/jtc-1/sc-27", "", ""), "id/org/iso-iec/jtc-1/sc-27"),
        (Question("sg17", 2, "2022-2024"), "id/question/itu-t/2022-2024/q2-17"),
        (Question("sg17", 0, "2022-2024"), "id/question/itu-t/2022-2024/qall-17"),
        (Recommendation("X.1812"), "id/rec/itu-t/x.1812"),
        (Recommendation("G.709/Y.1331"), "id/rec/itu-t/g.709-y.1331"),
        (Edition(Recommendation("X.1812"), "2022-05"), "id/rec/itu-t/x.1812/2022-05"),
        (Part(X1246, "amendment", "1"), "id/rec/itu-t/x.1246/amd1"),
        (Part(X1246, "amendment", "1", "2015"), "id/rec/itu-t/x.1246/2015/amd1"),
        (Edition(Part(X1246, "amendment", "1"), "2022-05"), "id/rec/itu-t/x.1246/amd1/2022-05"),
        (Part(Part(X1246, "amendment", "1"), "corrigendum", "2"), "id/rec/itu-t/x.1246/amd1/cor2"),
        (Part(Recommendation("A.23"), "annex", "A"), "id/rec/itu-t/a.23/annex-a"),
        (Part(X1246, "appendix", "II"), "id/rec/itu-t/x.1246/appendix-ii"),
        (Part(X1246, "erratum", "1"), "id/rec/itu-t/x.1246/err1"),
        (Supplement("X", "37"), "id/rec/itu-t/x.sup37"),
        (Edition(Supplement("X", "37"), "2022-09"), "id/rec/itu-t/x.sup37/2022-09"),
        (WorkItem("sg17", "X.5Gsec-ctrl"), "id/workitem/itu-t/sg17/x.5gsec-ctrl"),
        (WorkItem("sg17", "X.5Gsec\u2011ctrl"), "id/workitem/itu-t/sg17/x.5gsec-ctrl"),
        (WorkItem("sg17", "X.sgc_rcs"), "id/workitem/itu-t/sg17/x.sgc_rcs"),
        (Publication("XSTR-SUSS"), "id/pub/itu-t/xstr-suss"),
        (Edition(Publication("XSTR-SUSS"), "2020"), "id/pub/itu-t/xstr-suss/2020"),
        (Meeting("sg17", "2022-05-10", "2022-05-20"), "id/meeting/itu-t/sg17/2022-05-10"),
        (Meeting("sg17", "2020-03"), "id/meeting/itu-t/sg17/2020-03"),
        (
            Event("workshop", "Workshop on “5G security”", "2022-08-22"),
            "id/event/itu-t/workshop-on-5g-security/2022-08-22",
        ),
        (Event("survey", "A survey"), "id/event/itu-t/a-survey"),
        (StudyPeriod("2022-2024"), "id/period/itu-t/2022-2024"),
        (MeetingDocument("td", "TSAG TD 460 Rev.1"), "id/doc/itu-t/tsag-td-460-rev.1"),
    ],
    ids=repr,
)
def test_each_kind_of_thing_has_the_iri_of_the_contract(thing: Enduring, below: str) -> None:
    assert IRIS.thing(thing).value == BASE + below


def test_every_kind_of_thing_but_those_of_one_report_has_a_path() -> None:
    without = {kind for kind in get_args(Thing) if path.dispatch(kind) is path.dispatch(object)}

    assert without == {ItemReference, LiaisonStatement, WebPage}


def test_what_hangs_on_a_plan_has_the_iri_of_the_contract() -> None:
    plan = IRIS.plan(Metadata(assembly="wtsa-20", group="sg17"))
    item = IRIS.item(plan, "92-03")
    state = IRIS.state(item, "t22-sg17-td1234-r1")
    passage = IRIS.passage(state, Span("status", 2, 2, 94, "", 75))

    assert IRIS.assembly("wtsa-20").value == f"{BASE}id/assembly/wtsa-20"
    assert plan.value == f"{BASE}id/plan/wtsa-20/sg17"
    assert item.value == f"{plan.value}/item/92-03"
    assert state.value == f"{item.value}/state/t22-sg17-td1234-r1"
    assert IRIS.part(state, "claim", "3f2a90c1").value == f"{state.value}/claim/3f2a90c1"
    assert passage.value == f"{state.value}/passage/status-2-2-94"
    assert IRIS.quote(passage).value == f"{passage.value}/quote"
    assert IRIS.concept("provision-verb", "instructs").value == f"{BASE}voc/provision-verb/instructs"


def test_graphs_have_the_names_of_the_contract() -> None:
    report = _report(Metadata(assembly="wtsa-20", group="sg17", period="2022-2024", td="1234", revision="1"))

    assert IRIS.report_graph(report).value == f"{BASE}graph/report/wtsa-20/sg17/t22-sg17-td1234-r1"
    assert IRIS.revision(report).value == f"{BASE}id/report/wtsa-20/sg17/t22-sg17-td1234-r1"
    assert IRIS.derived_graph("revisions").value == f"{BASE}graph/derived/revisions"
    assert IRIS.reference_graph().value == f"{BASE}graph/reference"
    assert IRIS.meta_graph().value == f"{BASE}graph/meta"


def _report(metadata: Metadata) -> Report:
    return Report(
        "a.docx", "0123456789abcdef" * 4, "accepted", has_changes=False, metadata=metadata, listings=(), items=()
    )


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        (Metadata("wtsa-20", "sg17", "2022-2024", "1234", "1"), "t22-sg17-td1234-r1"),
        (Metadata("wtsa-20", "sg17", "2022-2024", "1234", "1", "plen"), "t22-sg17-plen-td1234-r1"),
        (Metadata("wtsa-20", "sg17", "2022-2024", "1234", "0"), "t22-sg17-td1234"),
        (Metadata("wtsa-20", "sg17", "2022-2024", "1234"), "t22-sg17-td1234"),
        (Metadata("wtsa-20", "sg17", "", "1234"), "t22-sg17-td1234"),
        (Metadata("wtsa-20", "sg17", "2022-2024", "1234", "1", identifier="May draft"), "may-draft"),
        (Metadata("wtsa-20", "sg17", "2022-2024"), "0123456789ab"),
    ],
    ids=repr,
)
def test_a_revision_is_named_by_what_is_stated(metadata: Metadata, name: str) -> None:
    assert revision_id(_report(metadata)) == name


@pytest.mark.parametrize(
    ("view", "changes", "end"),
    [("original", True, "r1-original"), ("original", False, "r1"), ("accepted", True, "r1")],
)
def test_only_the_original_view_of_a_changed_file_is_another_revision(view: str, changes: bool, end: str) -> None:  # noqa: FBT001
    metadata = Metadata("wtsa-20", "sg17", "2022-2024", "1234", "1")
    report = Report("a", "0" * 64, "original" if view == "original" else "accepted", changes, metadata, (), ())

    assert revision_id(report).endswith(end)


def test_the_period_that_a_report_lacks_is_that_of_its_assembly() -> None:
    assert study_period(Metadata(assembly="wtsa-20")) == "2022-2024"
    assert study_period(Metadata(assembly="wtsa-20", period="2025-2028")) == "2025-2028"


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://www.itu.int/en/ITU-T/Pages/default.aspx", "https://www.itu.int/en/ITU-T/Pages/default.aspx"),
        ("www.itu.int/go/jca", "https://www.itu.int/go/jca"),
        ("http://example.org/a b?c=<d>#[e]", "http://example.org/a%20b?c=%3Cd%3E#%5Be%5D"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/a%20b", "http://example.org/a%20b"),
    ],
)
def test_a_web_page_is_its_own_address(url: str, iri: str) -> None:
    assert IRIS.thing(WebPage(url)).value == iri


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "http://", "data:text/html,x"]
)
def test_what_is_no_address_of_a_page_never_becomes_a_link(url: str) -> None:
    assert IRIS.thing(WebPage(url)).value.startswith(f"{BASE}id/page/")


@pytest.mark.parametrize(
    "base", ["", "data/", "//example.org/", "https://exa mple.org/", "urn:x:", "https://a.org/?q=", "https://a.org/#"]
)
def test_a_base_that_paths_cannot_follow_is_refused(base: str) -> None:
    with pytest.raises(UsageError) as caught:
        Iris(base)

    assert caught.value.code == "bad-base"


def test_a_base_is_closed_by_a_slash() -> None:
    assert Iris("https://example.org/data").thing(RES92).value == "https://example.org/data/id/resolution/wtsa/92"


_TEXT = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(NASTY)


@given(_TEXT)
@example("a" * 1_000_000)
def test_any_designation_gives_a_valid_iri_of_one_segment(text: str) -> None:
    node = IRIS.thing(WorkItem("sg17", text))
    quad = Quad(node, node, node, node)

    assert next(iter(parse(serialize([quad], format=RdfFormat.N_QUADS) or b"", format=RdfFormat.N_QUADS))) == quad
    segments = urlsplit(node.value).path.split("/")
    assert segments[:-1] == ["", "resograph", "id", "workitem", "itu-t", "sg17"]
    assert segments[-1].isascii()
    assert 0 < len(segments[-1]) < 120
    assert segments[-1].strip(".")


@given(_TEXT, _TEXT)
def test_nasty_paths_names_and_numbers_give_valid_iris(first: str, second: str) -> None:
    things: list[Enduring | WebPage] = [
        Group(f"{first}/{second}", first, "group", second),
        OutsideBody(first, first, second),
        Part(Recommendation(first), "annex", second, first),
        Edition(Publication(first), second),
        Event("workshop", first, second),
        Meeting(first, second),
        MeetingDocument("td", first),
        Provision(Resolution(first, 1, second), "instructs", (first, second), 1),
        WebPage(first),
        WebPage(f"https://example.org/{second}"),
    ]

    for thing in things:
        value = IRIS.thing(thing).value
        assert NamedNode(value).value == value
        assert not {"..", "."} & set(urlsplit(value).path.split("/")) or isinstance(thing, WebPage)


@given(st.lists(st.tuples(_TEXT, _TEXT, _TEXT), max_size=12))
def test_places_of_one_state_never_share_a_name(places: list[tuple[str, str, str]]) -> None:
    assert len(set(hashes(places))) == len(places)


def test_slugs_keep_names_apart() -> None:
    names = ["X.rcs", "X.rcs2", "X-rcs", "X_rcs", "X.rcs(2)", "X.rcs,2", "X.rcs+2", "Ä", "A"]

    assert len({slug(name) for name in names}) == len(names)


def test_long_names_are_cut_and_kept_apart() -> None:
    first, second = words("Workshop " * 40 + "one"), words("Workshop " * 40 + "two")

    assert first != second
    assert max(len(first), len(second)) < 100
