"""Small releases to load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

BASE = "https://data.example.org/"
META = f"{BASE}graph/meta"
REPORT = f"{BASE}graph/report/wtsa-20/sg17/r1"
FINDINGS = f"{BASE}graph/findings/wtsa-20/sg17/r1"
WAITING = f"{BASE}graph/staging/"


def nquads(graphs: Mapping[str, list[str]]) -> str:
    return "".join(f"{triple} <{name}> .\n" for name in sorted(graphs) for triple in sorted(graphs[name]))


def triples(words: str, count: int) -> list[str]:
    return [f'<{BASE}id/{number}> <{BASE}p> "{words} {number}"' for number in range(count)]


def release(folder: Path, graphs: Mapping[str, list[str]], violations: int = 0) -> Path:
    """Write what `load` reads of a release folder."""
    folder.mkdir(parents=True, exist_ok=True)
    data = nquads(graphs).encode()
    (folder / "graph.nq").write_bytes(data)
    (folder / "graph.ttl").write_bytes(b"")
    counts = {"findings": {"violation": violations, "warning": 2, "info": 0}}
    files = {"graph.nq": hashlib.sha256(data).hexdigest()}
    manifest = json.dumps({"conforms": not violations, "counts": counts, "files": files})
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    return folder


def first(folder: Path) -> Path:
    return release(folder, {META: triples("about", 3), REPORT: triples("old", 400), FINDINGS: triples("found", 5)})


def second(folder: Path) -> Path:
    """Return a release with one graph as it was, one changed, one new, and without the findings."""
    return release(
        folder,
        {META: triples("about", 3), REPORT: triples("new", 500), f"{BASE}graph/reference": triples("body", 7)},
    )
