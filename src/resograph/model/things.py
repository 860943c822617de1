"""Things: the identified subjects a report names, as parsed values.

No thing holds an IRI (``naming`` mints them) and none holds RDF. Designations are in the
form that the graph publishes ("X.1812", "X.1246 Amd. 1", "X Suppl. 37", "Q2/17", "SG17").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GroupKind = Literal[
    "study-group",
    "regional-group",
    "joint-coordination-activity",
    "focus-group",
    "correspondence-group",
    "working-party",
    "group-set",
    "sector",
    "office",
    "group",
]
Verb = Literal[
    "resolves",
    "resolves-further",
    "instructs",
    "further-instructs",
    "invites",
    "requests",
    "encourages",
]


@dataclass(frozen=True, slots=True)
class Resolution:
    """A Resolution of a conference; ``year`` only where the text names the version."""

    conference: str
    number: int
    year: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered clause of a Resolution, as cited.

    ``verb`` is "" when none is stated; ``addressee`` the sorted members as they are spelled out
    ("SG16", "SG20"), empty when none is stated; ``number`` is None when there is none.
    ``annex`` is the segment of a part that is not a clause ("annex-programme"), else "".
    """

    resolution: Resolution
    verb: Verb | Literal[""]
    addressee: tuple[str, ...] = ()
    number: int | None = None
    annex: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group, office or Sector of ITU, or a set of groups, by the path of its IRI ("itu-t/sg17").

    ``parent`` is the path of the group it belongs to, "" when it belongs to its Sector or to none.
    """

    path: str
    designation: str
    kind: GroupKind
    label: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class OutsideBody:
    """A body outside ITU by the path of its IRI ("iso-iec/jtc-1/sc-27"); ``parent`` is a path or ""."""

    path: str
    designation: str
    label: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A Question of a study group in a study period; ``number`` 0 is the collective "Qall/17"."""

    group: str
    number: int
    period: str

    @property
    def designation(self) -> str:
        """Return the notation of ITU-T.

        >>> Question("sg17", 2, "2022-2024").designation
        'Q2/17'
        >>> Question("sg17", 0, "2022-2024").designation
        'Qall/17'
        """
        return f"Q{self.number or 'all'}/{self.group.removeprefix('sg')}"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A numbered Recommendation by its designation: "X.1812", "G.108.2", "G.709/Y.1331".

    ``common_text`` is the ISO/IEC designation of the same text, "" when none is stated.
    """

    designation: str
    common_text: str = ""

    @property
    def series(self) -> str:
        """Return the letter of the series.

        >>> Recommendation("X.1812").series
        'X'
        """
        return self.designation[0]


PartKind = Literal["amendment", "corrigendum", "annex", "appendix", "erratum"]


@dataclass(frozen=True, slots=True)
class Part:
    """An amendment, corrigendum, annex … of a Recommendation or of another part (depth two).

    ``base_year`` is the year of the edition it changes, where stated. ``number`` is "1" or "A".
    """

    base: Recommendation | Part
    kind: PartKind
    number: str
    base_year: str = ""

    @property
    def designation(self) -> str:
        """Return the designation as ITU-T forms it.

        >>> Part(Recommendation("X.1246"), "amendment", "1").designation
        'X.1246 Amd. 1'
        >>> Part(Recommendation("X.1246"), "amendment", "1", "2015").designation
        'X.1246 (2015) Amd. 1'
        """
        year = f" ({self.base_year})" if self.base_year else ""
        return f"{self.base.designation}{year} {_PART_WORDS[self.kind]} {self.number}"


_PART_WORDS = {
    "amendment": "Amd.",
    "corrigendum": "Cor.",
    "annex": "Annex",
    "appendix": "Appendix",
    "erratum": "Err.",
}


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement: numbered in a series ("X Suppl. 37"), it may supplement a Recommendation."""

    series: str
    number: str
    supplements: Recommendation | None = None

    @property
    def designation(self) -> str:
        """Return the designation as ITU-T forms it.

        >>> Supplement("X", "37").designation
        'X Suppl. 37'
        """
        return f"{self.series} Suppl. {self.number}"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a text by the month ("2022-05") or year ("2022") of its approval."""

    of: Recommendation | Part | Supplement | Publication
    approved: str

    @property
    def designation(self) -> str:
        """Return the designation with the date in ITU-T's order.

        >>> Edition(Recommendation("X.1812"), "2022-05").designation
        'X.1812 (05/2022)'
        >>> Edition(Recommendation("X.1812"), "2022").designation
        'X.1812 (2022)'
        """
        year, _, month = self.approved.partition("-")
        return f"{self.of.designation} ({month}/{year})" if month else f"{self.of.designation} ({year})"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A draft by its provisional name, in the group that works on it.

    ``became`` is the Recommendation that the name became ("X.1380(X.edrsec)"), where the text says so;
    ``supplements`` the Recommendation that a draft supplement will supplement.
    """

    group: str
    designation: str
    became: Recommendation | None = None
    supplements: Recommendation | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A text that is no Recommendation: technical report or paper, manual, roadmap, guide."""

    designation: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a group: ISO dates, or only the month "2022-09" in ``start``; ``end`` may be ""."""

    group: str
    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A workshop, tutorial or survey; ``when`` is a day, month or year, or ""."""

    kind: Literal["workshop", "tutorial", "survey"]
    name: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Establishment:
    """The creation of a group; ``when`` is a day, month or year, or ""."""

    group: Group
    when: str = ""


@dataclass(frozen=True, slots=True)
class StudyPeriod:
    """A study period of ITU-T: "2022-2024"."""

    years: str


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """A TD, contribution, circular or report by its designation: "TSAG TD 460 Rev.1"."""

    kind: Literal["td", "contribution", "circular", "collective-letter", "report"]
    designation: str


@dataclass(frozen=True, slots=True)
class LiaisonStatement:
    """A liaison statement, from one group to another group or body, as far as stated."""

    sender: Group | OutsideBody | Question | None
    receiver: Group | OutsideBody | Question | None
    when: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page that the text links to."""

    url: str


@dataclass(frozen=True, slots=True)
class ItemReference:
    """Another action item of the same plan: "77-01"."""

    number: str


Thing = (
    Resolution
    | Provision
    | Group
    | OutsideBody
    | Question
    | Recommendation
    | Part
    | Supplement
    | Edition
    | WorkItem
    | Publication
    | Meeting
    | Event
    | Establishment
    | StudyPeriod
    | MeetingDocument
    | LiaisonStatement
    | WebPage
    | ItemReference
)
Work = Recommendation | Part | Supplement | WorkItem | Publication
