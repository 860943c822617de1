"""Turns the ontology and the shapes, which ship with the package, into things that can be looked up.

A list in a shape has no name. It gets one here, by its file and place, so that the same shapes are the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from resograph import assets
from resograph.naming.addresses import SHAPES
from resograph.query.things import Things

_CODE = re.compile(r"\w[\w-]*")
_Node = ox.NamedNode | ox.Literal


@cache
def ontology() -> Things:
    """Read the ontology once a process.

    >>> from resograph.naming.prefixes import OA, RG
    >>> ontology().standing(RG.ItemState), ontology().standing(OA.exact)
    ('current', 'unknown')
    """
    return Things(_store(assets.folder("ontology") / "resograph.ttl"))


@cache
def shapes() -> Things:
    """Read all shapes once a process.

    >>> from resograph.naming.prefixes import RDF, SH
    >>> len(shapes().of_kind(SH.NodeShape, most=1)), len(shapes().of_kind(RDF.type))
    (1, 0)
    """
    return Things(_store(*_shape_files()))


def ontology_source() -> bytes:
    """Return the ontology as it was written, in Turtle.

    >>> ontology_source().startswith(b"@prefix rg:")
    True
    """
    return (assets.folder("ontology") / "resograph.ttl").read_bytes()


def shapes_source() -> bytes:
    """Return the shapes as they were written, one file after the other, in Turtle.

    >>> b"rgs:ItemState a sh:NodeShape" in shapes_source()
    True
    """
    return b"\n".join(path.read_bytes() for path in _shape_files())


def example(shape: str, name: str) -> str:
    """Return an example of a shape: ``name`` is "pass" or "fail"; "" where there is none.

    >>> "rg:Claim" in example("Claim-month", "fail")
    True
    >>> example("../Claim-month", "fail"), example("Claim-month", "maybe")
    ('', '')
    """
    if name not in {"pass", "fail"} or not _CODE.fullmatch(shape):
        return ""
    path = assets.folder("shapes") / "examples" / shape / f"{name}.ttl"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _shape_files() -> list[Path]:
    return sorted(assets.folder("shapes").glob("*.ttl"))


def _store(*paths: Path) -> ox.Store:
    store = ox.Store()
    for path in paths:
        store.extend(_named(path))
    return store


def _named(path: Path) -> Iterator[ox.Quad]:
    names: dict[object, _Node] = {}
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        subject, value = _name(quad.subject, names, path.stem), _name(quad.object, names, path.stem)
        if isinstance(subject, ox.NamedNode):
            yield ox.Quad(subject, quad.predicate, value)


def _name(term: object, names: dict[object, _Node], stem: str) -> _Node:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term
    return names.setdefault(term, ox.NamedNode(f"{SHAPES}part-{stem}-{len(names) + 1}"))
