"""The committed JSON-LD context is the one that the ontology gives."""

from __future__ import annotations

import json
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, Graph, Namespace

from resograph.naming.context import context

RG = Namespace("https://w3id.org/resograph/def#")


def test_the_committed_context_is_generated_from_the_ontology(folder: Path) -> None:
    committed = (folder / "context.jsonld").read_text(encoding="utf-8")
    assert committed == context((folder / "resograph.ttl").read_bytes()), (
        "write ontology/context.jsonld anew with resograph.naming.context.context"
    )


def test_every_term_is_in_the_context(folder: Path, ontology: Graph) -> None:
    terms = json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert not str(term).startswith(RG) or str(term).removeprefix(RG) in terms


def test_json_with_the_context_is_the_same_graph_as_turtle(folder: Path) -> None:
    document = {
        "@context": json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"],
        "@id": "https://w3id.org/resograph/id/rec/itu-t/x.1812/2022-05",
        "@type": "RecommendationEdition",
        "editionOf": "https://w3id.org/resograph/id/rec/itu-t/x.1812",
        "designation": "X.1812 (05/2022)",
        "startDate": "2022-05-10",
        "number": 1,
    }
    turtle = """
        @prefix rg: <https://w3id.org/resograph/def#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/resograph/id/rec/itu-t/x.1812/2022-05> a rg:RecommendationEdition ;
            rg:editionOf <https://w3id.org/resograph/id/rec/itu-t/x.1812> ;
            rg:designation "X.1812 (05/2022)" ; rg:startDate "2022-05-10"^^xsd:date ; rg:number 1 .
    """
    read = parse(json.dumps(document), format=RdfFormat.JSON_LD)
    assert set(read) == set(parse(turtle, format=RdfFormat.TURTLE))
