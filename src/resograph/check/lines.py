"""Turns the text of an RDF file into the lines on which its statements stand.

No RDF parser at hand tells positions, so this reads the layout, not the grammar: exact for N-Triples,
N-Quads and the Turtle and TriG that we write, else the first line of the subject, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from resograph.naming.prefixes import RDF

_PREFIX = re.compile(r"@?prefix[ \t]+([^ \t:]*):[ \t]*<([^<>]*)>", re.IGNORECASE)
_TOKEN = re.compile(r"[^ \t;,]+")
_ENDS = (".", "{", "}")
# Two tokens of a statement never take more; a line may hold a whole file.
_BEGINNING = 5000


class Lines:
    r"""The lines of a file by the subject and predicate of the statements that begin on them.

    >>> lines = Lines("@prefix e: <http://e/> .\n\ne:a a e:C ;\n    e:p 1 .\n<http://e/b> e:p 2 .\n")
    >>> lines.find("http://e/a", "http://e/p"), lines.find("http://e/a", "http://e/q")
    (4, 3)
    >>> lines.find("http://e/c", "http://e/p")
    0
    """

    def __init__(self, text: str) -> None:
        """Read the file once, so that any number of results can be found in it."""
        self._first: dict[tuple[str, str], int] = {}
        for number, subject, predicate in _statements(text):
            self._first.setdefault((subject, predicate), number)
            self._first.setdefault((subject, ""), number)

    def find(self, subject: str, predicate: str) -> int:
        """Return the first line of such a statement, else of the subject, else 0."""
        return self._first.get((subject, predicate)) or self._first.get((subject, ""), 0)


def _statements(text: str) -> Iterator[tuple[int, str, str]]:
    prefixes: dict[str, str] = {}
    subject, is_new = "", True
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if declared := _PREFIX.match(words):
            prefixes[declared[1]] = declared[2]
        elif words and not words.startswith("#"):
            tokens = [_expanded(token, prefixes) for token in _TOKEN.findall(words[:_BEGINNING])[:2]]
            if is_new and tokens:
                subject, *tokens = tokens
            yield number, subject, tokens[0] if tokens else ""
            is_new = words.endswith(_ENDS)


def _expanded(token: str, prefixes: Mapping[str, str]) -> str:
    if token == "a":  # noqa: S105 -- Turtle for rdf:type, no password
        return RDF.type.value
    if token.startswith("<"):
        return token[1:].partition(">")[0]
    prefix, colon, local = token.partition(":")
    return prefixes[prefix] + local.replace("\\", "") if colon and prefix in prefixes else token
