"""Turns the findings of a release into the page that says whether it conforms, and what is to be mended where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resograph.naming.vocabulary import vocabulary
from resograph.pages.front.book import Book, bound
from resograph.pages.front.figures import Broken, broken
from resograph.pages.front.listing import Record
from resograph.pages.front.plans import Finding

COLUMNS = ("severity", "rule", "about", "item", "plan", "column", "written", "expected", "message", "finding")


@dataclass(frozen=True, slots=True)
class Validation:
    """The findings, rule by rule in pages, and where each rule begins."""

    findings: Sequence[Finding]
    rules: tuple[Broken, ...]
    book: Book

    def begins(self) -> Iterator[tuple[Broken, int, str]]:
        """Yield each rule with the page on which its findings begin, and its place there."""
        for place, one in enumerate(self.rules, start=1):
            anchor = f"part-{place}"
            yield one, self.book.where(anchor), anchor


def validation(findings: Sequence[Finding]) -> Validation:
    """Group findings by rule, the gravest first.

    >>> validation(()).book.paths()
    ['validation']
    """
    rules = broken(findings)
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.severity, finding.rule), []).append(finding)
    return Validation(findings, rules, bound("validation", ((one, same[one.severity, one.rule.code]) for one in rules)))


def column(code: str) -> str:
    """Return what a column is called, "" where it is none.

    >>> column("lead"), column("")
    ('Study group lead', '')
    """
    known = vocabulary().concepts("column").get(code)
    return known.label if known else code


def records(findings: Sequence[Finding]) -> list[Record]:
    """Return findings as programs read them.

    >>> records(())
    []
    """
    return [
        {
            "severity": one.severity,
            "rule": one.rule,
            "about": one.where.iri,
            "item": one.where.name,
            "plan": one.plan,
            "column": one.column,
            "written": one.written,
            "expected": one.expected,
            "message": one.message,
            "finding": one.iri,
        }
        for one in findings
    ]
