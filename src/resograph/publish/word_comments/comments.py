"""Turns findings into the comments that an editor reads beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from resograph.errors import InputError
from resograph.model.document import SIGNATURE
from resograph.model.release import Result
from resograph.naming.prefixes import RDFS
from resograph.publish.word_comments.markup import Dialect, Name, Tags, attribute, escaped

_INITIALS = "rg"


def new_part(namespace: str, comments: Sequence[tuple[str, Result]]) -> bytes:
    """Return a part that holds these comments, each with its number."""
    dialect = Dialect("w")
    written = "".join(_comment(number, result, dialect) for number, result in comments)
    root = f'<w:comments xmlns:w="{escaped(namespace)}">{written}</w:comments>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n{root}'.encode()


class Comments(Tags):
    """The comments that a file has already: their numbers, those of our own, and where more may be added."""

    def __init__(self, data: bytes, where: str) -> None:
        """Go through the part.

        Raises ``InputError``, as `Tags.walk` does, and with code ``not-a-word-document`` if it is no list of comments.
        """
        super().__init__(data, where)
        self.used: set[str] = set()
        self.own: set[str] = set()
        self._depth = 0
        self._dialect = Dialect("w")
        self._last = (Name(), 0, 0)
        self.walk()

    def begin(self, name: Name, attributes: Mapping[str, str], _: int) -> None:
        """Take note of a start tag."""
        if self._depth == 0:
            if name.short != "w:comments":
                what, remedy = "what it names as its comments are none", "open the file in Word and save it again"
                raise InputError("not-a-word-document", what, self.where, remedy)
            self._dialect = self.dialect(name)
        elif self._depth == 1:
            number = attribute(attributes, "id")
            self.used.add(number)
            if attribute(attributes, "author") == SIGNATURE:
                self.own.add(number)
        self._depth += 1

    def end(self, name: Name, inner: int, outer: int) -> None:
        """Take note of an end tag; the last one is the end of the part."""
        self._depth -= 1
        self._last = (name, inner, outer)

    def with_more(self, comments: Sequence[tuple[str, Result]]) -> bytes:
        """Return the part with more comments, the old ones word for word."""
        written = "".join(_comment(number, result, self._dialect) for number, result in comments)
        return self.edited([self.into(*self._last, written)])


def _comment(number: str, result: Result, dialect: Dialect) -> str:
    """Write one comment. It has no date: the same file gives the same bytes on any day."""
    inside = Dialect(dialect.prefix)
    written = "".join(_paragraph(line, inside) for line in _lines(result))
    start = dialect.opened("comment", id=number, author=SIGNATURE, initials=_INITIALS)
    return f"{start}>{written}</{dialect.prefix}:comment>"


def _paragraph(text: str, dialect: Dialect) -> str:
    p, r, t = (f"{dialect.prefix}:{local}" for local in ("p", "r", "t"))
    return f'<{p}><{r}><{t} xml:space="preserve">{escaped(text)}</{t}></{r}></{p}>'


def _lines(result: Result) -> Iterator[str]:
    """Yield what is wrong, why, the words it is about, then severity, rule and place."""
    yield result.message
    # What was not understood says why; any other value is the cell or the thing itself.
    if result.path == RDFS.comment.value:
        yield f"Because: {' '.join(result.value.split())}"
    if quote := " ".join(result.place.quote.split()):
        yield f"“{quote}”"
    if result.expected:
        yield f"Write: {result.expected}"
    yield ", ".join(part for part in (result.severity, f"rule {result.code}", *_where(result)) if part)


def _where(result: Result) -> Iterable[str]:
    place = result.place
    yield f"item {place.item}" if place.item else ""
    yield f"Resolution {place.resolution}" if place.resolution else ""
    yield f"column {place.column}" if place.column else ""
