"""Turns the findings of a check into a copy of the Word file that has each of them as a comment.

The comments are put between the bytes of the file. Every other part stays as it is, byte for byte, and so does the
text with all its tracked changes: take the marks of the comments out, and the original is there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from resograph.errors import InputError
from resograph.model.document import Document
from resograph.model.release import Verdict
from resograph.model.report import Report
from resograph.model.source import Source
from resograph.publish.word_comments.finder import Finder
from resograph.publish.word_comments.marks import marks
from resograph.publish.word_comments.package import Package
from resograph.publish.word_comments.page import Page
from resograph.publish.word_comments.parts import CommentParts
from resograph.publish.word_comments.scan import Scan

__all__ = ["annotate", "commentable"]

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def commentable(document: Document) -> Document:
    """Return a document whose file can hold comments.

    Raises ``InputError`` with code ``unsupported-format``.

    >>> commentable(Document("a.txt", "", "text/plain", ()))
    Traceback (most recent call last):
    resograph.errors.InputError: error[unsupported-format]: comments go into Word files only, a.txt: send a .docx
    >>> commentable(Document("a.docx", "", _WORD, ())).name
    'a.docx'
    """
    if document.media_type != _WORD:
        raise InputError("unsupported-format", "comments go into Word files only", document.name, "send a .docx")
    return document


def annotate(source: Source, reports: Sequence[Report], verdict: Verdict) -> bytes:
    """Return the Word file with a comment for each finding, on the words that caused it, else on their cell.

    ``source`` must be the file that the ``reports`` were read from, so that it has passed the guards of the reader.

    Raises:
        InputError: a part that nobody had to read before is broken: ``corrupt-zip``, ``xml-not-well-formed``,
            ``doctype-forbidden`` or ``encoding``.
    """
    if not verdict.results:
        return source.data
    package = Package(source)
    main = package.main()
    parts = CommentParts(package, main)
    scan = Scan(package.read(main), package.where(main), reports[0].view, parts.own)
    finder = Finder(reports, Page(scan.paragraphs))
    anchored = sorted(
        ((finder.anchor(result), result) for result in verdict.results), key=lambda one: (one[0].start, -one[0].end)
    )
    numbers = [number for number, _ in zip(_free(scan.used | parts.used), anchored, strict=False)]
    text = scan.edited(marks([(number, one[0]) for number, one in zip(numbers, anchored, strict=True)], scan))
    comments = parts.with_more(
        [(number, one[1]) for number, one in zip(numbers, anchored, strict=True)], scan.namespace
    )
    return package.with_parts({main: text, **dict(comments)})


def _free(used: Iterable[str]) -> Iterator[str]:
    """Yield the numbers that no comment has, the least first."""
    taken = {int(number) for number in used if number.isascii() and number.isdigit()}
    return (str(number) for number in count() if number not in taken)
