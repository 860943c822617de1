"""Texts that repeat what a recogniser begins to read and cannot finish: the worst that a cell can do to a pattern.

Each is a head, a unit that is repeated, and a tail. The head opens what the units go on with (a list, a sentence);
the tail is what comes too late, or the near miss at the end.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Adversary:
    """A text of any size."""

    unit: str
    head: str = ""
    tail: str = "!"

    def text(self, size: int) -> str:
        """Return about so many characters."""
        return self.head + self.unit * max(1, (size - len(self.head)) // len(self.unit)) + self.tail

    @property
    def name(self) -> str:
        """Return the unit, and what stands before and after it where that is not usual."""
        head, tail = (f"{self.head!r} + " if self.head else ""), (f" + {self.tail!r}" if self.tail != "!" else "")
        return f"{head}{self.unit!r}{tail}"


_UNITS = (
    *(
        "SGs 1, 2, 3 and ",
        "ITU-T X.1, ",
        "X.a-",
        "a-",
        "a.",
        ".",
        " ",
        "(",
        ")",
        "1",
        "9-",
        "1.",
        ",",
        "\n",
        "- \n",
        "\t",
    ),
    *("(i. SGs 1) ", "resolves 1, ", "Q1, ", "Q1/17 and ", "ISO/IEC JTC 1/SCs 6, 7, ", "IEC TCs 1 and ", "XSTR-SUSS "),
    *(
        "standards ",
        "security roadmap ",
        "ITU workshops such as ",
        "workshop on “",
        "workshop on security in ",
        "survey ",
    ),
    *("a liaison statement to SG17 ", "SG17 created RG-AFR ", "SG17 approved X.1 (1/2022), A, "),
    *(
        "SG17 approved\n- X.1 (1/2022), A,\n",
        "Q1/17 is working on X.a-b, ",
        "developed by Q1/17 ",
        "was approved ",
        "; and ",
    ),
    *(
        "1 January 2022 to ",
        "May 2022 meeting ",
        "Resolution 2 (Rev. ",
        "Resolutions 1, 2, ",
        "see 1-1, ",
        "see 1-1 to ",
    ),
    *("see 1-1 - 9-9 ", "To be provided\n", "See 1-1\nTo be provided\n", "SG17 approved X.1, x.1813 (2/22), "),
    *(
        "x.1813 (2/22), ",
        "x.181.",
        "X.1 (2/22) ",
        "SG17 consented X.1 (1/2022), A, ",
        "Q1/17, 2/17, ",
        "See items 1-1 and ",
    ),
    *(
        "https://",
        "www.",
        "TD 1-",
        "lead study group report on ",
        "Supplement 1 to ",
        "X.1 Amd. 1 Cor. 1 ",
        "approved; ",
    ),
    *(
        "Director of the Telecommunication ",
        "“a” ",
        "X.a+",
        "TR.a+-",
        "X.1(X.a+",
        "X.1/Y.1/",
        "X.1 | ISO/IEC 1-",
        "CG-a&",
    ),
    *(
        "X.1 a liaison statement to ",
        "a liaison statement from ",
        "SG17 is a, ",
        "developed by X.1 ",
        "X.1 (a b) ",
        "( and) ",
    ),
    *(
        "X.99999(X.abc), ",
        "X.1 (1/2022), A developed by Q1/17, ",
        "X.1, was approved and agreed and ",
        "SG17, jointly with ",
    ),
    *(
        "publications:\n- a\n",
        "10-20 May 2022, ",
        "Annex A to X.1 Annex B ",
        "e.g. X.1. ",
        "Q1/17: X.1, Title ",
        "é\u0301",
        "😀",
    ),
)
PROSE = (
    *(Adversary(unit) for unit in _UNITS),
    Adversary("- X.1, A\n", head="SG17 approved the following:\n"),
    Adversary("- X.1, A, developed by Q1/17\n", head="SG17 approved:\n"),
    Adversary("- x.1813 (2/22), A\n", head="SG17 approved:\n"),
    Adversary("Q1/17\n- X.1, A\n", head="SG17 approved:\n"),
    Adversary("X.1, A, ", head="SG17 approved "),
    Adversary("X.1 (a b) ", head="SG17 approved "),
    Adversary("(a b) ", head="SG17 approved X.1 "),
    Adversary("and agreed ", head="X.1 was approved "),
    Adversary("X.99999(X.abc), ", head="SG17 approved ", tail="X.1"),
    Adversary("SG17 is a, ", tail="was approved"),
    Adversary("SG17, ", tail="approved X.1"),
    Adversary("X.1, ", tail="were approved"),
    Adversary("X.1 (1/2022), A developed by Q1/17, ", head="SG17 approved "),
    Adversary("developed by X.1 ", head="SG17 approved X.2 "),
    Adversary(" ", head="approved", tail="X.1"),
    Adversary("a ", head="security", tail="roadmap"),
    Adversary("a ", tail="survey"),
    Adversary("SG17 ", tail="sent a liaison statement to TSAG"),
    Adversary("a", head="https://"),
    Adversary("a", head="X."),
    Adversary("1", head="X."),
    Adversary("a ", head="publications ", tail=":"),
    Adversary("- a\n", head="publications:\n"),
)
CITATIONS = tuple(
    Adversary(unit, tail=tail)
    for unit in ("(i. SGs 1) ", "resolves 1, ", "(", ") ", "(resolves 1, ", "; ", "(Annex 1, ", "(a", "i. SGs 1+", " ")
    for tail in ("!", "(resolves 1)", "(resolves 1")
)
LISTS = tuple(
    Adversary(unit)
    for unit in (
        *(
            "SGs 1, 2, 3 and ",
            "ISO/IEC JTC 1/SCs 6, 7, ",
            "Q1, ",
            "(",
            ")",
            "(SG1) ",
            "a ",
            ", ",
            "and ",
            "SG1, ",
            "(SG1, ",
        ),
        *(
            "SG1 – support",
            "Qx/17, ",
            "WP1, ",
            "All Questions ",
            "Council ",
            "regional group for the A",
            "A-",
            "a\n",
            "\u00a0",
        ),
    )
)
