"""Turns the address of a store into where its three endpoints are, and of what kind it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from resograph.endpoint import Endpoint, Request, Response, shown
from resograph.errors import UsageError
from resograph.publish.store.profiles import GENERIC, PROFILES, Profile
from resograph.publish.store.store import Addresses, Store

_UNASKED: Final = Addresses("", "", "")
# What a server may well say to somebody who asks it for nothing in particular.
_ANY: Final = (400, 401, 403, 404, 405, 406, 415, 500, 501)


def find(base: str, kind: str, named: Addresses = _UNASKED, endpoint: Endpoint | None = None) -> Store:
    """Return the store at an address; endpoints that are ``named`` are where it is said, "" = where its kind has them.

    The kind "auto" asks the server, unless all three are named.

    Raises:
        UsageError: the server does not say of what kind it is (``unknown-store``), or an endpoint must be named.
        EndpointError: the server cannot be asked.

    >>> find("https://example.org/", "oxigraph").addresses.update
    'https://example.org/update'
    >>> find("https://example.org/", "generic")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: a generic store says nothing of its endpoints, https://example.org/: ...
    """
    asker = endpoint or Endpoint()
    profile = PROFILES.get(kind) or _asked(base, named, asker)
    if profile is GENERIC and not (named.graph_store and named.update and named.query):
        what = "a generic store says nothing of its endpoints"
        raise UsageError("usage", what, shown(base), "name --graph-store, --update and --query")
    below = _trimmed(base, profile)
    return Store(
        profile,
        Addresses(
            named.graph_store or below + profile.graph_store,
            named.update or below + profile.update,
            named.query or below + profile.query,
        ),
        asker,
    )


def _asked(base: str, named: Addresses, endpoint: Endpoint) -> Profile:
    if named.graph_store and named.update and named.query:
        return GENERIC
    patience = replace(endpoint.patience, bytes=1 << 22)
    response = replace(endpoint, patience=patience).send(Request("GET", _before(base), {}), *_ANY)
    found = _recognised(response)
    if found is None:
        remedy = "name it with --store, and of Fuseki, GraphDB and RDF4J the dataset or repository in the address"
        raise UsageError("unknown-store", "the server does not say what kind of store it is", shown(base), remedy)
    return found


def _before(base: str) -> str:
    """Cut the end of an endpoint off: who asks a store for its graphs is sent all of them."""
    ends = tuple(end for profile in PROFILES.values() for end in profile.ends)
    return next((base.removesuffix(end) for end in ends if base.endswith(end)), base)


def _recognised(response: Response) -> Profile | None:
    """Tell the kind by the headers: Oxigraph, Virtuoso and GraphDB name themselves, Fuseki numbers requests."""
    said = "\n".join(
        f"{name} {value}" if name == "server" else name for name, value in response.headers.items()
    ).lower()
    return next((profile for profile in PROFILES.values() if profile.sign and profile.sign in said), None)


def _trimmed(base: str, profile: Profile) -> str:
    """Cut an address that is one of the store's own endpoints back to what they all lie below."""
    below = base.rstrip("/")
    return next((below.removesuffix(end) for end in profile.ends if below.endswith(end)), below)
