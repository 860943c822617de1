"""A report is read with the recognisers of the one table, for the conference that its plan carries out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from resograph.model.things import Resolution
from resograph.recognise import RECOGNISERS, cells, recognise
from resograph.recognise.words import Context, Found
from tests.recognise.samples import CONTEXT, item, report


@pytest.mark.parametrize(("assembly", "conference"), [("wtsa-20", "wtsa"), ("wtdc-22", "wtdc"), ("", "wtsa")])
def test_a_resolution_is_one_of_the_conference_of_the_report(assembly: str, conference: str) -> None:
    given = report(item("92-03", action="to reply to Resolution 2 (resolves 1)"))
    read = recognise(replace(given, metadata=replace(given.metadata, assembly=assembly))).items[0]
    things = [one.thing for one in read.mentions]

    assert [getattr(thing, "resolution", thing) for thing in things] == [
        Resolution(conference, 92),
        Resolution(conference, 2),
    ]


def test_each_cell_of_prose_is_searched_once() -> None:
    searched: list[str] = []

    def find(text: str, context: Context) -> Iterator[Found]:
        searched.append(text)
        return iter(())

    counting = replace(RECOGNISERS, families=((find,),))
    cells.read_item(item("92-03", action="an action", status="a status"), CONTEXT, counting)

    assert searched == ["an action", "a status"]


def test_no_recogniser_is_in_two_families() -> None:
    finders = [find for family in RECOGNISERS.families for find in family]

    assert len(finders) == len(set(finders))
