"""The package has a small public face, and showing it costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import resograph

HEAVY = {"click", "docx", "lxml", "pyoxigraph", "pyshacl", "rdflib", "SPARQLWrapper"}


def test_importing_the_package_imports_no_library(tmp_path: Path) -> None:
    program = "import sys, resograph; print(*sorted({name.partition('.')[0] for name in sys.modules}))"

    answer = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert not HEAVY & set(answer.stdout.split())


def test_the_public_names_are_there_and_listed() -> None:
    assert set(resograph.__all__) <= set(dir(resograph))
    assert all(getattr(resograph, name) for name in resograph.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'publish_everything'"):
        _ = resograph.publish_everything


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "resograph", "--version"]

    answer = subprocess.run(command, capture_output=True, text=True, check=True)

    assert resograph.__version__ in answer.stdout
