"""Turns the kind of a store into what is special about it: one entry for each, and nothing else depends on kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from resograph.publish.store.normal import Normal, as_virtuoso, as_written


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of store is like: where its three endpoints lie below its address, and what it does to data.

    ``sign`` is a word of the headers by which its server gives itself away. ``takes_gzip``: it unpacks what it is
    sent. ``normal`` makes equal what it holds for equal. ``ends``: an address that ends so is that of one endpoint, and
    no place where a store may lie.
    """

    name: str
    graph_store: str
    update: str
    query: str
    sign: str = ""
    takes_gzip: bool = False
    normal: Normal = as_written
    ends: tuple[str, ...] = ()


_KNOWN = (
    Profile(
        "oxigraph",
        "/store",
        "/update",
        "/query",
        sign="oxigraph/",
        takes_gzip=True,
        ends=("/query", "/sparql", "/update", "/store"),
    ),
    Profile("fuseki", "/data", "/update", "/query", sign="fuseki", takes_gzip=True),
    Profile(
        "virtuoso",
        "/sparql-graph-crud-auth",
        "/sparql-auth",
        "/sparql-auth",
        sign="virtuoso/",
        normal=as_virtuoso,
        ends=("/sparql", "/sparql-auth", "/sparql-graph-crud-auth", "/sparql-graph-crud"),
    ),
    Profile("graphdb", "/rdf-graphs/service", "/statements", "", sign="graphdb"),
    Profile("rdf4j", "/rdf-graphs/service", "/statements", "", sign="rdf4j"),
    Profile("generic", "", "", ""),
)

PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in _KNOWN})
"""The kinds of stores, by name; of a generic one the endpoints are named one by one."""

GENERIC = PROFILES["generic"]
