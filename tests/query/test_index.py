"""The index on disk: built once, whole or not at all, and never in the release."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph import publish
from resograph.errors import InputError, UsageError
from resograph.query import Place, open_data
from resograph.query import place as places
from resograph.query.index import indexed, is_ready, place_of
from resograph.query.local import data_files

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def _release(folder: Path, name: str, triples: int) -> Path:
    release = folder / "releases" / name
    release.mkdir(parents=True)
    lines = [f"<urn:a:{n}> <urn:p> <urn:o> " for n in range(triples)]
    (release / "graph.nq").write_text("".join(f"{line}<urn:g> .\n" for line in lines), encoding="utf-8")
    (release / "graph.ttl").write_text("".join(f"{line}.\n" for line in lines), encoding="utf-8")
    (release / "manifest.json").write_text('{"counts": {"quads": 3}}', encoding="utf-8")
    return release


@pytest.fixture
def out(tmp_path: Path) -> Path:
    release = _release(tmp_path / "out", "r1", 3)
    (tmp_path / "out" / "current").symlink_to(Path("releases") / release.name)
    return tmp_path / "out"


def _count(place: Path, tell: Callable[[str], object] = str, index: places.Index = "always") -> str:
    [[count]] = Place(str(place), index).open(tell).answer(COUNT).terms()
    return count.value  # type: ignore[attr-defined,no-any-return]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_index_is_built_once_and_the_release_stays_as_it_was(out: Path) -> None:
    before, told = _files(out / "releases"), list[str]()

    assert [_count(out, told.append), _count(out / "releases" / "r1", told.append)] == ["3", "3"]
    assert len(told) == 1
    assert "r1" in told[0]
    assert _files(out / "releases") == before
    assert sorted(path.name for path in (out / "index").iterdir()) == [".lock", "r1"]


def test_memory_and_index_answer_alike(out: Path) -> None:
    text = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s ?g"
    memory, index = (open_data(str(out), kind).answer(text) for kind in ("never", "always"))

    assert list(memory.terms()) == list(index.terms())


def test_the_size_decides_when_nobody_does(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _count(out, index="auto")
    assert not (out / "index").exists()

    monkeypatch.setattr(places, "INDEXED_FROM", 100)
    assert _count(out, index="never") == "3"
    assert not (out / "index").exists()
    assert _count(out, index="auto") == "3"
    assert (out / "index" / "r1").is_dir()


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _overwrite(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


@pytest.mark.parametrize("harm", [Path.unlink, _cut_off, _overwrite])
@pytest.mark.parametrize("pattern", ["store/*.sst", "store/CURRENT", "index.json"])
def test_a_damaged_index_is_built_again(out: Path, harm: Callable[[Path], object], pattern: str) -> None:
    _count(out)
    harm(min((out / "index" / "r1").glob(pattern)))

    assert _count(out) == "3"
    assert is_ready(data_files(out))


def test_an_index_of_other_files_or_another_engine_is_built_again(out: Path) -> None:
    told = list[str]()
    _count(out)
    shutil.rmtree(out / "releases" / "r1")
    _release(out, "r1", 4)
    assert _count(out, told.append) == "4"
    stamp = out / "index" / "r1" / "index.json"
    stamp.write_text(stamp.read_text().replace(ox.__version__, "0.0.1"))

    assert _count(out, told.append) == "4"
    assert len(told) == 2


def test_several_processes_may_build_and_read_at_once(out: Path, repository: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(repository / 'src')!r})\n"
        f"from resograph.query import open_data\n"
        f"print(len(open_data({str(out)!r}, 'always').store))"
    )
    running = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=60)[0] for process in running]

    assert said == ["6\n"] * 3
    assert sorted(path.name for path in (out / "index").iterdir()) == [".lock", "r1"]


def test_what_a_killed_builder_left_is_gone_after_the_next(out: Path) -> None:
    (out / "index" / ".new-r1" / "store").mkdir(parents=True)
    (out / "index" / ".new-r1" / "store" / "000001.sst").touch()
    _count(_release(out, "r0", 1))
    shutil.rmtree(out / "releases" / "r0")

    assert _count(out) == "3"
    assert sorted(path.name for path in (out / "index").iterdir()) == [".lock", "r1"]


@pytest.mark.parametrize("name", ["r1", "r2", "shop"])
@pytest.mark.parametrize("file", ["index.html", "index.json", "store/page.html"])
def test_a_folder_of_somebody_else_stays_as_it_is(out: Path, name: str, file: str) -> None:
    theirs = out / "index" / name / file
    theirs.parent.mkdir(parents=True)
    theirs.write_text("{}", encoding="utf-8")

    assert _count(out) == "3"
    assert theirs.read_text(encoding="utf-8") == "{}"


def test_pruning_leaves_a_folder_of_somebody_else(out: Path) -> None:
    _release(out, "r2", 1)
    (out / "index" / "r2").mkdir(parents=True)
    (out / "index" / "r2" / "index.html").touch()
    publish.arrange(out, None, 0)

    assert not (out / "releases" / "r2").exists()
    assert (out / "index" / "r2" / "index.html").exists()


def test_where_no_index_can_be_written_memory_does_and_says_so(out: Path) -> None:
    (out / "index").touch()
    told = list[str]()

    assert _count(out, told.append) == "3"
    assert len(told) == 1
    assert "memory" in told[0]


def test_a_link_is_not_followed_out_of_the_folder(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "r1").mkdir(parents=True)
    (out / "index").symlink_to(tmp_path / "elsewhere")

    assert _count(out) == "3"
    assert _files(tmp_path / "elsewhere") == {}


def test_a_damaged_release_has_no_index(out: Path) -> None:
    (out / "releases" / "r1" / "graph.ttl").write_text("<urn:a>\n")
    with pytest.raises(InputError, match="rdf-not-well-formed"):
        _count(out)

    assert [path.name for path in (out / "index").iterdir()] == [".lock"]


def test_pruning_removes_the_indexes_of_what_it_removes(out: Path) -> None:
    _release(out, "r2", 1)
    for name in ("r1", "r2"):
        _count(out / "releases" / name)
    publish.arrange(out, None, 0)

    assert sorted(path.name for path in (out / "index").iterdir()) == [".lock", "r1"]


def test_only_a_release_in_an_output_folder_has_an_index(out: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copytree(out / "releases" / "r1", tmp_path / "alone"))
    for place in (alone, alone / "graph.nq"):
        with pytest.raises(UsageError, match="only a release in an output folder"):
            _count(place)
        assert _count(place, index="auto") == "3"


def test_threads_of_one_process_build_one_index(out: Path) -> None:
    files, told = data_files(out), list[str]()
    place = place_of(files)
    assert place is not None
    threads = [threading.Thread(target=indexed, args=(files, place, told.append)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(told) == 1
