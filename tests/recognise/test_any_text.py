"""Whatever a cell says, it is read without a fault and every find quotes the words at its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resograph.recognise import recognise
from tests.recognise.samples import item, report

_PIECES = (
    "SG17 ",
    "SGs 2, 3 and 5",
    "Q2/17",
    "(Q3/17, Q4/17)",
    "Qall/17",
    "X.1812 (5/2022)",
    "X.1812 (13/2022)",
    "X.foo-bar",
    "X.1380(X.edrsec)",
    "X.Suppl.37",
    "Amendment 1 to ",
    "| ISO/IEC 9594-8",
    "approved ",
    "was approved ",
    "consented ",
    "is working on ",
    "developed by ",
    "New work item: ",
    "maintains ",
    ", ",
    "; ",
    ". ",
    ": ",
    "\n",
    "\n- ",
    "1) ",
    "(",
    ")",
    "“Title”",
    " and ",
    "which ",
    "in May 2022",
    "on 20 May 2022",
    "10-20 May 2022 meeting",
    "RG-AFR",
    "RG-ARF",
    "TSAG",
    "ISO/IEC JTC 1/SCs 6, 7",
    "See 92-03",
    "See 92-01 to 92-05",
    "See 99-99",
    "x.1813 (2/22), ",
    "To be provided",
    "Resolution 2 (Rev. Geneva, 2022)",
    "(resolves 1, i. SGs 2)",
    "https://itu.int/a",
    "a liaison statement to ",
    "created ",
    "TD 460 Rev.1",
    "XSTR-SUSS",
    "ICT security standards roadmap",
    "\u00a0",
    "\u2011",
    "é",
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@given(action=_TEXTS, status=_TEXTS, action_by=_TEXTS, lead=_TEXTS)
def test_any_text_is_read(action: str, status: str, action_by: str, lead: str) -> None:
    given_item = item("92-03", action=action, status=status, action_by=action_by, lead=lead)
    read = recognise(report(given_item)).items[0]
    spans = [one.span for one in read.mentions]
    spans += [one.span for one in read.claims]
    spans += [one.span for one in read.unparsed]

    for span in [*spans, *([read.citation] if read.citation else [])]:
        assert span.column != "text"
        assert span.column != "heading"
        line = given_item.cells[span.column].lines[span.paragraph - 1]
        assert line.text[span.start : span.end] == span.text
        assert span.text.strip()
