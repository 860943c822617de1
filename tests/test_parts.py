"""Reports that are checked part by part, and not again: the verdict is that of a check of all at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pyoxigraph import Quad

from resograph import parts, pipeline
from resograph.cache import Cache
from resograph.check import examine, validate, verdict
from resograph.check.shapes import load_shapes
from resograph.errors import InputError, UsageError
from resograph.model.release import Verdict
from resograph.naming.prefixes import RDFS
from resograph.settings import Settings, Stated, settings
from tests.reports import report

# Looks at two reports at once, as none of our rules does.
ACROSS = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rg: <https://w3id.org/resograph/def#> .
<https://example.org/one-state> a sh:NodeShape ; sh:targetClass rg:Resolution ;
    sh:property [ sh:path [ sh:inversePath rg:onResolution ] ; sh:maxCount 1 ; sh:message "Two items."@en ] .
"""

Mixture = Callable[[Path], list[Path]]


def _groups(folder: Path) -> list[Path]:
    return [report(folder / f"{n}.txt", group=f"SG{n}", status="X1246 was approved. SG11. SG13") for n in (17, 2, 13)]


def _revisions(folder: Path) -> list[Path]:
    older = report(folder / "older.txt", td="10", status="To be provided")
    other = report(folder / "other.txt", group="SG2", td="10", status="See item 92-03")
    return [older, other, report(folder / "newer.txt", td="11", status="X.1812 (approved)")]


def _rdf_beside(folder: Path) -> list[Path]:
    (folder / "a.ttl").write_text("<https://example.org/iso> a <https://w3id.org/resograph/def#OutsideBody> .")
    return [*_groups(folder), folder / "a.ttl"]


def _alone(folder: Path) -> list[Path]:
    return _groups(folder)[:1]


def _twice(folder: Path) -> list[Path]:
    first, *others = _groups(folder)
    return [first, *others, first]


def _contradicting(folder: Path) -> list[Path]:
    names = ((17, "XSTR-rcs"), (2, "XSTR-RCS"), (13, "X.1812"))
    return [
        report(folder / f"{n}.txt", group=f"SG{n}", status=f"Q4/17 is working on {name}, A title") for n, name in names
    ]


MIXTURES: Sequence[Mixture] = (_groups, _revisions, _rdf_beside, _alone, _twice, _contradicting)


def _silent(_stage: str) -> None:
    """Tell nobody."""


def _whole(paths: Sequence[Path], stated: Settings | None = None) -> Verdict:
    return pipeline.validated(paths, stated or settings(), _silent)


def _by_parts(paths: Sequence[Path], folder: Path | None, **stated: object) -> Verdict:
    return parts.validated(paths, settings(**stated), _silent, folder)  # type: ignore[arg-type]  # options of a test


def _same(one: Verdict, other: Verdict) -> bool:
    return (one, one.report) == (other, other.report)


@pytest.mark.parametrize("mixture", MIXTURES)
def test_parts_come_to_the_verdict_of_the_whole_afresh_remembered_and_at_once(mixture: Mixture, tmp_path: Path) -> None:
    paths = mixture(tmp_path)
    whole = _whole(paths)

    assert whole.results
    assert _same(_by_parts(paths, tmp_path / "kept"), whole)
    assert _same(_by_parts(paths, tmp_path / "kept"), whole)
    assert _same(_by_parts(paths, None, jobs=2), whole)


def test_real_reports_come_to_the_verdict_of_the_whole(repository: Path, example: Path, tmp_path: Path) -> None:
    documents = repository / "tests" / "documents"
    cases = ("action-table/several-groups", "action-table/other-group", "workbook/sheet-per-group")
    inputs = [path for case in cases for path in (documents / case).glob("input.*")]
    paths = [example, *inputs]
    whole = _whole(paths)

    assert len(inputs) >= 2
    assert _same(_by_parts(paths, tmp_path / "kept"), whole)
    assert _same(_by_parts(paths, tmp_path / "kept"), whole)


def test_what_is_wrong_with_a_shared_thing_is_found_once_and_where_the_whole_finds_it(tmp_path: Path) -> None:
    sources = pipeline.opened(_groups(tmp_path), settings())
    read = [pipeline.readings(settings(), source) for source in sources]
    shapes = load_shapes()

    def unlabelled(quads: Sequence[Quad]) -> list[Quad]:
        return [quad for quad in quads if quad.predicate != RDFS.label]

    said = [unlabelled(pipeline.described(one, settings()).quads) for one in read]
    every = unlabelled(pipeline.described([reading for one in read for reading in one], settings()).quads)
    whole = validate(every, sources, shapes)
    found = [examine(quads, sources, shapes) for quads in said]
    apart = verdict(found, sources, shapes.rules)

    assert len([result for result in whole.results if result.focus.endswith("id/resolution/wtsa/92")]) > 0
    assert sum(len(part.placed) for part in found) > len(whole.results)
    assert _same(apart, whole)


def test_only_the_report_that_has_changed_is_checked_again(tmp_path: Path) -> None:
    paths = _groups(tmp_path)
    kept = tmp_path / "kept"
    _by_parts(paths, kept)
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    report(paths[1], group="SG2", status="To be provided")
    again = _by_parts(paths, kept)
    after = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}

    assert _same(again, _whole(paths))
    assert len(after) - len(before) == 2  # on which plans it is, and what was found in it
    assert before.items() <= after.items()


def test_a_new_revision_is_checked_with_the_former_one_and_no_other_plan(tmp_path: Path) -> None:
    older, other, newer = _revisions(tmp_path)
    kept = tmp_path / "kept"
    _by_parts([older, other], kept)
    count = len(list(kept.iterdir()))

    assert _same(_by_parts([older, other, newer], kept), _whole([older, other, newer]))
    assert len(list(kept.iterdir())) - count == 2


def test_what_is_remembered_is_what_is_told(tmp_path: Path) -> None:
    paths = _groups(tmp_path)
    _by_parts(paths, tmp_path / "kept")
    for path in (tmp_path / "kept").iterdir():
        entry = json.loads(path.read_bytes())
        if any(isinstance(value, list) and len(value) == 4 for value in entry["holds"]):
            Cache(tmp_path / "kept").put(entry["key"], [{}])

    assert _by_parts(paths, tmp_path / "kept").results == ()


@pytest.mark.parametrize(
    "other",
    [
        Stated(base="https://example.org/"),
        Stated(view="original"),
        Stated(revision="mine"),
        Stated(limit="rows=100"),
        Stated(keep_authors=True),
        Stated(changes=True),
    ],
    ids=str,
)
def test_whatever_is_stated_otherwise_is_checked_afresh(tmp_path: Path, other: Stated) -> None:
    paths = _alone(tmp_path)
    _by_parts(paths, tmp_path / "kept")
    count = len(list((tmp_path / "kept").iterdir()))
    again = parts.validated(paths, settings(**other), _silent, tmp_path / "kept")

    assert _same(again, _whole(paths, settings(**other)))
    assert len(list((tmp_path / "kept").iterdir())) - count == 2


def test_the_same_file_under_another_name_is_told_by_that_name(tmp_path: Path) -> None:
    [path] = _alone(tmp_path)
    _by_parts([path], tmp_path / "kept")
    (tmp_path / "sub").mkdir()
    moved = path.rename(tmp_path / "sub" / path.name)

    assert {result.place.file for result in _by_parts([moved], tmp_path / "kept").results} == {str(moved)}


def test_a_rule_of_the_callers_own_may_look_across_reports(tmp_path: Path) -> None:
    paths = _groups(tmp_path)
    (tmp_path / "own.ttl").write_text(ACROSS)
    own = settings(shapes=[tmp_path / "own.ttl"])
    whole = _whole(paths, own)
    fresh, again = (parts.validated(paths, own, _silent, tmp_path / "kept") for _ in range(2))

    assert any(result.message == "Two items." for result in whole.results)
    assert _same(fresh, whole)
    assert _same(again, whole)

    (tmp_path / "own.ttl").write_text(ACROSS.replace("Two items", "More than one"))
    changed = parts.validated(paths, own, _silent, tmp_path / "kept")

    assert any(result.message == "More than one." for result in changed.results)


def test_two_files_of_one_revision_are_refused_in_parts_too(tmp_path: Path) -> None:
    first, second = report(tmp_path / "a.txt"), report(tmp_path / "b.txt", status="X.1812 (approved)")

    for folder in (None, tmp_path / "kept"):
        with pytest.raises(UsageError, match="duplicate-revision"):
            _by_parts([report(tmp_path / "c.txt", group="SG2"), first, second], folder, jobs=2)


def test_an_error_is_not_remembered_as_a_verdict(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> <urn:b> .")

    for _ in range(2):
        with pytest.raises(InputError, match="nothing-to-check"):
            _by_parts([tmp_path / "a.ttl"], tmp_path / "kept")
