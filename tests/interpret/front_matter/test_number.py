from __future__ import annotations

import pytest

from resograph.interpret.front_matter.number import DocumentNumber, parse


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("TD1234R1", DocumentNumber("1234", "1")),
        ("TD 1234 Rev.1", DocumentNumber("1234", "1")),
        ("TD 1234 (Rev. 2)", DocumentNumber("1234", "2")),
        ("TD120 R1", DocumentNumber("120", "1")),
        ("TD\u00a01234", DocumentNumber("1234")),
        ("TD 236-WP1", DocumentNumber("236", subgroup="wp1")),
        ("TD 236 Rev.1 (WP1/17)", DocumentNumber("236", "1", "wp1")),
        ("TD163/GEN", DocumentNumber("163", subgroup="gen")),
        ("SG17-TD580", DocumentNumber("580", group="sg17")),
        ("SG9-TD163/GEN", DocumentNumber("163", subgroup="gen", group="sg9")),
        ("SG2-TD1R3/PLEN", DocumentNumber("1", "3", "plen", "sg2")),
        ("SG17-TD1234R1/PLEN", DocumentNumber("1234", "1", "plen", "sg17")),
        ("TSAG-TD460R1", DocumentNumber("460", "1", group="tsag")),
        ("STUDY GROUP 17 – TD 1234", DocumentNumber("1234", group="sg17")),
        ("Document TD 1234-E", DocumentNumber("1234")),
        ("TEMPORARY DOCUMENT 1234 Revision 1", DocumentNumber("1234", "1")),
        ("TD 1234 Rév.1", DocumentNumber("1234", "1")),
        ("CE 17-TD 1234 (Révision 1)", DocumentNumber("1234", "1", group="sg17")),
        ("GCNT – TD 11", DocumentNumber("11", group="tsag")),
        ("COMISIÓN DE ESTUDIO 17 – Documento Temporal 1234 Rev.1", DocumentNumber("1234", "1", group="sg17")),
        ("ИК17-TD1234 Пересм.1", DocumentNumber("1234", "1", group="sg17")),
        ("第17研究组 TD1234(修订版1)", DocumentNumber("1234", "1", group="sg17")),
        ("TD-PLEN-0295", DocumentNumber("295", subgroup="plen")),
        ("T25-SG12-…-TD-PLEN-0295", DocumentNumber("295", "", "plen", "sg12", "25")),
        ("T25-SG17-260601-TD-PLEN-0295", DocumentNumber("295", "", "plen", "sg17", "25")),
        ("T22-TSAG-221212-TD-GEN-0011-R1-MSW-E", DocumentNumber("11", "1", "gen", "tsag", "22")),
        ("T17-SG17-190827-TD-PLEN-2484!R2!MSW-E.docx", DocumentNumber("2484", "2", "plen", "sg17", "17")),
    ],
)
def test_the_number_of_a_td_is_read_in_its_forms(line: str, number: DocumentNumber) -> None:
    assert parse(line) == number


@pytest.mark.parametrize(
    "line",
    [
        "TD",
        "",
        "1234",
        "This TD is a document for further development until next WTSA-24.",
        "TD 1234 replaces TD 1200",
        "See TSAG TD 460 Rev.1",
        "SG17-C123",
        "TD 1234 Rev.",
        "TD 1234 " * 20,
        "TDs 12",
    ],
)
def test_a_line_that_says_more_or_less_is_no_number(line: str) -> None:
    assert parse(line) is None
