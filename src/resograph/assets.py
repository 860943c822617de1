"""Turns the name of an asset folder into its place, in a checkout or an installed package.

An editable install runs from the checkout: there the folders beside `pyproject.toml` are the ones
being edited, so they come before any packaged copy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from resograph.errors import CheckError

AssetFolder = Literal["ontology", "shapes", "queries"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: AssetFolder) -> Path:
    """Find the folder of the vocabulary, the shapes or the named queries.

    Raises:
        CheckError: the installation has lost its assets; without them nothing can be checked.

    >>> folder("ontology").name
    'ontology'
    >>> folder("recipes")  # type: ignore[arg-type]
    Traceback (most recent call last):
    resograph.errors.CheckError: error[no-assets]: no folder "recipes", ...resograph: install resograph again
    """
    for place in _places(name):
        if place.is_dir():
            return place
    raise CheckError("no-assets", f'no folder "{name}"', str(_PACKAGE), "install resograph again")


def _places(name: str) -> tuple[Path, ...]:
    packaged = _PACKAGE / "_assets" / name
    is_checkout = (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "ontology").is_dir()
    return (_CHECKOUT / name, packaged) if is_checkout else (packaged,)
