"""Everything a user can meet has a page that explains it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from resograph import errors
from tests.architecture.source import modules

# The codes for input that the contract makes public.
PUBLIC_CODES = (
    "not-found",
    "is-a-directory",
    "empty-file",
    "not-a-zip",
    "corrupt-zip",
    "not-a-word-document",
    "encrypted",
    "legacy-doc",
    "macro-enabled",
    "too-large",
    "doctype-forbidden",
    "xml-not-well-formed",
    "no-report-table",
    "several-report-tables",
    "missing-column",
    "unknown-header",
    "headerless-table",
    "no-items",
    "bad-id",
    "duplicate-id",
    "incomplete-row",
    "no-release",
    "unsupported-format",
    "encoding",
)
SECTIONS = ("## What happened", "## Why it is refused", "## How to mend it")
ERRORS = {name for name in vars(errors) if name.endswith("Error")} | {"NotConformant"}


def _raised(source: str) -> set[str]:
    """Return the codes that a module gives to an error: the first argument, where it is written out."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ERRORS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


@pytest.fixture(scope="module")
def pages(repository: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (repository / "docs" / "errors").glob("*.md")}


@pytest.mark.parametrize("code", PUBLIC_CODES)
def test_every_public_code_has_a_page(pages: dict[str, str], code: str) -> None:
    assert code in pages


def test_every_code_that_is_raised_has_a_page(pages: dict[str, str], repository: Path) -> None:
    raised = {code for module in modules(repository / "src" / "resograph") for code in _raised(module.text)}

    assert raised - {"index", *pages} == set()


def test_every_page_says_what_happened_why_and_how_to_mend_it(pages: dict[str, str]) -> None:
    wanting = {
        code: section
        for code, text in pages.items()
        for section in SECTIONS
        if code != "index" and (not text.startswith(f"# `{code}`\n") or section not in text)
    }

    assert wanting == {}


def test_the_index_lists_every_page(pages: dict[str, str]) -> None:
    listed = set(re.findall(r"\]\(([a-z-]+)\.md\)", pages["index"]))

    assert set(pages) - {"index"} == listed


def test_every_link_between_pages_leads_somewhere(repository: Path) -> None:
    broken = [
        f"{page.relative_to(repository)}: {link}"
        for page in [repository / "README.md", *(repository / "docs").rglob("*.md")]
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]

    assert broken == []


def test_every_decision_gives_its_context_choice_rejections_and_consequence(repository: Path) -> None:
    sections = ("## Context", "## Choice", "## Rejected", "## Consequence")
    wanting = [
        f"{page.name}: {section}"
        for page in (repository / "docs" / "decisions").glob("0*.md")
        for section in sections
        if section not in page.read_text(encoding="utf-8")
    ]

    assert wanting == []


def test_a_raised_code_is_seen() -> None:
    source = 'raise InputError("no-such-code", "what", "where", "how")\nraise errors.CheckError("other", "", "", "")\n'

    assert _raised(source) == {"no-such-code", "other"}
