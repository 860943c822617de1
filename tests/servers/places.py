"""Says where the servers and checkers of the tests are: in the virtual environment, which `make clean` removes."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

SERVERS = Path(sys.prefix) / "servers"
VIRTUOSO = SERVERS / "virtuoso"
FUSEKI = SERVERS / "fuseki" / "fuseki.jar"
APACHE = SERVERS / "apache"
NGINX = SERVERS / "nginx"

CHECKS = SERVERS / "checks"
CHROMIUM = SERVERS / "chromium"

# What Virtuoso is made of once it is unpacked, and the database that every run starts from a copy of.
_PROGRAM = VIRTUOSO / "unpacked" / "usr" / "bin" / "virtuoso-t"
DATABASE = VIRTUOSO / "database"


def oxigraph() -> Path | None:
    """Return the Oxigraph server, which comes with the other packages of the tests."""
    found = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    return None if found is None else Path(found)


def virtuoso() -> Path | None:
    """Return the program of Virtuoso, once its database is there, too."""
    return _PROGRAM if _PROGRAM.is_file() and DATABASE.is_dir() else None


def fuseki() -> Path | None:
    """Return the archive of Fuseki, where there is a Java to run it."""
    return FUSEKI if FUSEKI.is_file() and shutil.which("java") else None


def chromium() -> Path | None:
    """Return a Chromium: that of the machine, else the one that was unpacked here."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    unpacked = CHROMIUM / "unpacked" / "usr" / "lib" / "chromium" / "chromium"
    return Path(found) if found else (unpacked if unpacked.is_file() else None)


def axe() -> Path | None:
    """Return the script that looks for what people cannot use on a page."""
    found = CHECKS / "node_modules" / "axe-core" / "axe.min.js"
    return found if found.is_file() else None


def vnu() -> Path | None:
    """Return the checker of HTML, where there is a Java to run it."""
    found = CHECKS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    return found if found.is_file() and shutil.which("java") else None


def apache() -> Path | None:
    """Return the program of Apache's web server."""
    return _unpacked(APACHE, "apache2")


def nginx() -> Path | None:
    """Return the program of nginx."""
    return _unpacked(NGINX, "nginx")


def _unpacked(folder: Path, program: str) -> Path | None:
    found = folder / "unpacked" / "usr" / "sbin" / program
    return found if found.is_file() else None


def libraries(program: Path) -> str:
    """Return where an unpacked program finds the libraries that were unpacked beside it."""
    folders = {library.parent for library in program.parent.parent.parent.glob("**/*.so.*")}
    return ":".join(sorted(map(str, folders)))


def environment(program: Path) -> dict[str, str]:
    """Return what a program of ours or of the machine has to be told to find its libraries."""
    return {"LD_LIBRARY_PATH": libraries(program)} if SERVERS in program.parents else {}
