"""The vocabularies hold names that can be found in a text, each meaning one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import ORG, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from resograph import assets

RG = Namespace("https://w3id.org/resograph/def#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
BASE = "https://w3id.org/resograph/"
FILES = sorted((assets.folder("ontology") / "vocabularies").glob("*.ttl"), key=lambda path: path.name)
ENTITIES = ("bodies", "groups", "publications", "assemblies")
# Spellings that would be found in ordinary prose or in the vocabulary of security ("AES", "PP").
TOO_COMMON = {"LAS", "CT", "LF", "AES", "PP", "CC", "IT", "AI", "UN", "first", "who", "Matter", "Council", "Thread"}


@pytest.fixture(scope="module")
def names() -> Graph:
    """Return bodies, groups, publications and assemblies in one graph."""
    graph = Graph()
    for path in FILES:
        if path.stem in ENTITIES:
            graph.parse(path, format="turtle")
    return graph


def things(graph: Graph) -> set[Node]:
    return set(graph.subjects(RG.designation))


def spellings(graph: Graph) -> dict[str, set[Node]]:
    found: dict[str, set[Node]] = defaultdict(set)
    for predicate in (RG.designation, SKOS.altLabel, SKOS.hiddenLabel):
        for thing, spelling in graph.subject_objects(predicate):
            found[str(spelling)].add(thing)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_vocabulary_says_its_licence(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    licences = set(graph.objects(None, DCTERMS.license))
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_vocabulary_has_a_blank_node(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    assert all(isinstance(node, URIRef | Literal) for triple in graph for node in triple)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_concept_has_its_code_in_its_name(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        scheme = graph.value(concept, SKOS.inScheme)
        assert str(concept).startswith(f"{scheme}/")
        assert str(concept).rpartition("/")[2] == str(graph.value(concept, SKOS.notation)).lower()
        assert graph.value(concept, SKOS.prefLabel), concept
        assert graph.value(concept, SKOS.definition), concept


@pytest.mark.parametrize("name", ["bodies", "groups", "publications"])
def test_entries_are_sorted_by_iri(name: str) -> None:
    text = (assets.folder("ontology") / "vocabularies" / f"{name}.ttl").read_text(encoding="utf-8")
    found = re.findall(r"^<(id/[^>]+)> a rg:", text, flags=re.MULTILINE)
    keys = [[int(part) if part.isdigit() else part for part in re.split(r"(\d+)", iri)] for iri in found]
    assert found
    assert keys == sorted(keys) or found == sorted(found)


def test_every_thing_has_one_designation_and_one_label(names: Graph) -> None:
    for thing in things(names):
        assert len(list(names.objects(thing, RG.designation))) == 1, thing
        assert len(list(names.objects(thing, RDFS.label))) == 1, thing


def test_every_thing_has_a_source_or_a_note_that_it_is_unverified(names: Graph) -> None:
    for thing in things(names):
        if (thing, RDF.type, RG.StudyPeriod) not in names:
            assert names.value(thing, DCTERMS.source) or names.value(thing, SKOS.note), thing


def test_no_spelling_means_two_things(names: Graph) -> None:
    assert {spelling: found for spelling, found in spellings(names).items() if len(found) > 1} == {}


def test_no_spelling_is_an_ordinary_word(names: Graph) -> None:
    found = set(spellings(names))
    assert not found & TOO_COMMON
    assert not {spelling for spelling in found if len(spelling) < 3 and spelling != "BR"}


def test_short_spellings_have_capitals_or_digits(names: Graph) -> None:
    short = {spelling for spelling in spellings(names) if len(spelling) <= 5}
    assert not {spelling for spelling in short if not any(map(_is_capital_or_digit, spelling))}


def _is_capital_or_digit(character: str) -> bool:
    return character.isupper() or character.isdigit()


def test_spellings_carry_no_stray_white_space(names: Graph) -> None:
    assert not {spelling for spelling in spellings(names) if spelling != " ".join(spelling.split())}


def test_preferred_odd_and_other_spellings_do_not_overlap(names: Graph) -> None:
    for thing in things(names):
        kinds = [set(names.objects(thing, kind)) for kind in (RG.designation, SKOS.altLabel, SKOS.hiddenLabel)]
        assert sum(map(len, kinds)) == len(set().union(*kinds)), thing


def test_parents_are_listed_and_lead_to_a_root(names: Graph) -> None:
    for thing in things(names):
        seen = [thing]
        while above := names.value(seen[-1], ORG.unitOf):
            assert above in things(names), thing
            assert above not in seen, thing
            seen.append(above)


def test_a_committee_is_named_below_its_parent(names: Graph) -> None:
    for body in names.subjects(RDF.type, RG.OutsideBody):
        path = str(body).removeprefix(f"{BASE}id/org/")
        assert re.fullmatch(r"[a-z0-9.-]+(/[a-z0-9.-]+)*", path), path


@pytest.mark.parametrize(
    ("path", "designation"),
    [
        ("id/org/iso-iec/jtc-1", "ISO/IEC JTC 1"),
        ("id/org/3gpp/sa3", "3GPP SA3"),
        ("id/org/upu/poc", "UPU Postal Operations Council"),
        ("id/org/itu-t", "ITU-T"),
        ("id/group/itu-t/tsb-director", "TSB Director"),
        ("id/group/itu-d/bdt-director", "BDT Director"),
        ("id/group/itu-d/sg2", "ITU-D SG2"),
        ("id/group/itu-r/wp5d", "ITU-R WP5D"),
        ("id/group/itu-t/sg17rg-afr", "SG17RG-AFR"),
        ("id/group/itu-t/jca-imt2020", "JCA-IMT2020"),
        ("id/group/itu-t/sgs", "SGs"),
        ("id/group/itu-t/sg-chairs", "SG chairmen"),
        ("id/group/itu-t/other-sgs", "other SGs"),
    ],
)
def test_agreed_names_stay(names: Graph, path: str, designation: str) -> None:
    assert names.value(URIRef(BASE + path), RG.designation) == Literal(designation)


@pytest.mark.parametrize(
    ("spelling", "designation"),
    [
        ("UPU POC", "UPU Postal Operations Council"),
        ("Director of the Telecommunication Standardization Bureau", "TSB Director"),
        ("Telecommunication Standardization Advisory Group", "TSAG"),
        ("Chairmen of SGs", "SG chairmen"),
        ("ITU-D Study Group 2", "ITU-D SG2"),
        ("ISO TCs", "ISO"),
        ("ITU-R SGs", "ITU-R"),
        ("JTC 1", "ISO/IEC JTC 1"),
    ],
)
def test_spellings_of_the_reference_report_are_known(names: Graph, spelling: str, designation: str) -> None:
    (thing,) = spellings(names)[spelling]
    assert names.value(thing, RG.designation) == Literal(designation)


def test_the_assembly_of_the_reference_report_gives_its_study_period(names: Graph) -> None:
    assembly = URIRef(BASE + "id/assembly/wtsa-20")
    assert names.value(assembly, RG.studyPeriod) == URIRef(BASE + "id/period/itu-t/2022-2024")
    assert str(names.value(assembly, RG.year)) == "2022"
