"""Turns the options of `query` into a source of answers: a process with data of this machine, or an endpoint."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol, TypedDict

import pyoxigraph as ox

from resograph import query as questions
from resograph.cli import output as out
from resograph.cli.endpoint import endpoint, refuse_no_number
from resograph.errors import UsageError
from resograph.model.rdf_file import is_rdf

_PIECE = 1 << 16
_IN_MEMORY = 1 << 24


class Asking(TypedDict):
    """The options that say what is asked, and how."""

    place: str
    form: str | None
    seconds: float
    index: questions.Index | None
    credentials: str | None


class Source(Protocol):
    """What answers the questions of one command."""

    def answer(self, text: str) -> questions.Answer:
        """Answer, whole."""

    def written(self, text: str, form: str, width: int | None) -> Iterator[bytes]:
        """Answer in a form, as the rows are found; "" is a form that fits where it goes."""


@dataclass(frozen=True, slots=True)
class _Here:
    worker: questions.Worker
    seconds: float

    def answer(self, text: str) -> questions.Answer:
        return self.worker.answer(text, self.seconds)

    def written(self, text: str, form: str, width: int | None) -> Iterator[bytes]:
        return self.worker.written(text, form, width, self.seconds)


@dataclass(frozen=True, slots=True)
class _There:
    remote: questions.Remote

    def answer(self, text: str) -> questions.Answer:
        return self.remote.answer(text)

    def written(self, text: str, form: str, width: int | None) -> Iterator[bytes]:
        return pieces(self.remote.answer(text), form, width)


def refuse(given: Asking) -> None:
    """Refuse options that mean nothing where the question is asked; raises ``UsageError``."""
    place = given["place"]
    refuse_no_number(given["seconds"])
    there = questions.is_address(place)
    if there:
        from resograph.endpoint import wire

        wire(place)  # a password in an address is refused before anything shows it
    if given["index"] is not None and (there or is_rdf(place)):
        remedy = "leave --index out, or ask a release in an output folder"
        raise UsageError("usage", "only a release has an index", place, remedy)
    if given["credentials"] is not None and not there:
        raise UsageError("usage", "credentials are for an endpoint", place, "leave --credentials out")


@contextmanager
def source(given: Asking, tell: Callable[[str], object]) -> Iterator[Source]:
    """Open what is asked; it is closed, and its process ended, when the block is left."""
    if questions.is_address(given["place"]):
        yield _There(_remote(given))
        return
    with questions.Worker(_place(given), tell) as worker:
        yield _Here(worker, given["seconds"])


def question(name: str, params: tuple[str, ...]) -> tuple[questions.NamedQuery, dict[str, str]]:
    """Find the query, which may come from standard input, and the values that are given to it."""
    named = questions.parse("stdin", out.standard_input()) if name == "-" else questions.find(name)
    return named, questions.assignments(params)


def explained(named: questions.NamedQuery, values: Mapping[str, str], given: Asking) -> bytes:
    """Tell what would be asked, for people or, as JSON, for programs."""
    form, place = given["form"] or "table", given["place"]
    if form not in {"table", "json"}:
        raise UsageError("unsupported-format", f'no format "{form}" for --explain', "--format", "choose table or json")
    asked = {"endpoint": place} if questions.is_address(place) else _place(given).described()
    found = questions.explained(named, values, asked, given["seconds"])
    return out.as_json(found.described()) if form == "json" else found.told().encode()


def drawn(answer: questions.Answer, title: str) -> tuple[bytes, questions.Answer]:
    """Draw an answer, and return it beside its picture: an answer can be read once."""
    from resograph.pages.chart import bar_chart

    if not answer.columns:
        return bar_chart(answer, title), answer
    kept = BytesIO()
    answer.write("json", kept)
    again = (ox.parse_query_results(kept.getvalue(), format=ox.QueryResultsFormat.JSON) for _ in range(2))
    return bar_chart(questions.Answer(next(again)), title), questions.Answer(next(again))


def pieces(answer: questions.Answer, form: str, width: int | None) -> Iterator[bytes]:
    """Write an answer in a form ("": one that fits), piece by piece."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
        answer.write(form or answer.fitting(width), kept, width)
        kept.seek(0)
        while piece := kept.read(_PIECE):
            yield piece


def begun(found: Iterator[bytes], then: Callable[[], object]) -> Iterator[bytes]:
    """Hand on an answer, and do something beside it when it has begun: what fails before is an error alone."""
    for number, piece in enumerate(found):
        if not number:
            then()
        yield piece


def _place(given: Asking) -> questions.Place:
    return questions.Place(str(Path(given["place"])), given["index"] or "auto")


def _remote(given: Asking) -> questions.Remote:
    return questions.Remote(given["place"], endpoint(given["credentials"], given["seconds"]))
