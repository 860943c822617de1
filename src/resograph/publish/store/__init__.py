"""Turns checked data into graphs of a triple store, and says what was done only once it was read back.

==================  =====================================================================================
`of_release`        a release; `of_file` an RDF file: graphs with their digests
`find`              a store by its address
`load`              stage, verify, switch in one update, verify again (docs/decisions/0027)
`dry_run`           what `load` would do
==================  =====================================================================================
"""

from __future__ import annotations

from resograph.publish.store.data import Loadable, of_file, of_release, release_folder
from resograph.publish.store.find import find
from resograph.publish.store.profiles import PROFILES
from resograph.publish.store.receipt import LoadReceipt
from resograph.publish.store.steps import dry_run, load
from resograph.publish.store.store import Addresses, Store

__all__ = [
    "PROFILES",
    "Addresses",
    "LoadReceipt",
    "Loadable",
    "Store",
    "dry_run",
    "find",
    "load",
    "of_file",
    "of_release",
    "release_folder",
]
