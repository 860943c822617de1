"""Turns a command line into calls of the house: the only place that prints, exits and reads the environment."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from resograph import __version__
from resograph.errors import InputError, InternalError, ResographError, UsageError

if TYPE_CHECKING:
    from resograph.model.document import View
    from resograph.model.release import Level
    from resograph.pipeline import Outcome, Tell
    from resograph.query import Answer, Parameter

_Command = TypeVar("_Command", bound=Callable[..., object])

_FINDINGS, _USAGE, _INTERRUPTED, _PIPE_CLOSED = 1, 2, 130, 141
_LEVELS = ("violation", "warning", "info", "never")
_VIEWS = ("accepted", "original")


def main() -> None:
    """Run the command line of this process and exit with the code of docs/reference/contract.md §1."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; an error is one line on standard error."""
    try:
        code = resograph.main(list(arguments), prog_name="resograph", standalone_mode=False)
    except click.Abort:
        return _INTERRUPTED
    except click.UsageError as error:
        return _fail(_usage_error(error), arguments)
    except ResographError as error:
        return _fail(error, arguments)
    except BrokenPipeError:
        return _leave_the_pipe()
    except Exception as error:  # noqa: BLE001 -- a bug of ours must not look like a verdict on the data
        return _fail(_internal_error(error), arguments)
    return code if isinstance(code, int) else 0


# ---------------------------------------------------------------------------------------- options of several commands


def _options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_stated = _options(
    click.option("--base", default="", metavar="IRI", help="Where the IRIs of the data begin."),
    click.option("--view", default="accepted", type=click.Choice(_VIEWS), help="Tracked changes: accepted, or undone."),
    click.option("--meta", metavar="FILE.toml", help="Metadata that the report lacks."),
    click.option("--revision", default="", metavar="ID", help="The name of this revision of the report."),
)
_fail_on = click.option(
    "--fail-on", default="violation", type=click.Choice(_LEVELS), help="The least severe finding that is an error."
)
_output = click.option("--output", metavar="FILE", help="Write to a file, not to standard output.")
_verbose = click.option("--verbose", is_flag=True, expose_value=False, help="Add the trace to an error.")
_quiet = click.option("--quiet", is_flag=True, help="Print the result alone: no progress, no summary.")
# The same word for commands that say nothing else anyway: scripts may write it everywhere.
_as_quiet = click.option("--quiet", is_flag=True, expose_value=False, help="Print the result alone.")


def _format(*names: str) -> Callable[[_Command], _Command]:
    return click.option("--format", "form", default=names[0], type=click.Choice(names), help="How to write it.")


# ---------------------------------------------------------------------------------------- commands


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, no_args_is_help=False)
@click.version_option(__version__, message="%(prog)s %(version)s")
def resograph() -> None:
    """Turn progress reports on WTSA Resolutions into validated, queryable RDF."""


@resograph.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--out", default="out", metavar="DIR", help="The folder of releases (default: out).")
@_options(_stated, _fail_on, _quiet, _verbose)
def build(
    reports: tuple[str, ...], out: str, fail_on: Level, *, quiet: bool, base: str, view: View, meta: str, revision: str
) -> None:
    """Read reports (.docx, .txt) and publish them as one validated release in DIR."""
    from resograph import pipeline

    settings = pipeline.settings(base, view, meta, revision)
    with _progress(2 * len(reports) + 3, quiet=quiet) as tell:
        outcome = pipeline.build_into(Path(out), reports, settings, fail_on, tell)
    _finish(outcome, out, fail_on, quiet=quiet)


@resograph.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_options(_stated, _fail_on, _format("human", "json", "turtle"), _output, _quiet, _verbose)
def validate(
    paths: tuple[str, ...],
    form: str,
    output: str,
    fail_on: Level,
    *,
    quiet: bool,
    base: str,
    view: View,
    meta: str,
    revision: str,
) -> int:
    """Check reports or RDF files (.ttl .nt .nq .trig .jsonld .rdf) against the shapes."""
    from resograph import pipeline

    settings = pipeline.settings(base, view, meta, revision)
    with _progress(2 * len(paths) + 2, quiet=quiet) as tell:
        release = pipeline.validated(paths, settings, tell)
    _emit(pipeline.verdict_as(form, release), output)
    return _FINDINGS if release.verdict.at_least(fail_on) else 0


@resograph.command()
@click.argument("name", metavar="NAME|FILE.rq|-")
@click.option("--on", "place", default="out", metavar="PATH|URL", help="What to ask (default: the release in ./out).")
@click.option("--param", "params", multiple=True, metavar="KEY=VALUE", help="The value of a parameter.")
@click.option(
    "--format", "form", metavar="FORMAT", help="table, csv, tsv, json, xml; of a graph turtle, ntriples, jsonld."
)
@_options(_output, _quiet, _verbose)
def query(name: str, place: str, params: tuple[str, ...], form: str | None, output: str | None, *, quiet: bool) -> None:
    """Answer a named query, a query in a file, or one on standard input."""
    from resograph import query as questions

    named = questions.parse("stdin", _standard_input()) if name == "-" else questions.find(name)
    values = questions.assignments(params)
    answer = questions.ask(named, values, questions.open_data(place))
    _tell_defaults(named.params if not quiet else (), values)
    _emit(_answered(answer, form, output), output)


@resograph.command()
@_options(_format("table", "json"), _output, _as_quiet, _verbose)
def queries(form: str, output: str | None) -> None:
    """List the named queries with their parameters."""
    from resograph.query import catalogue

    listed = [named.described() for named in catalogue().values()]
    _emit(_json(listed) if form == "json" else _table(_query_row(entry) for entry in listed), output)


@resograph.command()
@click.argument("report")
@_options(_output, _as_quiet, _verbose)
def read(report: str, output: str | None) -> None:
    """Print what a report holds, with its tracked changes, as JSON."""
    from resograph.model.source import Source
    from resograph.read import read as read_document

    _emit(_noun(read_document(Source.open(report))), output)


@resograph.command()
@click.argument("report")
@_options(_stated, _output, _as_quiet, _verbose)
def interpret(report: str, output: str | None, *, base: str, view: View, meta: str, revision: str) -> None:
    """Print the action plan found in a report as JSON."""
    from resograph import pipeline

    _emit(_noun(pipeline.report_of(report, pipeline.settings(base, view, meta, revision))), output)


@resograph.command()
@click.argument("report")
@_options(_stated, _output, _as_quiet, _verbose)
def recognise(report: str, output: str | None, *, base: str, view: View, meta: str, revision: str) -> None:
    """Print what is recognised in a report, and where, as JSON."""
    from resograph import pipeline

    _emit(_noun(pipeline.reading_of(report, pipeline.settings(base, view, meta, revision))), output)


@resograph.command()
@click.argument("folder", metavar="DIR")
@click.option("--rollback", metavar="ID", help="Make this release the current one.")
@click.option(
    "--prune", type=click.IntRange(min=0), metavar="KEEP", help="Remove all but the newest KEEP and the current."
)
@_options(_format("table", "json"), _output, _as_quiet, _verbose)
def releases(folder: str, rollback: str | None, prune: int | None, form: str, output: str | None) -> None:
    """List the releases in DIR, the oldest first."""
    from resograph import publish

    publish.arrange(Path(folder), rollback, prune)
    history = publish.history(Path(folder))
    _emit(_json(history) if form == "json" else _table(_release_row(entry) for entry in history), output)


# ---------------------------------------------------------------------------------------- what goes out


def _emit(data: bytes, output: str | None) -> None:
    """Write data to standard output or to a file, which is whole or as it was before."""
    try:
        if output is None:
            _to_standard_output(data)
        else:
            _to_file(data, Path(output))
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        where = output or "standard output"
        raise UsageError(
            "not-writable", reason, where, "free some space, mend the permissions or name another"
        ) from error


def _to_standard_output(data: bytes) -> None:
    if sys.stdout is not None:  # None where the caller closed it: then nobody wants the data
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _to_file(data: bytes, path: Path) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a named pipe must not be replaced by a file
        return
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:  # never through a link that somebody left there
            file.write(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise InputError("encoding", "not UTF-8", "standard input", "send it in UTF-8") from error


def _noun(noun: object) -> bytes:
    from resograph.model.plain import plain

    return _json(plain(noun))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _answered(answer: Answer, form: str | None, output: str | None) -> bytes:
    on_screen = output is None and sys.stdout is not None and sys.stdout.isatty()
    data = io.BytesIO()
    width = shutil.get_terminal_size().columns if on_screen else None
    answer.write(form or (answer.screen_format if on_screen else answer.pipe_format), data, width)
    return data.getvalue()


def _table(rows: Iterator[Sequence[str]]) -> bytes:
    """Write rows in columns that are as wide as their widest entry; the last one runs on."""
    lines = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "".join(f"{line.rstrip()}\n" for line in padded).encode()


def _tell_defaults(params: Iterable[Parameter], values: Mapping[str, str]) -> None:
    """Say which values were taken because none was given: an answer about one body looks like one about another."""
    for param in params:
        if param.name not in values:
            click.echo(f"asked with {param.name}={param.default}, the default", err=True)


def _query_row(entry: Mapping[str, object]) -> tuple[str, str, str]:
    params = entry["params"]
    names = [f"{param['name']}={param['default']}" for param in params] if isinstance(params, list) else []
    return str(entry["name"]), " ".join(names), str(entry["summary"])


def _release_row(entry: Mapping[str, object]) -> tuple[str, str, str, str]:
    inputs, counts = entry["inputs"], entry["counts"]
    names = ", ".join(str(one["name"]) for one in inputs) if isinstance(inputs, list) else ""
    quads = str(counts["quads"]) if isinstance(counts, dict) else ""
    return ("*" if entry["current"] else " ", str(entry["id"]), f"{quads} quads", names)


def _finish(outcome: Outcome, out: str, fail_on: Level, *, quiet: bool) -> None:
    """Tell where the release is, or print the findings that stopped it and fail."""
    from resograph import pipeline

    if outcome.receipt is None:
        _emit(pipeline.verdict_as("human", outcome.release), None)
        pipeline.refuse(outcome.release, fail_on)
    else:
        _emit(os.fsencode(f"{out}/releases/{outcome.receipt.name}\n"), None)
        if not quiet:
            click.echo(pipeline.told(outcome.release), err=True)


@contextmanager
def _progress(steps: int, *, quiet: bool) -> Iterator[Tell]:
    """Show a bar on a terminal, and nothing to a file or another program."""
    hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(length=steps, file=sys.stderr, hidden=hidden, item_show_func=_stage) as bar:

        def tell(stage: str) -> None:
            bar.update(1, stage)

        yield tell


def _stage(stage: str | None) -> str:
    return stage or ""


# ---------------------------------------------------------------------------------------- what goes wrong


def _fail(error: ResographError, arguments: Sequence[str]) -> int:
    click.echo(str(error), err=True)
    if "--verbose" in arguments:
        traceback.print_exception(error)
    return error.exit_code


def _usage_error(error: click.UsageError) -> UsageError:
    command = error.ctx.command_path if error.ctx else "resograph"
    return UsageError("usage", error.format_message().rstrip("."), command, f"see {command} --help")


def _internal_error(error: Exception) -> ResographError:
    frames = traceback.extract_tb(error.__traceback__)
    where = ", ".join(f"{'/'.join(Path(frame.filename).parts[-2:])} line {frame.lineno}" for frame in frames[-1:])
    message = InternalError(
        "internal", f"{type(error).__name__} ({error})", where, "run it with --verbose and report it"
    )
    message.__cause__ = error
    return message


def _leave_the_pipe() -> int:
    # The reader has gone. What Python still holds for it goes to nowhere, or it would complain at exit.
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _PIPE_CLOSED
