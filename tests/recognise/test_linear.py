"""Four times the text takes about four times the time, whatever is repeated in it."""

from __future__ import annotations

import time

import pytest

from resograph.recognise import recognise
from tests.recognise.samples import item, report

SIZES = (8_000, 32_000)
GROWTH = 7  # four is linear, sixteen is quadratic; the rest is for a busy machine
FLOOR = 0.06  # below this many seconds a ratio says nothing
ATTEMPTS = 3
LISTED = ("SGs 1, 2, 3 and ", "ISO/IEC JTC 1/SCs 6, 7, ", "Q1, ", "(", "(SG1) ", "a ", ", ", "and ")
CITED = ("(i. SGs 1) ", "resolves 1, ", "(", ") ", "(resolves 1, ", "; ")
PREFIXES = (
    "SGs 1, 2, 3 and ",
    "ITU-T X.1, ",
    "X.a-",
    "a-",
    "a.",
    ".",
    " ",
    "(",
    "(i. SGs 1) ",
    "resolves 1, ",
    "Q1, ",
    "Q1/17 and ",
    "ISO/IEC JTC 1/SCs 6, 7, ",
    "IEC TCs 1 and ",
    "XSTR-SUSS ",
    "standards ",
    "security roadmap ",
    "ITU workshops such as ",
    "workshop on “",
    "workshop on security in ",
    "survey ",
    "a liaison statement to SG17 ",
    "SG17 created RG-AFR ",
    "SG17 approved X.1 (1/2022), A, ",
    "SG17 approved\n- X.1 (1/2022), A,\n",
    "Q1/17 is working on X.a-b, ",
    "developed by Q1/17 ",
    "was approved ",
    "; and ",
    "1 January 2022 to ",
    "May 2022 meeting ",
    "Resolution 2 (Rev. ",
    "Resolutions 1, 2, ",
    "see 1-1, ",
    "see 1-1 to ",
    "see 1-1 - 9-9 ",
    "To be provided\n",
    "See 1-1\nTo be provided\n",
    "SG17 approved X.1, x.1813 (2/22), ",
    "x.1813 (2/22), ",
    "x.181.",
    "X.1 (2/22) ",
    "SG17 consented X.1 (1/2022), A, ",
    "Q1/17, 2/17, ",
    "See items 1-1 and ",
    "https://",
    "www.",
    "TD 1-",
    "lead study group report on ",
    "Supplement 1 to ",
    "X.1 Amd. 1 Cor. 1 ",
    "Director of the Telecommunication ",
    "\n",
    "- \n",
    "approved; ",
    "“a” ",
)


def _seconds(text: str, column: str) -> float:
    given = report(item("50-01", **{column: text}))
    begin = time.perf_counter()
    recognise(given)
    return time.perf_counter() - begin


def _is_linear(prefix: str, column: str) -> bool:
    short, long = (_seconds(prefix * (size // len(prefix)) + "!", column) for size in SIZES)
    return long < FLOOR or long < GROWTH * short


@pytest.mark.parametrize(
    ("column", "prefix"),
    [
        *(("status", prefix) for prefix in PREFIXES),
        *(("action_by", prefix) for prefix in LISTED),
        *(("action", prefix) for prefix in CITED),
    ],
)
def test_recognition_takes_time_in_proportion_to_the_text(column: str, prefix: str) -> None:
    assert any(_is_linear(prefix, column) for _ in range(ATTEMPTS))
