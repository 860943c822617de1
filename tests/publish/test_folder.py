"""The release folder: a reader sees the former release or the new one, whatever happens to the builder."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from resograph.errors import BusyError, UsageError
from resograph.publish import arrange, history, hold
from tests.publish.release_of import CURRENT, is_whole, listing, published, release_of

FILES = [
    "graph.jsonld",
    "graph.nq",
    "graph.trig",
    "graph.ttl",
    "manifest.json",
    "reports",
    "reports/r1.ttl",
    "validation.json",
    "validation.ttl",
]


def test_a_release_is_a_folder_of_files_and_a_link_to_it(tmp_path: Path) -> None:
    name = published(release_of("X.1"), tmp_path / "a" / "out")

    assert (tmp_path / "a" / "out" / CURRENT).readlink() == Path("releases") / name
    assert listing(tmp_path / "a" / "out" / "releases" / name) == FILES
    assert listing(tmp_path / "a") == sorted(
        ["out", f"out/{CURRENT} -> releases/{name}", "out/releases", f"out/releases/{name}"]
        + [f"out/releases/{name}/{file}" for file in FILES]
    )


def test_the_same_content_has_the_same_name_and_is_not_written_again(tmp_path: Path) -> None:
    name = published(release_of("X.1"), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "releases").rglob("*")}

    assert published(release_of("X.1"), tmp_path) == name
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "releases").rglob("*")} == before
    assert published(release_of("X.1"), tmp_path / "elsewhere") == name


def test_other_content_has_another_name_and_becomes_current(tmp_path: Path) -> None:
    first, second = published(release_of("X.1"), tmp_path), published(release_of("X.2"), tmp_path)

    assert first != second
    assert (tmp_path / CURRENT).resolve().name == second
    assert is_whole(tmp_path / "releases" / first)


def test_a_release_that_somebody_changed_is_mended(tmp_path: Path) -> None:
    name = published(release_of("X.1"), tmp_path)
    (tmp_path / CURRENT / "graph.nq").write_bytes(b"")
    shutil.rmtree(tmp_path / CURRENT / "reports")

    assert published(release_of("X.1"), tmp_path) == name
    assert is_whole(tmp_path / CURRENT)


@pytest.mark.parametrize("fault", ["kill", "fail"])
def test_a_builder_that_dies_or_fails_at_any_call_harms_no_reader_and_leaves_no_rubbish(
    fault: str, tmp_path: Path, repository: Path
) -> None:
    command = [sys.executable, "-m", "tests.publish.faults", fault, str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": f"{repository}{os.pathsep}{repository / 'src'}"}
    run = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    assert run.stderr == ""
    assert int(run.stdout) > 30


def test_a_reader_always_sees_a_whole_release_while_others_are_published(tmp_path: Path) -> None:
    first, second = release_of("X.1"), release_of("X.2")
    published(first, tmp_path)
    seen: list[bool] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.append(is_whole((tmp_path / CURRENT).resolve()))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        published(second, tmp_path)
        published(first, tmp_path)
    stop.set()
    reader.join()

    assert len(seen) > 10
    assert all(seen)


def test_a_disk_that_is_full_stops_the_build_and_not_the_former_release(tmp_path: Path) -> None:
    name = published(release_of("X.1"), tmp_path)
    before = listing(tmp_path)
    new = release_of("X.2")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(UsageError, match=r"^error\[not-writable\]: file too large"):
            published(new, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert listing(tmp_path) == before
    assert (tmp_path / CURRENT).resolve().name == name


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UsageError, match=r"^error\[not-writable\]: .*file"):
        published(release_of("X.1"), tmp_path / "file" / "out")


@pytest.mark.parametrize("name", ["releases", CURRENT])
def test_a_folder_with_strange_names_is_left_alone(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = tmp_path / "out"
    out.mkdir()
    if name == CURRENT:
        (out / name).mkdir()
    else:
        (out / name).symlink_to(elsewhere)

    with pytest.raises(UsageError, match="not-a-release-folder"):
        published(release_of("X.1"), out)
    assert listing(elsewhere) == []


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").symlink_to(victim)

    with pytest.raises(UsageError, match="not-writable"):
        published(release_of("X.1"), tmp_path / "out")
    assert victim.read_text() == "precious"


def test_a_link_among_the_releases_is_no_release(tmp_path: Path) -> None:
    name = published(release_of("X.1"), tmp_path / "out")
    (tmp_path / "out" / "releases" / "linked").symlink_to(tmp_path / "out" / "releases" / name)
    arrange(tmp_path / "out", None, 0)

    assert [entry["id"] for entry in history(tmp_path / "out")] == [name]
    assert is_whole(tmp_path / "out" / CURRENT)


def test_a_second_builder_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with hold(tmp_path / "out"):
        before = listing(tmp_path)

        with pytest.raises(BusyError, match=f"process {os.getpid()}") as caught, hold(tmp_path / "out"):
            pass
        assert caught.value.exit_code == 75
        assert listing(tmp_path) == before
    assert listing(tmp_path) == []


def test_an_empty_folder_of_the_users_own_stays(tmp_path: Path) -> None:
    (tmp_path / "out" / "releases").mkdir(parents=True)
    with hold(tmp_path / "out"):
        pass

    assert listing(tmp_path) == ["out", "out/releases"]


def test_of_ten_builders_at_once_one_works_and_nine_are_refused(tmp_path: Path) -> None:
    # The folder is there: of several who make it at once, the one who made it need not be the one who gets to work.
    (tmp_path / "out").mkdir()
    arrived, done = threading.Barrier(10), threading.Barrier(10)
    refused: list[bool] = []

    def work() -> None:
        arrived.wait()
        try:
            with hold(tmp_path / "out"):
                done.wait()
            refused.append(False)
        except BusyError:
            refused.append(True)
            done.wait()

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(refused) == [False] + [True] * 9
    assert listing(tmp_path) == ["out"]


def test_the_lock_of_a_builder_that_died_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text("99999")

    assert is_whole(tmp_path / "releases" / published(release_of("X.1"), tmp_path))
    assert not (tmp_path / ".lock").exists()


def test_a_lock_that_names_nobody_yet_still_holds(tmp_path: Path) -> None:
    lock = os.open(tmp_path / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)

    with pytest.raises(BusyError, match="process unknown"), hold(tmp_path):
        pass
    os.close(lock)


def test_what_the_builder_was_doing_when_it_failed_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="mine"), hold(tmp_path / "out"):
        raise OSError("mine")
    assert listing(tmp_path) == []


def test_the_history_tells_the_oldest_first_and_the_current_one(tmp_path: Path) -> None:
    names = [published(release_of(designation), tmp_path) for designation in ("X.1", "X.2", "X.3")]
    told = history(tmp_path)

    assert [entry["id"] for entry in told] == names
    assert [entry["current"] for entry in told] == [False, False, True]


def test_a_roll_back_makes_a_former_release_current(tmp_path: Path) -> None:
    first, _ = published(release_of("X.1"), tmp_path), published(release_of("X.2"), tmp_path)
    arrange(tmp_path, first, None)

    assert (tmp_path / CURRENT).resolve().name == first
    assert is_whole(tmp_path / CURRENT)


@pytest.mark.parametrize("name", ["unheard-of", "../releases", "", "."])
def test_a_roll_back_to_no_release_changes_nothing(tmp_path: Path, name: str) -> None:
    published(release_of("X.1"), tmp_path)
    before = listing(tmp_path)

    with pytest.raises(UsageError, match="no-release"):
        arrange(tmp_path, name, None)
    assert listing(tmp_path) == before


def test_pruning_keeps_the_newest_and_always_the_current_one(tmp_path: Path) -> None:
    first, _, third = [published(release_of(designation), tmp_path) for designation in ("X.1", "X.2", "X.3")]
    arrange(tmp_path, first, 1)

    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == sorted([first, third])
    arrange(tmp_path, None, 0)
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [first]
    assert is_whole(tmp_path / CURRENT)


def test_where_nothing_was_published_nothing_is_listed_or_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-release"):
        history(tmp_path / "out")
    with pytest.raises(UsageError, match="no-release"):
        arrange(tmp_path / "out", None, 1)
    assert listing(tmp_path) == []


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    published(release_of("X.1"), tmp_path)
    (tmp_path / CURRENT / "manifest.json").write_text("[]")

    with pytest.raises(UsageError, match="is damaged"):
        history(tmp_path)
