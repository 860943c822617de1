from __future__ import annotations

import pytest

from resograph import interpret as room
from resograph.errors import InputError
from resograph.interpret import LAYOUTS, Layout, interpret
from resograph.model.document import Document, Remark
from resograph.model.report import Metadata
from tests.interpret.documents import HEADINGS, STATED, document, item, row, table

PLAN = table(row(*HEADINGS), item("50-01"))


def test_a_report_holds_items_listings_and_metadata_of_its_document() -> None:
    given = document(
        "WTSA-20 Action Items pertaining to SG13", "Resolution 50 – Cybersecurity", PLAN, "Resolution 52 – Spam"
    )
    (report,) = interpret(given, "accepted", Metadata())
    assert (report.name, report.sha256, report.view, report.has_changes) == ("report.docx", "0" * 64, "accepted", False)
    assert [found.number for found in report.items] == ["50-01"]
    assert [listing.resolution for listing in report.listings] == [50]
    assert (report.metadata.group, report.metadata.assembly, report.metadata.period) == ("sg17", "wtsa-20", "2022-2024")


def test_the_heading_of_the_lead_counts_before_the_front_matter_and_a_remark_says_so() -> None:
    (report,) = interpret(document("Title: SG13 and WTSA-20", PLAN), "accepted", Metadata())
    assert report.metadata.group == "sg17"
    assert [(remark.code, remark.text) for remark in report.remarks] == [("group-mismatch", "sg13")]


def test_stated_values_count_before_all() -> None:
    (report,) = interpret(
        document("Title: SG13 and WTSA-16", PLAN), "accepted", Metadata(group="sg2", assembly="wtsa-20")
    )
    assert (report.metadata.group, report.metadata.assembly) == ("sg2", "wtsa-20")


def test_remarks_of_the_reader_travel_on() -> None:
    remark = Remark("nested-table", "a table in a cell", "x", 1, 2, 8)
    given = document(PLAN)
    read = Document(given.name, given.sha256, given.media_type, given.blocks, (remark,))
    assert interpret(read, "accepted", STATED)[0].remarks == (remark,)


def test_a_document_that_no_layout_knows_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        interpret(document("A shopping list", table(row("Item", "Amount"), row("Apples", "6"))), "accepted", STATED)
    assert caught.value.code == "no-report-table"


def test_a_document_that_two_layouts_claim_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = Layout("twin", LAYOUTS[0].matches, LAYOUTS[0].read)
    monkeypatch.setattr(room, "LAYOUTS", (*LAYOUTS, twin))
    with pytest.raises(InputError) as caught:
        interpret(document(PLAN), "accepted", STATED)
    assert caught.value.code == "several-report-tables"
    assert "action table and twin" in caught.value.what
