"""The pages of the named queries: who asks what, a form for each, its answer, and what programs are told."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from resograph.naming.prefixes import RDF, SCHEMA, SH
from resograph.pages.ask import Ask, editor_page, needs_own_styles, question_page, shown
from resograph.pages.publication import Published
from resograph.query import Answer, Local, Place, catalogue
from resograph.query.bind import TYPES
from resograph.query.things import Things, things_of

BASE = "https://example.org/data/"


@pytest.fixture(scope="module")
def things(example_release: Path) -> Things:
    return things_of(Place(str(example_release), "never").open(lambda _: None).store)


@pytest.fixture(scope="module")
def live(things: Things) -> Ask:
    return Ask(Published(things, address="https://example.org/plans/"))


@pytest.fixture(scope="module")
def static(things: Things) -> Ask:
    return Ask(Published(things, suffix=".html"))


class Page(HTMLParser):
    """The parts of a page that these tests look at."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fields: dict[str, dict[str, str | None]] = {}
        self.rows: list[list[str]] = []
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert not [name for name in given if name == "style" or name.startswith("on")]
        self._inside = tag if tag in ("td", "th", "a") and not (tag == "a" and self._inside == "td") else self._inside
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag in ("input", "select", "textarea"):
            self.fields[given.get("name") or ""] = given
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        elif tag == "script" and given.get("type") != "application/ld+json":
            self.scripts.append(given.get("src") or "inline")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("td", "th"):
            self.rows[-1][-1] += data


def test_the_list_names_each_query_once_and_by_who_asks_it(live: Ask, static: Ask) -> None:
    served, filed = (Page(part.written("queries", "html", {})) for part in (live, static))

    assert sorted(one for one in served.links if one.startswith("queries/")) == [
        f"queries/{name}" for name in catalogue()
    ]
    assert {f"queries/{name}.html" for name in catalogue()} <= set(filed.links)
    assert b"Rapporteurs of Questions" in live.written("queries", "html", {})
    assert [one["name"] for one in json.loads(live.written("queries", "json", {}))] == [*catalogue()]


@pytest.mark.parametrize("name", ["report-to", "progress-by-resolution", "findings"])
def test_the_page_of_a_query_holds_the_answer_that_its_file_holds(static: Ask, name: str) -> None:
    page = Page(static.written(f"queries/{name}", "html", {}))
    [head, *rows] = csv.reader(io.StringIO(static.written(f"queries/{name}", "csv", {}).decode()))
    told = json.loads(static.written(f"queries/{name}", "json", {}))

    assert page.rows[0] == head == [*catalogue()[name].columns] == told["head"]["vars"]
    assert len(page.rows) - 1 == len(rows) == len(told["results"]["bindings"])
    if name == "report-to":
        assert page.rows[1:] == rows
    assert {f"{name}.csv", f"{name}.json"} <= set(page.links)


def test_on_a_server_the_page_has_a_field_for_each_parameter(live: Ask, static: Ask) -> None:
    for name, query in catalogue().items():
        page = Page(question_page(live.published, query, {}, None))
        asked = {param.name: str(param.default) for param in query.params}
        assert {
            field: given.get("value") or asked[field] for field, given in page.fields.items() if field != "q"
        } == asked
        assert f"../sparql?example={name}" in page.links
    assert "body" not in Page(static.written("queries/report-to", "html", {})).fields


def test_a_form_shows_what_was_given_and_what_speaks_against_it(live: Ask) -> None:
    query = catalogue()["report-to"]
    page = question_page(live.published, query, {"body": '"><b>'}, None, "error[bad-parameter]: <i>")

    assert Page(page).fields["body"]["value"] == '"><b>'
    assert b"<b>" not in page
    assert b"error[bad-parameter]: &lt;i&gt;" in page


def test_things_are_linked_and_labelled_and_texts_are_texts() -> None:
    store = ox.Store()
    ours = ox.NamedNode(f"{BASE}id/org/gsma")
    store.add(ox.Quad(ours, ox.NamedNode("https://w3id.org/resograph/def#designation"), ox.Literal("GSMA")))
    published = Published(Things(store, BASE))
    terms = f'<{ours.value}> <javascript:alert(1)> <http://www.w3.org/ns/prov#Entity> "<b>"@en 12 UNDEF'
    result = Answer(store.query(f"SELECT ?x {{ VALUES ?x {{ {terms} }} }}"))
    [[gsma], [script], [prov], [text], [number], [none]] = shown(result, published, "queries/x").rows

    assert (gsma.text, gsma.address) == ("GSMA", "../doc/org/gsma")
    assert (script.text, script.address) == ("javascript:alert(1)", "")
    assert (prov.text, prov.address) == ("prov:Entity", "http://www.w3.org/ns/prov#Entity")
    assert (text.text, text.language, number.is_number, none.text) == ("<b>", "en", True, "")
    page = editor_page(
        published, "</textarea><script>", shown(Answer(store.query("SELECT ?x { ?x ?y ?z }")), published, "")
    )
    assert b"</textarea><script>" not in page


def test_the_query_page_works_without_script_and_loads_one_only_if_it_is_there(live: Ask, static: Ask) -> None:
    page = Page(live.written("sparql", "html", {"example": "report-to"}))

    assert {"query", "format"} <= set(page.fields)
    assert page.scripts == (["static/editor.js"] if needs_own_styles() else [])
    assert {f"sparql?example={name}" for name in catalogue()} <= set(page.links)
    assert static.forms("sparql") == ()


def test_every_path_has_its_forms_and_no_other(live: Ask, static: Ask) -> None:
    for part in (live, static):
        paths = list(part.paths())
        assert len(paths) == len(set(paths))
        for path in paths:
            assert part.forms(path)
            assert path.startswith("queries/") or all(part.written(path, form, {}) for form in part.forms(path))
    with pytest.raises(KeyError):
        live.written("queries/no-such-query", "html", {})


def test_the_examples_name_the_endpoint_where_there_is_one(live: Ask, static: Ask) -> None:
    path = ".well-known/sparql-examples"
    served, filed = (
        list(ox.parse(part.written(path, "ttl", {}), format=ox.RdfFormat.TURTLE)) for part in (live, static)
    )

    assert {one.object.value for one in served if one.predicate == SCHEMA.target} == {
        "https://example.org/plans/sparql"
    }
    assert not [one for one in filed if one.predicate == SCHEMA.target]
    kinds = [one for one in served if one.predicate == RDF.type and one.object == SH.SPARQLExecutable]
    assert len(kinds) == len(catalogue())


def test_the_openapi_document_tells_each_query_with_its_parameters(live: Ask) -> None:
    told = json.loads(live.written("openapi.json", "json", {}))

    assert told["openapi"].startswith("3.1.")
    assert told["servers"] == [{"url": "https://example.org/plans"}]
    for name, query in catalogue().items():
        operation = told["paths"][f"/queries/{name}"]["get"]
        given = {one["name"]: one["schema"] for one in operation["parameters"] if one["name"] != "format"}
        assert operation["summary"] == query.summary
        assert {param.name for param in query.params} == set(given)
        assert all("default" in schema for schema in given.values())
    identifiers = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(identifiers) == len(set(identifiers))


def test_the_openapi_document_has_the_form_that_openapi_asks_for(live: Ask) -> None:
    told = json.loads(live.written("openapi.json", "json", {}))
    wrong = list(_faults(told))

    assert wrong == []


def test_each_type_of_a_parameter_is_told_to_programs(live: Ask) -> None:
    from resograph.pages.ask import openapi

    assert set(openapi._TYPES) == set(TYPES)


def test_a_default_is_of_the_type_that_programs_are_told(live: Ask) -> None:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    told = json.loads(live.written("openapi.json", "json", {}))
    for path in told["paths"].values():
        for one in path.get("get", {}).get("parameters", []):
            if "default" in one["schema"]:
                Draft202012Validator(one["schema"]).validate(one["schema"]["default"])
                Draft202012Validator(one["schema"]).validate(one["example"])


def _faults(told: dict[str, Any]) -> list[str]:
    """Return what OpenAPI 3.1 demands and a document lacks: what its schema checks of the parts that we use."""
    wrong = [key for key in told if key not in ("openapi", "info", "servers", "paths")]
    wrong += [key for key in ("title", "version") if not told["info"].get(key)]
    for path, operations in told["paths"].items():
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for method, one in operations.items():
            given = one.get("parameters", [])
            places = {(parameter["name"], parameter["in"]) for parameter in given}
            wrong += [f"{path} {method}"] * (
                not path.startswith("/")
                or method not in ("get", "post")
                or not all(set(found) >= {"description"} for found in one["responses"].values())
                or not all(len(status) == 3 for status in one["responses"])
                or named != {parameter["name"] for parameter in given if parameter["in"] == "path"}
                or len(places) != len(given)
                or any(parameter["in"] == "path" and not parameter.get("required") for parameter in given)
                or ("requestBody" in one and not one["requestBody"]["content"])
            )
    return wrong


def test_an_answer_that_is_a_graph_is_shown_as_turtle(things: Things) -> None:
    result = Local(things.store).answer("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2")
    found = shown(result, Published(things), "sparql")

    assert not found.is_table
    assert list(ox.parse(found.text, format=ox.RdfFormat.TURTLE))
