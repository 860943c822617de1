"""The documentation of the ontology and the shapes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from lxml import html
from rdflib.namespace import OWL, RDF

from resograph.pages.about import About
from resograph.query.local import Local
from resograph.query.things import Things
from tests.pages.about.conftest import FORMS, published, read

RG = "https://w3id.org/resograph/def#"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def terms(repository: Path) -> set[str]:
    """Return the names of all terms of ours, by another reader of RDF."""
    ontology = rdflib.Graph().parse(repository / "ontology" / "resograph.ttl")
    named = (str(node) for kind in KINDS for node in ontology.subjects(RDF.type, kind))
    return {iri.removeprefix(RG) for iri in named if iri.startswith(RG)}


@pytest.fixture(scope="module")
def page(about: About) -> html.HtmlElement:
    return html.document_fromstring(about.written("def", "html", {}).decode())


@pytest.fixture(scope="module")
def shapes_page(about: About) -> html.HtmlElement:
    return html.document_fromstring(about.written("def/shapes", "html", {}).decode())


def test_each_term_has_its_anchor_and_its_line_in_the_list(page: html.HtmlElement, terms: set[str]) -> None:
    anchors = {str(node.get("id")) for node in page.iter("h3") if node.get("id")}
    listed = {str(node.get("href")) for node in page.xpath("//nav[@aria-label='Terms']//a")}

    assert anchors == terms
    assert listed == {f"#{name}" for name in terms} | {"#others"}


def test_each_term_has_a_query_that_runs(page: html.HtmlElement, terms: set[str], things: Things) -> None:
    queries = [node.text_content() for node in page.xpath("//details/pre")]
    links = [parse_qs(urlsplit(str(node.get("href"))).query)["query"][0] for node in page.xpath("//details/p/a")]

    assert len(queries) == len(terms)
    assert [query.strip() for query in links] == [query.strip() for query in queries]
    # Asked of a store that is nearly empty, to see that each is understood; two of the example's, for what they answer.
    empty = Local(ox.Store())
    for query in queries:
        assert list(empty.answer(query).rows()) == []
    [states] = [query for query in queries if f"VALUES ?class {{ <{RG}ItemState> }}" in query]
    assert len(list(Local(things.store).answer(states).rows())) == 50


def test_how_often_a_term_is_used_is_told(page: html.HtmlElement, things: Things) -> None:
    [told] = page.xpath("//h3[@id='ItemState']/..//dt[text()='In this release']/following-sibling::dd[1]")

    states = sum(
        1 for _ in things.store.quads_for_pattern(None, None, ox.NamedNode(f"{RG}ItemState"), ox.DefaultGraph())
    )
    assert told.text_content() == f"{states} things"


def test_a_term_leads_to_the_shapes_that_check_it(page: html.HtmlElement, shapes_page: html.HtmlElement) -> None:
    anchors = {str(node.get("id")) for node in shapes_page.iter("h3")}
    links = {str(node.get("href")) for node in page.iter("a")}
    led_to = {link.partition("#")[2] for link in links if link.startswith("def/shapes#")}

    assert {"ItemState", "ItemState-lead"} <= led_to <= anchors


def test_every_link_of_a_page_to_a_place_on_a_page_leads_somewhere(
    page: html.HtmlElement, shapes_page: html.HtmlElement
) -> None:
    places = {"def": page, "def/shapes": shapes_page}
    ids = {path: {str(node.get("id")) for node in found.iter() if node.get("id")} for path, found in places.items()}
    for here, found in places.items():
        for node in found.iter("a"):
            target, _, anchor = str(node.get("href")).partition("#")
            path = here if not target else {"../def": "def", "def": "def", "shapes": "def/shapes"}.get(target, target)
            if anchor and path in places:
                assert anchor in ids[path], f"{here}: {node.get('href')}"


def test_no_name_on_a_page_is_given_twice(page: html.HtmlElement, shapes_page: html.HtmlElement) -> None:
    for found in (page, shapes_page):
        ids = [node.get("id") for node in found.iter() if node.get("id")]
        assert len(ids) == len(set(ids))


def test_each_shape_of_the_files_is_on_the_page(shapes_page: html.HtmlElement, repository: Path) -> None:
    files = (path.read_text(encoding="utf-8") for path in (repository / "shapes").glob("*.ttl"))
    shapes = {
        name for text in files for name in re.findall(r"^rgs:(\S+) a sh:(?:Node|Property)Shape", text, re.MULTILINE)
    }

    assert {str(node.get("id")) for node in shapes_page.iter("h3") if node.get("id")} == shapes


def test_the_examples_of_a_shape_are_published(about: About, shapes_page: html.HtmlElement, repository: Path) -> None:
    links = {str(node.get("href")) for node in shapes_page.iter("a") if str(node.get("href")).endswith(".ttl")}
    examples = {link.removesuffix(".ttl") for link in links if "/" in link and not link.startswith("..")}
    folders = list((repository / "shapes" / "examples").glob("*/*.ttl"))

    assert len(examples) == len([path for path in folders if path.stem in {"pass", "fail"}])
    for link in examples:
        assert about.forms(f"def/{link}") == ("ttl",)
        source = repository / "shapes" / "examples" / f"{link.removeprefix('shapes/')}.ttl"
        assert about.written(f"def/{link}", "ttl", {}) == source.read_bytes()
    assert set(about.paths()) >= {f"def/{link}" for link in examples}


@pytest.mark.parametrize("path", ["def", "def/shapes"])
def test_every_form_of_the_terms_says_the_same(about: About, path: str) -> None:
    sizes = {len(read(about.written(path, form, {}), form)) for form in FORMS}

    assert len(sizes) == 1


@pytest.mark.parametrize(
    "path",
    ["def/shapes/../../pyproject/pass", "def/shapes//pass", "def/shapes/ItemState/report", "def/nothing", "defs"],
)
def test_nothing_else_is_there(about: About, path: str) -> None:
    assert about.forms(path) == ()


def test_where_nobody_answers_no_query_is_offered_to_run(example_release: Path, things: Things) -> None:
    site = About(published(example_release, things, suffix=".html"), ())
    found = html.document_fromstring(site.written("def", "html", {}).decode())

    assert found.xpath("//details/pre")
    assert not [node for node in found.iter("a") if "sparql" in str(node.get("href"))]
