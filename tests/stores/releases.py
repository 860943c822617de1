"""Turns reports into releases to load: one of the example, others of the same and of other names, a small one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

import resograph
from resograph.model.source import Source
from tests.wordfiles import cell, deleted, entry, ins, p, report, title_block

# What the example is called; the export of its text does not tell.
_REVISION = "t22-sg17-td1234-r1"
# Says something else than the example does.
_SAID, _SAID_OTHERWISE = "To be provided", "X.1812 was approved in May 2022"


def of_example(example: Path, folder: Path) -> Path:
    """Build the release of the example report."""
    resograph.build(example, folder, fail_on="never")
    return folder


def of_changed_text(text: Path, folder: Path) -> Path:
    """Build a release whose graphs are named as those of the example and say other things."""
    changed = text.read_text(encoding="utf-8").replace(_SAID, _SAID_OTHERWISE, 9)
    folder.mkdir()
    (folder / text.name).write_text(changed, encoding="utf-8")
    resograph.build(folder / text.name, folder / "out", revision=_REVISION, fail_on="never")
    return folder / "out"


def of_one_revision(folder: Path) -> Path:
    """Build a small release of a report of which the next release has another reading, and a next revision."""
    rows = (entry(f"50-{number:02}", f"Document {number} was approved.", lead="Q2/17") for number in range(1, 31))
    file = _written(folder / "one.docx", report(*rows, front=(title_block("TD100"),)))
    resograph.build(file, folder / "out", fail_on="never")
    return folder / "out"


def of_two_revisions(folder: Path) -> Path:
    """Build a small release of a report and the next revision of it, in which tracked changes are pending."""
    former = report(entry("50-01", lead="Q2/17"), entry("50-02"), front=(title_block("TD100"),))
    changed = cell(p("Q2/17 has ", deleted("begun"), ins("finished")))
    latter = report(entry("50-01", changed, lead="Q2/17"), entry("50-02"), front=(title_block("TD200"),))
    files = [_written(folder / name, source) for name, source in (("one.docx", former), ("two.docx", latter))]
    resograph.build(files, folder / "out", changes=True, fail_on="never")
    return folder / "out"


def _written(path: Path, source: Source) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(source.data)
    return path


def graphs(release: Path) -> Mapping[str, frozenset[ox.Triple]]:
    """Return the named graphs of a release."""
    found: dict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse(path=str(release / "current" / "graph.nq")):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found[quad.graph_name.value].add(quad.triple)
    return {name: frozenset(triples) for name, triples in found.items()}
