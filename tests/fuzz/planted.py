"""Trials with a planted fault each: what a run must survive and tell."""

from __future__ import annotations

import os
import signal

from resograph.errors import InputError
from resograph.model.source import Source
from tests.fuzz.trial import Ending, tried

_PLANTED = 1  # the number of the file that is at fault; the others are read as usual


def hang(source: Source, number: int) -> Ending:
    while number == _PLANTED:
        pass
    return tried(source, number)


def crash(source: Source, number: int) -> Ending:
    if number == _PLANTED:
        os.kill(os.getpid(), signal.SIGSEGV)
    return tried(source, number)


def grow(source: Source, number: int) -> Ending:
    if number == _PLANTED:
        bytearray(600 * 1024 * 1024)
    return tried(source, number)


def fail(source: Source, number: int) -> Ending:
    if number == _PLANTED:
        raise KeyError(source.name)
    return tried(source, number)


def refuse(source: Source, number: int) -> Ending:
    if number == _PLANTED:
        raise InputError("no-such-code", "what", source.name, "how")
    return tried(source, number)
