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

from resograph import assets
from resograph.errors import InputError, UsageError
from resograph.model.source import Source

_MARK = "#+"
_SUFFIX = ".rq"
_NAME = re.compile(r"[a-z0-9-]+")


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

    ``answers`` are the numbers of the competency questions that it answers (docs/reference/queries.md).
    A file without a header is a query without parameters whose columns are not promised.
    """

    name: str
    text: str
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    params: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()

    def described(self) -> dict[str, object]:
        """Return the header as plain values, for a listing in JSON.

        >>> sorted(parse("all", "SELECT * WHERE { ?s ?p ?o }").described())
        ['answers', 'columns', 'description', 'name', 'params', 'summary', 'tags']
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
            "answers": list(self.answers),
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
    return MappingProxyType({path.stem: _kept(path) for path in paths})


def find(name: str) -> NamedQuery:
    """Find a query by its name in the catalogue, or as a file when the name ends in ``.rq``.

    Raises:
        UsageError: no query has this name.
        InputError: the file cannot be read, or its header cannot.

    >>> find("clauses").name
    'clauses'
    >>> find("clause")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unknown-query]: no query "clause", queries: did you mean clauses ...
    """
    if name.endswith(_SUFFIX):
        return load(Path(name))
    path = assets.folder("queries") / f"{name}{_SUFFIX}"
    if _NAME.fullmatch(name) and path.is_file():
        return _kept(path)
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
            answers=_numbers(header.get("answers")),
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


@cache
def _kept(path: Path) -> NamedQuery:
    return load(path)


def _header(name: str, text: str) -> dict[str, Any]:
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith(_MARK):
            break
        lines.append(line.removeprefix(_MARK).removeprefix(" "))
    if not lines:
        return {}
    import yaml

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


def _numbers(value: object) -> tuple[int, ...]:
    words = _words(value)
    if not all(word.isdecimal() for word in words):
        raise TypeError(f"a list of numbers at {value!r}")
    return tuple(map(int, words))


def _bad_header(name: str, what: str) -> InputError:
    return InputError("query-header", what, f"query {name}", "compare it with the header of queries/report-to.rq")
