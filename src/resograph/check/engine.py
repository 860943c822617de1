"""Turns data and shapes into SHACL results by the quickest engine that can run them."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

import pyoxigraph as ox

from resograph.check import fast
from resograph.check.raw import Raw
from resograph.check.shapes import Shapes


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an engine found; ``note`` says why the slow one did the work, "" = it did not."""

    raws: tuple[Raw, ...]
    note: str = ""


def ruling(data: str, shapes: Shapes, store: ox.Store | None = None) -> Ruling:
    """Hold data in N-Triples against the shapes; ``store`` holds the same data, where they are at hand in one.

    Shapes that are not ours are tried first by the reference engine: the quick one passes over what it does
    not understand, and a rule that was not run must never look like one that was kept.

    Raises:
        CheckError: a shape is broken; that is no verdict on the data.
    """
    if shapes.probe:
        _reference().refuse_broken(shapes)
    try:
        return Ruling(fast.validate(data, shapes, store))
    except fast.UnfitError as unfit:
        return Ruling(_reference().validate(data, shapes), f"checked by pySHACL, which is slow: {unfit}")


def _reference() -> ModuleType:
    from resograph.check import reference  # takes half a second to load, and is rarely asked

    return reference
