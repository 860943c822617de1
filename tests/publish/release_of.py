"""Small releases to publish, and what a whole one is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from resograph.check import check
from resograph.check.shapes import load_shapes
from resograph.model.release import Release
from resograph.publish import hold, publish
from tests.check.conftest import DOCUMENT, HERE, small

CURRENT = "current"


def release_of(designation: str) -> Release:
    """Return a checked release whose one Recommendation has this designation."""
    return check(small(('"X.1812" .', f'"{designation}" .')), [DOCUMENT], load_shapes(HERE / "rules"))


def published(release: Release, folder: Path) -> str:
    """Publish as a build does and return the id."""
    with hold(folder) as held:
        return publish(release, held).name


def is_whole(folder: Path) -> bool:
    """Tell whether a release folder holds every file of its manifest, byte for byte, and no other."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in manifest["files"]}
    return digests == manifest["files"] and there == {*digests, "manifest.json"}


def listing(folder: Path) -> list[str]:
    """List every name below a folder, with the target of each link."""
    return sorted(
        f"{path.relative_to(folder)} -> {path.readlink()}" if path.is_symlink() else str(path.relative_to(folder))
        for path in folder.rglob("*")
    )
