"""Measures how long `resograph --help` takes from the shell to its end."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter


def help_in_seconds() -> float:
    """Return the best of five."""
    return min(_help() for _ in range(5))


def _help() -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "resograph", "--help"], capture_output=True, check=True)
    return perf_counter() - start
