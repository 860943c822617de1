"""Everything a user can meet has a page that explains it."""

from __future__ import annotations

import ast
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from resograph import errors
from resograph.cli import commands
from resograph.model.limits import LIMITS
from tests.architecture.query_page import page as query_page
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
CITING = ("src/**/*.py", "tests/**/*.py", "shapes/*.ttl", "ontology/**/*.ttl", "queries/*.rq")
CITED = re.compile(r"(?<![\w/*{}])(?<!\]\()(?:[\w-]+/)*[\w-]+\.md\b")
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


def test_every_document_that_a_file_cites_is_there(repository: Path) -> None:
    missing = [
        f"{path.relative_to(repository)}: {cited}"
        for pattern in CITING
        for path in repository.glob(pattern)
        if path != Path(__file__)
        for cited in CITED.findall(path.read_text(encoding="utf-8"))
        if not (repository / cited).exists()
    ]

    assert missing == []


def test_the_contract_says_of_each_command_whether_it_is_built(repository: Path) -> None:
    page = (repository / "docs" / "reference" / "contract.md").read_text(encoding="utf-8")
    [missing] = re.findall(r"^- the commands? (.*)$", page, flags=re.MULTILINE)
    promised = " ".join(re.findall(r"^\| (`resograph .*?) \| ", page, flags=re.MULTILINE))
    names = {name for names in re.findall(r"`resograph ([a-z\\|]+)", promised) for name in names.split("\\|")}

    assert names - set(re.findall(r"`([a-z]+)`", missing)) == set(commands.resograph.commands)


def test_the_contract_lists_the_public_codes(repository: Path) -> None:
    page = (repository / "docs" / "reference" / "contract.md").read_text(encoding="utf-8")
    codes = page.partition("Codes for input:")[2].partition(" One page ")[0]

    assert set(re.findall(r"`([a-z-]+)`", codes)) == set(PUBLIC_CODES)


def test_the_page_on_large_files_gives_every_limit(pages: dict[str, str]) -> None:
    limits = asdict(LIMITS)
    ratio_from = limits.pop("ratio_from")
    wanting = {
        name: value
        for name, value in limits.items()
        if f"| {name.replace('_', ' ')} | {value:,} " not in pages["too-large"]
    }

    assert wanting == {}
    assert f"{ratio_from:,} bytes" in pages["too-large"]


def test_every_turtle_block_in_a_page_is_turtle(repository: Path) -> None:
    prefixes = (repository / "ontology" / "vocabularies" / "bodies.ttl").read_text(encoding="utf-8").partition("\n#")[0]
    for page in (repository / "docs").rglob("*.md"):
        for block in re.findall(r"```turtle\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL):
            assert list(parse(f"{prefixes}\n{block}", format=RdfFormat.TURTLE)), page


def test_the_page_of_named_queries_is_made_from_their_headers(repository: Path) -> None:
    assert (repository / "docs" / "reference" / "queries.md").read_text(encoding="utf-8") == query_page()


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
