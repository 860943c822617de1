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
_LAST = (*_ENDS, " ", "\t", "\r")
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
        """Read once where a subject begins; what is said of one is read when it is asked for."""
        self._lines = text.split("\n")
        self._prefixes: dict[str, str] = {}
        self._starts: dict[str, list[int]] = {}
        self._said: dict[str, dict[str, int]] = {}
        is_new = True
        for place, line in enumerate(self._lines):
            if is_new and (words := line.strip()) and not words.startswith("#"):
                is_new = self._start(place, words)
            if not is_new and line.endswith(_LAST) and line.rstrip().endswith(_ENDS):
                is_new = not line.lstrip().startswith("#")

    def _start(self, place: int, words: str) -> bool:
        """Take a line on which a statement begins; tell whether the next line begins another one."""
        if declared := _PREFIX.match(words):
            self._prefixes[declared[1]] = declared[2]
            return True
        if token := _TOKEN.search(words, 0, _BEGINNING):
            self._starts.setdefault(_expanded(token[0], self._prefixes), []).append(place)
        return False

    def find(self, subject: str, predicate: str) -> int:
        """Return the first line of such a statement, else of the subject, else 0."""
        starts = self._starts.get(subject)
        if starts is None:
            return 0
        if subject not in self._said:
            statements = [statement for start in starts for statement in self._statements(start)]
            self._said[subject] = {said: place + 1 for place, said in reversed(statements)}
        return self._said[subject].get(predicate, starts[0] + 1)

    def _statements(self, start: int) -> Iterator[tuple[int, str]]:
        """Yield the lines of the statements about a subject, each with the predicate that is first on it."""
        for place in range(start, len(self._lines)):
            words = self._lines[place].strip()
            if words and not words.startswith("#"):
                token = _TOKEN.search(words, 0, _BEGINNING)
                if token and place == start:
                    token = _TOKEN.search(words, token.end(), _BEGINNING)
                if token:
                    yield place, _expanded(token[0], self._prefixes)
                if words.endswith(_ENDS):
                    return


def _expanded(token: str, prefixes: Mapping[str, str]) -> str:
    if token == "a":  # noqa: S105 -- Turtle for rdf:type, no password
        return RDF.type.value
    if token.startswith("<"):
        return token[1:].partition(">")[0]
    prefix, colon, local = token.partition(":")
    return prefixes[prefix] + local.replace("\\", "") if colon and prefix in prefixes else token
