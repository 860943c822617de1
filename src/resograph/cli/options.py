"""Turns what several commands have in common on their command line into decorators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

_LEVELS = ("violation", "warning", "info", "never")
_VIEWS = ("accepted", "original")
VERDICTS = ("human", "json", "turtle", "sarif", "junit", "github")
"""The forms in which a verdict can be read."""


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


def _also(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [(name, file) for name, _, file in (one.partition("=") for one in given)]
    for name, file in pairs:
        if name not in VERDICTS or not file:
            remedy = f"write FORMAT=FILE, where FORMAT is one of {', '.join(VERDICTS)}"
            raise click.BadParameter(remedy)
    return tuple(pairs)


def _svg(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    if given is not None and not given.lower().endswith(".svg"):
        raise click.BadParameter("a chart is an SVG file: end its name in .svg")
    return given


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
shapes = click.option(
    "--shapes", multiple=True, metavar="DIR", help="Shapes of your own, to be kept beside ours (a folder or a file)."
)
jobs = click.option(
    "--jobs",
    default=1,
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes may work at once (default: 1).",
)
cache = click.option("--cache", metavar="DIR", help="Keep what was found there, and check again only what has changed.")
fail_on = click.option(
    "--fail-on",
    default="violation",
    type=click.Choice(_LEVELS),
    help="The least severe finding that is an error (default: violation).",
)
output = click.option("--output", metavar="FILE", help="Write to a file, not to standard output.")
also = click.option(
    "--also", multiple=True, metavar="FORMAT=FILE", callback=_also, help="Write it to a file in another form, too."
)
verbose = click.option("--verbose", is_flag=True, expose_value=False, help="Add the trace to an error.")
quiet = click.option("--quiet", is_flag=True, help="Print the result alone: no progress, no summary.")
# The same word for commands that say nothing else anyway: scripts may write it everywhere.
as_quiet = click.option("--quiet", is_flag=True, expose_value=False, help="Print the result alone.")
credentials = click.option("--credentials", metavar="FILE", help="A TOML file with user and password, or token.")
asking = options(
    click.option(
        "--on", "place", default="out", metavar="PATH|URL", help="What to ask (default: the release in ./out)."
    ),
    click.option("--param", "params", multiple=True, metavar="KEY=VALUE", help="The value of a parameter."),
    click.option(
        "--format",
        "form",
        metavar="FORMAT",
        help="table, csv, tsv, json, xml, spreadsheet; of a graph turtle, ntriples, jsonld.",
    ),
    click.option("--chart", metavar="FILE.svg", callback=_svg, help="Draw an answer of two columns as bars, too."),
    click.option("--explain", is_flag=True, help="Tell what would be asked, and ask nothing."),
    click.option(
        "--timeout",
        "seconds",
        default=60.0,
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="How long an answer may take (default: 60; 0: as long as it likes).",
    ),
    click.option(
        "--index",
        default=None,
        type=click.Choice(("auto", "always", "never")),
        help="Ask a release from an index on disk (default: auto, when it is large).",
    ),
    credentials,
)
