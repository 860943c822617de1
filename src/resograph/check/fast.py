"""Turns data and shapes into SHACL results by the `shacl` package, which is quick (docs/decisions/0022).

It is given SHACL Core, and the queries of others; our own are asked by `setwise`. It is not there on every platform,
and pySHACL stays the reference: tests hold the two against each other.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyoxigraph as ox

from resograph.check.raw import Raw, Term
from resograph.check.setwise import asked, loaded
from resograph.check.shapes import Shapes

try:
    import shacl
except ImportError:  # no wheel for this platform
    shacl = None  # type: ignore[assignment]  # a module or nothing

_SIMPLE = re.compile(r"<([^<>]*)>")
_BLANK = re.compile(r"^_:| _:\S+ \.$", re.MULTILINE)


class UnfitError(Exception):
    """The engine is not installed, or gave up: its message says which. No verdict was given."""


def validate(data: str, shapes: Shapes, store: ox.Store | None = None) -> tuple[Raw, ...]:
    """Run the shapes over data in N-Triples; ``store`` holds the same data, where they are at hand in one.

    Raises:
        UnfitError: another engine must do it.
    """
    if shacl is None:
        raise UnfitError("the package shacl is not installed")
    if shapes.beyond:
        raise UnfitError(shapes.beyond)
    if "_:" in data and _BLANK.search(data):
        # It names them anew, so that a result could not be told which one it is about.
        raise UnfitError("the data have blank nodes")
    try:
        results = _compiled(shapes.rest).validate_text(data, format="nt").results
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A fault in Rust comes as an exception beside `Exception`.
        raise UnfitError(f"the package shacl gave up ({' '.join(str(error).split())})") from error
    found = tuple(_raw(result, shapes) for result in results)
    return (*found, *asked(shapes.queries, store or loaded(data))) if shapes.queries else found


@lru_cache(maxsize=8)
def _compiled(text: str) -> shacl.Shapes:
    return shacl.Shapes.from_text(text, format="nt")


def _raw(result: shacl.Result, shapes: Shapes) -> Raw:
    shape = _iri(result.root_shape)
    said = [" ".join(message.split()) for message in result.messages]
    return Raw(
        focus=_term(result.focus_node),
        path=_path(result.path),
        value=None if result.value is None else _term(result.value),
        component=result.component_iri,
        shape=shape,
        severity=result.severity_iri,
        message=shapes.messages.get(_iri(result.source_shape)) or min(said, default=""),
    )


def _path(path: str | None) -> str:
    simple = _SIMPLE.fullmatch(path or "")
    return simple[1] if simple else path or ""


def _iri(term: str | None) -> str:
    simple = _SIMPLE.fullmatch(term or "")
    return simple[1] if simple else ""


def _term(text: str) -> Term:
    if iri := _iri(text):
        return ox.NamedNode(iri)
    [quad] = ox.parse(f"<urn:a> <urn:a> {text} .", format=ox.RdfFormat.N_TRIPLES)
    if isinstance(quad.object, ox.NamedNode | ox.Literal):
        return quad.object
    raise UnfitError(f"a result about no IRI or literal ({text})")
