"""Says where the servers are that the tests start: in the virtual environment, which `make clean` removes."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

SERVERS = Path(sys.prefix) / "servers"
VIRTUOSO = SERVERS / "virtuoso"
FUSEKI = SERVERS / "fuseki" / "fuseki.jar"

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


def libraries(program: Path) -> str:
    """Return where an unpacked program finds the libraries that were unpacked beside it."""
    folders = {library.parent for library in program.parent.parent.parent.glob("**/*.so.*")}
    return ":".join(sorted(map(str, folders)))
