"""Turns the sources of the query editor into what the wheel carries of it, where npm is there.

Without npm the package is whole but for the editor: the query page then has a plain field, and says the same.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MADE = "src/resograph/pages/static/editor.*"
_SCRIPT = "src/resograph/pages/static/editor.js"
# Nothing of a package is run while it is installed, and the lock file says by its hash what each one is.
_STEPS = (("ci", "--ignore-scripts", "--no-audit", "--no-fund"), ("run", "build"))


class EditorHook(BuildHookInterface[Any]):
    """Bundles the editor before the files of a package are collected; an editable install has what is there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the editor unless it is made, and have it included although git ignores it."""
        root = Path(self.root)
        if version != "editable" and not (root / _SCRIPT).is_file():
            self._bundle(root)
        build_data["artifacts"].append(_MADE)

    def _bundle(self, root: Path) -> None:
        npm = shutil.which("npm")
        if npm is None or not (root / "package.json").is_file():
            self.app.display_warning("no npm: the query page will have a plain field instead of an editor")
            return
        try:
            for step in _STEPS:
                subprocess.run([npm, *step], cwd=root, check=True, capture_output=True)  # noqa: S603 -- fixed steps
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"the editor was not made ({error}): the query page will have a plain field")
