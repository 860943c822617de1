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

ONTOLOGY: Final = f"{BASE}def"
"""The ontology itself; its terms begin with this and a hash."""

SHAPES: Final = f"{BASE}shapes#"
"""What the names of the shapes begin with."""

QUOTING: Final = f"{BASE}def/verbatim"
"""The collection of the properties whose values are words of a report (ontology/verbatim.ttl)."""

CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of what is ours in the data."""

SPARQL_PROTOCOL: Final = "https://www.w3.org/TR/sparql11-protocol/"
"""What an endpoint that answers questions conforms to."""

ENGLISH: Final = "http://id.loc.gov/vocabulary/iso639-1/en"
"""The language of the labels."""

SITEMAP_SCHEMA: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
"""The namespace of sitemaps."""

MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
"""What the IRI of a media type begins with."""

RDF_FORMAT: Final = "http://www.w3.org/ns/formats/"
"""What the IRI of a syntax of RDF begins with."""
