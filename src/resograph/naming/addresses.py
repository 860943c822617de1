"""Turns what programs that read our outputs ask for into addresses: where we live, which schema a file follows."""

from __future__ import annotations

from typing import Final

from resograph.naming.vocabulary import BASE

HOME: Final = BASE
"""Where the tool is described; nothing depends on its resolving."""

SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The schema of SARIF 2.1.0 as OASIS publishes it."""

EXAMPLES: Final = f"{BASE}.well-known/sparql-examples"
"""What the names of the named queries begin with, as examples for any endpoint: ours, whatever the base of the data."""
