"""Turns the headers of the named queries into docs/reference/queries.md.

`python -m tests.architecture.query_page > docs/reference/queries.md` writes it anew; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from resograph.query import NamedQuery, catalogue

_OPENING = """# Named queries

`resograph query NAME --on DIR --param KEY=VALUE` answers them, and each file of `queries/` runs as it is in any SPARQL
1.1 engine. This page is made from the headers of these files. Names, parameters and columns are public:
[what programs may rely on](contract.md).
"""


def page() -> str:
    """Return the page as it must be."""
    return "\n".join([_OPENING, *("\n".join(_section(query)) for query in catalogue().values())])


def _section(query: NamedQuery) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"**{query.summary}** {' '.join(query.description.split())}\n"
    if query.params:
        yield "| parameter | type | default | what it is |\n|---|---|---|---|"
        for param in query.params:
            yield f"| `{param.name}` | {param.type} | {param.default} | {' '.join(param.description.split())} |"
        yield ""
    yield f"Columns: {', '.join(f'`{column}`' for column in query.columns)}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
