"""A small dataset and small rules, so that the tests of the check do not hang on the real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.check import check
from resograph.check.shapes import load_shapes
from resograph.model.dataset import Dataset
from resograph.model.release import Release
from resograph.model.source import Source
from resograph.naming import graphs

HERE = Path(__file__).parent
DOCUMENT = Source("report.docx", b"aaa")  # the digest in small.trig is that of these bytes

Check = Callable[..., Release]


def small(*changes: tuple[str, str]) -> Dataset:
    """Return the small dataset with some of its text replaced."""
    text = (HERE / "small.trig").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return graphs.dataset(ox.parse(text, format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="session")
def checked() -> Check:
    """Return a function that checks the small dataset, with changes, by the small rules."""

    def run(*changes: tuple[str, str]) -> Release:
        return check(small(*changes), [DOCUMENT], load_shapes(HERE / "rules"))

    return run
