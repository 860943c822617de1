"""The query endpoint keeps the SPARQL 1.1 Protocol, and what HTTP promises."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from resograph.naming.prefixes import RDF, SD, VOID
from tests.serve.sparql.client import Client
from tests.serve.sparql.conftest import BASE, FORKS, ONE, TWO, Endpoint

pytestmark = pytest.mark.filterwarnings(FORKS)
FORM = "application/x-www-form-urlencoded"
ROWS = 'SELECT ?s { ?s ?p "92-03" }'
GRAPH = 'CONSTRUCT WHERE { ?s ?p "92-03" }'
YES = {"head": {}, "boolean": True}


def asks(client: Client, accept: str, query: str = ROWS, **params: object) -> tuple[int, str]:
    found = client.get("/sparql", {"accept": accept}, query=query, **params)
    return found.status, found.headers["content-type"]


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        ("application/sparql-results+json", ROWS, "application/sparql-results+json"),
        ("application/sparql-results+xml", ROWS, "application/sparql-results+xml"),
        ("text/csv", ROWS, "text/csv; charset=utf-8"),
        ("text/tab-separated-values", ROWS, "text/tab-separated-values; charset=utf-8"),
        ("application/json", ROWS, "application/json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.4", ROWS, "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", ROWS, "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ROWS, "text/html; charset=utf-8"),
        ("*/*", ROWS, "application/sparql-results+json"),
        ("", ROWS, "application/sparql-results+json"),
        ("text/turtle", GRAPH, "text/turtle; charset=utf-8"),
        ("application/n-triples", GRAPH, "application/n-triples"),
        ("application/ld+json", GRAPH, "application/ld+json"),
        ("application/rdf+xml", GRAPH, "application/rdf+xml"),
        ("*/*", GRAPH, "text/turtle; charset=utf-8"),
        ("application/sparql-results+json, application/rdf+xml", GRAPH, "application/rdf+xml"),
        ("application/sparql-results+json, application/rdf+xml", ROWS, "application/sparql-results+json"),
        ("text/turtle", f"DESCRIBE <{BASE}id/a>", "text/turtle; charset=utf-8"),
    ],
)
def test_the_answer_has_the_form_that_is_liked_best(client: Client, accept: str, query: str, kind: str) -> None:
    assert asks(client, accept, query) == (200, kind)


@pytest.mark.parametrize(
    ("accept", "query"),
    [("image/png", ROWS), ("text/turtle", ROWS), ("text/csv", GRAPH), ("application/json;q=0", ROWS)],
)
def test_what_cannot_be_had_in_an_accepted_form_is_406(client: Client, accept: str, query: str) -> None:
    assert asks(client, accept, query)[0] == 406


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml", "text/csv"])
def test_a_format_in_the_address_goes_before_the_header(client: Client, name: str) -> None:
    assert asks(client, "image/png", format=name)[0] == 200


@pytest.mark.parametrize("name", ["nothing", "ttl"])
def test_an_unknown_format_is_406(client: Client, name: str) -> None:
    assert asks(client, "*/*", format=name)[0] == 406


def test_every_form_of_a_graph_holds_the_same(client: Client) -> None:
    forms = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    read = [
        {quad.triple for quad in ox.parse(client.get("/sparql", query=query, format=form).body, format=syntax)}
        for form, syntax in {**forms, "jsonld": ox.RdfFormat.JSON_LD}.items()
    ]

    assert len(read[0]) == 11
    assert all(found == read[0] for found in read)


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=UTF-8", f'{FORM};charset="utf-8"'])
def test_a_form_may_say_how_it_is_encoded(client: Client, kind: str) -> None:
    assert json.loads(client.post("/sparql", b"query=ASK%20%7B%7D", kind).body) == YES


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/sparql-query; charset=utf-8"])
def test_a_query_may_be_the_whole_body(client: Client, kind: str) -> None:
    assert json.loads(client.post("/sparql", "ASK { FILTER('é' = 'é') }".encode(), kind).body) == YES


def test_a_plus_is_a_space_and_its_escape_a_plus_in_forms_and_addresses(client: Client) -> None:
    body = f"query=ASK+{quote('{ ?s ?p ', safe='')}%221%2B1+%3D+%3C2%3E%22@en+%7D"

    assert json.loads(client.post("/sparql", body.encode(), FORM).body) == YES
    assert json.loads(client.request("GET", f"/sparql?{body}").body) == YES


def test_the_default_graph_is_the_current_view_and_each_graph_is_there_by_name(client: Client) -> None:
    def count(query: str, *params: tuple[str, str]) -> list[str]:
        found = client.request("GET", "/sparql", {"accept": "text/csv"}, [("query", query), *params])
        return found.text.split()[1:]

    every, named = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    both = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]

    assert count(every) == count(every, *both) == count(named) == ["11"]
    assert count(every, ("default-graph-uri", ONE)) == ["6"]
    assert count(named, ("named-graph-uri", TWO)) == count(every, ("default-graph-uri", TWO)) == ["5"]
    assert count(every, ("named-graph-uri", TWO)) == ["0"]
    assert count(every.replace("{", f"FROM <{TWO}> {{", 1)) == count(every, ("default-graph-uri", TWO))
    assert count(every.replace("{", f"FROM <{ONE}> {{", 1), ("default-graph-uri", TWO)) == count(every, *both[1:])


def test_relative_addresses_lie_below_the_base_of_the_data(client: Client) -> None:
    assert json.loads(client.get("/sparql", query="ASK { <id/a> <next> <id/b> }").body) == YES


def test_a_fault_is_told_with_its_place_and_word_in_a_line_or_on_a_page(client: Client) -> None:
    query = "SELECT * {\n  ?s ?p ?o\n} ORDRE BY ?s"
    line = client.get("/sparql", query=query)
    page = client.get("/sparql", {"accept": "text/html,*/*;q=0.5"}, query=query)

    assert (line.status, line.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert all(word in line.text for word in ("line 3", "column 3", '"ORDRE"'))
    assert line.text.count("\n") == 1
    assert page.status == 400
    assert "&#34;ORDRE&#34;" in page.text
    assert "ORDRE BY ?s</textarea>" in page.text


def test_a_head_tells_what_a_get_would(client: Client) -> None:
    head, get = (client.request(method, "/sparql", None, {"query": ROWS}) for method in ("HEAD", "GET"))

    assert (head.status, head.body) == (200, b"")
    assert head.headers == get.headers
    assert int(get.headers["content-length"]) == len(get.body) > 0


def test_an_answer_that_is_known_is_not_sent_again(client: Client) -> None:
    found = client.get("/sparql", query=ROWS)
    again = client.get("/sparql", {"if-none-match": f'"other", {found.headers["etag"]}'}, query=ROWS)

    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == found.headers["etag"]
    assert "max-age" in found.headers["cache-control"]
    assert {one.strip() for one in found.headers["vary"].split(",")} >= {"Accept", "Accept-Encoding"}
    assert client.get("/sparql", {"if-none-match": found.headers["etag"]}, query=GRAPH).status == 200


@pytest.mark.parametrize("fleeting", ["UUID()", "strUuid()", "RAND()"])
def test_an_answer_that_is_true_of_a_moment_is_not_kept(client: Client, fleeting: str) -> None:
    first, second = (client.get("/sparql", query=f"SELECT ({fleeting} AS ?x) {{}}") for _ in range(2))

    assert first.body != second.body
    assert first.headers["cache-control"] == "no-store"


def test_answers_are_packed_for_who_can_unpack_them_and_have_a_name_of_their_own(client: Client) -> None:
    packed, plain = (client.get("/sparql", {"accept-encoding": coding}, query=ROWS) for coding in ("gzip", "identity"))

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in client.get("/sparql", {"accept-encoding": "gzip;q=0"}, query=ROWS).headers


def test_pages_of_other_sites_may_ask(client: Client) -> None:
    preflight = client.request("OPTIONS", "/sparql", {"origin": "https://example.com"})

    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert (
        client.get("/sparql", {"origin": "https://example.com"}, query=ROWS).headers["access-control-allow-origin"]
        == "*"
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_405_and_told_what_is_allowed(client: Client, method: str) -> None:
    found = client.request(method, "/sparql", None, {"query": ROWS})

    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json", "application/sparql-query; charset=UTF-16"])
def test_a_body_of_another_kind_is_415(client: Client, kind: str) -> None:
    assert client.post("/sparql", b"ASK {}", kind).status == 415


@pytest.mark.parametrize("pairs", [[("query", ROWS), ("query", ROWS)], [("default-graph-uri", ONE)]])
def test_a_query_is_given_once(client: Client, pairs: list[tuple[str, str]]) -> None:
    assert client.request("GET", "/sparql", None, pairs).status == 400


@pytest.mark.parametrize("body", [b"query=%FF", b"default-graph-uri=urn:a", b"a=1&" * 300 + b"query=ASK{}"])
def test_a_form_that_cannot_be_meant_is_400(client: Client, body: bytes) -> None:
    assert client.post("/sparql", body, FORM).status == 400


def test_a_request_that_is_too_large_is_413_packed_or_not(served: Client) -> None:
    client, large = served, b"query=ASK{}" + b"+" * (2 * 1024 * 1024)

    assert client.post("/sparql", large, FORM).status == 413
    assert client.post("/sparql", gzip.compress(large), FORM, content_encoding="gzip").status == 413
    assert client.post("/sparql", gzip.compress(b"query=ASK{}"), FORM, content_encoding="gzip").status == 200
    assert client.post("/sparql", b"query=ASK{}", FORM, content_encoding="br").status == 415
    assert client.post("/sparql", b"query=ASK{}", FORM, content_encoding="gzip").status == 400
    assert client.post("/sparql", b"query=ASK{}", FORM).status == 200


def test_an_answer_is_packed_and_cut_as_what_it_is_and_not_as_what_it_might_have_been(endpoint: Endpoint) -> None:
    client, _ = endpoint(page_rows=2, page_bytes=100_000, workers=1)
    rows, graph = "SELECT * { VALUES ?a { 1 2 3 4 5 } }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    size = client.get("/sparql", {"accept": "application/n-triples"}, query=graph).text.count("\n")
    told = {"accept-encoding": "gzip"}

    table = client.get("/sparql", {"accept": "text/csv, text/html;q=0.5", **told}, query=rows)
    triples = client.get("/sparql", {"accept": "application/n-triples, text/html;q=0.5", **told}, query=graph)
    again = client.get("/sparql", {"accept": "application/n-triples, text/html;q=0.5", **told}, query=graph)

    assert (table.headers["content-encoding"], table.text) == ("gzip", "a\r\n1\r\n2\r\n3\r\n4\r\n5\r\n")
    assert (triples.headers["content-encoding"], triples.text.count("\n")) == ("gzip", size)
    assert again.pieces == triples.pieces
    assert not any("x-resograph-truncated" in one.headers for one in (table, triples))
    for accept, query in (("application/n-triples, text/html;q=0.5", rows), ("text/csv, text/html;q=0.5", graph)):
        page = client.get("/sparql", {"accept": accept, **told}, query=query)
        assert (page.headers["content-type"], page.status) == ("text/html; charset=utf-8", 200)
        assert "x-resograph-truncated" not in page.headers
        assert "</html>" in page.text


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("*/*", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_without_a_query_the_service_describes_itself(client: Client, accept: str, syntax: ox.RdfFormat) -> None:
    told = {quad.triple for quad in ox.parse(client.get("/sparql", {"accept": accept}).body, format=syntax)}
    service = ox.NamedNode("http://localhost:8000/sparql")
    sizes = {one.subject: int(one.object.value) for one in told if one.predicate == VOID.triples}
    graphs = {one.subject: one.object for one in told if one.predicate == SD.graph}
    named = {one.object.value: sizes[graphs[one.subject]] for one in told if one.predicate == SD["name"]}

    assert ox.Triple(service, RDF.type, SD.Service) in told
    assert ox.Triple(service, SD.endpoint, service) in told
    assert named == {ONE: 6, TWO: 5}
    assert not any(isinstance(one.subject, ox.BlankNode) for one in told)


def test_a_name_of_the_server_that_a_client_made_up_is_told_to_nobody_else(client: Client) -> None:
    found = client.get("/sparql", {"accept": "text/turtle", "host": "evil.example"})

    assert found.headers["cache-control"] == "no-store"


def test_without_a_query_a_browser_gets_a_page_where_one_is_written(client: Client) -> None:
    page = client.get("/sparql", {"accept": "text/html,*/*;q=0.8"})
    filled = client.get("/sparql", {"accept": "text/html"}, example="report-to")

    assert page.status == 200
    assert '<textarea id="query" name="query"' in page.text
    assert "VALUES ?body" in filled.text
    assert client.get("/sparql", {"accept": "image/png"}).status == 406


def test_the_form_without_script_shows_a_table_with_links(client: Client) -> None:
    found = client.post("/sparql", b"query=SELECT+*+%7B+?s+?p+?o+%7D&format=html", FORM)

    assert found.status == 200
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "1+1 = &lt;2&gt;" in found.text
    assert 'href="doc/group/itu-t/tsag"' in found.text
