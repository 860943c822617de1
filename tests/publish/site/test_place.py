"""The folder of a site: whole at any moment, replaced as a whole, and never somebody else's."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from resograph.errors import BusyError, UsageError
from resograph.publish.site import place
from resograph.publish.site.place import MARKER, beside, mark


def _site(folder: Path, words: str = "old") -> Path:
    with beside(folder) as new:
        (new / "page.html").write_text(words, encoding="utf-8")
        (new / "doc").mkdir()
        (new / "doc" / "x.html").write_text(words, encoding="utf-8")
        mark(new, {})
    return folder


def _listing(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_site_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    _site(tmp_path / "a" / "b" / "site")

    assert _listing(tmp_path) == [
        *("a", "a/b", "a/b/site", "a/b/site/doc", "a/b/site/doc/x.html", "a/b/site/page.html", f"a/b/site/{MARKER}")
    ]


@pytest.mark.parametrize("exchange", ["exchanged", "renamed"])
def test_a_site_is_replaced_as_a_whole(tmp_path: Path, exchange: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if exchange == "renamed":
        monkeypatch.setattr(place, "_exchanged", lambda *_: False)
    folder = _site(tmp_path / "site")

    with beside(folder) as new:
        (new / "other.html").write_text("new", encoding="utf-8")
        mark(new, {})

    assert _listing(tmp_path) == ["site", "site/other.html", f"site/{MARKER}"]


def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    assert (_site(tmp_path / "site") / "page.html").is_file()
    assert _listing(tmp_path) == ["site", "site/doc", "site/doc/x.html", "site/page.html", f"site/{MARKER}"]


def _of_somebody(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")


def _with_a_repository(folder: Path) -> None:
    (_site(folder) / ".git").mkdir()


def _a_file(folder: Path) -> None:
    folder.write_text("mine", encoding="utf-8")


def _a_marker_of_somebody(folder: Path) -> None:
    _of_somebody(folder)
    (folder / MARKER).write_text("[]", encoding="utf-8")


def _a_marker_elsewhere(folder: Path) -> None:
    elsewhere = _site(folder.with_name("elsewhere"))
    folder.mkdir()
    for name in ("page.html", "doc", MARKER):
        (folder / name).symlink_to(elsewhere / name)


@pytest.mark.parametrize(
    "make", [_of_somebody, _with_a_repository, _a_file, _a_marker_of_somebody, _a_marker_elsewhere]
)
def test_what_is_not_a_site_of_ours_is_left_untouched(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "site")
    before = _listing(tmp_path)

    with pytest.raises(UsageError, match="not-a-site"):
        _site(tmp_path / "site")

    assert _listing(tmp_path) == before


def test_a_folder_of_somebody_beside_the_site_is_left_untouched(tmp_path: Path) -> None:
    _of_somebody(tmp_path / ".site.new")

    with pytest.raises(UsageError, match="not-a-site"):
        _site(tmp_path / "site")

    assert _listing(tmp_path) == [".site.new", ".site.new/letter.txt"]


def test_nothing_is_written_through_a_link_beside_the_site(tmp_path: Path) -> None:
    _of_somebody(tmp_path / "elsewhere")
    (tmp_path / ".site.new").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UsageError, match="not-writable"):
        _site(tmp_path / "site")

    assert _listing(tmp_path / "elsewhere") == ["letter.txt"]


def test_a_link_to_a_site_stays_a_link(tmp_path: Path) -> None:
    _site(tmp_path / "here")
    (tmp_path / "site").symlink_to("here")

    _site(tmp_path / "site", "new")

    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "here" / "page.html").read_text(encoding="utf-8") == "new"


def _killed(folder: Path, when: str) -> int:
    """Let a process die at a moment of its work, and return what it said to the system."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if when == "before the exchange":
        place._put = lambda *_: os._exit(9)
    elif when == "after the exchange":
        place._clear = lambda folder: os._exit(9) if (folder / "page.html").exists() else None
    with beside(folder) as new:
        (new / "page.html").write_text("new", encoding="utf-8")
        if when == "while writing":
            os._exit(9)
        mark(new, {})
    os._exit(1)


@pytest.mark.parametrize(
    ("when", "page"), [("while writing", "old"), ("before the exchange", "old"), ("after the exchange", "new")]
)
def test_a_killed_run_leaves_a_whole_site_and_the_next_one_clears_up(tmp_path: Path, when: str, page: str) -> None:
    folder = _site(tmp_path / "site")

    assert _killed(folder, when) == 9

    assert (folder / "page.html").read_text(encoding="utf-8") == page
    assert (tmp_path / ".site.new").exists()
    _site(folder, "newer")
    assert _listing(tmp_path) == ["site", "site/doc", "site/doc/x.html", "site/page.html", f"site/{MARKER}"]


def test_a_site_that_a_killed_run_had_moved_away_is_put_back(tmp_path: Path) -> None:
    _site(tmp_path / "site").rename(tmp_path / ".site.old")

    with pytest.raises(ZeroDivisionError), beside(tmp_path / "site"):
        raise ZeroDivisionError

    assert (tmp_path / "site" / "page.html").read_text(encoding="utf-8") == "old"


def test_a_run_that_fails_leaves_the_former_site_and_nothing_else(tmp_path: Path) -> None:
    _site(tmp_path / "site")
    before = _listing(tmp_path)

    with pytest.raises(ZeroDivisionError), beside(tmp_path / "site") as new:
        (new / "page.html").write_text(str(1 / 0), encoding="utf-8")

    assert _listing(tmp_path) == before
    with pytest.raises(ZeroDivisionError), beside(tmp_path / "a" / "b"):
        raise ZeroDivisionError
    assert _listing(tmp_path) == before


def test_two_runs_do_not_write_one_site(tmp_path: Path) -> None:
    with beside(tmp_path / "site") as new:
        mark(new, {})
        with pytest.raises(BusyError, match="busy"):
            _site(tmp_path / "site")

    assert (tmp_path / "site" / MARKER).is_file()


def test_a_site_that_another_run_is_clearing_away_is_waited_for(tmp_path: Path) -> None:
    folder = _site(tmp_path / "site")
    lock = os.open(folder, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)

    with pytest.raises(BusyError, match="busy"):
        _site(folder, "new")

    os.close(lock)
    assert (folder / "page.html").read_text(encoding="utf-8") == "old"
