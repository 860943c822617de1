"""A named query is asked by its address, with the values of its parameters in it."""

from __future__ import annotations

import json

import pytest

from tests.serve.sparql.client import Client
from tests.serve.sparql.conftest import FORKS

pytestmark = pytest.mark.filterwarnings(FORKS)
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ANSWER = "item,resolution,status\r\n92-03,92,reported\r\n"


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/queries/report-to?body=TSAG&format=csv", "*/*"),
        ("/queries/report-to?body=TSAG", "text/csv"),
        ("/queries/report-to.csv?body=TSAG", "text/html"),
        ("/queries/report-to.csv", "*/*"),
    ],
)
def test_an_answer_is_had_by_format_header_or_suffix(client: Client, path: str, accept: str) -> None:
    found = client.request("GET", path, {"accept": accept})

    assert (found.status, found.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert found.text == ANSWER
    assert found.headers["etag"]
    assert found.headers["access-control-allow-origin"] == "*"


def test_a_parameter_narrows_the_answer(client: Client) -> None:
    assert json.loads(client.request("GET", "/queries/report-to.json?body=SG16").body)["results"]["bindings"] == []


def test_a_value_is_a_value_and_never_a_part_of_the_query(client: Client) -> None:
    found = client.get("/queries/report-to", {"accept": "text/csv"}, body='TSAG" } SERVICE <urn:a> { ?s ?p "')

    assert (found.status, found.text) == (200, ANSWER.partition("\r\n")[0] + "\r\n")


def test_a_browser_gets_the_form_with_the_values_and_the_answer(client: Client) -> None:
    page = client.get("/queries/report-to", BROWSER)
    other = client.get("/queries/report-to", BROWSER, body="SG16<script>")

    assert 'name="body" value="TSAG"' in page.text
    assert "<td>92-03</td>" in page.text
    assert 'value="SG16&lt;script&gt;"' in other.text
    assert "<td>92-03</td>" not in other.text
    assert "body=SG16%3Cscript%3E&amp;format=csv" in other.text


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/queries/report-to?bodi=TSAG", 400, "did you mean body?"),
        ("/queries/report-to?body=TSAG&body=SG16", 400, "twice"),
        ("/queries/items-by-resolution?resolution=fifty", 400, "is not a Resolution number"),
        ("/queries/report-tu", 404, "did you mean report-to"),
        ("/queries/report-to.rq", 404, "no query"),
        ("/queries/..%2f..%2fREADME.rq", 404, "no query"),
        ("/queries/report-to?format=ttl", 406, "format"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line_and_on_a_page(
    client: Client, path: str, status: int, word: str
) -> None:
    line, page = (client.request("GET", path, {"accept": accept}) for accept in ("text/plain, */*;q=0.1", "text/html"))

    assert (line.status, page.status if status != 406 else 406) == (status, status)
    assert word in line.text
    assert page.text.startswith("<!DOCTYPE html>")


def test_other_methods_are_405(client: Client) -> None:
    found = client.post("/queries/report-to", b"body=TSAG", "application/x-www-form-urlencoded")

    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.request("OPTIONS", "/queries/report-to").status == 204
    assert client.request("HEAD", "/queries/report-to").body == b""
