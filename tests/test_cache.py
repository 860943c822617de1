"""What is kept in a folder, and what is not taken for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resograph.cache import Cache, key

DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'{"holds": 1}',
    b"[" * 100_000,
    b'{"format": "resograph-cache-1", "key": "k", "sha256": "0", "holds": [1]}',
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not" / "yet"


def test_what_was_kept_is_there_again_and_nothing_else_is(folder: Path) -> None:
    Cache(folder).put("k", ["ü", 1, None, "\udce9"])

    assert Cache(folder).get("k") == ["ü", 1, None, "\udce9"]
    assert Cache(folder).get("j") is None
    assert [path.name for path in folder.iterdir()] == ["k.json"]


@pytest.mark.parametrize("data", DAMAGED)
def test_a_broken_entry_is_none_and_is_written_anew(folder: Path, data: bytes) -> None:
    Cache(folder).put("k", [1])
    (folder / "k.json").write_bytes(data)

    assert Cache(folder).get("k") is None
    Cache(folder).put("k", [2])
    assert Cache(folder).get("k") == [2]


def test_an_entry_that_was_changed_or_renamed_is_none(folder: Path) -> None:
    Cache(folder).put("k", {"findings": ["a", "b"]})
    entry = json.loads((folder / "k.json").read_bytes())
    (folder / "j.json").write_bytes((folder / "k.json").read_bytes())
    (folder / "k.json").write_text(json.dumps(entry | {"holds": {"findings": []}}))

    assert Cache(folder).get("k") is None
    assert Cache(folder).get("j") is None


def test_a_folder_that_cannot_be_used_is_trouble_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Cache(tmp_path / "file")
    kept.put("k", [1])

    assert kept.get("k") is None
    assert kept.trouble.startswith("nothing was kept in ")


def test_an_entry_that_is_a_folder_is_let_be(folder: Path) -> None:
    (folder / "k.json").mkdir(parents=True)
    kept = Cache(folder)
    kept.put("k", [1])

    assert kept.get("k") is None
    assert [path.name for path in folder.iterdir()] == ["k.json"]


def test_each_fact_and_the_place_of_each_tells_keys_apart() -> None:
    facts: list[tuple[object, ...]] = [("a",), ("a", ""), ("", "a"), ("b",), (1,), ("1",), (["a"],), (None,), ()]

    assert len({key(*one) for one in facts}) == len(facts)
