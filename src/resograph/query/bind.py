"""Turns a named query and the values of its parameters into the text to run.

The terms between the braces of the parameter's one ``VALUES`` line are replaced by a term that the RDF
library has made and written; no word of the user's is spliced into SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import pyoxigraph as ox

from resograph.errors import UsageError
from resograph.query.answer import Answer
from resograph.query.catalogue import NamedQuery, Parameter, nearest, values_lines

Term = ox.NamedNode | ox.Literal

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_RESOLUTION = re.compile(r"[0-9]{1,4}")
_ITEM = re.compile(r"[0-9]+-[0-9]+")
_SEVERITIES = ("violation", "warning", "info")
_QUESTION = re.compile(r"Q(all|[0-9]{1,3})/([0-9]{1,3})", re.IGNORECASE)


class Asked(Protocol):
    """Data that can be asked, wherever they are."""

    def answer(self, text: str) -> Answer:
        """Answer a SPARQL query."""


def ask(query: NamedQuery, values: Mapping[str, str], data: Asked) -> Answer:
    """Answer a query with the values of its parameters.

    Raises:
        UsageError: a parameter is unknown or of the wrong type, or the query cannot be answered.

    >>> from resograph.query import Local, find
    >>> ask(find("report-to"), {"body": "SG16"}, Local(ox.Store())).columns
    ('item', 'resolution', 'status')
    >>> ask(find("clauses"), {"body": "SG16"}, Local(ox.Store()))
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unknown-parameter]: no parameter "body", query clauses: it takes none
    """
    return data.answer(bind(query, values))


def bind(query: NamedQuery, values: Mapping[str, str]) -> str:
    r"""Give the parameters of a query their values; one that is not named keeps its default.

    Raises:
        UsageError: the query has no such parameter, or the value is not of its type.

    >>> from resograph.query.catalogue import find
    >>> [line] = [line for line in bind(find("report-to"), {"body": 'SG16" } #'}).splitlines() if "VALUES" in line]
    >>> line.strip()
    'VALUES ?body { "SG16\\" } #" }'
    >>> bind(find("items-by-resolution"), {"resolution": "fifty"})
    Traceback (most recent call last):
    resograph.errors.UsageError: error[bad-parameter]: "fifty" is not a Resolution number, parameter resolution: ...
    """
    params = {param.name: param for param in query.params}
    text = query.text
    for name, value in sorted(values.items()):
        if name not in params:
            raise _unknown(query, name)
        text = _replaced(text, name, _term(params[name], value))
    return text


def assignments(pairs: Iterable[str]) -> dict[str, str]:
    """Split the ``key=value`` of the command line; a value may hold further equals signs.

    Raises:
        UsageError: there is no equals sign, or a key comes twice.

    >>> assignments(["question=Q2/17"])
    {'question': 'Q2/17'}
    >>> assignments(["Q2/17"])
    Traceback (most recent call last):
    resograph.errors.UsageError: error[bad-parameter]: "Q2/17" has no equals sign, --param: write key=value
    """
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError("bad-parameter", f'"{pair}" has no equals sign', "--param", "write key=value")
        if key in values:
            raise UsageError("bad-parameter", f'"{key}" is given twice', "--param", "give each parameter once")
        values[key] = value
    return values


def _integer(value: str) -> Term | None:
    return ox.Literal(int(value)) if _INTEGER.fullmatch(value) else None


def _resolution(value: str) -> Term | None:
    return ox.Literal(int(value)) if _RESOLUTION.fullmatch(value) else None


def _item(value: str) -> Term | None:
    return ox.Literal(value) if _ITEM.fullmatch(value) else None


def _question(value: str) -> Term | None:
    found = _QUESTION.fullmatch(value)
    return ox.Literal(f"Q{found[1].lower()}/{found[2]}") if found else None


def _severity(value: str) -> Term | None:
    return ox.Literal(value.lower()) if value.lower() in _SEVERITIES else None


TYPES: Mapping[str, tuple[Callable[[str], Term | None], str]] = {
    "string": (ox.Literal, "text"),
    "iri": (ox.NamedNode, "an absolute IRI"),
    "integer": (_integer, "a whole number"),
    "resolution": (_resolution, "a Resolution number"),
    "item": (_item, "an item number"),
    "question": (_question, "a Question"),
    "severity": (_severity, "violation, warning or info"),
}
"""How a value of each type becomes a term, and what the type is called when it does not."""


def _term(param: Parameter, value: str) -> Term:
    where = f"parameter {param.name}"
    if param.type not in TYPES:
        raise UsageError("bad-parameter", f'no type "{param.type}"', where, f"types are {', '.join(TYPES)}")
    convert, called = TYPES[param.type]
    try:
        term = convert(value)
    except ValueError:  # pyoxigraph refuses a relative or malformed IRI, Python a lone surrogate
        term = None
    if term is None:
        remedy = f"write it like {param.example}"
        raise UsageError("bad-parameter", f'"{_shown(value)}" is not {called}', where, remedy)
    return term


def _shown(value: str) -> str:
    return value.encode("unicode_escape").decode("ascii") if not value.isprintable() else value


def _replaced(text: str, name: str, term: Term) -> str:
    (line,) = values_lines(text, name)
    return f"{text[: line.start(2)]}{term}{text[line.end(2) :]}"


def _unknown(query: NamedQuery, name: str) -> UsageError:
    names = tuple(param.name for param in query.params)
    none = "it takes none" if query.summary else "it takes none, as it has no header that names them"
    known = f"it takes {', '.join(names)}" if names else none
    return UsageError(
        "unknown-parameter", f'no parameter "{name}"', f"query {query.name}", nearest(name, names) + known
    )
