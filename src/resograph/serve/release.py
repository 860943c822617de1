"""Turns a folder into the release that is to be served now, if it is fit to be. Imports next to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from resograph.errors import InputError, NotConformant
from resograph.model import manifest
from resograph.model.manifest import MANIFEST
from resograph.model.source import Source

if TYPE_CHECKING:
    from resograph.model.release import Level

_CURRENT: Final = "current"


def current(place: Path) -> Path:
    """Return the folder of the current release of an output folder, or of a release folder itself.

    Raises:
        InputError: there is no release, or nobody can say which it is.

    >>> current(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    link = place / _CURRENT
    try:
        folder = (link if link.is_symlink() or link.exists() else place).resolve()
        is_one = (folder / MANIFEST).is_file()
    except OSError as error:  # a name that is too long, a folder that is closed, a disk that is away
        raise _unknown(place, error) from error
    except RuntimeError as error:
        raise _unknown(place, OSError(0, "links in a circle")) from error
    if not is_one:
        raise InputError("no-release", "no release", str(place), "make one with: resograph build REPORT --out DIR")
    return folder


def stated(folder: Path) -> Mapping[str, Any]:
    """Return what a release says of itself.

    Raises:
        InputError: it cannot be read, or is damaged.

    >>> stated(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-folder/manifest.json: check the path
    """
    try:
        source = Source.open(folder / MANIFEST)
    except OSError as error:
        raise _unknown(folder, error) from error
    return manifest.manifest(source, folder)


def refuse(folder: Path, level: Level) -> None:
    """Refuse a release that has findings at or above a level.

    Raises:
        NotConformant: it has.
        InputError: its manifest does not tell.

    >>> refuse(Path("no-such-folder"), "never")
    >>> refuse(Path("no-such-folder"), "info")
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-folder/manifest.json: check the path
    """
    if level != "never" and (found := manifest.findings(stated(folder), level, folder)):
        what = f"{found} finding{'s' if found > 1 else ''} at or above {level}"
        remedy = "mend the report, or serve it with them by --fail-on never"
        raise NotConformant("not-conformant", what, str(folder), remedy)


def _unknown(place: Path, error: OSError) -> InputError:
    reason = (error.strerror or type(error).__name__).lower()
    return InputError(
        "no-release", f"no release that can be read ({reason})", str(place), "see what its link leads to: current"
    )
