"""Turns what was found in parts of the data into what a check of the whole finds, and into plain values that last.

Parts may share things, as two reports name one Recommendation. What is found about such a thing is found in each
part; in the whole it is found once, and belongs where the thing is named first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from resograph.check.findings import Placed
from resograph.check.judge import reading_order, told
from resograph.check.place import Witness, rank
from resograph.check.raw import Raw, Term
from resograph.model.release import Place
from resograph.naming.text import sha256


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in some data; ``note`` says why the slow engine did the work, "" = it did not.

    ``things`` are the digests of what the data call things that other data may name too (see `called`).
    """

    placed: tuple[Placed, ...]
    note: str = ""
    things: Mapping[str, str] = field(default_factory=dict)


def called(quads: Iterable[Quad]) -> dict[str, str]:
    """Return for each thing and property, in the graph of things that outlive a report, the digest of the texts.

    >>> called([Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"), NamedNode("urn:b/graph/reference"))])
    {'7111ba1f3891': '2d711642b726'}
    >>> called([Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"))])
    {}
    """
    texts: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        is_shared = isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.endswith("/graph/reference")
        if is_shared and isinstance(quad.object, Literal):
            texts[sha256(f"{quad.subject} {quad.predicate}")[:12]].add(quad.object.value)
    return {name: sha256("\x1f".join(sorted(values)))[:12] for name, values in texts.items()}


def agree(parts: Sequence[Found]) -> bool:
    """Tell whether no two parts call a thing differently: what "X.rcs" and "X.RCS" break, only the whole can show.

    >>> agree([Found((), things={"a": "1"}), Found((), things={"b": "2"})])
    True
    >>> agree([Found((), things={"a": "1"}), Found((), things={"a": "2"})])
    False
    """
    known: dict[str, str] = {}
    return all(known.setdefault(name, said) == said for part in parts for name, said in part.things.items())


def united(parts: Sequence[Found]) -> list[Placed]:
    """Return all results in the order of a check of the whole, those about a shared thing once.

    >>> united([Found(()), Found(())])
    []
    """
    owners: dict[Raw, tuple[tuple[bool, bool, str, str], int]] = {}
    for number, part in enumerate(parts):
        for one in part.placed:
            place = (rank(one.witness), number)
            owners[one.raw] = min(owners.get(one.raw, place), place)
    every = ((number, one) for number, part in enumerate(parts) for one in part.placed)
    return sorted((one for number, one in every if owners[one.raw][1] == number), key=reading_order)


def notes(parts: Sequence[Found]) -> str:
    """Say once what the notes of all parts say.

    >>> notes([Found((), "slow"), Found(()), Found((), "slow")])
    'slow'
    """
    return "; ".join(dict.fromkeys(part.note for part in parts if part.note))


# ---------------------------------------------------------------------------------------- as plain values


def plain(found: Found) -> list[object]:
    """Write results as lists, texts and numbers, without the note: what is only remembered was not slow.

    >>> plain(Found((), "slow"))
    [{}]
    """
    return [dict(found.things), *(list(_values(one)) for one in found.placed)]


def again(values: object) -> Found:
    """Read results that `plain` wrote.

    Raises ``ValueError``, or another error of a value, for anything else.

    >>> again([{}])
    Found(placed=(), note='', things={})
    >>> again([{}, ["urn:a"]])
    Traceback (most recent call last):
    ValueError: not enough values to unpack (expected 4, got 1)
    """
    if not isinstance(values, list):
        raise TypeError(values)
    things, *placed = values
    return Found(tuple(map(_placed, placed)), things={str(name): str(said) for name, said in things.items()})


def _values(one: Placed) -> Iterator[object]:
    raw, witness = one.raw, one.witness
    yield [_term(raw.focus), raw.path, _term(raw.value), raw.component, raw.shape, raw.severity, raw.message]
    yield list(astuple(one.result.place))
    yield one.result.expected
    yield [_term(witness.holder), _term(witness.passage), _term(one.about)]


def _placed(values: Any) -> Placed:  # noqa: ANN401 -- any plain value; what does not fit fails
    raw, place, expected, nodes = values
    focus, path, value, component, shape, severity, message = raw
    holder, passage, about = nodes
    result = Raw(_read(focus), path, _read(value), component, shape, severity, message)
    return Placed(result, told(result, Place(*place), expected), Witness(_read(holder), _read(passage)), _read(about))


def _term(term: Term | None) -> list[str] | None:
    if isinstance(term, Literal):
        return [term.value, term.datatype.value, term.language or ""]
    return None if term is None else [term.value]


def _read(value: Any) -> Any:  # noqa: ANN401 -- a term of the kind that was written
    if value is None:
        return None
    if len(value) == 1:
        return NamedNode(value[0])
    text, datatype, language = value
    return Literal(text, language=language) if language else Literal(text, datatype=NamedNode(datatype))
