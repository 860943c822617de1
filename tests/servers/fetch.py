"""Gets what the tests start and what does not come from PyPI, each once, into the virtual environment.

    python -m tests.servers.fetch

Virtuoso comes from the packages of the Debian (or Ubuntu) it runs on, unpacked, never installed; Fuseki by Maven; what
checks pages by npm. A Chromium that the machine lacks is installed by whoever may, else unpacked like Virtuoso.
What cannot be got is told in one line each and is no error: its tests then say that they lack it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers import kinds, places
from tests.servers.process import free_port

VIRTUOSO, APACHE, NGINX = "virtuoso-opensource-7-bin", "apache2-bin", "nginx"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy"
ARTIFACT = "org.apache.jena:jena-fuseki-server:5.6.0:jar"
SHA256 = "d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8"
LOCKED = Path(__file__).resolve().parent.parent / "browser"
"""Where the versions of what checks pages are laid down."""
_PATIENCE = 600


class NotGot(Exception):
    """A server cannot be got here."""


def virtuoso() -> None:
    """Unpack Virtuoso, with the libraries that this machine lacks, and make its empty database.

    Raises:
        NotGot: there is no apt, no such package, or it does not run.
    """
    with _whole(places.VIRTUOSO) as folder:
        _unpack(VIRTUOSO, folder)
        [program] = (folder / "unpacked").glob("usr/bin/virtuoso-t")
        _make_database(program, folder / places.DATABASE.name)


def _unpack(package: str, folder: Path) -> None:
    _need("apt-get", "dpkg-deb")
    for file in _downloaded(folder / "packages", package):
        _run("dpkg-deb", "-x", str(file), str(folder / "unpacked"), folder=folder)
    shutil.rmtree(folder / "packages")


def _downloaded(folder: Path, package: str) -> list[Path]:
    """Download a package and what it needs; where the lists of packages are missing or old, with lists of our own."""
    (folder / "lists" / "partial").mkdir(parents=True)
    (folder / "archives" / "partial").mkdir(parents=True)
    here = ("-q", "-o", f"Dir::Cache={folder}", "-o", "Debug::NoLocking=1")
    only = ("-y", "--no-install-recommends", "--download-only", "install", package)
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


def chromium() -> None:
    """Install Chromium where that is allowed, else unpack it.

    Raises:
        NotGot: there is no apt, no such package, or it does not run.
    """
    _need("apt-get")
    if os.geteuid() == 0:
        with suppress(NotGot):
            _install("chromium")
    if places.chromium() is None:
        with _whole(places.CHROMIUM) as folder:
            _unpack("chromium", folder)
    program = places.chromium()
    if program is None:
        raise NotGot("the package has no program where it should be")
    variables = (f"{name}={value}" for name, value in places.environment(program).items())
    _run("env", *variables, str(program), "--headless", "--no-sandbox", "--version", folder=places.SERVERS)


def _install(package: str) -> None:
    """Install a package; where the lists of packages are missing or old, after they were renewed."""
    places.SERVERS.mkdir(exist_ok=True)
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=60")
    install = (*quiet, "-y", "--no-install-recommends", "install", package)
    try:
        _run(*install, folder=places.SERVERS)
    except NotGot:
        _run(*quiet, "update", folder=places.SERVERS)
        _run(*install, folder=places.SERVERS)


def apache() -> None:
    """Unpack Apache's web server.

    Raises:
        NotGot: there is no apt, no such package, or it does not run.
    """
    _web_server(APACHE, places.APACHE)


def nginx() -> None:
    """Unpack nginx.

    Raises:
        NotGot: there is no apt, no such package, or it does not run.
    """
    _web_server(NGINX, places.NGINX)


def _web_server(package: str, place: Path) -> None:
    with _whole(place) as folder:
        _unpack(package, folder)
        program = next((folder / "unpacked").glob("usr/sbin/*"), None)
        if program is None:  # apt does not give out what is installed
            raise NotGot("the package has no program where it should be")
        _run("env", f"LD_LIBRARY_PATH={places.libraries(program)}", str(program), "-v", folder=folder)


def checks() -> None:
    """Let npm get what checks pages, as the lock file says; no script of a package is run.

    Raises:
        NotGot: there is no npm, or no registry.
    """
    _need("npm")
    with _whole(places.CHECKS) as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCKED / name, folder)
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=folder)


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
    wanted = (
        ("Virtuoso", places.virtuoso, virtuoso),
        ("Apache Jena Fuseki", places.fuseki, fuseki),
        ("Chromium", places.chromium, chromium),
        ("axe-core", places.axe, checks),
        ("Apache HTTP Server", places.apache, apache),
        ("nginx", places.nginx, nginx),
    )
    with ThreadPoolExecutor() as pool:
        sys.stderr.write("".join(pool.map(lambda one: fetch(*one), wanted)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
