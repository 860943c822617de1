"""Turns the engine's results into results that say where in the inputs their cause stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Store

from resograph.check.findings import Placed
from resograph.check.lines import Lines
from resograph.check.place import Provenance
from resograph.check.raw import Raw
from resograph.check.shapes import SEVERITIES as NAMED
from resograph.check.shapes import Shapes
from resograph.model.release import SEVERITIES, Place, Result
from resograph.model.source import Source

_NAMED_AFTER = re.compile(r"^.*#|ConstraintComponent$")
_TEXTS = (".ttl", ".nt", ".nq", ".trig")


def judge(raws: Sequence[Raw], data: Store, sources: Sequence[Source], shapes: Shapes) -> list[Placed]:
    """Place each result by the data that were checked; the worst come first, then they stand in reading order.

    A severity that SHACL does not define counts as a violation: what is not understood is not waved through.
    """
    if not raws:
        return []
    provenance = Provenance(data)
    names = {source.sha256: source.name for source in sources}
    alone = sources[0].name if len(sources) == 1 else ""
    placed = [_placed(raw, provenance, shapes, names, alone) for raw in raws]
    files = {source.name: Lines(source.data.decode("utf-8", "replace")) for source in sources if _has_lines(source)}
    return sorted((_with_line(one, files) for one in placed), key=reading_order)


def _has_lines(source: Source) -> bool:
    return source.name.lower().endswith(_TEXTS)


def _placed(raw: Raw, provenance: Provenance, shapes: Shapes, names: Mapping[str, str], alone: str) -> Placed:
    about = provenance.about(raw)
    witness = provenance.witness(raw, about)
    place = _narrowed(provenance.place(raw, about, witness), raw, shapes.forbidden.get(raw.shape, ""))
    result = told(raw, replace(place, file=names.get(place.file, alone)), provenance.expected(raw))
    return Placed(raw, result, witness, about)


def told(raw: Raw, place: Place, expected: str) -> Result:
    """Say what an engine found, and where, as a reader is told it."""
    return Result(
        focus=_plain(raw.focus),
        path=raw.path,
        value=_plain(raw.value),
        component=raw.component,
        shape=raw.shape,
        severity=NAMED.get(raw.severity, "violation"),
        # A shape of somebody else's may say nothing; a finding never does.
        message=raw.message or f"{_NAMED_AFTER.sub('', raw.component)} is not kept, and the shape does not say why.",
        place=place,
        expected=expected,
    )


def _narrowed(place: Place, raw: Raw, forbidden: str) -> Place:
    """Narrow a place from a cell to the words in it that a rule forbids."""
    if not forbidden or not place.column or not isinstance(raw.value, Literal):
        return place
    found = re.search(forbidden, raw.value.value)
    if found is None or not found[0]:
        return place
    before = raw.value.value[: found.start()]
    start = len(before) - (before.rfind("\n") + 1)
    return replace(place, paragraph=before.count("\n") + 1, start=start, quote=found[0])


def _plain(term: NamedNode | Literal | None) -> str:
    return term.value if term is not None else ""


def _with_line(one: Placed, files: Mapping[str, Lines]) -> Placed:
    result = one.result
    for name, lines in files.items():
        if line := lines.find(_plain(one.about), result.path):
            return replace(one, result=replace(result, place=replace(result.place, file=name, line=line)))
    return one


def reading_order(one: Placed) -> tuple[object, ...]:
    """Return the key by which results are sorted: the worst first, then as they stand in their file."""
    result, place = one.result, one.result.place
    worst = SEVERITIES.index(result.severity)
    section = (place.file, place.line, place.resolution)
    where = (place.table, place.row, place.column, place.paragraph, place.quote)
    return (worst, *section, *where, result.focus, result.path, result.shape, result.component, str(one.raw))
