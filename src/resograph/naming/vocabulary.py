"""Turns the Turtle files of ``ontology/vocabularies/`` into names that a text can be searched for.

Groups, bodies, publications and code lists are data: nothing here knows one of them by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from resograph import assets
from resograph.model.things import Group, GroupKind, OutsideBody, Publication
from resograph.naming import prefixes

BASE = "https://w3id.org/resograph/"
_RG = prefixes.RG.iri

_GROUP_KINDS: Mapping[str, GroupKind] = {
    _RG + "StudyGroup": "study-group",
    _RG + "RegionalGroup": "regional-group",
    _RG + "JointCoordinationActivity": "joint-coordination-activity",
    _RG + "FocusGroup": "focus-group",
    _RG + "CorrespondenceGroup": "correspondence-group",
    _RG + "WorkingParty": "working-party",
    _RG + "GroupSet": "group-set",
    _RG + "Group": "group",
}

_Properties = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Concept:
    """A code of a code list, with every spelling that text uses for it."""

    scheme: str
    code: str
    label: str
    definition: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """A World Telecommunication Standardization Assembly and the study period that follows it.

    ``spellings`` are its names in text: "WTSA-20", "AMNT-20", "Geneva, 2022".
    """

    code: str
    label: str
    place: str
    year: str
    period: str
    start: str
    end: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names that ship with the package.

    ``groups`` and ``bodies`` are keyed by path ("itu-t/sg17", "iso-iec/jtc-1"), ``spellings``
    by every form a text may use, ``publications`` likewise.
    """

    groups: Mapping[str, Group]
    bodies: Mapping[str, OutsideBody]
    spellings: Mapping[str, Group | OutsideBody]
    publications: Mapping[str, Publication]
    assemblies: Mapping[str, Assembly]
    series: frozenset[str]
    schemes: Mapping[str, Mapping[str, Concept]]

    def concepts(self, scheme: str) -> Mapping[str, Concept]:
        """Return the concepts of a code list by their code.

        >>> sorted(vocabulary().concepts("view"))
        ['accepted', 'original']
        >>> vocabulary().concepts("no-such-list")
        Traceback (most recent call last):
        KeyError: 'no-such-list'
        """
        return self.schemes[scheme]


@cache
def vocabulary() -> Vocabulary:
    """Load ``ontology/vocabularies/*.ttl`` once a process.

    >>> vocabulary().bodies["gsma"].designation
    'GSMA'
    >>> "no such body" in vocabulary().spellings
    False
    """
    resources = _resources(assets.folder("ontology") / "vocabularies")
    groups = {group.path: group for group in _groups(resources)}
    bodies = {body.path: body for body in _bodies(resources)}
    things: list[Group | OutsideBody] = [*bodies.values(), *groups.values()]
    return Vocabulary(
        groups=MappingProxyType(groups),
        bodies=MappingProxyType(bodies),
        spellings=MappingProxyType(
            {spelling: thing for thing in things for spelling in _spellings(resources[_iri(thing)])}
        ),
        publications=MappingProxyType(dict(_publications(resources))),
        assemblies=MappingProxyType({assembly.code: assembly for assembly in _assemblies(resources)}),
        series=frozenset(
            notation
            for iri, found in resources.items()
            if "/voc/series/" in iri
            for notation in _all(found, "notation")
        ),
        schemes=MappingProxyType(_schemes(resources)),
    )


def group_iri_path(path: str) -> str:
    """Return where below the base a group's IRI stands: ITU and ITU-T are organizations, the rest groups.

    >>> group_iri_path("itu-t/sg17")
    'id/group/itu-t/sg17'
    >>> group_iri_path("itu-t")
    'id/org/itu-t'
    """
    return f"id/org/{path}" if path in {"itu", "itu-t"} else f"id/group/{path}"


def _iri(thing: Group | OutsideBody) -> str:
    return BASE + (group_iri_path(thing.path) if isinstance(thing, Group) else f"id/org/{thing.path}")


def _resources(folder: Path) -> dict[str, _Properties]:
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("*.ttl")):
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                values = found.setdefault(quad.subject.value, {})
                values.setdefault(quad.predicate.value, []).append(quad.object.value)
    return {iri: {name: tuple(sorted(set(values))) for name, values in item.items()} for iri, item in found.items()}


_LOCAL = {
    "type": prefixes.RDF.iri + "type",
    "label": prefixes.RDFS.iri + "label",
    "prefLabel": prefixes.SKOS.iri + "prefLabel",
    "altLabel": prefixes.SKOS.iri + "altLabel",
    "hiddenLabel": prefixes.SKOS.iri + "hiddenLabel",
    "definition": prefixes.SKOS.iri + "definition",
    "notation": prefixes.SKOS.iri + "notation",
    "inScheme": prefixes.SKOS.iri + "inScheme",
    "unitOf": prefixes.ORG.iri + "unitOf",
    "identifier": prefixes.DCTERMS.iri + "identifier",
    "designation": _RG + "designation",
    "place": _RG + "place",
    "year": _RG + "year",
    "studyPeriod": _RG + "studyPeriod",
    "startDate": _RG + "startDate",
    "endDate": _RG + "endDate",
}


def _all(resource: _Properties, name: str) -> tuple[str, ...]:
    return resource.get(_LOCAL[name], ())


def _one(resource: _Properties, name: str) -> str:
    return next(iter(_all(resource, name)), "")


def _spellings(resource: _Properties) -> tuple[str, ...]:
    names = ("designation", "altLabel", "hiddenLabel")
    return tuple(dict.fromkeys(spelling for name in names for spelling in _all(resource, name)))


def _path(iri: str) -> str:
    return iri.removeprefix(BASE + "id/group/").removeprefix(BASE + "id/org/")


def _groups(resources: Mapping[str, _Properties]) -> Iterator[Group]:
    for iri, resource in resources.items():
        kinds = [_GROUP_KINDS[kind] for kind in _all(resource, "type") if kind in _GROUP_KINDS]
        if kinds:
            kind: GroupKind = next((kind for kind in kinds if kind != "group"), "group")
            parent = _path(_one(resource, "unitOf"))
            yield Group(_path(iri), _one(resource, "designation"), kind, _one(resource, "label"), parent)


def _bodies(resources: Mapping[str, _Properties]) -> Iterator[OutsideBody]:
    for iri, resource in resources.items():
        if _RG + "OutsideBody" in _all(resource, "type"):
            parent = _path(_one(resource, "unitOf"))
            yield OutsideBody(_path(iri), _one(resource, "designation"), _one(resource, "label"), parent)


def _publications(resources: Mapping[str, _Properties]) -> Iterator[tuple[str, Publication]]:
    for resource in resources.values():
        if _RG + "TechnicalPublication" in _all(resource, "type"):
            publication = Publication(_one(resource, "designation"), _one(resource, "label"))
            yield from ((spelling, publication) for spelling in _spellings(resource))


def _assemblies(resources: Mapping[str, _Properties]) -> Iterator[Assembly]:
    for resource in resources.values():
        if _RG + "Assembly" in _all(resource, "type"):
            yield Assembly(
                code=_one(resource, "identifier").lower(),
                label=_one(resource, "label"),
                place=_one(resource, "place"),
                year=_one(resource, "year"),
                period=_one(resource, "studyPeriod").rpartition("/")[2],
                start=_one(resource, "startDate"),
                end=_one(resource, "endDate"),
                spellings=_spellings(resource),
            )


def _schemes(resources: Mapping[str, _Properties]) -> dict[str, Mapping[str, Concept]]:
    schemes: dict[str, dict[str, Concept]] = {}
    for iri, resource in sorted(resources.items()):
        for scheme_iri in _all(resource, "inScheme"):
            scheme, code = scheme_iri.rpartition("/")[2], iri.rpartition("/")[2]
            spellings = (*_all(resource, "altLabel"), *_all(resource, "hiddenLabel"))
            schemes.setdefault(scheme, {})[code] = Concept(
                scheme, code, _one(resource, "prefLabel"), _one(resource, "definition"), spellings
            )
    return {scheme: MappingProxyType(concepts) for scheme, concepts in schemes.items()}
