"""Kill a builder, or fail it, at each of its calls to the file system, and look what readers see.

Run as a script, for it forks: ``python -m tests.publish.faults kill|fail FOLDER``. An audit hook sees the calls,
so nothing of the code under test is replaced. Writes how many instants were tried.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from resograph.errors import ResographError
from resograph.model.release import Release
from tests.publish.release_of import CURRENT, is_whole, listing, published, release_of

CALLS = {
    "open",
    "os.rename",
    "os.symlink",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "os.scandir",
    "os.listdir",
    "fcntl.flock",
}
ELSEWHERE = (sys.prefix, sys.base_prefix)
DONE, REFUSED, UNHARMED, BROKEN = 0, 10, 20, 99


def kill() -> None:
    """Die as by power or by an impatient user."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def attempt(release: Release, folder: Path, at: int, fault: Callable[[], None]) -> int:
    """Publish in a child process that meets the fault at its nth call; return how the child ended."""
    child = os.fork()
    if child == 0:
        os._exit(_in_child(release, folder, at, fault))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _in_child(release: Release, folder: Path, at: int, fault: Callable[[], None]) -> int:
    left = at

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in CALLS and not str(arguments[0]).startswith(ELSEWHERE):
            left -= 1
            if left == 0:
                fault()

    sys.addaudithook(hook)
    try:
        published(release, folder)
    except ResographError as error:
        return REFUSED if error.code in {"not-writable", "not-a-release-folder"} else BROKEN
    except BaseException:  # noqa: BLE001 -- whatever it is, the parent must hear of it
        return BROKEN
    return UNHARMED if left > 0 else DONE


def main(fault: Callable[[], None], folder: Path) -> int:
    """Try every instant; each time the former release or the new one is there, and the next build tidies up."""
    former, new = release_of("X.1"), release_of("X.2")
    names = {published(former, folder), published(new, folder)}
    expected = listing(folder)
    at, ended = 0, DONE
    while ended != UNHARMED:
        at += 1
        shutil.rmtree(folder)
        first = published(former, folder)
        ended = attempt(new, folder, at, fault)
        current = (folder / CURRENT).resolve()
        assert ended != BROKEN, at
        assert current.name in names, (at, current)
        assert is_whole(current), at
        assert ended not in {DONE, UNHARMED} or current.name != first, at
        assert published(new, folder) in names, at
        assert listing(folder) == expected, (at, listing(folder))
        assert all(is_whole(folder / "releases" / name) for name in names), at
    return at - 1


if __name__ == "__main__":
    sys.stdout.write(str(main({"kill": kill, "fail": fail}[sys.argv[1]], Path(sys.argv[2]))))
