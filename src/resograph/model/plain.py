"""Turns a noun into plain values, so that any stage can be looked at as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass


def plain(value: object) -> object:
    """Return a noun as dictionaries, lists, texts and numbers.

    Each record tells its ``type``; a field that is empty by default and left so is not written, and bytes never are.

    >>> from resograph.model.things import Question, WorkItem
    >>> plain((Question("sg17", 2, "2022-2024"), WorkItem("sg17", "X.edrsec")))[1]
    {'type': 'WorkItem', 'group': 'sg17', 'designation': 'X.edrsec'}
    >>> plain(object())
    Traceback (most recent call last):
    TypeError: an object has no plain form
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    if is_dataclass(value) and not isinstance(value, type):
        shown = {field.name: plain(getattr(value, field.name)) for field in fields(value) if _is_said(field, value)}
        return {"type": type(value).__name__, **shown}
    message = f"an {type(value).__name__} has no plain form"
    raise TypeError(message)


def _is_said(field: Field[object], noun: object) -> bool:
    value = getattr(noun, field.name)
    return not isinstance(value, bytes) and (field.default is MISSING or value != field.default)
