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

import pyoxigraph as ox

from resograph.errors import UsageError

_WORDS = re.compile("service|from", re.IGNORECASE)
# Letter for letter, and no hexadecimal digit: names and percent escapes stay well-formed.
_MISSPELT = str.maketrans("iIoO\u0131\u0130", "zZzZzZ")
_LINE = re.compile(r"error at ([0-9]+):")


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
    _parse(text)
    misspelt = _WORDS.sub(lambda word: word[0].translate(_MISSPELT), text)
    if misspelt != text:
        try:
            _parse(misspelt)
        except UsageError:
            what = "the query asks another source (SERVICE or FROM)"
            remedy = "ask of the data alone; its named graphs are there by GRAPH"
            raise UsageError("query-refused", what, "query", remedy) from None
    return text


def _parse(text: str) -> None:
    """Let Oxigraph parse a query and not begin it.

    It substitutes variables after parsing and before evaluation, and refuses one that is not selected: this
    one cannot be, as the text does not hold its name. A test watches that nothing is evaluated.
    """
    name = "unasked"
    while name in text:
        name += "_"
    try:
        ox.Store().query(text, substitutions={ox.Variable(name): ox.Literal("")})
    except SyntaxError as error:
        raise _syntax_error(str(error)) from None
    except UnicodeEncodeError:
        raise UsageError("query-syntax", "half a character (lone surrogate)", "query", "save it as UTF-8") from None
    except RuntimeError:
        return
    raise UsageError("query-syntax", "the query cannot be checked", "query", "report this query as a fault")


def _syntax_error(message: str) -> UsageError:
    # Only the line: Oxigraph counts the column from the end of the keyword that it would have liked to see.
    found = _LINE.match(message)
    where = f"query near line {found[1]}" if found else "query"
    remedy = "mend it there; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    return UsageError("query-syntax", "not a SPARQL query", where, remedy)
