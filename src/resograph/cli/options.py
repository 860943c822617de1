"""Turns what several commands have in common on their command line into decorators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

_LEVELS = ("violation", "warning", "info", "never")
_VIEWS = ("accepted", "original")


def options(*each: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return one decorator for several options, in the order in which the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(each):
            command = option(command)
        return command

    return decorate


def form(*names: str) -> Callable[[Command], Command]:
    """Return the option that chooses between forms, the first of which is the default."""
    return click.option("--format", "form", default=names[0], type=click.Choice(names), help="How to write it.")


read_with = options(
    click.option(
        "--limit", "limit", multiple=True, metavar="NAME=NUMBER", help="Allow a file more of something (see too-large)."
    ),
    click.option("--keep-authors", is_flag=True, help="Keep the names of persons who made tracked changes."),
)
stated = options(
    click.option("--base", default="", metavar="IRI", help="Where the IRIs of the data begin."),
    click.option("--view", default="accepted", type=click.Choice(_VIEWS), help="Tracked changes: accepted, or undone."),
    click.option("--meta", metavar="FILE.toml", help="Metadata that the report lacks."),
    click.option("--revision", default="", metavar="ID", help="The name of this revision of the report."),
    read_with,
)
with_changes = click.option("--changes", is_flag=True, help="Put each tracked change into the graph.")
fail_on = click.option(
    "--fail-on", default="violation", type=click.Choice(_LEVELS), help="The least severe finding that is an error."
)
output = click.option("--output", metavar="FILE", help="Write to a file, not to standard output.")
verbose = click.option("--verbose", is_flag=True, expose_value=False, help="Add the trace to an error.")
quiet = click.option("--quiet", is_flag=True, help="Print the result alone: no progress, no summary.")
# The same word for commands that say nothing else anyway: scripts may write it everywhere.
as_quiet = click.option("--quiet", is_flag=True, expose_value=False, help="Print the result alone.")
