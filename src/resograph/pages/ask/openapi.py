"""Turns the routes and the named queries into an OpenAPI document, for programs that are to ask them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from resograph.pages.publication import MEDIA_TYPES, RDF_FORMS, Published
from resograph.query import NamedQuery
from resograph.query.catalogue import Parameter

_ROWS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
_GRAPHS = tuple(MEDIA_TYPES[form].partition(";")[0] for form in RDF_FORMS)
_HTML = "text/html"
_TYPES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "integer": {"type": "integer"},
        "resolution": {"type": "integer", "minimum": 0, "maximum": 9999},
        "item": {"type": "string", "pattern": "^[0-9]+-[0-9]+$"},
        "question": {"type": "string", "pattern": "^[Qq]([Aa][Ll][Ll]|[0-9]{1,3})/[0-9]{1,3}$"},
        "severity": {"type": "string", "enum": ["violation", "warning", "info"]},
        "iri": {"type": "string", "format": "iri"},
        "string": {"type": "string"},
    }
)
_PLAIN = (
    ("/", "dashboard", "Progress, what is unanswered, findings, as charts and tables.", (_HTML,)),
    ("/browse", "browse", "The things of the release, by kind.", (_HTML,)),
    (
        "/validation",
        "validation",
        "The verdict on the data, and each finding.",
        (_HTML, "application/json", "text/csv"),
    ),
    ("/changes", "changes", "What changed between revisions, item by item.", (_HTML, "application/json", "text/csv")),
    ("/downloads", "downloads", "The files of the release.", (_HTML,)),
    ("/def", "ontology", "The terms, their documentation and how they are asked for.", (_HTML, *_GRAPHS)),
    ("/dataset", "dataset", "The dataset with its distributions, licence and rights (DCAT).", (_HTML, *_GRAPHS)),
    ("/.well-known/void", "void", "The dataset in figures (VoID).", _GRAPHS),
    ("/.well-known/sparql-examples", "sparqlExamples", "The named queries as examples for editors.", ("text/turtle",)),
    ("/queries", "queries", "The named queries with their parameters.", (_HTML, "application/json")),
    ("/sitemap.xml", "sitemap", "The pages, for search engines.", ("application/xml",)),
    ("/robots.txt", "robots", "What robots may fetch.", ("text/plain",)),
    ("/openapi.json", "openapi", "This document.", ("application/json",)),
    ("/healthz", "health", "Whether the server is well.", ("text/plain", "application/json")),
)
_REFUSED = MappingProxyType({"description": "Why there is no answer, in one line.", "content": {"text/plain": {}}})


def described(published: Published, queries: Iterable[NamedQuery]) -> dict[str, Any]:
    """Describe the routes; on a static site those that files can be.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> document = described(Published(Things(ox.Store())), ())
    >>> document["openapi"], "/sparql" in document["paths"]
    ('3.1.0', True)
    """
    paths: dict[str, Any] = {path: {"get": _read(name, told, types)} for path, name, told, types in _PLAIN}
    if published.is_live:
        paths |= {"/sparql": _sparql(), "/search": {"get": _search()}, **_things()}
        paths |= {f"/queries/{query.name}": {"get": _asked(query)} for query in queries}
    else:
        paths = {path: told for path, told in paths.items() if path != "/healthz"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "resograph",
            "version": published.release or "0",
            "summary": "Reports on WTSA Resolutions as linked data.",
            "description": f"Release {published.release}." if published.release else "",
            "license": {"name": "Apache-2.0 (the program); see /dataset for the data", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": published.address.rstrip("/") or "."}],
        "paths": dict(sorted(paths.items())),
    }


def _read(name: str, told: str, types: Sequence[str]) -> dict[str, Any]:
    return {"operationId": name, "summary": told, "responses": {"200": _found("What was asked for.", types)}}


def _found(told: str, types: Sequence[str]) -> dict[str, Any]:
    return {"description": told, "content": {name: {} for name in types}}


def _in_query(name: str, told: str, schema: Mapping[str, object], **more: object) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": told, "schema": dict(schema), **more}


def _format(names: Sequence[str]) -> dict[str, Any]:
    return _in_query("format", "Goes before the Accept header.", {"type": "string", "enum": list(names)})


def _asked(query: NamedQuery) -> dict[str, Any]:
    refused = {"400": dict(_REFUSED), "406": dict(_REFUSED), "503": dict(_REFUSED), "504": dict(_REFUSED)}
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": " ".join(query.description.split()),
        "tags": list(query.tags),
        "parameters": [*map(_parameter, query.params), _format(("html", "csv", "tsv", "json", "xml"))],
        "responses": {"200": _found("Rows: " + ", ".join(query.columns), (*_ROWS, _HTML)), **refused},
    }


def _parameter(param: Parameter) -> dict[str, Any]:
    default = _typed(param, param.default)
    schema = {**_TYPES.get(param.type, _TYPES["string"]), "default": default}
    return _in_query(param.name, param.description, schema, example=_typed(param, param.example))


def _typed(param: Parameter, value: str | int) -> str | int:
    """Write a value as its schema has it: the header of a query may have a number as text."""
    is_number = _TYPES.get(param.type, {}).get("type") == "integer"
    return int(value) if is_number else str(value)


def _sparql() -> dict[str, Any]:
    graphs = {"type": "array", "items": {"type": "string", "format": "iri"}}
    dataset = [
        _in_query("default-graph-uri", "Graphs to ask instead of the current view.", graphs, explode=True),
        _in_query("named-graph-uri", "Graphs that GRAPH may name.", graphs, explode=True),
    ]
    responses = {
        "200": _found("The answer; without a query the description of the service.", (*_ROWS, *_GRAPHS, _HTML)),
        **{status: dict(_REFUSED) for status in ("400", "403", "406", "413", "415", "503", "504")},
    }
    asked = _in_query("query", "A SPARQL 1.1 query.", {"type": "string"})
    form = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
    body = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": {"type": "string"}},
            "application/x-www-form-urlencoded": {"schema": form},
        },
    }
    told = "Answers a query by the SPARQL 1.1 Protocol; read only."
    shared = {"summary": told, "responses": responses}
    return {
        "get": {
            "operationId": "sparql",
            "parameters": [asked, *dataset, _format(("json", "xml", "csv", "tsv", "html", *RDF_FORMS))],
            **shared,
        },
        "post": {"operationId": "sparqlPost", "parameters": dataset, "requestBody": body, **shared},
    }


def _search() -> dict[str, Any]:
    words = _in_query("q", "Words, a designation, a number.", {"type": "string"}, required=True)
    return {**_read("search", "Finds things by words, with facets.", (_HTML,)), "parameters": [words]}


def _things() -> dict[str, Any]:
    path = {"name": "path", "in": "path", "required": True, "schema": {"type": "string"}}
    gone = {"404": {"description": "Nothing is there."}, "410": {"description": "A later revision removed it."}}
    seen = _read("describe", "What is said of a thing.", (_HTML, *_GRAPHS))
    led = {"303": {"description": "To what is said of the thing."}, "404": gone["404"]}
    return {
        "/doc/{path}": {"get": {**seen, "parameters": [path], "responses": {**seen["responses"], **gone}}},
        "/id/{path}": {
            "get": {"operationId": "identify", "summary": "A thing itself.", "parameters": [path], "responses": led}
        },
    }
