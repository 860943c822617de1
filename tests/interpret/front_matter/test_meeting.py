from __future__ import annotations

import pytest

from resograph.interpret.front_matter.meeting import Meeting, parse

FEBRUARY = ("2023-02-21", "2023-03-03")


@pytest.mark.parametrize(
    ("line", "meeting"),
    [
        ("Geneva, 21 February – 3 March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21 February - 3 March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21\u00a0February\u00a0–\u00a03\u00a0March\u00a02023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva 21 Feb. to 3 Mar. 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21st February until 3rd March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21 February 2023 – 3 March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, February 21 – March 3, 2023", Meeting("Geneva", *FEBRUARY)),
        ("Meeting: Geneva (21 February – 3 March 2023)", Meeting("Geneva", *FEBRUARY)),
        ("21 February – 3 March 2023", Meeting("", *FEBRUARY)),
        ("Geneva, 10-20 May 2022", Meeting("Geneva", "2022-05-10", "2022-05-20")),
        (
            "Goyang, Korea (Rep. of), 29 August–8 September 2023",
            Meeting("Goyang, Korea (Rep. of)", "2023-08-29", "2023-09-08"),
        ),
        ("Virtual, 24 August ‒ 3 September 2021", Meeting("Virtual", "2021-08-24", "2021-09-03")),
        ("E-meeting, 7 January 2022", Meeting("E-meeting", "2022-01-07", "2022-01-07")),
        ("Geneva, 28 December – 3 January 2023", Meeting("Geneva", "2022-12-28", "2023-01-03")),
        ("Geneva, 2-6 Sept. 2024", Meeting("Geneva", "2024-09-02", "2024-09-06")),
    ],
)
def test_place_and_dates_are_read_in_their_forms(line: str, meeting: Meeting) -> None:
    assert parse(line) == meeting


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Geneva",
        "Geneva, 2022",
        "Geneva, May 2022",
        "21 February 2023",
        "STUDY PERIOD 2022-2024",
        "Geneva, 31 February – 3 March 2023",
        "Geneva, 10 March – 3 March 2023",
        "The meeting of 21 February – 3 March 2023 agreed on this text",
        "Original: English, 7 January 2022",
        "Tel: +41 22 730 5111",
        "It was agreed by everybody who was present in the room at that time, 7 January 2022",
        "Geneva, 21 Fabruary – 3 March 2023",
    ],
)
def test_a_line_that_is_not_place_and_dates_is_none(line: str) -> None:
    assert parse(line) is None
