"""Turns the command `site` into a folder of plain files, and a receipt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resograph.cli import options as opt
from resograph.cli import output as out

if TYPE_CHECKING:
    from resograph.model.release import Level

_AT_MOST = 4
"""More processes than this are not started unasked: each of them holds the release."""


def _processes() -> int:
    return max(1, min(os.cpu_count() or 1, _AT_MOST))


@click.command()
@click.option("--on", "place", default="out", metavar="DIR", help="The folder of releases (default: out).")
@click.option("--out", "folder", required=True, metavar="FOLDER", help="The folder of the site.")
@click.option("--address", default="", metavar="URL", help="Where the site will stand, for what must be absolute.")
@click.option("--no-verbatim", is_flag=True, help="Leave out the words that are quoted from the reports.")
@opt.fail_on
@click.option(
    "--jobs",
    default=_processes,
    type=click.IntRange(min=1),
    metavar="N",
    help=f"How many processes may work at once (default: one for each processor, at most {_AT_MOST}).",
)
@opt.options(opt.quiet, opt.verbose)
def site(place: str, folder: str, address: str, fail_on: Level, jobs: int, *, no_verbatim: bool, quiet: bool) -> None:
    """Write a release as a static site for any web server: its pages and their data, with relative links."""
    from resograph import pipeline
    from resograph.naming.public import public_address
    from resograph.publish.site import Origin

    origin = Origin(pipeline.publishable(place, fail_on), public_address(address), verbatim=not no_verbatim)
    with out.amounts("writing", quiet=quiet) as tell:
        receipt = pipeline.site_into(Path(folder), origin, jobs, tell)
    out.tell(receipt.told(), quiet=quiet)
