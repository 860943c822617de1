"""Turns tasks into their outcomes, in the order of the tasks, in one process or in several at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from resograph.errors import InternalError

_Task = TypeVar("_Task")
_Outcome = TypeVar("_Outcome")
_CAN_BLOCK = hasattr(signal, "pthread_sigmask")  # not on Windows


class Workers:
    """Some processes, started when there is more than one task, that are gone when the block is left.

    They are started afresh rather than forked: a fork copies the locks of threads that it does not copy. A task and
    its outcome must be picklable, and the work a function of a module.

    >>> with Workers(2) as workers:
    ...     workers.each(abs, [-1], str)
    [1]
    >>> with Workers(1) as workers:
    ...     workers.each(int, ["1", "x"], str)
    Traceback (most recent call last):
    ValueError: invalid literal for int() with base 10: 'x'
    """

    def __init__(self, most: int) -> None:
        """Know how many processes there may be; none is started yet."""
        self._most = most
        self._pool: ProcessPoolExecutor | None = None
        self._processes: list[BaseProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        if kind is not None:
            for process in self._processes:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def each(
        self, work: Callable[[_Task], _Outcome], tasks: Sequence[_Task], tell: Callable[[_Task], object]
    ) -> list[_Outcome]:
        """Do some work for each task; ``tell`` hears of each, alone before it is begun, in company when it is done.

        Raises what the first task raises that fails, in the order of the tasks, and
        InternalError: a process has died (``worker-died``).
        """
        if min(self._most, len(tasks)) <= 1:
            return [_alone(work, task, tell) for task in tasks]
        try:
            futures = self._given_out(work, tasks)
            for future in as_completed(futures):
                tell(futures[future])
                if future.exception():
                    break
            # What was given out first was begun first: all before the one that failed ends, or fails before it.
            return [future.result() for future in futures]
        except BrokenProcessPool as error:
            remedy = "give it more memory, or fewer processes with --jobs"
            what = "a process has died at its work"
            raise InternalError("worker-died", what, f"--jobs {self._most}", remedy) from error

    def _given_out(self, work: Callable[[_Task], _Outcome], tasks: Sequence[_Task]) -> dict[Future[_Outcome], _Task]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._most, multiprocessing.get_context("spawn"), _begin)
        with _uninterrupted():
            others = set(multiprocessing.active_children())
            try:
                # The pool starts a process when it is given a task and nobody is idle.
                return {self._pool.submit(work, task): task for task in tasks}
            finally:
                self._processes += set(multiprocessing.active_children()) - others


def _alone(work: Callable[[_Task], _Outcome], task: _Task, tell: Callable[[_Task], object]) -> _Outcome:
    tell(task)
    return work(task)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let processes be born deaf to Ctrl-C, which reaches all of them at once: the first one ends the others."""
    if not _CAN_BLOCK:
        yield
        return
    resource_tracker.ensure_running()  # it unblocks the signal when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, however that came to its end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
