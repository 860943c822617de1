"""Turns the files of ``queries/`` into named queries: the ``#+ `` header read, the text kept as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from resograph import assets
from resograph.errors import InputError, UsageError
from resograph.model.source import Source

_MARK = "#+"
_SUFFIX = ".rq"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: ``type`` is a key of ``bind.TYPES``, ``default`` as the header writes it."""

    name: str
    type: str
    default: str | int
    example: str | int
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name: what its header says, and its text, which runs as it is in any engine.

    A file without a header is a query without parameters whose columns are not promised.
    """

    name: str
    text: str
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    params: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()

    def described(self) -> dict[str, object]:
        """Return the header as plain values, for a listing in JSON.

        >>> sorted(parse("all", "SELECT * WHERE { ?s ?p ?o }").described())
        ['columns', 'description', 'name', 'params', 'summary', 'tags']
        >>> parse("all", "SELECT * WHERE { ?s ?p ?o }").described()["text"]
        Traceback (most recent call last):
        KeyError: 'text'
        """
        params = [{field: getattr(param, field) for field in Parameter.__slots__} for param in self.params]
        return {
            "name": self.name,
            "summary": self.summary,
            "description": self.description,
            "tags": list(self.tags),
            "params": params,
            "columns": list(self.columns),
        }


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """Read every query of ``queries/`` once a process, by name in alphabetical order.

    >>> catalogue()["report-to"].columns
    ('item', 'resolution', 'status')
    >>> catalogue()["unheard-of"]
    Traceback (most recent call last):
    KeyError: 'unheard-of'
    """
    paths = sorted(assets.folder("queries").glob(f"*{_SUFFIX}"))
    return MappingProxyType({path.stem: load(path) for path in paths})


def find(name: str) -> NamedQuery:
    """Find a query by its name in the catalogue, or as a file when the name ends in ``.rq``.

    Raises:
        UsageError: no query has this name.
        InputError: the file cannot be read, or its header cannot.

    >>> find("clauses").name
    'clauses'
    >>> find("clause")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unknown-query]: no query "clause", queries: did you mean clauses? ...
    """
    if name.endswith(_SUFFIX):
        return load(Path(name))
    if name in catalogue():
        return catalogue()[name]
    remedy = nearest(name, tuple(catalogue())) + "`resograph queries` lists all, a file of your own ends in .rq"
    raise UsageError("unknown-query", f'no query "{name}"', "queries", remedy)


def load(path: Path) -> NamedQuery:
    """Read a query from a file; its name is the file's name without the suffix.

    Raises:
        InputError: the file cannot be read, or its header cannot.

    >>> load(assets.folder("queries") / "report-to.rq").params[0].name
    'body'
    >>> load(Path("no-such-file.rq"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-file.rq: check the path
    """
    try:
        text = Source.open(path).data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("encoding", "the file is not UTF-8", str(path), "save it as UTF-8") from None
    return parse(path.stem, text)


def parse(name: str, text: str) -> NamedQuery:
    r"""Read a query from its text: a YAML block in ``#+ `` lines, where there is one, then SPARQL.

    Raises:
        InputError: the header is not what docs/reference/contract.md §5 says, or a parameter has not exactly
            one line ``VALUES ?name { default }``.

    >>> parse("all", "#+ summary: All.\n#+ columns: [s]\nSELECT ?s WHERE { ?s ?p ?o }").summary
    'All.'
    >>> parse("all", "#+ summary: [\nSELECT ?s WHERE { ?s ?p ?o }")
    Traceback (most recent call last):
    resograph.errors.InputError: error[query-header]: the header is not YAML, query all: ...
    """
    header = _header(name, text)
    try:
        params = tuple(_parameter(entry) for entry in header.get("params") or ())
        query = NamedQuery(
            name=name,
            text=text,
            summary=str(header.get("summary", "")),
            description=str(header.get("description", "")),
            tags=_words(header.get("tags")),
            params=params,
            columns=_words(header.get("columns")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _bad_header(name, f"the header lacks or misplaces {error}") from error
    for param in query.params:
        if len(values_lines(text, param.name)) != 1:
            raise _bad_header(name, f"parameter {param.name} has not exactly one VALUES line")
    return query


def values_lines(text: str, name: str) -> tuple[re.Match[str], ...]:
    r"""Find the lines that give a parameter its value; group 2 is the terms between the braces.

    >>> [line[2] for line in values_lines("  VALUES ?body { \"TSAG\" }", "body")]
    ['"TSAG"']
    >>> values_lines("# VALUES ?body { 1 }", "body")
    ()
    """
    pattern = rf"^([ \t]*VALUES[ \t]*\?{re.escape(name)}[ \t]*\{{[ \t]*)([^\n]*?)([ \t]*\}}[ \t]*\r?)$"
    return tuple(re.finditer(pattern, text, re.MULTILINE))


def nearest(word: str, words: Sequence[str]) -> str:
    """Say which words are spelled nearly so, as the beginning of a remedy; "" when none is.

    >>> nearest("bodies", ["body", "item"])
    'did you mean body? '
    >>> nearest("zzz", ["body", "item"])
    ''
    """
    close = get_close_matches(word, words, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}? " if close else ""


def _header(name: str, text: str) -> dict[str, Any]:
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith(_MARK):
            break
        lines.append(line.removeprefix(_MARK).removeprefix(" "))
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise _bad_header(name, "the header is not YAML") from error
    if not isinstance(header, dict):
        raise _bad_header(name, "the header is not a list of `key: value` lines")
    return header


def _parameter(entry: Mapping[str, str | int]) -> Parameter:
    return Parameter(
        name=str(entry["name"]),
        type=str(entry["type"]),
        default=entry["default"],
        example=entry.get("example", entry["default"]),
        description=str(entry.get("description", "")),
    )


def _words(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(f"a list at {value!r}")
    return tuple(str(word) for word in value)


def _bad_header(name: str, what: str) -> InputError:
    return InputError("query-header", what, f"query {name}", "compare it with the header of queries/report-to.rq")
