"""Turns one release into a process that serves it, from its start to its end.

It is told what to open on standard input, and tells on standard output how far it is. Whoever started it says there
when it is to end; when nothing can be said there any more, it ends by itself.

First come the data and the processes that answer questions about them; only then what pages and connections need is
loaded, as each of these processes would have a copy of it.
"""

from __future__ import annotations

import ctypes
import logging
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from resograph.errors import InternalError, ResographError
from resograph.query.things import things_of
from resograph.serve.opened import Tell, opened
from resograph.serve.opening import Opening
from resograph.serve.sparql import Pool

_FILES_BESIDE: Final = 200


def main() -> None:
    """Be the process."""
    replies = os.dup(sys.stdout.fileno())
    os.set_inheritable(replies, False)  # noqa: FBT003 -- so the library has it
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def tell(kind: str, value: object = None) -> None:
        with suppress(BrokenPipeError):
            os.write(replies, pickle.dumps((kind, value)))

    opening: Opening = pickle.load(sys.stdin.buffer)  # noqa: S301 -- of the process that started this one
    # Ctrl-C is for the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    with _faults(tell), _below(opening.scratch), _without_words(opening) as shown:
        _serve(shown, tell)


@contextmanager
def _faults(tell: Tell) -> Iterator[None]:
    try:
        yield
    except ResographError as error:
        tell("error", error)
    except MemoryError:
        remedy = "give it more memory, or serve it with --index always"
        tell("error", InternalError("worker-died", "no memory is left for the release", "server", remedy))
    except Exception as error:
        what = f"{type(error).__name__} ({error})"
        tell("error", InternalError("internal", what, "server", "report it"))
        raise


@contextmanager
def _below(scratch: Path | None) -> Iterator[None]:
    """Put all that is temporary into one folder, and remove it, should nobody be left to do so."""
    tempfile.tempdir = None if scratch is None else str(scratch)
    try:
        yield
    finally:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _without_words(opening: Opening) -> Iterator[Opening]:
    """Yield what is to be served where the words of the reports are not to be: a release without them."""
    if opening.is_verbatim:
        yield opening
        return
    from resograph.query.verbatim import release_without_quotes  # noqa: PLC0415 -- few ask for it

    with release_without_quotes(opening.folder) as folder:
        yield replace(opening, folder=folder)


def _serve(opening: Opening, tell: Tell) -> None:
    most = _allow_files(opening.limits.connections)
    opening = replace(opening, limits=replace(opening.limits, connections=most))
    found = opened(opening, tell)
    with suppress(OSError, AttributeError):  # not every system has it
        ctypes.CDLL(None).malloc_trim(0)  # what loading took up besides is given back, before there are copies
    pool = Pool.forked(found.again or found.data, base=things_of(found.data.store).base)
    try:
        from resograph.serve.serving import run  # noqa: PLC0415 -- see above: now there are copies

        run(found, pool, tell)
    finally:
        pool.close()


def _allow_files(connections: int) -> int:
    """Ask the system for as many open files as there may be connections; return how many of these there can be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return connections if soft == resource.RLIM_INFINITY else max(soft - _FILES_BESIDE, 1)
