"""Questions: the named queries of ``queries/``, their parameters bound, their answers from data here or elsewhere.

======================  ====================================================================
catalogue, find, parse  the queries by name, from a file, from a text
assignments, bind       ``key=value`` to values, values to the text that is run
open_data               a release, an RDF file or an endpoint, ready for questions
Place, Worker           the same of this machine, in a process that can be killed
Local, Remote, ask      the answer
Answer                  its rows, its values, a frame, and all formats to write it in
explained               what would be asked, in words
======================  ====================================================================

What needs libraries that data of this machine do not is loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from resograph.query.answer import Answer
from resograph.query.bind import ask, assignments, bind
from resograph.query.catalogue import NamedQuery, Parameter, catalogue, find, load, parse
from resograph.query.guard import admit
from resograph.query.local import Local, data_files, unite_current
from resograph.query.place import Held, Index, Place, is_address, open_data

if TYPE_CHECKING:
    from resograph.query.explain import Explained, explained
    from resograph.query.remote import Remote
    from resograph.query.worker import Worker

__all__ = [
    "Answer",
    "Explained",
    "Held",
    "Index",
    "Local",
    "NamedQuery",
    "Parameter",
    "Place",
    "Remote",
    "Worker",
    "admit",
    "ask",
    "assignments",
    "bind",
    "catalogue",
    "data_files",
    "explained",
    "find",
    "is_address",
    "load",
    "open_data",
    "parse",
    "unite_current",
]

_HOMES = {"Explained": "explain", "explained": "explain", "Remote": "remote", "Worker": "worker"}


def __getattr__(name: str) -> object:
    """Load a name of this room on first use.

    >>> from resograph import query
    >>> query.Worker.__name__
    'Worker'
    >>> query.unheard_of
    Traceback (most recent call last):
    AttributeError: module 'resograph.query' has no attribute 'unheard_of'
    """
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
