"""A repository of somebody who keeps reports in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ci.platform import BROKEN, NOTHING_WRONG, REFUSED_SHAPE, WRONG
from tests.wordfiles import entry, report


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with reports and RDF, good and bad; its names hold what a shell trips over."""
    folder = tmp_path / "their project"
    files = {
        "data/good.ttl": NOTHING_WRONG.encode(),
        "data/deep/er/wrong.ttl": WRONG.encode(),
        "data/broken.ttl": BROKEN.encode(),
        "reports/good.docx": report(entry("50-01", "Done", lead="Q2/17")).data,
        "reports/not understood.docx": report(entry("50-01", "Done", lead="Qx/17")).data,
        "reports/broken.docx": b"PK no more",
        "refused/shape.ttl": REFUSED_SHAPE.encode(),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
