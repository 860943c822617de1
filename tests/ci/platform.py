"""Turns the steps that a platform would run into calls of bash, with the environment that it would give them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]
Answer = subprocess.CompletedProcess[str]

# How GitHub runs `shell: bash`; GitLab sets the same options.
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")

NOTHING_WRONG = """@prefix org: <http://www.w3.org/ns/org#> .
@prefix rg: <https://w3id.org/resograph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<https://example.org/id/org/iso> a rg:OutsideBody, org:Organization ; rdfs:label "ISO"@en ; rg:designation "ISO" .
"""
WRONG = """@prefix rg: <https://w3id.org/resograph/def#> .

<https://example.org/id/org/iec>
  a rg:OutsideBody .
"""
BROKEN = "this is no Turtle\n"
REFUSED_SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://example.org/shapes#Label> a sh:NodeShape ; sh:targetClass <https://example.org/Thing> ;
  sh:js <https://example.org/shapes#script> .
"""


def documents(path: Path) -> list[Any]:
    """Read the documents of a YAML file."""
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def bash(script: str, folder: Path, variables: Mapping[str, str]) -> Answer:
    """Run a script in a folder."""
    return subprocess.run(
        [*BASH, "-c", script],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put values where a platform would: ``${{ inputs.paths }}`` on GitHub, ``$[[ inputs.paths ]]`` on GitLab."""
    return re.sub(r"\$(?:\{\{|\[\[) *(\S+?) *(?:\}\}|\]\])", lambda match: values[match[1]], text)


def offline(folder: Path) -> dict[str, str]:
    """Return variables under which pip takes what this environment has, and asks nobody.

    What is on the path of Python is "already satisfied", where its version is the one that is asked for.
    """
    neighbours = folder / "neighbours"
    neighbours.mkdir()
    for place in Path(sysconfig.get_path("purelib")).iterdir():
        if "resograph" not in place.name and place.suffix != ".pth":
            (neighbours / place.name).symlink_to(place)
    return {"PYTHONPATH": str(neighbours), "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}


def on_path() -> str:
    """Return a path on which `resograph` is the one of this environment."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def committed(checkout: Path, folder: Path) -> Path:
    """Return a git repository that holds what an installation of this checkout needs, under the tag v1."""
    names = ("src", "ontology", "shapes", "queries", "requirements", "pyproject.toml", "README.md", "hatch_build.py")
    for name in (*names, "LICENSE", "LICENSE-CC-BY-4.0"):
        copy = shutil.copytree if (checkout / name).is_dir() else shutil.copy
        copy(checkout / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=all")
    git(folder, "tag", "v1")
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular, whatever the settings of this machine are."""
    own = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True)
