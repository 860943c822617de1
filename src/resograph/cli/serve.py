"""Turns the command `serve` into a web server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from resograph.cli import options as opt
from resograph.cli import output as out

if TYPE_CHECKING:
    from resograph.model.release import Level
    from resograph.query import Index


class _There(TypedDict):
    """Where it listens, and what it is known as."""

    host: str
    port: int
    address: str


_there = opt.options(
    click.option("--host", default="127.0.0.1", metavar="HOST", help="Where to listen (default: 127.0.0.1)."),
    click.option(
        "--port", default=8000, type=click.IntRange(0, 65535), metavar="N", help="The port (default: 8000; 0: any)."
    ),
    click.option("--address", default="", metavar="URL", help="The public address, where the server is known by one."),
)


@click.command()
@click.option("--on", "folder", default="out", metavar="DIR", help="What to serve (default: the release in ./out).")
@opt.options(_there)
@click.option(
    "--index",
    default="auto",
    type=click.Choice(("auto", "always", "never")),
    help="Serve a release from an index on disk (default: auto, when it is large).",
)
@click.option("--no-verbatim", is_flag=True, help="Leave out the words of the reports, everywhere.")
@opt.options(opt.fail_on, opt.quiet, opt.verbose)
def serve(
    folder: str, fail_on: Level, index: Index, *, no_verbatim: bool, quiet: bool, **there: Unpack[_There]
) -> None:
    """Serve a release as linked data: pages, data, search and SPARQL, until told to end."""
    from resograph.naming.public import public_address
    from resograph.serve.supervisor import Serving, Telling
    from resograph.serve.supervisor import serve as run

    serving = Serving(
        Path(folder),
        fail_on=fail_on,
        index=index,
        is_verbatim=not no_verbatim,
        host=there["host"],
        port=there["port"],
        address=public_address(there["address"]),
    )
    run(serving, Telling(lambda line: out.tell(line, quiet=quiet), lambda line: out.tell(line, quiet=False)))
