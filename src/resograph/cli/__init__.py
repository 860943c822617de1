"""Turns a command line into calls of the house: the only room that prints, exits and reads the environment."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from resograph.cli import commands
from resograph.cli.output import PipeClosedError
from resograph.errors import InternalError, ResographError, UsageError

_INTERRUPTED, _PIPE_CLOSED = 130, 141


def main() -> None:
    """Run the command line of this process and exit with the code of docs/reference/contract.md §1."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; an error is one line on standard error."""
    try:
        code = commands.resograph.main(list(arguments), prog_name="resograph", standalone_mode=False)
    except click.Abort:
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except click.UsageError as error:
        return _fail(_usage_error(error), arguments)
    except ResographError as error:
        return _fail(error, arguments)
    except (BrokenPipeError, PipeClosedError):
        return _leave_the_pipe()
    except Exception as error:  # noqa: BLE001 -- a bug of ours must not look like a verdict on the data
        return _fail(_internal_error(error), arguments)
    return code if isinstance(code, int) else 0


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
