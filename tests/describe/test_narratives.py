from __future__ import annotations

from dataclasses import replace

from resograph.check import check
from resograph.describe import describe
from resograph.model.dataset import Dataset
from resograph.model.document import Remark
from resograph.model.reading import Claim, Mention, NarrativeReading, Reading, Span, Unparsed
from resograph.model.report import CellText, Line, Metadata, Narrative, Report
from resograph.model.things import Edition, Group, LiaisonStatement, OutsideBody, Question, Recommendation
from resograph.naming.iris import Iris
from tests.describe.graph import facts, graph, short, subjects, values

STATED = Metadata(assembly="wtsa-12", group="tsag", period="2013-2016", td="415")
REVISION = "id:report/wtsa-12/tsag/t13-tsag-td415"
STATEMENT = f"{REVISION}/narrative/20"
GRAPH = "g:report/wtsa-12/tsag/t13-tsag-td415"
SG2 = Group("itu-t/sg2", "SG2", "study-group", "ITU-T Study Group 2", "itu-t")
Q1 = Question("sg2", 1, "2013-2016")
E156 = Recommendation("E.156")
EDITION = Edition(E156, "2015-06")
HEADING = "6. Resolution 20 (Rev. Dubai, 2012) – Numbering"
TEXT = "SG2 met.\nSG2 approved E.156 (6/2015), developed by Q1/2."


def lines(text: str, row: int = 0, table: int = 0) -> CellText:
    return CellText(tuple(Line(line, row, table) for line in text.split("\n")) if text else ())


def narrative(text: str = TEXT, title: str = "Numbering", heading: str = HEADING) -> Narrative:
    return Narrative(20, title, lines(text), lines(heading))


def words(quoted: str, paragraph: int = 2) -> Span:
    start = TEXT.split("\n")[paragraph - 1].index(quoted)
    return Span("text", paragraph, start, start + len(quoted), quoted, 0)


def on_resolution_20() -> NarrativeReading:
    claim = Claim(
        "approved", E156, words("E.156 (6/2015)"), EDITION, month="2015-06", developed_by=(Q1,), actors=(SG2,)
    )
    mentions = (Mention(SG2, words("SG2")), Mention(E156, words("E.156 (6/2015)"), edition=EDITION))
    return NarrativeReading(narrative(), "reported", mentions, (claim,))


def reading(*told: NarrativeReading, metadata: Metadata = STATED, remarks: tuple[Remark, ...] = ()) -> Reading:
    narratives = tuple(one.narrative for one in told)
    digest = metadata.td.zfill(4) * 16
    report = Report("report.docx", digest, "accepted", False, metadata, (), (), remarks, narratives)  # noqa: FBT003
    return Reading(report, (), told)


def described(*told: NarrativeReading) -> Dataset:
    return describe([reading(*told)], Iris())


def test_a_statement_says_on_which_resolution_what_was_told_and_where() -> None:
    found = facts(described(on_resolution_20()), STATEMENT)
    digest = next(value for name, value in found if name == "rg:contentDigest")

    assert found == {
        ("rdf:type", "rg:NarrativeStatement"),
        ("rdfs:label", "Resolution 20 in TD 415@en"),
        ("rg:onResolution", "id:resolution/wtsa/20"),
        ("rg:reportedIn", REVISION),
        ("rg:asWritten", HEADING),
        ("dcterms:title", "Numbering"),
        ("rg:statusText", TEXT),
        ("rg:reportingStatus", "voc:reporting-status/reported"),
        ("rg:contentDigest", digest),
        ("rg:mentions", "id:group/itu-t/sg2"),
        ("rg:mentions", "id:rec/itu-t/e.156"),
    }


def test_a_heading_without_title_and_text_has_neither() -> None:
    empty = NarrativeReading(narrative("", "", "Resolution 20"), "empty")
    names = {name for name, _ in facts(described(empty), STATEMENT)}

    assert "rg:asWritten" in names
    assert not names & {"dcterms:title", "rg:statusText"}


def test_its_mentions_and_claims_hang_on_it_with_their_words() -> None:
    dataset = described(on_resolution_20())
    [claim] = subjects(dataset, "rg:Claim")
    named = sorted(subjects(dataset, "rg:Mention"))

    assert claim.startswith(f"{STATEMENT}/claim/")
    assert all(mention.startswith(f"{STATEMENT}/mention/") for mention in named)
    assert values(dataset, claim, "rg:claimedIn") == {STATEMENT}
    assert {held for mention in named for held in values(dataset, mention, "rg:mentionedIn")} == {STATEMENT}
    assert {label for mention in named for label in values(dataset, mention, "rdfs:label")} == {
        "SG2 named in the text on Resolution 20@en",
        "E.156 named in the text on Resolution 20@en",
    }


def test_a_passage_of_prose_names_its_paragraph_and_no_row_or_column() -> None:
    dataset = described(on_resolution_20())

    assert facts(dataset, f"{STATEMENT}/passage/text-2-0-3") == {
        ("rdf:type", "rg:Passage"),
        ("rdf:type", "oa:SpecificResource"),
        ("rdfs:label", "Resolution 20, paragraph 2@en"),
        ("oa:hasSource", REVISION),
        ("rg:sourceParagraph", "2^^integer"),
        ("oa:hasSelector", f"{STATEMENT}/passage/text-2-0-3/quote"),
    }
    assert values(dataset, f"{STATEMENT}/passage/text-2-0-3/quote", "oa:prefix") == {"SG2 met.\n"}


def test_a_passage_in_a_table_of_the_text_names_its_row_too() -> None:
    told = replace(narrative(), text=lines("E.156\t12", 3, 2))
    mention = Mention(E156, Span("text", 1, 0, 5, "E.156", 3, 2))
    dataset = described(NarrativeReading(told, "reported", (mention,)))
    passage = f"{STATEMENT}/passage/text-1-0-5"

    assert values(dataset, passage, "rg:sourceRow") == {"3^^integer"}
    assert values(dataset, passage, "rg:sourceTable") == {"2^^integer"}
    assert values(dataset, passage, "rg:sourceColumn") == set()


def test_what_is_not_understood_is_said_of_the_resolution() -> None:
    unread = Unparsed("bad-date", "no month", words("6/2015"))
    dataset = described(replace(on_resolution_20(), unparsed=(unread,)))
    [node] = subjects(dataset, "rg:UnparsedText")

    assert node.startswith(f"{STATEMENT}/unparsed/")
    assert values(dataset, node, "rg:findingIn") == {STATEMENT}
    assert values(dataset, node, "rdfs:label") == {"not understood in the text on Resolution 20@en"}


def test_a_character_that_no_format_can_hold_is_reported_in_heading_and_text() -> None:
    told = NarrativeReading(narrative("a\x00", heading="Resolution 20\x01"), "reported")
    dataset = described(told)
    targets = {
        value for node in subjects(dataset, "rg:UnparsedText") for value in values(dataset, node, "oa:hasTarget")
    }

    assert targets == {f"{STATEMENT}/passage/text-1-0-2", f"{STATEMENT}/passage/heading-1-0-14"}
    assert check(dataset).verdict.counts() == {"violation": 0, "warning": 2, "info": 0}


def test_a_remark_on_a_row_in_the_text_is_of_the_resolution_and_any_other_of_the_revision() -> None:
    told = NarrativeReading(replace(narrative(), text=lines("E.156\t12", 3, 2)), "reported")
    remarks = (Remark("nested-table", "a table in a cell", "x", 2, 3, 1), Remark("other-section", "no Resolution", "y"))
    dataset = describe([reading(told, remarks=remarks)], Iris())
    holders = {
        values(dataset, node, "rg:asWritten").pop(): values(dataset, node, "rg:findingIn")
        for node in subjects(dataset, "rg:UnparsedText")
    }

    assert holders == {"x": {STATEMENT}, "y": {REVISION}}


def test_everything_it_points_to_is_described_and_the_shapes_have_nothing_to_say() -> None:
    liaison = Mention(LiaisonStatement(SG2, OutsideBody("gsma", "GSMA", "GSM Association"), "2015-06"), words("SG2", 1))
    told = on_resolution_20()
    dataset = described(replace(told, mentions=(*told.mentions, liaison)))

    assert check(dataset).verdict.results == ()
    assert subjects(dataset, "rg:Resolution") == {"id:resolution/wtsa/20"}
    assert "id:question/itu-t/2013-2016/q1-2" in subjects(dataset, "rg:Question")


def test_its_revisions_are_in_order_and_say_whether_the_text_changed() -> None:
    def revision(td: str, text: str, title: str = "Numbering") -> Reading:
        told = NarrativeReading(narrative(text, title, f"{td}. Resolution 20 – {title}"), "reported")
        return reading(told, metadata=replace(STATED, td=td))

    given = (
        revision("30", "new"),
        revision("40", "new", "Naming"),
        revision("10", "a  text"),
        revision("20", "a text"),
    )
    dataset = describe(given, Iris())
    numbers = ("10", "20", "30", "40")
    first, second, third, last = (f"id:report/wtsa-12/tsag/t13-tsag-td{td}/narrative/20" for td in numbers)
    derived = graph(dataset, "g:derived/revisions")

    assert values(dataset, "id:report/wtsa-12/tsag", "dcat:hasCurrentVersion") == {last.removesuffix("/narrative/20")}
    assert values(derived, second, "prov:wasRevisionOf") == {first}
    assert values(derived, third, "prov:wasRevisionOf") == {second}
    assert values(derived, second, "rg:changedSincePrevious") == {"false^^boolean"}
    assert values(derived, third, "rg:changedSincePrevious") == {"true^^boolean"}
    assert values(derived, last, "rg:changedSincePrevious") == {"true^^boolean"}
    assert {short(name) for name in dataset.superseded} >= {"g:report/wtsa-12/tsag/t13-tsag-td10"}
    assert check(dataset).verdict.counts()["violation"] == 0
