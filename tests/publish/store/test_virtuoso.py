"""Virtuoso keeps values and not their spelling: that is excused, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.endpoint import Credentials, Endpoint
from resograph.errors import EndpointError
from resograph.publish.store import LoadReceipt, find, load, of_file
from tests.servers.kinds import Server

pytestmark = pytest.mark.parametrize("store", ["virtuoso"], indirect=True)

GRAPH = "https://example.org/graph/values"
KEPT = """@prefix : <http://www.w3.org/2001/XMLSchema#> .
<urn:a> <urn:text> "", " x ", "a\\r\\nb", "a\\rb", "tab\\t", "\\u0001\\u0007\\u007f", "\U0001d4b3 \u00e9 \u2013",
    "true", "01" ;
  <urn:said> "colour"@en-GB, "couleur"@fr ; <urn:long> "LONG" ;
  <urn:is> true ; <urn:was> "1"^^:boolean ; <urn:number> 7 ; <urn:zeros> "007"^^:integer ;
  <urn:huge> 9223372036854775808 ;
  <urn:decimal> 1.50 ; <urn:double> 1.0E0 ; <urn:day> "2022-02-28"^^:date ; <urn:no-day> "2023-02-30"^^:date ;
  <urn:month> "2022-09"^^:gYearMonth ; <urn:year> "2022"^^:gYear ; <urn:at> "2022-09-01T09:00:00.000Z"^^:dateTime ;
  <urn:iri> <https://example.org/a%20b>, <https://example.org/\u00fc>, <https://example.org/%C3%BC>, <urn:isbn:1> .
"""
# One value for two triples; a value that is cut; an IRI that is cut; a duration that becomes a number.
LOST = {
    "merged": "<urn:a> <urn:b> 1, 1.0 .",
    "cut": "<urn:a> <urn:b> 1.23456789012345678901234567890 .",
    "iri": f"<urn:{'x' * 3000}> <urn:b> 1 .",
    "duration": '<urn:a> <urn:b> "P1Y"^^<http://www.w3.org/2001/XMLSchema#duration> .',
}


def _load(text: str, server: Server, folder: Path) -> LoadReceipt:
    file = folder / "values.ttl"
    file.write_text(text, encoding="utf-8")
    endpoint = Endpoint(Credentials(server.client.user, server.client.password))
    return load(of_file(file, GRAPH), find(server.base, "auto", endpoint=endpoint), lambda _sent, _total: None)


def test_values_that_come_back_in_another_spelling_are_verified(store: Server, tmp_path: Path) -> None:
    text = KEPT.replace("LONG", "\u00e9" * 40_000)
    created, again = _load(text, store, tmp_path), _load(text, store, tmp_path)

    assert [change.done for change in (*created.changes, *again.changes)] == ["created", "unchanged"]


@pytest.mark.parametrize("text", LOST.values(), ids=LOST)
def test_values_that_are_lost_are_refused_and_the_former_graph_stays(store: Server, tmp_path: Path, text: str) -> None:
    _load("<urn:a> <urn:b> 7 .", store, tmp_path)
    before = store.client.graphs()
    with pytest.raises(EndpointError, match=r"error\[load-verify\]"):
        _load(text, store, tmp_path)

    assert store.client.graphs() == before
    assert [str(triple.object)[:3] for triple in store.client.get(GRAPH)] == ['"7"']
