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

from resograph.errors import UsageError
from resograph.query.syntax import complaint, explained

_WORDS = re.compile("service|from", re.IGNORECASE)
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
