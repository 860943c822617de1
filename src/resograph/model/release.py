"""Release: data that was checked, with its verdict."""

from __future__ import annotations

import json
from dataclasses import InitVar, asdict, dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from resograph.model.dataset import Dataset

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Level = Literal["violation", "warning", "info", "never"]

SEAL = object()
"""What `check` shows to make a release; nobody else may name it (a test watches)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the inputs a result has its cause; "" and 0 = unknown.

    ``item`` is "92-03", ``row`` the nth row of the ``table``, ``column`` the code of the column ("status"),
    ``paragraph`` the nth line of the cell, ``quote`` the words, ``line`` the nth line of an RDF file.
    ``resolution`` is the Resolution that the text is on, in a report in prose, which has no item and no column.
    ``start`` is where in their line the words begin, -1 = unknown: for writers that go back to the words, no part
    of the record.
    """

    file: str = ""
    item: str = ""
    table: int = 0
    row: int = 0
    column: str = ""
    paragraph: int = 0
    quote: str = ""
    line: int = 0
    resolution: int = 0
    start: int = field(default=-1, compare=False)

    def record(self) -> dict[str, object]:
        """Return the place as programs read it, with the same keys whatever is known.

        >>> Place(item="92-03", row=75).record()
        {'file': None, 'item': '92-03', 'table': None, 'row': 75, ...}
        """
        return {name: getattr(self, name) or None for name in _names(Place)}


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape, as the people who meet its findings know it: its name, what it asks for, and where that is laid down.

    >>> Rule("https://w3id.org/resograph/shapes#ItemState-lead").code
    'ItemState-lead'
    """

    iri: str
    name: str = ""
    description: str = ""
    severity: Severity = "violation"
    source: str = ""

    @property
    def code(self) -> str:
        """Return the last part of the IRI, by which findings name their rule."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Result:
    """One SHACL result with its place. ``path`` and ``value`` are as SPARQL writes them, "" = none.

    ``expected`` are the words that should stand in place of those quoted, where the data know them.
    """

    focus: str
    path: str
    value: str
    component: str
    shape: str
    severity: Severity
    message: str
    place: Place
    expected: str = ""

    @property
    def code(self) -> str:
        """Return the name of the rule that was broken, "" = none is known."""
        return Rule(self.shape or self.component).code


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the shapes say of a dataset: every result, the worst first, then in reading order.

    ``rules`` are the shapes that it was held against, ``files`` the inputs that were checked, as `Place.file`
    names them. ``report`` is the same as a standard ``sh:ValidationReport``, ``note`` how it was come by, where
    that was not the usual way: no part of the verdict, as other engines say the same.
    """

    results: tuple[Result, ...]
    rules: tuple[Rule, ...] = ()
    files: tuple[str, ...] = ()
    report: Dataset = field(default=Dataset(()), compare=False, repr=False)
    note: str = field(default="", compare=False)

    @property
    def conforms(self) -> bool:
        """Tell what SHACL tells: any result, of whatever severity, makes it false."""
        return not self.results

    def counts(self) -> dict[Severity, int]:
        """Count the results by severity.

        >>> Verdict(()).counts()
        {'violation': 0, 'warning': 0, 'info': 0}
        """
        return {severity: len([r for r in self.results if r.severity == severity]) for severity in SEVERITIES}

    def at_least(self, level: Level) -> tuple[Result, ...]:
        """Return the results at or above a level; none for "never".

        >>> odd = Result("urn:a", "", "", "urn:c", "urn:s", "warning", "odd", Place())
        >>> len(Verdict((odd,)).at_least("warning"))
        1
        >>> Verdict((odd,)).at_least("violation")
        ()
        """
        if level == "never":
            return ()
        worst = SEVERITIES[: SEVERITIES.index(level) + 1]
        return tuple(result for result in self.results if result.severity in worst)

    def as_json(self) -> str:
        """Write the verdict as one JSON object, with the same keys in every result.

        Of the rules it has those that were broken.

        >>> json.loads(Verdict(()).as_json())
        {'conforms': True, 'counts': {'violation': 0, 'warning': 0, 'info': 0}, 'files': [], 'results': [], 'rules': []}
        """
        broken = {result.shape or result.component for result in self.results}
        record = {
            "conforms": self.conforms,
            "counts": self.counts(),
            "files": self.files,
            "results": [_record(result) for result in self.results],
            "rules": [{"code": rule.code} | asdict(rule) for rule in self.rules if rule.iri in broken],
        }
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(result: Result) -> dict[str, object]:
    own = {name: getattr(result, name) or None for name in _names(Result) if name != "place"}
    return {"code": result.code or None} | own | result.place.record()


def _names(kind: type[Result | Place]) -> tuple[str, ...]:
    return tuple(known.name for known in fields(kind) if known.compare)


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a release was made of, and the revisions in the data that rest on it."""

    name: str
    sha256: str
    revisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A dataset that was checked. Only `resograph.check.check` makes one, so nothing unchecked is published.

    ``dataset`` holds the findings too.
    """

    dataset: Dataset
    verdict: Verdict
    inputs: tuple[Input, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            message = "a release is made by resograph.check.check only"
            raise TypeError(message)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was published: the id of the release and the folder that holds it."""

    name: str
    folder: Path
