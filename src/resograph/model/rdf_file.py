"""Tells which files hold RDF, and refuses those that would have to fetch something or are not well-formed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath

import pyoxigraph as ox

from resograph.errors import InputError
from resograph.model.source import Source

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""The RDF files that are read, by suffix."""

_DOCTYPE = re.compile(rb"<!\s*doctype", re.IGNORECASE)


def is_rdf(name: str) -> bool:
    """Tell by its suffix whether a file is read as RDF.

    >>> is_rdf("graph.TTL"), is_rdf("report.docx")
    (True, False)
    """
    return PurePath(name).suffix.lower() in FORMATS


@contextmanager
def admitted(source: Source) -> Iterator[ox.RdfFormat]:
    """Yield the format of an RDF file, and name what its parser raises.

    Raises:
        InputError: the file is not well-formed, declares a document type, or needs a context from elsewhere.

    >>> with admitted(Source("a.ttl", b"<urn:a> <urn:p> 1 .")) as syntax:
    ...     print(syntax.name)
    Turtle
    >>> with admitted(Source("a.rdf", b"<!doctype a []><a/>")):
    ...     pass
    Traceback (most recent call last):
    resograph.errors.InputError: error[doctype-forbidden]: the XML declares a document type, a.rdf: save it as Turtle
    """
    syntax = FORMATS[PurePath(source.name).suffix.lower()]
    _refuse_references(source, syntax)
    remedy = "mend it, or name the right format by the suffix"
    try:
        yield syntax
    except SyntaxError as error:
        what = f"not well-formed {syntax.name} ({error.msg})"
        raise InputError("rdf-not-well-formed", what, f"{source.name} line {error.lineno or 1}", remedy) from error
    except ValueError as error:
        raise InputError("rdf-not-well-formed", str(error), source.name, "write it in RDF 1.1") from error


def _refuse_references(source: Source, syntax: ox.RdfFormat) -> None:
    # Without the NULs, a declaration in UTF-16 reads like one in UTF-8; the parser takes it in any case.
    if syntax == ox.RdfFormat.RDF_XML and _DOCTYPE.search(source.data.replace(b"\0", b"")):
        raise InputError("doctype-forbidden", "the XML declares a document type", source.name, "save it as Turtle")
    if syntax == ox.RdfFormat.JSON_LD:
        for context in _remote_contexts(_json(source)):
            remedy = "write the context into the file"
            raise InputError("remote-context", f"the context {context} is elsewhere", source.name, remedy)


def _json(source: Source) -> object:
    try:
        return json.loads(source.data)
    except ValueError as error:
        raise InputError("rdf-not-well-formed", f"not JSON ({error})", source.name, "mend the file") from error
    except RecursionError:
        raise InputError("rdf-not-well-formed", "nested too deep", source.name, "mend the file") from None


def _remote_contexts(root: object) -> Iterator[str]:
    """Yield each context given by reference; walked without recursion, as the nesting is the sender's."""
    pending: list[object] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        if isinstance(node, dict):
            contexts = node.get("@context")
            given = contexts if isinstance(contexts, list) else [contexts, node.get("@import")]
            yield from (context for context in given if isinstance(context, str))
            pending.extend(node.values())
