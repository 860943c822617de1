"""Turns the headers of the named queries and their expected answers into docs/reference/queries.md.

`python -m tests.architecture.query_page > docs/reference/queries.md` writes it anew; a test compares.
"""

from __future__ import annotations

import csv
import io
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence

from resograph import assets
from resograph.query import NamedQuery, catalogue

_OPENING = """# Named queries

Ask for a query by its name, and give it the value that you want to know about:

```sh
resograph query question-portfolio --param question=Q4/17
resograph query findings --param least=warning --format csv --output findings.csv
resograph queries
```

They are answered from the release in `./out`; `--on` names another one, an RDF file or an endpoint. Without `--param`
a parameter has its default. Each file of `queries/` also runs as it is in any SPARQL 1.1 engine, and
`resograph queries --format turtle` writes all of them as RDF (`sh:SPARQLExecutable`), which SPARQL editors show as
the examples of an endpoint.

A release may hold the plans of several groups, whose items may have the same numbers. The queries with a column `plan`
tell them apart. The others, whose columns are fixed, list the items of all plans one beside the other, and
`progress-by-resolution` and `outside-bodies` count them together: ask a release of one group for the figures of one.

- `item` is the number of an action item, `resolution` that of the Resolution. Two plans may have items of one number:
  where there is a column `plan`, it tells them apart ("WTSA-20 SG17").
- `status` is what the Status amounts to: `reported`, `to-be-provided`, `empty`, `cross-reference` or
  `nothing-to-report`.
- Where a release holds several revisions of a report, the latest one answers.

Names, parameters and columns are public: [what programs may rely on](contract.md). This page is made from the headers
of the queries; the answers on it are those over the [example report](../../examples/README.md), and were taken from
its text, not from an engine.
"""

# What people ask, by who asks; the numbers are those of `answers` in the headers.
_ASKERS = {
    "Management of a study group": (1, 2, 3, 4, 5, 6),
    "Rapporteur of a Question": (7, 8, 9, 10, 11),
    "TSB staff": (12, 13, 14, 15, 16, 17),
    "TSAG": (18, 19, 20, 21),
    "Researchers": (22, 23, 24, 25),
}
_QUESTIONS = {
    1: "Items with no real status, by lead Question",
    2: "Items whose status did not change in two meetings",
    3: "Rows marked “(unchanged)” that did change, and the reverse",
    4: "Items whose lead is missing, the plenary or all Questions",
    5: "Cross-references that end in an empty status",
    6: "The same text copied in several items",
    7: "All items that I lead or support, with the clauses",
    8: "Work of my Question that is reported as progress, and its present stage",
    9: "Drafts reported that have since become Recommendations",
    10: "Recommendations cited that were superseded or amended since",
    11: "Tracked changes to my rows",
    12: "Everything to report to TSAG",
    13: "Items resting on instructions to the TSB Director",
    14: "Citations that name no clause, or a wrong one",
    15: "Titles and numbers that differ from the official record",
    16: "Resolutions that have no item",
    17: "The full list for one Resolution (so far of one assembly)",
    18: "The same clause handled by several study groups",
    19: "Partners that several study groups have in common",
    20: "Items that bind all study groups, and those that bind only mine",
    21: "How items move when study groups are merged",
    22: "Which clause led to which Recommendation, with the quotation",
    23: "Time from work item to approval",
    24: "The network of outside bodies by subject",
    25: "Capacity-building events by region and meeting",
}
_UNANSWERED = "none yet: it takes several reports, or an official record"
_ROWS = 3
_LONGEST = 60


def page() -> str:
    """Return the page as it must be."""
    sections = ("\n".join(_section(query)) for query in catalogue().values())
    return "\n".join([_OPENING, *_index(), *sections])


def _index() -> Iterator[str]:
    yield "## Who asks what\n"
    yield "| who asks | no. | what | query |\n|---|---|---|---|"
    for asker, numbers in _ASKERS.items():
        for number in numbers:
            found = [f"[{name}](#{name})" for name, query in catalogue().items() if number in query.answers]
            yield f"| {asker} | {number} | {_QUESTIONS[number]} | {', '.join(found) or _UNANSWERED} |"
    yield ""


def _section(query: NamedQuery) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"**{query.summary}** {' '.join(query.description.split())}\n"
    if query.params:
        yield "| parameter | type | default | for example | what it is |\n|---|---|---|---|---|"
        for param in query.params:
            told = " ".join(param.description.split())
            yield f"| `{param.name}` | {param.type} | {param.default} | {param.example} | {told} |"
        yield ""
    yield f"Columns: {', '.join(f'`{column}`' for column in query.columns)}\n"
    given = [f"--param {shlex.quote(f'{param.name}={param.example}')}" for param in query.params]
    yield f"```sh\n{' '.join(['resograph query', query.name, *given])}\n```\n"
    yield from _answer(query)


def _answer(query: NamedQuery) -> Iterator[str]:
    path = assets.folder("queries") / "expected" / f"{query.name}.csv"
    columns, *rows = csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))
    asked = "".join(f" for {param.default}" for param in query.params)
    if not rows:
        yield f"Over the example report the answer{asked} is empty.\n"
        return
    shown = f"the first {_ROWS} of {len(rows)} rows" if len(rows) > _ROWS else f"{len(rows)} rows"
    yield f"Over the example report{asked}, {shown}:\n"
    yield _line(columns)
    yield _line(["---"] * len(columns))
    yield from map(_line, (map(_shortened, row) for row in rows[:_ROWS]))
    yield ""


def _line(cells: Iterable[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shortened(cell: str) -> str:
    text = " ".join(cell.split()).replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"


if __name__ == "__main__":
    sys.stdout.write(page())
