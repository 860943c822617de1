"""Turns what a command has found into bytes on standard output, in a file or on a terminal."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resograph.errors import InputError, UsageError

if TYPE_CHECKING:
    from resograph.model.release import Level
    from resograph.pipeline import Outcome, Tell
    from resograph.query import Parameter

_WORD = (".docx", ".dotx")


class PipeClosedError(Exception):
    """The reader has gone. No ``OSError``: click would end with the code that means findings."""


def emit(data: bytes | Iterable[bytes], output: str | None) -> None:
    """Write data, or its pieces as they come, to standard output or to a file, which is whole or as it was before."""
    pieces = [data] if isinstance(data, bytes) else data
    if output is None:
        _to_standard_output(pieces)
    else:
        _to_file(pieces, Path(output))


@contextmanager
def _written(where: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise PipeClosedError from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        remedy = "free some space, mend the permissions or name another"
        raise UsageError("not-writable", reason, where, remedy) from error


def _to_standard_output(pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        with _written("standard output"):
            if sys.stdout is not None:  # None where the caller closed it: then nobody wants the data
                sys.stdout.buffer.write(piece)
                sys.stdout.buffer.flush()


def _to_file(pieces: Iterable[bytes], path: Path) -> None:
    where = str(path)
    with _written(where):
        if path.exists() and not path.is_file():
            # A device or a named pipe: it must not be replaced by a file.
            temporary, file = None, path.open("wb")
        else:
            temporary = path.with_name(f".{path.name}.new")
            temporary.unlink(missing_ok=True)
            file = temporary.open("xb")  # never through a link that somebody left there
    try:
        for piece in pieces:  # what fails while a piece is made is no fault of the file
            with _written(where):
                file.write(piece)
        with _written(where):
            file.close()
            if temporary is not None:
                temporary.replace(path)
    finally:
        with suppress(OSError):
            file.close()
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def refuse_overwriting(inputs: Sequence[str], *outputs: str | None) -> None:
    """Refuse to write over what is read, or two forms into one file; raises ``UsageError``."""
    read = {Path(path).resolve() for path in inputs}
    written: set[Path] = set()
    for output in filter(None, outputs):
        path = Path(output).resolve()
        if path in read:
            raise UsageError("usage", "the answer would replace what is read", output, "name another file")
        if path in written:
            raise UsageError("usage", "two forms would go into one file", output, "name a file for each")
        written.add(path)


def refuse_same(source: str, output: str) -> None:
    """Refuse to write a copy over what it is a copy of, or as what it is not; raises ``UsageError``."""
    there = Path(source).exists() and Path(output).exists()
    if there and Path(source).samefile(output):
        raise UsageError("usage", "the copy would replace the report", output, "name another file in --output")
    if Path(output).suffix.casefold() not in _WORD:
        raise UsageError("usage", "the copy is a Word file", output, "end the name of --output in .docx")


def tell(line: str, *, quiet: bool) -> None:
    """Say something beside the data."""
    if not quiet:
        click.echo(line, err=True)


def standard_input() -> str:
    """Return the text of standard input, which must be UTF-8."""
    if sys.stdin is None:  # the caller closed it
        raise InputError("empty-file", "nothing can be read", "standard input", "send the query, or name a file")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("encoding", "not UTF-8", "standard input", "send it in UTF-8") from error


def noun(value: object, **beside: object) -> bytes:
    """Write a noun of `resograph.model` as JSON; ``beside`` its own fields may stand what was found out of it."""
    from resograph.model.plain import plain

    told = plain(value)
    if isinstance(told, dict):
        told |= {name: plain(found) for name, found in beside.items()}
    return as_json(told)


def nouns(values: Sequence[object]) -> bytes:
    """Write one noun as JSON, or several as a list."""
    return noun(values[0] if len(values) == 1 else values)


def as_json(value: object) -> bytes:
    """Write plain values as JSON."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def screen_width(output: str | None) -> int | None:
    """Return how many characters a line on the terminal has; None where data go elsewhere."""
    on_screen = output is None and sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if on_screen else None


def table(rows: Iterator[Sequence[str]]) -> bytes:
    """Write rows in columns that are as wide as their widest entry; the last one runs on."""
    lines = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "".join(f"{line.rstrip()}\n" for line in padded).encode()


def tell_defaults(params: Iterable[Parameter], values: Mapping[str, str]) -> None:
    """Say which values were taken because none was given: an answer about one body looks like one about another."""
    for param in params:
        if param.name not in values:
            click.echo(f"asked with {param.name}={param.default}, the default", err=True)


def query_row(entry: Mapping[str, object]) -> tuple[str, str, str]:
    """Return a named query as a row of a table."""
    params = entry["params"]
    names = [f"{param['name']}={param['default']}" for param in params] if isinstance(params, list) else []
    return str(entry["name"]), " ".join(names), str(entry["summary"])


def release_row(entry: Mapping[str, object]) -> tuple[str, str, str, str]:
    """Return a release as a row of a table."""
    inputs, counts = entry["inputs"], entry["counts"]
    names = ", ".join(str(one["name"]) for one in inputs) if isinstance(inputs, list) else ""
    quads = str(counts["quads"]) if isinstance(counts, dict) else ""
    return ("*" if entry["current"] else " ", str(entry["id"]), f"{quads} quads", names)


def finish(outcome: Outcome, out: str, fail_on: Level, *, quiet: bool) -> None:
    """Tell where the release is, or print the findings that stopped it and fail."""
    from resograph import pipeline

    if outcome.receipt is None:
        emit(pipeline.verdict_as("human", outcome.release.verdict), None)
        pipeline.refuse(outcome.release, fail_on)
    else:
        emit(os.fsencode(f"{out}/releases/{outcome.receipt.name}\n"), None)
        tell(outcome.release.verdict.note, quiet=quiet or not outcome.release.verdict.note)
        tell(pipeline.told(outcome.release), quiet=quiet)


@contextmanager
def progress(steps: int, *, quiet: bool) -> Iterator[Tell]:
    """Show a bar on a terminal, and nothing to a file or another program."""
    hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(length=steps, file=sys.stderr, hidden=hidden, item_show_func=_stage) as bar:

        def tell(stage: str) -> None:
            bar.update(1, stage)

        yield tell
        bar.update(steps - bar.pos)  # what was remembered was no step


@contextmanager
def amounts(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar of how much is done, of how much, on a terminal, and nothing to a file or another program."""
    hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(length=1, file=sys.stderr, hidden=hidden, label=label) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(max(done - bar.pos, 0))

        yield tell


def _stage(stage: str | None) -> str:
    return stage or ""
