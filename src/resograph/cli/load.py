"""Turns the command `load` into a store that holds a release, and a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from resograph.cli import options as opt
from resograph.cli import output as out
from resograph.cli.endpoint import endpoint

if TYPE_CHECKING:
    from resograph.model.release import Level
    from resograph.publish.store import Store

_KINDS = ("auto", "oxigraph", "fuseki", "virtuoso", "graphdb", "rdf4j", "generic")
_ONE_GRAPH_AT_MOST = 1 << 36


class _There(TypedDict):
    """Where the store is and how it is asked, as the command line says it."""

    to: str
    store: str
    graph_store: str
    update: str
    query: str
    credentials: str | None
    timeout: float


_there = opt.options(
    click.option("--to", required=True, metavar="URL", help="The address of the store (of Fuseki, of the dataset)."),
    click.option("--store", default="auto", type=click.Choice(_KINDS), help="The kind of store; auto asks the server."),
    click.option("--graph-store", default="", metavar="URL", help="Where it takes graphs, if elsewhere."),
    click.option("--update", default="", metavar="URL", help="Where it takes SPARQL Update, if elsewhere."),
    click.option("--query", default="", metavar="URL", help="Where it takes queries, if elsewhere."),
    opt.credentials,
    click.option(
        "--timeout",
        default=600.0,
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="How long one request may take, with every try (default: 600; 0 = any time).",
    ),
)


@click.command()
@click.argument("path", metavar="PATH")
@opt.options(_there)
@click.option("--graph", default="", metavar="IRI", help="The graph for triples of a file that are in none.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@opt.options(opt.fail_on, opt.output, opt.quiet, opt.verbose)
def load(
    path: str,
    graph: str,
    fail_on: Level,
    output: str | None,
    *,
    dry_run: bool,
    quiet: bool,
    **there: Unpack[_There],
) -> None:
    """Put a release or an RDF file into a triple store, and verify what arrived."""
    from resograph import pipeline
    from resograph.publish import store as stores
    from resograph.settings import settings

    out.refuse_overwriting([path], output)
    data = pipeline.loadable(path, graph, settings(), fail_on)
    found = _store(there)
    if there["store"] == "auto":
        out.tell(f"the store is taken for {found.kind.name}", quiet=quiet)
    if dry_run:
        receipt = stores.dry_run(data, found)
    else:
        with out.amounts("sending", quiet=quiet) as tell:
            receipt = stores.load(data, found, tell)
    out.emit(out.as_json(receipt.record()), output)
    out.tell(receipt.told(), quiet=quiet)


def _store(there: _There) -> Store:
    from resograph.publish import store as stores

    asker = endpoint(there["credentials"], there["timeout"], bytes=_ONE_GRAPH_AT_MOST)
    named = stores.Addresses(there["graph_store"], there["update"], there["query"])
    return stores.find(there["to"], there["store"], named, asker)
