"""Turns what is to be opened into a release that is open: what it says of itself, and its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from resograph.query import Local, Place
from resograph.serve.opening import Opening
from resograph.serve.release import stated

Tell = Callable[[str, object], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A release that is open.

    ``again`` opens its data once more, for a copy of this process: an index on disk does not live on in one. It is
    None where the data are in memory, and so in each copy.
    """

    opening: Opening
    stated: Mapping[str, Any]
    data: Local
    again: Callable[[], Local] | None = None


def opened(opening: Opening, tell: Tell) -> Opened:
    """Open a release.

    Raises:
        InputError: it cannot be read, or is damaged.

    >>> from pathlib import Path
    >>> opened(Opening(Path("no-such-folder")), print)
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-folder/manifest.json: check the path
    """
    told = stated(opening.folder)
    place = Place(str(opening.folder), opening.index)
    data = place.open(lambda line: tell("told", line))
    is_on_disk = place.described()["held in"] == "an index on disk"
    return Opened(opening, told, data, partial(place.open, _nobody) if is_on_disk else None)


def _nobody(_line: str) -> None:
    """Tell nobody."""
