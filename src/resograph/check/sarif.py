"""Turns a verdict into SARIF 2.1.0, the form in which code hosts and editors take findings.

A Word file has no lines, so its results have no region: where they stand is a logical location, and in their text.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from urllib.parse import quote

from resograph.check.words import cell, shown, told
from resograph.model.release import Place, Result, Rule, Severity, Verdict
from resograph.naming.addresses import HOME, SARIF_SCHEMA

_LEVELS: Mapping[Severity, str] = {"violation": "error", "warning": "warning", "info": "note"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_Json = dict[str, object]


def sarif(verdict: Verdict) -> str:
    """Write the verdict as one SARIF log with one run.

    >>> [run] = json.loads(sarif(Verdict(())))["runs"]
    >>> run["tool"]["driver"]["name"], run["results"]
    ('resograph', [])
    """
    rules = _rules(verdict)
    files = list(dict.fromkeys((*verdict.files, *(r.place.file for r in verdict.results if r.place.file))))
    rule_at, file_at = ({name: at for at, name in enumerate(names)} for names in (rules, files))
    prints = _fingerprints(verdict.results)
    results = [
        _result(result, rule_at[_iri(result)], file_at) | {"partialFingerprints": _printed(fingerprint)}
        for result, fingerprint in zip(verdict.results, prints, strict=True)
    ]
    driver = {
        "name": "resograph",
        "version": version("resograph"),
        "semanticVersion": version("resograph"),
        "informationUri": HOME,
        "rules": [_described(rule) for rule in rules.values()],
    }
    artifacts = [{"location": {"uri": _uri(name)}, "roles": ["analysisTarget"]} for name in files]
    run = {"tool": {"driver": driver}, "artifacts": artifacts, "results": results}
    return _written({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _written(log: _Json) -> str:
    # Surrogates are the one thing in a text that JSON can write and its readers cannot read.
    return _SURROGATES.sub("\ufffd", json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _iri(result: Result) -> str:
    return result.shape or result.component


def _rules(verdict: Verdict) -> dict[str, Rule]:
    """Return every rule by its IRI; a result of a rule that nobody described brings its own."""
    known = {rule.iri: rule for rule in verdict.rules}
    return known | {
        iri: Rule(iri, severity=result.severity) for result in verdict.results if (iri := _iri(result)) not in known
    }


def _described(rule: Rule) -> _Json:
    name = rule.name or rule.code
    description = rule.description or name
    source = f"\n\nSource: {rule.source}" if rule.source else ""
    return {
        "id": rule.code,
        "name": name,
        "shortDescription": {"text": _text(name)},
        "fullDescription": {"text": _text(description)},
        "help": {"text": _text(description + source)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"iri": rule.iri, "source": rule.source or None},
    }


def _result(result: Result, index: int, files: Mapping[str, int]) -> _Json:
    place = result.place
    location: _Json = {"logicalLocations": [_logical(result)]}
    if place.file:
        physical: _Json = {"artifactLocation": {"uri": _uri(place.file), "index": files[place.file]}}
        location["physicalLocation"] = physical | ({"region": {"startLine": place.line}} if place.line else {})
    return {
        "ruleId": result.code,
        "ruleIndex": index,
        "level": _LEVELS[result.severity],
        "message": {"text": _text("\n".join(told(result)))},
        "locations": [location],
        "properties": place.record() | {"expected": result.expected or None},
    }


def _logical(result: Result) -> _Json:
    """Describe the cell, row or thing that a result is about; the full name has no row, so that it stays."""
    place = result.place
    name = ", ".join(part for part in cell(place) if part) or result.focus
    owner = place.item or (f"Resolution {place.resolution}" if place.resolution else "")
    full = "/".join(part for part in (owner, place.column) if part) or name
    return {"name": shown(name), "fullyQualifiedName": shown(full), "kind": _kind(place)}


def _kind(place: Place) -> str:
    if place.column:
        return "cell"
    if place.item or place.row:
        return "row"
    return "section" if place.resolution else "resource"


def _fingerprints(results: Sequence[Result]) -> list[str]:
    """Name each result by what is wrong with which words of which item: rows and paragraphs may move."""
    seen: Counter[str] = Counter()
    prints = []
    for result in results:
        place = result.place
        owner = place.item or str(place.resolution or "")
        words = place.quote or ("" if owner else f"{result.focus} {result.path} {result.value}")
        essence = "\x1f".join((result.code, owner, place.column or result.path, shown(words)))
        digest = hashlib.sha256(essence.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        seen[digest] += 1
        prints.append(f"{digest}:{seen[digest]}")
    return prints


def _printed(fingerprint: str) -> _Json:
    # GitHub goes by the second name only, and would make up a value from lines that a Word file does not have.
    return {"findingHash/v1": fingerprint, "primaryLocationLineHash": fingerprint}


def _text(text: str) -> str:
    """Return text in which nothing is a placeholder or a link to the readers of a message."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _uri(path: str) -> str:
    """Return a path as a URI, relative where the path is."""
    written = quote(os.fsencode(path.removeprefix("./")), safe="/")
    return f"file://{written}" if path.startswith("/") else written
