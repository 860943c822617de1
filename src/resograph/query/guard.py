"""Turns a text into the same text, once it is known to be a query that asks of nothing but the data at hand.

Oxigraph follows SERVICE over the network and has no switch that forbids it, so a query is judged before it is
evaluated; and the judge is Oxigraph's own parser. SERVICE and FROM mean something in one place of the SPARQL
grammar each, and no other word can stand there. So both are misspelt wherever they occur, and the text is
parsed again: if it is still a query, they stood in a name, a string or a comment; if not, one was the keyword.
A second parser, or a search in the text, could be led to read comments and strings otherwise than the engine.
LOAD and the other updates are no queries: the parser refuses them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyoxigraph as ox

from resograph.errors import UsageError
from resograph.query.syntax import complaint, explained

_WORDS = re.compile("service|from", re.IGNORECASE)
_SERVICE = re.compile("service", re.IGNORECASE)
_FROM = re.compile("from", re.IGNORECASE)
_SPACE = r"(?:\s|#[^\r\n]*)*"
_NAME = r"<[^<>\"{}|^`\s]*>|[^\s<>(){}#\"']*:[^\s<>(){}#\"']*"
_GRAPH = re.compile(rf"{_SPACE}(?:named\b{_SPACE})?({_NAME})", re.IGNORECASE)
_PROLOGUE = re.compile(rf"(?:\s|#[^\r\n]*|(?:base|prefix\b{_SPACE}[^\s:]*:){_SPACE}<[^<>]*>)*", re.IGNORECASE)
# Letter for letter, and no hexadecimal digit: names and percent escapes stay well-formed.
_MISSPELT = str.maketrans("iIoO\u0131\u0130", "zZzZzZ")
_REMEMBERED = 128  # the same questions are asked again and again


@lru_cache(_REMEMBERED)
def admit(text: str) -> str:
    """Return a query unchanged if it is one, and asks no other source (safety: no socket, no file).

    Raises:
        UsageError: the text is not a SPARQL query, or it has a SERVICE, FROM or FROM NAMED clause.

    >>> admit('ASK { ?s ?p "from the customer service" }')
    'ASK { ?s ?p "from the customer service" }'
    >>> admit("SELECT * FROM <urn:x> { ?s ?p ?o }")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[query-refused]: the query asks another source (SERVICE or FROM), query: ...
    """
    said = complaint(text)
    if said:
        raise explained(text, said)
    misspelt = _WORDS.sub(lambda word: word[0].translate(_MISSPELT), text)
    if misspelt != text and complaint(misspelt):
        what = "the query asks another source (SERVICE or FROM)"
        remedy = "ask of the data alone; its named graphs are there by GRAPH"
        raise UsageError("query-refused", what, "query", remedy)
    return text


def may_ask_abroad(text: str) -> bool:
    """Tell whether the words by which another source is asked stand anywhere in a text; none is a keyword by escapes.

    >>> may_ask_abroad("ASK { ?s ?p 'the Service' }"), may_ask_abroad("ASK { ?s ?p ?o }")
    (True, False)
    """
    return _WORDS.search(text) is not None


@lru_cache(_REMEMBERED)
def sources(text: str, base: str) -> tuple[str, ...]:
    """Return the graphs that the FROM clauses of a query name, once it is known to ask no service; none is looked at.

    ``base`` is what relative IRIs are resolved against. Whoever lets such a query pass has to know these graphs:
    Oxigraph takes one that it does not hold for an empty one.

    Raises:
        UsageError: the text is not a SPARQL query, it has a SERVICE clause, or it is unclear what a clause names.

    >>> sources("BASE <urn:a/> SELECT * FROM <urn:x> FROM NAMED <b> { ?s ?p 'from' }", "urn:base")
    ('urn:x', 'urn:a/b')
    >>> sources("ASK { SERVICE <urn:x> {} }", "urn:base")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[query-refused]: the query asks another service (SERVICE), query: ...
    """
    said = complaint(text, base)
    if said:
        raise explained(text, said)
    misspelt = _SERVICE.sub(lambda word: word[0].translate(_MISSPELT), text)
    if misspelt != text and complaint(misspelt, base):
        remedy = "ask of the data alone; its named graphs are there by GRAPH and FROM"
        raise UsageError("query-refused", "the query asks another service (SERVICE)", "query", remedy)
    return tuple(_named(text, place.end(), base) for place in _FROM.finditer(text) if _is_keyword(text, place, base))


def _is_keyword(text: str, place: re.Match[str], base: str) -> bool:
    return bool(complaint(text[: place.start()] + place[0].translate(_MISSPELT) + text[place.end() :], base))


def _named(text: str, start: int, base: str) -> str:
    """Return what a clause names, as the engine resolves it in the light of what the query declares."""
    graph, prologue = _GRAPH.match(text, start), _PROLOGUE.match(text)
    if graph and prologue:
        try:
            found = ox.Store().query(f"{prologue[0]}\nSELECT ({graph[1]} AS ?graph) {{}}", base_iri=base)
        except SyntaxError:
            found = None
        if isinstance(found, ox.QuerySolutions):
            return next(str(row[0].value) for row in found)
    raise UsageError("query-refused", "it is not clear which graph FROM names", "query", "write its IRI behind FROM")
