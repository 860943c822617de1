"""Turns the engine's results into results that say where in the inputs their cause stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from resograph.check.findings import Placed
from resograph.check.lines import Lines
from resograph.check.place import Provenance
from resograph.check.shacl import Raw
from resograph.model.dataset import Dataset
from resograph.model.release import SEVERITIES, Result, Severity
from resograph.model.source import Source
from resograph.naming.prefixes import SH

_SEVERITIES: Mapping[str, Severity] = {SH.Warning.value: "warning", SH.Info.value: "info"}
_TEXTS = (".ttl", ".nt", ".nq", ".trig")


def judge(raws: Sequence[Raw], dataset: Dataset, sources: Sequence[Source]) -> list[Placed]:
    """Place each result; the worst come first, then they stand in reading order.

    A severity that SHACL does not define counts as a violation: what is not understood is not waved through.
    """
    if not raws:
        return []
    provenance = Provenance(dataset)
    names = {source.sha256: source.name for source in sources}
    files = {source.name: Lines(source.data.decode("utf-8", "replace")) for source in sources if _has_lines(source)}
    alone = sources[0].name if len(sources) == 1 else ""
    placed = [_placed(raw, provenance, names, alone) for raw in raws]
    return sorted((_with_line(one, files) for one in placed), key=_reading_order)


def _has_lines(source: Source) -> bool:
    return source.name.lower().endswith(_TEXTS)


def _placed(raw: Raw, provenance: Provenance, names: Mapping[str, str], alone: str) -> Placed:
    witness = provenance.witness(raw)
    place = provenance.place(raw, witness)
    result = Result(
        focus=_plain(raw.focus),
        path=raw.path,
        value=_plain(raw.value),
        component=raw.component,
        shape=raw.shape,
        severity=_SEVERITIES.get(raw.severity, "violation"),
        message=raw.message,
        place=replace(place, file=names.get(place.file, alone)),
    )
    return Placed(raw, result, witness)


def _plain(term: NamedNode | Literal | None) -> str:
    return term.value if term is not None else ""


def _with_line(one: Placed, files: Mapping[str, Lines]) -> Placed:
    result = one.result
    for name, lines in files.items():
        if line := lines.find(result.focus, result.path):
            return replace(one, result=replace(result, place=replace(result.place, file=name, line=line)))
    return one


def _reading_order(one: Placed) -> tuple[object, ...]:
    result, place = one.result, one.result.place
    worst = SEVERITIES.index(result.severity)
    section = (place.file, place.line, place.resolution)
    where = (place.table, place.row, place.column, place.paragraph, place.quote)
    return (worst, *section, *where, result.focus, result.path, result.shape, result.component, str(one.raw))
