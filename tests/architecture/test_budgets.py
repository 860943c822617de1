"""No module and no function grows past what can be read at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.source import Definition, Module, modules

LINES_A_MODULE = 400
LINES_A_FUNCTION = 40
FOLDERS = ("src/resograph", "tests", "benchmarks")


def _module(name: str, lines: int) -> Module:
    return Module(name, "pass\n" * lines)


def _code_lines(function: Definition) -> int:
    """Count the lines of a function without its docstring: an example in it is no burden on the reader."""
    explained = function.body[0] if ast.get_docstring(function) is not None else None
    docstring = 0 if explained is None else (explained.end_lineno or 0) - explained.lineno + 1
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def _long_modules(found: list[Module]) -> list[str]:
    return [module.name for module in found if len(module.text.splitlines()) > LINES_A_MODULE]


def _long_functions(found: list[Module]) -> list[str]:
    return [
        f"{module.name}:{function.lineno}: {function.name}, {_code_lines(function)} lines"
        for module in found
        for function in module.functions()
        if _code_lines(function) > LINES_A_FUNCTION
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_module_can_be_read_at_once(repository: Path, folder: str) -> None:
    assert _long_modules(modules(repository / folder)) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_function_fits_a_screen(repository: Path, folder: str) -> None:
    assert _long_functions(modules(repository / folder)) == []


def test_a_module_of_401_lines_is_seen() -> None:
    assert _long_modules([_module("short.py", 400), _module("long.py", 401)]) == ["long.py"]


def test_a_function_of_41_lines_is_seen() -> None:
    short = "def short():\n" + "    '''Explain.'''\n" + "    pass\n" * 39
    long = "def long():\n" + "    pass\n" * 40

    assert _long_functions([Module("two.py", short + long)]) == ["two.py:42: long, 41 lines"]
