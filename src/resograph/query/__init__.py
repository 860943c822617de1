"""Questions: the named queries of ``queries/``, their parameters bound, their answers from a release.

======================  ==========================================================
catalogue, find, parse  the queries by name, from a file, from a text
assignments, bind       ``key=value`` to values, values to the text that is run
open_data               a release folder or an RDF file, loaded
Local.answer, ask       the answer
Answer.write            the answer in a format
======================  ==========================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from resograph.query.answer import Answer
from resograph.query.bind import assignments, bind
from resograph.query.catalogue import NamedQuery, Parameter, catalogue, find, load, parse
from resograph.query.guard import admit
from resograph.query.local import Local, data_files, open_data

__all__ = [
    "Answer",
    "Local",
    "NamedQuery",
    "Parameter",
    "admit",
    "ask",
    "assignments",
    "bind",
    "catalogue",
    "data_files",
    "find",
    "load",
    "open_data",
    "parse",
]


def ask(query: NamedQuery, values: Mapping[str, str], data: Local) -> Answer:
    """Answer a query with the values of its parameters.

    Raises:
        UsageError: a parameter is unknown or of the wrong type, or the query cannot be answered.

    >>> import pyoxigraph
    >>> ask(find("report-to"), {"body": "SG16"}, Local(pyoxigraph.Store())).columns
    ('item', 'resolution', 'status')
    >>> ask(find("clauses"), {"body": "SG16"}, Local(pyoxigraph.Store()))
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unknown-parameter]: no parameter "body", query clauses: it takes none
    """
    return data.answer(bind(query, values))
