"""What a manifest states is taken as it is, and what is none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.errors import InputError
from resograph.model.manifest import MANIFEST, findings, manifest
from resograph.model.source import Source

OUT = Path("out")


@pytest.mark.parametrize("text", ["", "[]", "{", "{}", '{"files": []}', "\ufeff{}", "[" * 100_000])
def test_what_is_no_manifest_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match=r"error\[no-release\]: the manifest of the release is damaged"):
        manifest(Source(MANIFEST, text.encode()), OUT)


def test_the_findings_at_a_level_are_those_at_it_and_above() -> None:
    stated = {"counts": {"findings": {"violation": 3, "warning": 2, "info": 0}}}

    assert [findings(stated, level, OUT) for level in ("violation", "warning", "info", "never")] == [3, 5, 5, 0]


@pytest.mark.parametrize("counts", [None, {}, {"findings": None}, {"findings": {"violation": "many"}}])
def test_a_manifest_that_does_not_tell_its_findings_is_damaged(counts: object) -> None:
    with pytest.raises(InputError, match="damaged"):
        findings({"counts": counts}, "info", OUT)
