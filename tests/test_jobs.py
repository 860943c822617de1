"""Work that is given to several processes: its outcomes, its errors, and what is left of the processes."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from pathlib import Path

import pytest

from resograph import pipeline
from resograph.errors import InputError, InternalError, ResographError
from resograph.jobs import Workers
from resograph.settings import Settings


def _where(_task: object) -> int:
    return os.getpid()


def _refuse_odd(task: int) -> int:
    if task % 2:
        raise InputError("bad-id", f"{task} is odd", "here", "take another")
    return task


def _die(task: int) -> int:
    if task == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_outcomes_come_in_the_order_of_the_tasks_and_each_task_is_told_once() -> None:
    told: list[int] = []
    with Workers(2) as workers:
        assert workers.each(_refuse_odd, [8, 2, 6, 4], told.append) == [8, 2, 6, 4]
        assert workers.each(_refuse_odd, [0, 2], told.append) == [0, 2]
    assert sorted(told) == [0, 2, 2, 4, 6, 8]


@pytest.mark.parametrize(("most", "tasks", "apart"), [(2, 1, False), (1, 3, False), (2, 3, True)])
def test_one_task_and_one_job_start_no_process(most: int, tasks: int, *, apart: bool) -> None:
    with Workers(most) as workers:
        found = set(workers.each(_where, range(tasks), str))

    assert (os.getpid() not in found) is apart


@pytest.mark.parametrize("most", [1, 2])
def test_the_first_task_that_fails_is_told_whoever_failed_first(most: int) -> None:
    with pytest.raises(InputError) as caught, Workers(most) as workers:
        workers.each(_refuse_odd, [2, 4, 3, 6, 5, 7], str)

    assert str(caught.value) == "error[bad-id]: 3 is odd, here: take another"
    assert caught.value.exit_code == 2
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_no_verdict_and_takes_the_others_with_it() -> None:
    with pytest.raises(InternalError, match="worker-died") as caught, Workers(2) as workers:
        workers.each(_die, range(4), str)

    assert caught.value.exit_code == 3
    assert multiprocessing.active_children() == []


def test_what_is_read_in_a_report_can_be_handed_to_another_process(example: Path) -> None:
    [reading] = pipeline.readings_of(example, Settings())
    again = pickle.loads(pickle.dumps(reading))  # noqa: S301 -- our own bytes

    assert again == reading
    with pytest.raises(TypeError):
        again.items[0].item.cells["lead"] = "Q1/17"


def test_every_error_of_ours_can_be_handed_to_another_process() -> None:
    pending = [ResographError]
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        error = kind("usage", "what", "where", "how")
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes

        assert (type(again), str(again), again.exit_code) == (kind, str(error), error.exit_code)
