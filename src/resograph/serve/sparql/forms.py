"""Turns what a client accepts into the form of the answer, for rows and for graphs at once.

Whether a query gives rows or a graph is known when the engine has parsed it, so both are chosen before it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from resograph.serve import negotiate


class Form(NamedTuple):
    """A form of an answer and the media type under which it goes out."""

    name: str
    media_type: str


class Choice(NamedTuple):
    """The forms that fit best; None where none does."""

    rows: Form | None
    graph: Form | None


# The first of those that are equally welcome is taken.
_ROWS = (
    Form("json", "application/sparql-results+json"),
    Form("xml", "application/sparql-results+xml"),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
    Form("json", "application/json"),
    Form("xml", "application/xml"),
    Form("xml", "text/xml"),
    Form("html", "text/html"),
)
_GRAPHS = (
    Form("ttl", "text/turtle"),
    Form("nt", "application/n-triples"),
    Form("jsonld", "application/ld+json"),
    Form("rdf", "application/rdf+xml"),
    Form("nt", "application/n-quads"),
    Form("ttl", "application/trig"),
    Form("jsonld", "application/json"),
    Form("rdf", "application/xml"),
    Form("html", "text/html"),
)
_PAGES = (_GRAPHS[0], _GRAPHS[1], _GRAPHS[2], _GRAPHS[3], _GRAPHS[-1])
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "ttl": "text/turtle",
        "turtle": "text/turtle",
        "nt": "application/n-triples",
        "ntriples": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdf": "application/rdf+xml",
        "rdfxml": "application/rdf+xml",
        "html": "text/html",
    }
)
_TEXT = "text/"
_SHORT = 400  # what is longer is not remembered


def chosen(accept: str, wanted: str = "") -> Choice:
    """Choose by an Accept header, or by ``wanted``: the name of a form, or a media type, that goes before it.

    >>> chosen("text/csv;q=0.5, application/sparql-results+xml").rows.name, chosen("image/png").rows
    ('xml', None)
    >>> chosen("*/*", "csv").rows, chosen("*/*", "no-such-form")
    (Form(name='csv', media_type='text/csv'), Choice(rows=None, graph=None))
    """
    ranges = _NAMED.get(wanted, wanted if "/" in wanted else "") if wanted else accept
    if wanted and not ranges:
        return Choice(None, None)
    return _chosen(ranges) if len(ranges) <= _SHORT else _chosen.__wrapped__(ranges)


def page_form(accept: str, wanted: str = "") -> Form | None:
    """Choose the form of the service description: one of RDF, or the page for people.

    >>> page_form("text/html,*/*;q=0.8").name, page_form("*/*").name, page_form("image/png")
    ('html', 'ttl', None)
    """
    return _best(_NAMED.get(wanted, wanted) if wanted else accept, _PAGES)


@lru_cache(256)
def _chosen(ranges: str) -> Choice:
    return Choice(_best(ranges, _ROWS), _best(ranges, _GRAPHS))


def _best(accept: str, offers: Sequence[Form]) -> Form | None:
    types = {offer.media_type: offer for offer in offers}
    found = negotiate.chosen({name: name for name in types}, accept)
    return types[found] if found else None


def content_type(form: Form) -> str:
    """Return the header for a form: text says how its letters are encoded.

    >>> content_type(Form("csv", "text/csv"))
    'text/csv; charset=utf-8'
    """
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith(_TEXT) else form.media_type
