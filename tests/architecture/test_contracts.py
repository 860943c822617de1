"""Each import contract of pyproject.toml catches the fault it is there for.

A small house with the same rooms and the same contracts is built beside the real one; one forbidden
import is planted in it, and the contract must be reported as broken.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOMS = (
    "read",
    "interpret",
    "recognise",
    "describe",
    "check",
    "publish",
    "query",
    "endpoint",
    "naming",
    "model",
    "pages",
    "serve",
)
MODULES = ("__main__", "cli", "api", "parts", "pipeline", "settings", "jobs", "cache", "assets", "errors")

# contract, the module in which the fault is planted, what it imports
FAULTS = [
    ("one-way", "describe/one.py", "resograph.read.one"),
    ("one-way", "read/one.py", "resograph.interpret.one"),
    ("one-way", "model/one.py", "resograph.naming.one"),
    ("one-way", "naming/one.py", "resograph.query.one"),
    ("one-way", "errors.py", "resograph.assets"),
    ("one-way", "publish/one.py", "resograph.pipeline"),
    ("one-way", "pipeline.py", "resograph.serve.one"),
    ("one-way", "pipeline.py", "resograph.parts"),
    ("one-way", "settings.py", "resograph.jobs"),
    ("one-way", "read/one.py", "resograph.settings"),
    ("no-cycles", "model/one.py", "resograph.model.two"),
    ("lxml-room", "recognise/one.py", "lxml.etree"),
    ("docx-room", "interpret/one.py", "docx"),
    ("pyshacl-room", "publish/one.py", "pyshacl"),
    ("shacl-room", "check/reference.py", "shacl"),
    ("rdflib-room", "describe/one.py", "rdflib"),
    ("sparqlwrapper-room", "query/one.py", "SPARQLWrapper"),
    ("click-room", "pipeline.py", "click"),
    ("openpyxl-room", "interpret/one.py", "openpyxl"),
    ("one-way", "endpoint/one.py", "resograph.query.one"),
    ("pycurl-room", "query/one.py", "pycurl"),
    ("tenacity-room", "publish/one.py", "tenacity"),
    ("pygal-room", "query/one.py", "pygal"),
    ("pandas-room", "api.py", "pandas"),
    ("polars-room", "pages/one.py", "polars"),
    ("starlette-room", "cli.py", "starlette.applications"),
    ("uvicorn-room", "cli.py", "uvicorn"),
    ("brotli-room", "pages/one.py", "brotli"),
    ("jinja2-room", "publish/one.py", "jinja2"),
    ("layouts-are-strangers", "interpret/one.py", "resograph.interpret.two"),
    ("recognisers-are-strangers", "recognise/one.py", "resograph.recognise.two"),
    ("outputs-are-strangers", "publish/one.py", "resograph.publish.two"),
]


def _contracts(repository: Path) -> list[str]:
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture
def house(repository: Path, tmp_path: Path) -> Path:
    """Build the house in small: every room has two modules, nobody imports anybody."""
    package = tmp_path / "resograph"
    for room in ROOMS:
        (package / room).mkdir(parents=True)
        for name in ("__init__", "one", "two"):
            (package / room / f"{name}.py").touch()
    for name in ("__init__", *MODULES):
        (package / f"{name}.py").touch()
    (package / "model" / "two.py").write_text("import resograph.model.one\n", encoding="utf-8")
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return package


def _broken(house: Path, *options: str) -> str:
    """Return what import-linter says, or "" where it has nothing to say."""
    environment = {**os.environ, "PYTHONPATH": str(house.parent), "COLUMNS": "200"}
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    answer = subprocess.run(
        [*command, *options], cwd=house.parent, env=environment, capture_output=True, text=True, check=False
    )
    return answer.stdout + answer.stderr if answer.returncode else ""


def test_a_house_without_a_fault_keeps_every_contract(house: Path) -> None:
    assert _broken(house) == ""


@pytest.mark.parametrize(("contract", "module", "imported"), FAULTS)
def test_a_planted_fault_breaks_its_contract(house: Path, contract: str, module: str, imported: str) -> None:
    (house / module).write_text(f"import {imported}\n", encoding="utf-8")

    report = _broken(house, "--contract", contract)

    assert "BROKEN" in report
    assert imported.partition(".")[0] in report


def test_a_new_room_must_be_given_its_place(house: Path) -> None:
    (house / "attic.py").touch()

    assert "attic" in _broken(house, "--contract", "one-way")


def test_every_contract_has_a_planted_fault(repository: Path) -> None:
    assert set(_contracts(repository)) == {contract for contract, _, _ in FAULTS}
