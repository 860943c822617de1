"""Turns what a report tells of a Resolution in prose into statements."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pyoxigraph import NamedNode

from resograph.describe.holder import Holder
from resograph.describe.mentions import name_mentions
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named, text, texts
from resograph.describe.words import words
from resograph.model.reading import NarrativeReading
from resograph.model.report import Narrative
from resograph.naming.prefixes import DCTERMS, RG
from resograph.naming.text import sha256


def narratives(scope: Scope) -> Iterator[Statement]:
    """Yield the statement on each Resolution that a report in prose tells of, for the graph of its revision."""
    for reading in scope.reading.narratives:
        holder = Holder.of_narrative(reading, scope)
        found = name_mentions(holder, scope)
        yield from _statement(holder.node, reading, scope)
        for one in found:
            yield holder.node, RG.mentions, one.about
        yield from words(found, holder, scope)


def narrative_digest(narrative: Narrative) -> str:
    """Return the digest over title and text, white space collapsed; the number of the section is not content."""
    parts = (str(narrative.resolution), narrative.title, narrative.text.text)
    normal = "\x1f".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in parts)
    return f"sha256-{sha256(text(normal).value)}"


def statement_label(narrative: Narrative, scope: Scope) -> str:
    """Return the label of a statement."""
    return f"Resolution {narrative.resolution} in {scope.name}"


def _statement(node: NamedNode, reading: NarrativeReading, scope: Scope) -> Iterator[Statement]:
    narrative = reading.narrative
    yield from named(node, statement_label(narrative, scope), RG.NarrativeStatement)
    yield node, RG.onResolution, scope.iris.thing(scope.resolution(narrative.resolution))
    yield node, RG.reportedIn, scope.revision
    yield node, RG.reportingStatus, scope.iris.concept("reporting-status", reading.reporting_status)
    yield node, RG.contentDigest, text(narrative_digest(narrative))
    yield from texts(node, RG.asWritten, narrative.heading.text)
    yield from texts(node, DCTERMS.title, narrative.title)
    yield from texts(node, RG.statusText, narrative.text.text)
