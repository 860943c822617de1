"""Turns the shapes into the names of their rules, as findings and people call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from resograph import assets
from resograph.naming.prefixes import SH


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its code, what it is called, and what it asks for; of a rule that is not ours the code alone."""

    code: str
    name: str
    asks: str = ""


def rule(code: str) -> Rule:
    """Return the rule of a code.

    >>> rule("ItemState-title-hyphen").name, rule("of-a-stranger")
    ('hyphen for a dash in the title', Rule(code='of-a-stranger', name='of-a-stranger', asks=''))
    """
    return _rules().get(code, Rule(code, code))


@cache
def _rules() -> Mapping[str, Rule]:
    names: dict[str, str] = {}
    asked: dict[str, str] = {}
    wanted = {SH.name: names, SH.description: asked}
    for path in sorted(assets.folder("shapes").glob("*.ttl")):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if quad.predicate in wanted and isinstance(quad.subject, ox.NamedNode):
                wanted[quad.predicate].setdefault(quad.subject.value.rpartition("#")[2], _words(quad.object))
    return MappingProxyType({code: Rule(code, name, asked.get(code, "")) for code, name in names.items()})


def _words(term: object) -> str:
    return " ".join(term.value.split()) if isinstance(term, ox.Literal) else ""
