"""Turns identifiers into IRIs: the only place that mints them.

The base moves data, plans and code lists (``id/ graph/ voc/``); the terms of ``rg:`` never move. Names below
a subject (a state, a claim) are minted from the subject's own IRI, so each method takes its parent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from pyoxigraph import NamedNode

from resograph.errors import UsageError
from resograph.model.reading import Span
from resograph.model.report import Metadata, Report
from resograph.model.things import WebPage
from resograph.naming.paths import Enduring, path
from resograph.naming.roles import is_role
from resograph.naming.text import sha256, slug, storable, words
from resograph.naming.vocabulary import BASE, vocabulary

Side = Literal["old", "new"]

_WEB = re.compile(r"(?:https?|ftp)://[\w.-]+(?:[/:?#]|$)", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/:?#]|$)")
_PASSAGE = re.compile(r"/passage/[a-z-]+-[0-9]+-([0-9]+)-[0-9]+\Z")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Iris:
    """Every IRI below one base.

    >>> Iris().concept("outcome", "approved").value
    'https://w3id.org/resograph/voc/outcome/approved'
    >>> Iris("http://example.org/data").base
    'http://example.org/data/'
    >>> Iris("no base")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[bad-base]: not an absolute IRI, no base: give one like https://example.org/data/
    """

    base: str = BASE
    _things: dict[Enduring | WebPage, NamedNode] = field(default_factory=dict, init=False, repr=False, compare=False)
    _concepts: dict[tuple[str, str], NamedNode] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Close the base with a slash, so that a path can follow."""
        base = self.base if self.base.endswith("/") else f"{self.base}/"
        try:
            NamedNode(base)
        except ValueError as error:
            remedy = "give one like https://example.org/data/"
            raise UsageError("bad-base", "not an absolute IRI", self.base, remedy) from error
        if not _WEB.match(base) or "?" in base or "#" in base:
            remedy = "give an http or https IRI without query and fragment"
            raise UsageError("bad-base", "not a base that paths can follow", self.base, remedy)
        object.__setattr__(self, "base", base)

    def thing(self, thing: Enduring | WebPage) -> NamedNode:
        """Return the IRI of a thing that outlives the report.

        >>> Iris().thing(WebPage("www.itu.int/md/a b")).value
        'https://www.itu.int/md/a%20b'
        >>> Iris().thing("X.1812")  # type: ignore[arg-type]
        Traceback (most recent call last):
        TypeError: a str has no path of its own
        """
        known = self._things.get(thing)
        if known is None:
            known = self._page(thing.url) if isinstance(thing, WebPage) else self._node(path(thing))
            self._things[thing] = known
        return known

    # ------------------------------------------------------------------ plans, items, states

    def assembly(self, code: str) -> NamedNode:
        """Return the IRI of an assembly: ``id/assembly/wtsa-20``."""
        return self._node(f"id/assembly/{slug(code)}")

    def plan(self, metadata: Metadata) -> NamedNode:
        """Return the IRI of the plan of a reporting group: ``id/plan/wtsa-20/sg17``."""
        return self._node(f"id/plan/{_plan(metadata)}")

    def item(self, plan: NamedNode, number: str) -> NamedNode:
        """Return the IRI of an action item: ``…/item/92-03``."""
        return NamedNode(f"{plan.value}/item/{slug(number)}")

    def state(self, item: NamedNode, revision: str) -> NamedNode:
        """Return the IRI of what one revision says of an item: ``…/state/<revision>``."""
        return NamedNode(f"{item.value}/state/{revision}")

    def part(self, subject: NamedNode, kind: str, name: str) -> NamedNode:
        """Return the IRI of a part of a state, a narrative or a revision.

        The kinds are claim, mention, unparsed, liaison and change (named by hash), and listing (by number).

        >>> Iris().part(NamedNode("http://example.org/s"), "claim", "3f2a90c1").value
        'http://example.org/s/claim/3f2a90c1'
        >>> Iris().part(NamedNode("http://example.org/s"), "claim", "?").value
        'http://example.org/s/claim/%3F'
        """
        return NamedNode(f"{subject.value}/{kind}/{slug(name)}")

    def passage(self, state: NamedNode, span: Span) -> NamedNode:
        """Return the IRI of a place in a cell or text: ``…/passage/status-2-2-94``, ``…/passage/text-1-0-4``."""
        return NamedNode(f"{state.value}/passage/{span.column}-{span.paragraph}-{span.start}-{span.end}")

    @staticmethod
    def start(passage: NamedNode) -> int:
        """Return where in its line a passage begins, -1 where its name does not tell.

        >>> Iris.start(NamedNode("http://example.org/s/passage/action-by-2-17-94"))
        17
        >>> Iris.start(NamedNode("http://example.org/s"))
        -1
        """
        found = _PASSAGE.search(passage.value)
        return int(found[1]) if found else -1

    def quote(self, passage: NamedNode) -> NamedNode:
        """Return the IRI of the selector that quotes the words of a passage."""
        return NamedNode(f"{passage.value}/quote")

    def side(self, change: NamedNode, side: Side) -> NamedNode:
        """Return the IRI of the words before or after a tracked change: ``…/change/3f2a90c1/old``."""
        return NamedNode(f"{change.value}/{side}")

    # ------------------------------------------------------------------ reports

    def report(self, metadata: Metadata) -> NamedNode:
        """Return the IRI of a report as a living work: ``id/report/wtsa-20/sg17``."""
        return self._node(f"id/report/{_plan(metadata)}")

    def revision(self, report: Report) -> NamedNode:
        """Return the IRI of one revision of a report: ``id/report/wtsa-20/sg17/t22-sg17-td1234-r1``."""
        return self._node(f"id/report/{_plan(report.metadata)}/{revision_id(report)}")

    def agent(self, signed: str) -> NamedNode:
        """Return the IRI of who signs: a role, which outlives reports, or a name that was kept on request.

        >>> Iris().agent("Rapporteur Q2/17").value
        'https://w3id.org/resograph/id/role/rapporteur-q2-17'
        >>> Iris().agent("Jane Doe").value
        'https://w3id.org/resograph/id/agent/01332c87'
        """
        return self._node(f"id/role/{words(signed)}" if is_role(signed) else f"id/agent/{sha256(storable(signed))[:8]}")

    def narrative(self, revision: NamedNode, resolution: int) -> NamedNode:
        """Return the IRI of what a revision tells of a Resolution in prose: ``…/narrative/20``."""
        return NamedNode(f"{revision.value}/narrative/{resolution}")

    # ------------------------------------------------------------------ code lists

    def concept(self, scheme: str, code: str) -> NamedNode:
        """Return the IRI of a code of a code list: ``voc/outcome/approved``."""
        known = self._concepts.get((scheme, code))
        if known is None:
            known = self._concepts[scheme, code] = self._node(f"voc/{slug(scheme)}/{slug(code)}")
        return known

    def scheme(self, scheme: str) -> NamedNode:
        """Return the IRI of a code list: ``voc/outcome``."""
        return self._node(f"voc/{slug(scheme)}")

    def code(self, concept: NamedNode) -> tuple[str, str] | None:
        """Return the scheme and code that an IRI stands for, or None.

        >>> Iris().code(Iris().concept("outcome", "approved"))
        ('outcome', 'approved')
        >>> Iris().code(NamedNode("http://example.org/voc/outcome/approved"))
        """
        start = f"{self.base}voc/"
        if not concept.value.startswith(start):
            return None
        scheme, _, code = concept.value.removeprefix(start).partition("/")
        return (scheme, code) if code else None

    # ------------------------------------------------------------------ graphs

    def report_graph(self, report: Report) -> NamedNode:
        """Return the name of the graph of what one revision says."""
        return self._node(f"graph/report/{_plan(report.metadata)}/{revision_id(report)}")

    def reference_graph(self) -> NamedNode:
        """Return the name of the graph of things that outlive a report."""
        return self._node("graph/reference")

    def meta_graph(self) -> NamedNode:
        """Return the name of the graph about the data."""
        return self._node("graph/meta")

    def derived_graph(self, rule: str) -> NamedNode:
        """Return the name of the graph of what one rule derives: ``graph/derived/revisions``."""
        return self._node(f"graph/derived/{slug(rule)}")

    def _node(self, below: str) -> NamedNode:
        return NamedNode(self.base + below)

    def _page(self, url: str) -> NamedNode:
        """Name a page by its own address; words that are none (a script, a file) get a name below the base."""
        plain = storable(url.strip())
        if not _WEB.match(plain) and _HOST.match(plain):
            plain = f"https://{plain}"
        escaped = quote(_STRAY_PERCENT.sub("%25", plain), safe="%/:?#@!$&'()*+,;=-._~")
        try:
            node = NamedNode(escaped)
        except ValueError:
            node = None
        return node if node and _WEB.match(plain) else self._node(f"id/page/{sha256(plain)[:12]}")


def study_period(metadata: Metadata) -> str:
    """Return the study period of a report: as stated, else that of its assembly; "" when neither is known.

    >>> study_period(Metadata(assembly="wtsa-20", period="2022-2024"))
    '2022-2024'
    >>> study_period(Metadata(assembly="wtsa-1066"))
    ''
    """
    assembly = vocabulary().assemblies.get(metadata.assembly)
    return metadata.period or (assembly.period if assembly else "")


def revision_id(report: Report) -> str:
    """Return the last segment of a revision's IRI.

    The name the user gives; else "t22-sg17-plen-td1234-r1" from the period, group, subgroup, TD number and
    revision, as far as they are stated; else the beginning of the file's digest (docs/reference/contract.md §3).
    The original view of a file with tracked changes is another revision of the same report.
    """
    metadata = report.metadata
    name = slug(metadata.identifier) if metadata.identifier else _document_id(metadata) or report.sha256[:12]
    return f"{name}-original" if report.view == "original" and report.has_changes else name


_NO_REVISION: Mapping[str, str] = {"": "", "0": ""}


def _document_id(metadata: Metadata) -> str:
    if not metadata.td:
        return ""
    period = study_period(metadata)
    revision = _NO_REVISION.get(metadata.revision, f"r{metadata.revision}")
    parts = (f"t{period[2:4]}" if period else "", metadata.issuer, metadata.subgroup, f"td{metadata.td}", revision)
    return "-".join(slug(part) for part in parts if part)


def _plan(metadata: Metadata) -> str:
    return f"{slug(metadata.assembly)}/{slug(metadata.group)}"
