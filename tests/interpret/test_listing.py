from __future__ import annotations

import pytest

from resograph.interpret.listing import read_listings
from resograph.model.report import Listing
from tests.interpret.documents import paragraph, row, table


@pytest.mark.parametrize(
    "line",
    [
        "· Resolution 50 – Cybersecurity ",
        "Resolution 50 - Cybersecurity",
        "Resolution 50 — Cybersecurity",
        "Resolution 50: Cybersecurity",
        "•\tResolution\u00a050 \u2011 Cybersecurity",
        "1) Resolution 50 – Cybersecurity",
        "12. RESOLUTION 50 – Cybersecurity",
        "Res. 50 – Cybersecurity",
        "Resolution 50 (Rev. Geneva, 2022) – Cybersecurity",
        "- Resolution 50 (Rev. Geneva, 2022): Cybersecurity",
        "Resolution 50 – Cybersecurity\t12",
    ],
)
def test_a_line_of_the_list_gives_number_and_title_and_is_kept_as_written(line: str) -> None:
    assert read_listings([paragraph(line)]) == (Listing(50, "Cybersecurity", line.strip()),)


@pytest.mark.parametrize(
    "line",
    [
        "SG17 worked on Resolution 50 – Cybersecurity.",
        "Resolution 50",
        "Resolution 50 –",
        "Resolution 50-01 is done",
        "Resolution 50 and Resolution 52 – both",
        "Resolutions 50 – 52",
        "Opinion 1 – On something",
    ],
)
def test_a_line_that_only_names_a_resolution_lists_none(line: str) -> None:
    assert read_listings([paragraph(line)]) == ()


def test_a_resolution_is_listed_once_and_cells_of_tables_list_none() -> None:
    found = read_listings(
        [
            paragraph("Resolution 50 – Cybersecurity"),
            table(row("Resolution 52 – Spam")),
            paragraph("Resolution 50 – Again"),
        ]
    )
    assert [(listing.resolution, listing.title) for listing in found] == [(50, "Cybersecurity")]


def test_a_long_line_of_markers_is_read_in_no_time() -> None:
    assert read_listings([paragraph("· " * 200_000), paragraph("Resolution 5 " + "(" * 200_000)]) == ()
