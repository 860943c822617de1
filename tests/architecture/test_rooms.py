"""A line of code knows its room: each rule names the words that give a line away."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source import Module, modules


@dataclass(frozen=True)
class Rule:
    """Words that may stand in strings of the code of some rooms only; `fault` is a string it must catch.

    A room is a folder, or a part of one: "publish/word_comments".
    """

    name: str
    words: str
    rooms: frozenset[str]
    fault: str


def _rooms(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES = [
    Rule(
        "Word elements are named in read and in the writer of Word comments",
        r"\bw:[a-zA-Z]|openxmlformats|purl\.oclc\.org",
        _rooms("read", "publish/word_comments"),
        "w:tbl",
    ),
    Rule(
        "column headings are words of interpret",
        r"(?i)\b(collaborate with|report to|action by)\b",
        _rooms("interpret"),
        "Collaborate with",
    ),
    Rule(
        "identifiers of the ITU are recognised in recognise",
        r"\bQ(\\d|\d+/\d)|\b[A-Z]\\\.(\\d|\[0-9\])|\bX\.\d",
        _rooms("recognise"),
        r"Q\d+/17",
    ),
    Rule(
        "IRIs are written in naming",
        # In read stand the names of Word's XML namespaces, which are no addresses of ours.
        r"https?://(?!schemas\.|purl\.oclc\.org)\w",
        _rooms("naming"),
        "http://www.w3.org/ns/org#",
    ),
    Rule(
        "SPARQL is written in queries/",
        r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE|WHERE)\s*[{?*<]|\bGRAPH\s*[?<]|\bVALUES\s*(\?\w+\s*\{|\()",
        _rooms(),
        "SELECT ?item { ?item a rg:ActionItem }",
    ),
    Rule(
        "HTML is a template of pages/",
        r"(?<!\?P)</?(html|body|div|span|table|tr|td|p|ul|li)\b",
        _rooms(),
        "<div class='item'>",
    ),
    Rule(
        "shapes are written in shapes/",
        r"\bsh:(NodeShape|PropertyShape|path|property|targetClass|minCount|maxCount|datatype|pattern|in|class|"
        r"severity|message|sparql|or|and|not|nodeKind)\b",
        _rooms(),
        "sh:minCount",
    ),
]

# Calls that belong to one room (rules 6 to 8). ruff bans most of them too; this says where they live.
CLI_ONLY = {"print", "exit", "quit", "sys.exit", "os.getenv", "os.environ.get"}
DOORS = {"open", "urlopen", "read_text", "read_bytes", "write_text", "write_bytes", "socket"}
ROOMS_WITHOUT_DOORS = {"interpret", "recognise", "describe", "model", "errors", "pages"}
THE_ONE_WINDOW = "model/source.py"


@pytest.fixture(scope="module")
def house(repository: Path) -> list[Module]:
    return modules(repository / "src" / "resograph")


def _misplaced(rule: Rule, house: list[Module]) -> list[str]:
    return [
        f"{module.name}:{line}: {text[:60]!r}"
        for module in house
        if not rule.rooms & {module.room, module.name.rpartition("/")[0]}
        for line, text in module.words()
        if re.search(rule.words, text)
    ]


def _calls(module: Module) -> list[tuple[int, str]]:
    return [(node.lineno, ast.unparse(node.func)) for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler swallows any error; one that raises again after tidying up does not."""
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    raises_again = any(isinstance(node, ast.Raise) for node in handler.body)
    return caught in {"Exception", "BaseException"} and not raises_again


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_words_stand_in_their_room(rule: Rule, house: list[Module]) -> None:
    assert _misplaced(rule, house) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_misplaced_word_is_seen(rule: Rule) -> None:
    planted = Module("describe/items.py", f'"""Explains."""\n\nWORDS = {rule.fault!r}\n')

    assert len(_misplaced(rule, [planted])) == 1


def test_only_the_command_line_prints_exits_and_reads_the_environment(house: list[Module]) -> None:
    found = [
        f"{module.name}:{line}: {call}"
        for module in house
        if module.room != "cli"
        for line, call in _calls(module)
        if call in CLI_ONLY
    ]

    assert found == []


def test_only_the_command_line_catches_everything(house: list[Module]) -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in house
        if module.room not in {"cli", "serve"}
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    ]

    assert found == []


def test_the_middle_of_the_house_has_no_doors(house: list[Module]) -> None:
    found = [
        f"{module.name}:{line}: {call}"
        for module in house
        if module.room in ROOMS_WITHOUT_DOORS and module.name != THE_ONE_WINDOW
        for line, call in _calls(module)
        if call.rpartition(".")[2] in DOORS
    ]

    assert found == []
