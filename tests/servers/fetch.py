"""Gets the servers that the tests start and that do not come from PyPI, each once, into the virtual environment.

    python -m tests.servers.fetch

Virtuoso comes from the packages of the Debian (or Ubuntu) it runs on, unpacked, never installed; Fuseki by Maven.
What cannot be got is told in one line each and is no error: its tests then say that they lack it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.servers import kinds, places
from tests.servers.process import free_port

PACKAGE = "virtuoso-opensource-7-bin"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy"
ARTIFACT = "org.apache.jena:jena-fuseki-server:5.6.0:jar"
SHA256 = "d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8"
_PATIENCE = 600


class NotGot(Exception):
    """A server cannot be got here."""


def virtuoso() -> None:
    """Unpack Virtuoso, with the libraries that this machine lacks, and make its empty database.

    Raises:
        NotGot: there is no apt, no such package, or it does not run.
    """
    _need("apt-get", "dpkg-deb")
    with _whole(places.VIRTUOSO) as folder:
        packages = _downloaded(folder / "packages")
        for package in packages:
            _run("dpkg-deb", "-x", str(package), str(folder / "unpacked"), folder=folder)
        shutil.rmtree(folder / "packages")
        [program] = (folder / "unpacked").glob("usr/bin/virtuoso-t")
        _make_database(program, folder / places.DATABASE.name)


def _downloaded(folder: Path) -> list[Path]:
    """Download Virtuoso and what it needs; where the lists of packages are missing or old, with lists of our own."""
    (folder / "lists" / "partial").mkdir(parents=True)
    (folder / "archives" / "partial").mkdir(parents=True)
    here = ("-q", "-o", f"Dir::Cache={folder}", "-o", "Debug::NoLocking=1")
    only = ("-y", "--no-install-recommends", "--download-only", "install", PACKAGE)
    own = ("-o", f"Dir::State::lists={folder / 'lists'}")
    try:
        _run("apt-get", *here, *only, folder=folder)
    except NotGot:
        _run("apt-get", *here, *own, "update", folder=folder)
        _run("apt-get", *here, *own, *only, folder=folder)
    return sorted((folder / "archives").glob("*.deb"))


def _make_database(program: Path, folder: Path) -> None:
    """Let Virtuoso make its database, which takes seconds; it ends by itself when it has."""
    folder.mkdir()
    kinds.configuration(folder, http=free_port())
    asked = ("+pwdold", "dba", "+pwddba", kinds.PASSWORD, "+pwddav", kinds.PASSWORD)
    variables = (f"{name}={value}" for name, value in kinds.virtuoso_environment(program).items())
    _run("env", *variables, *kinds.virtuoso_command(program), *asked, folder=folder)
    if not (folder / "virtuoso.db").is_file():
        raise NotGot("it made no database")


def fuseki() -> None:
    """Let Maven get Fuseki.

    Raises:
        NotGot: there is no Maven or no Java that is new enough, or the file is not the one we know.
    """
    _need("mvn", "java")
    with _whole(places.FUSEKI.parent) as folder:
        _run("mvn", "-q", "-B", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}", folder=folder)
        [archive] = folder.glob("*.jar")
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            raise NotGot("the file is not the one whose checksum we know")
        _run("env", f"FUSEKI_BASE={folder / 'base'}", "java", "-jar", str(archive), "--version", folder=folder)
        archive.rename(folder / places.FUSEKI.name)


def _need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            raise NotGot(f"there is no {program}")


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Fill a folder under another name, so that it is there as a whole or not at all."""
    places.SERVERS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=places.SERVERS, prefix=".making-") as made:
        yield Path(made)
        shutil.rmtree(folder, ignore_errors=True)
        Path(made).rename(folder)
        Path(made).mkdir()


def _run(*command: str, folder: Path) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotGot(f"{command[0]} took more than {_PATIENCE} s") from error
    if done.returncode != 0:
        said = [*done.stdout.splitlines(), *done.stderr.splitlines()] or [""]
        raise NotGot(f"{command[0]} ended with {done.returncode}: {said[-1].strip()}")


def fetch(name: str, place: Callable[[], Path | None], get: Callable[[], None]) -> str:
    """Get a server that is not there yet; return a line where that fails, else nothing."""
    if place() is not None:
        return ""
    try:
        get()
    except (NotGot, OSError) as error:
        return f"no {name}, so its tests are skipped: {error}\n"
    return "" if place() is not None else f"no {name}, so its tests are skipped: it is not whole\n"


def main() -> int:
    """Get what is lacking, side by side, and say what could not be got."""
    wanted = (("Virtuoso", places.virtuoso, virtuoso), ("Apache Jena Fuseki", places.fuseki, fuseki))
    with ThreadPoolExecutor() as pool:
        sys.stderr.write("".join(pool.map(lambda one: fetch(*one), wanted)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
