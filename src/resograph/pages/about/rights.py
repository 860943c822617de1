"""Turns a release into the words about its licence and rights."""

from __future__ import annotations

from resograph.pages.publication import Published

OURS = (
    "What resograph adds is licensed under Creative Commons Attribution 4.0: the structure, the identifiers, the "
    "labels, the readings of the text, the findings, the ontology and the shapes."
)
THEIRS = (
    "The words of the reports are not ours to license. They remain their publisher's, and are quoted here, with the "
    "document and the place that they come from, so that every statement can be checked. Whoever wants to publish "
    "them again has to ask the publisher."
)
LEFT_OUT = (
    "The words of the reports are not ours to license, and this publication leaves them out: it has the structure, "
    "names, numbers and digests only."
)


def theirs(published: Published) -> str:
    """Return what holds for the words of the reports: that they are quoted, or that they are left out.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> things = Things(ox.Store())
    >>> theirs(Published(things)) == THEIRS, theirs(Published(things, manifest={"verbatim": False})) == LEFT_OUT
    (True, True)
    """
    return THEIRS if is_verbatim(published) else LEFT_OUT


def is_verbatim(published: Published) -> bool:
    """Tell whether the words of the reports are published; the examples of our own terms quote the example report.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> is_verbatim(Published(Things(ox.Store()))), is_verbatim(Published(Things(ox.Store()), manifest={"verbatim": 0}))
    (True, False)
    """
    return bool(published.manifest.get("verbatim", True))
