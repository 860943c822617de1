"""Turns a question into what would be asked, of what, and for how long, for people to read before they ask it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from resograph.query.bind import bind
from resograph.query.catalogue import NamedQuery
from resograph.query.guard import admit

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter with the value that it would have."""

    name: str
    type: str
    value: str
    default: bool
    description: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What would be asked: the question in words, its parameters, of what, for how many seconds, and the text."""

    name: str
    summary: str
    description: str
    parameters: tuple[Given, ...]
    asked: Mapping[str, object]
    seconds: float
    text: str

    def described(self) -> dict[str, object]:
        """Return it as plain values, for other programs."""
        return {
            "name": self.name,
            "summary": self.summary,
            "description": self.description,
            "params": [asdict(given) for given in self.parameters],
            "asked": dict(self.asked),
            "seconds": self.seconds,
            "sparql": self.text,
        }

    def told(self) -> str:
        """Return it as text for people."""
        return "".join(f"{line.rstrip()}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"question   {self.summary or self.name}"
        for given in self.parameters:
            yield f"parameter  {given.name} = {given.value}  ({given.type}{', the default' if given.default else ''})"
        for name, value in self.asked.items():
            yield f"{name:<9}  {value}"
        yield f"limit      {f'{self.seconds:g} seconds' if self.seconds else 'none'}"
        yield "SPARQL"
        yield from (_INDENT + line for line in self.text.splitlines())


def explained(query: NamedQuery, values: Mapping[str, str], asked: Mapping[str, object], seconds: float) -> Explained:
    """Tell what a query with these values would be, without asking it.

    Raises:
        UsageError: a parameter is unknown or of the wrong type, or the text is no query or asks another source.

    >>> from resograph.query import find
    >>> explained(find("report-to"), {"body": "SG16"}, {"data": "out"}, 60).told().splitlines()[1]
    'parameter  body = SG16  (string)'
    >>> explained(find("report-to"), {"boby": "SG16"}, {"data": "out"}, 60)
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unknown-parameter]: no parameter "boby", query report-to: did you mean body? ...
    """
    text = admit(bind(query, values))
    parameters = tuple(
        Given(
            param.name,
            param.type,
            values.get(param.name, str(param.default)),
            param.name not in values,
            " ".join(param.description.split()),
        )
        for param in query.params
    )
    return Explained(
        query.name, query.summary, " ".join(query.description.split()), parameters, asked, seconds, _sparql(text)
    )


def _sparql(text: str) -> str:
    """Leave out the header, which is comment to any engine."""
    lines = text.splitlines()
    start = next((index for index, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    return "\n".join(lines[start:]) + "\n"
