"""An answer that is too long is cut where it stays well-formed, and says so before its first byte."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from resograph.pages.publication import Published
from resograph.query.things import Things
from resograph.serve.sparql import Limits, routes, run
from resograph.serve.sparql.gate import Full, Gate
from resograph.serve.sparql.question import Question
from tests.serve.sparql.client import Client, Message, scope
from tests.serve.sparql.conftest import BASE, FORKS, Endpoint, forked, store

pytestmark = pytest.mark.filterwarnings(FORKS)
CUT = "x-resograph-truncated"
FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}


def rows(count: int) -> str:
    """Return a query with so many rows, of texts in which every mark of every form stands."""
    hundred = " ".join(f'"{place},{{\\"a\\n\\t<result>]}}}}"' for place in range(100))
    return f"SELECT ?a ?b {{ VALUES ?a {{ {hundred} }} VALUES ?b {{ {hundred} }} }} LIMIT {count}"


def read(body: bytes, form: str) -> int:
    found = ox.parse_query_results(body, format=FORMS[form])
    return len(list(cast("ox.QuerySolutions", found)))


@pytest.fixture(scope="module")
def short(endpoint: Endpoint) -> Client:
    return endpoint(rows=500, inline=4000, workers=1, heavy_after=60, seconds=60)[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("count", "expected", "told"), [(499, 499, ""), (500, 500, ""), (501, 500, "rows; limit=500")])
def test_rows_beyond_the_limit_are_left_out_and_told_of(
    short: Client, form: str, count: int, expected: int, told: str
) -> None:
    found = short.get("/sparql", query=rows(count), format=form)

    assert (found.status, found.headers.get(CUT, "")) == (200, told)
    assert read(found.body, form) == expected
    assert int(found.headers["content-length"]) == len(found.body)
    assert found.is_whole


def test_a_cut_answer_is_the_beginning_of_the_whole_one(short: Client) -> None:
    whole, cut = (short.get("/sparql", query=rows(count), format="csv").body for count in (500, 10_000))

    assert whole == cut


@pytest.mark.parametrize("form", FORMS)
def test_bytes_beyond_the_limit_are_left_out_and_told_of(endpoint: Endpoint, form: str) -> None:
    client, _ = endpoint(bytes=20_000, workers=1)
    found = client.get("/sparql", query=rows(10_000), format=form)

    assert found.headers[CUT] == "bytes; limit=20000"
    assert 10_000 < len(found.body) <= 20_100
    assert read(found.body, form) > 50


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("columns", [1, 7, 40])
def test_what_is_cut_by_bytes_is_ended_once(form: str, columns: int) -> None:
    names = range(columns)
    bound = " ".join(f'BIND (CONCAT("x", STR(?row), "-{name}") AS ?a{name})' for name in names)
    row = " ".join(map(str, range(500)))
    query = f"SELECT {' '.join(f'?a{name}' for name in names)} {{ VALUES ?row {{ {row} }} {bound} }}"
    for size in range(columns * 1_000, columns * 14_000, columns * 1_300):
        stream = io.BytesIO()
        gate = Gate(stream, form, 500, size)
        try:
            cast("ox.QuerySolutions", ox.Store().query(query)).serialize(cast("IO[bytes]", gate), format=FORMS[form])
            gate.hand_on()
        except Full:
            # Some more comes, of what had been gathered before.
            assert gate.write(b"more") == len(b"more")
        text = stream.getvalue()
        assert 0 < read(text, form) <= 500
        assert len(text) <= size + 40
        assert text.count({"json": b"]}}", "xml": b"</sparql>", "tsv": b"\n\n"}[form]) == (form != "tsv")


def test_a_graph_is_cut_by_triples_and_bytes(endpoint: Endpoint) -> None:
    client, _ = endpoint(rows=5, workers=1)
    few = client.get("/sparql", {"accept": "application/rdf+xml"}, query="CONSTRUCT WHERE { ?s ?p ?o }")

    assert few.headers[CUT] == "rows; limit=5"
    assert len(list(ox.parse(few.body, format=ox.RdfFormat.RDF_XML))) == 5

    client, _ = endpoint(bytes=600, workers=1)
    small = client.get("/sparql", {"accept": "application/n-triples"}, query="CONSTRUCT WHERE { ?s ?p ?o }")

    assert small.headers[CUT] == "bytes; limit=600"
    assert 0 < len(small.body) <= 600


def test_one_row_that_is_too_large_is_an_error(endpoint: Endpoint) -> None:
    client, _ = endpoint(bytes=1000, workers=1)
    found = client.get("/sparql", query=f'SELECT ("{"a" * 5000}" AS ?a) {{}}')

    assert (found.status, found.headers.get(CUT)) == (503, None)
    assert "too-large" in found.text


def test_what_needs_too_much_memory_is_an_error(endpoint: Endpoint) -> None:
    client, _ = endpoint(memory=32 * 1024 * 1024, workers=1, seconds=60, heavy_after=60)
    numbers = " ".join(map(str, range(2000)))
    query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }} ORDER BY ?b ?a"
    found = client.get("/sparql", query=query)

    assert found.status == 503
    assert "memory" in found.text
    assert client.get("/sparql", query="ASK {}").status == 200


def test_a_page_shows_so_many_rows_and_says_that_there_are_more(endpoint: Endpoint) -> None:
    client, _ = endpoint(page_rows=7, workers=1)
    found = client.get("/sparql", {"accept": "text/html"}, query=rows(8))

    assert found.text.count("<tr>") == 7 + 1
    assert "and more" in found.text


def test_a_page_is_made_of_so_many_bytes_and_letters(endpoint: Endpoint) -> None:
    client, _ = endpoint(page_bytes=100_000, workers=1, seconds=60, heavy_after=60)
    long = "".join(f" BIND (CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(12))
    query = f'SELECT ?a ?t12 {{ VALUES ?a {{ {" ".join(map(str, range(100)))} }} BIND ("abcdefgh" AS ?t0) {long} }}'
    page = client.get("/sparql", {"accept": "text/html"}, query=query)
    data = client.get("/sparql", {"accept": "text/csv"}, query=query)

    assert (page.status, "and more" in page.text) == (200, True)
    assert 1 < page.text.count("…</td>") <= 3
    assert len(page.text) < 100_000 < len(data.text)
    assert "x-resograph-truncated" not in data.headers


def test_a_page_of_very_many_columns_shows_some(endpoint: Endpoint) -> None:
    client, _ = endpoint(workers=1, seconds=60, heavy_after=60)
    names = " ".join(f"?a{place}" for place in range(5000))
    rows = " ".join(map(str, range(500)))
    page = client.request(
        "POST",
        "/sparql",
        {"accept": "text/html", "content-type": "application/sparql-query"},
        body=(f"SELECT {names} {{ VALUES ?a0 {{ {rows} }} }}".encode()),
    )

    assert (page.status, "and more" in page.text) == (200, True)
    assert page.text.count("<td") <= 10_000


def test_a_slow_reader_takes_no_memory_and_no_worker(endpoint: Endpoint) -> None:
    client, _ = endpoint(workers=1, seconds=60, heavy_after=60, spools=2)
    query = "SELECT * { VALUES ?a { %s } VALUES ?b { %s } BIND ('%s' AS ?c) }"
    numbers = " ".join(map(str, range(300)))
    asked = {"query": query % (numbers, numbers, "c" * 500), "format": "tsv"}

    async def slow() -> tuple[int, list[int], int]:
        before, readers = _memory(), [_Reader(client.app) for _ in range(3)]
        calls = [asyncio.ensure_future(reader.call(asked, place)) for place, reader in enumerate(readers)]
        while sum(reader.began for reader in readers) < 2 or not any(call.done() for call in calls):  # noqa: ASYNC110 -- whichever they are
            await asyncio.sleep(0.01)
        grown = _memory() - before
        cheap = await client.call(scope("GET", "/sparql", None, {"query": "ASK { ?s ?p 1 }"}))
        for reader in readers:
            reader.reads.set()
        await asyncio.gather(*calls)
        return grown, sorted(reader.status for reader in readers), cheap.status

    grown, statuses, cheap = client.loop.run_until_complete(asyncio.wait_for(slow(), 60))

    assert grown < 64 * 1024 * 1024
    assert statuses == [200, 200, 503]
    assert cheap == 200


def test_who_takes_nothing_is_left(endpoint: Endpoint) -> None:
    client, _ = endpoint(workers=1, seconds=60, inline=1000, patience=0.1)
    reader = _Reader(client.app)
    client.loop.run_until_complete(asyncio.wait_for(reader.call({"query": rows(5000), "format": "tsv"}, 0), 60))

    assert reader.status == 200
    assert not reader.is_whole


def test_an_answer_is_found_once(endpoint: Endpoint) -> None:
    client, pool = endpoint(workers=1)
    first = client.get("/sparql", query="SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")
    pool.close()
    again = client.get("/sparql", query="SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")

    assert (again.status, again.body) == (200, first.body)
    assert client.get("/sparql", query="SELECT * { ?s ?p ?o }").status == 503


def test_what_is_kept_is_weighed_with_all_of_its_question() -> None:
    bare, named = (run._weight(Question("ASK {}", graphs, ())) for graphs in (None, ("urn:a" * 1000,) * 7))

    assert named - bare >= 7 * 5000


def test_what_each_worker_opens_for_itself_is_answered_from(tmp_path: Path) -> None:
    from resograph.query import Local
    from resograph.serve.sparql import Pool

    index = ox.Store(str(tmp_path / "index"))
    index.extend(store())
    index.flush()
    del index
    pool = Pool.forked(lambda: Local(ox.Store.read_only(str(tmp_path / "index"))), Limits(workers=1), BASE)
    client = Client(Starlette(routes=routes(pool, Published(Things(store(), BASE)))))
    found = client.get("/sparql", query='ASK { ?s ?p "92-03" }')
    pool.close()
    client.close()

    assert json.loads(found.body)["boolean"] is True


@given(
    st.lists(st.lists(st.sampled_from(['",{"', "]}}", "<result>", "\n", "\\", "é"]), max_size=3), max_size=12),
    st.sampled_from(sorted(FORMS)),
    st.integers(1, 14),
    st.integers(1, 40),
)
def test_a_gate_cuts_between_rows_however_the_bytes_come(
    texts: list[list[str]], form: str, most: int, piece: int
) -> None:
    values = " ".join(str(ox.Literal("".join(text))) for text in texts)
    result = ox.Store().query(f"SELECT ?a {{ VALUES ?a {{ {values} }} }}")
    whole = cast("ox.QuerySolutions", result).serialize(format=FORMS[form])
    assert whole is not None
    stream = io.BytesIO()
    gate = Gate(stream, form, most, 10**9)
    gate._enough = 1
    cut = ""
    try:
        for start in range(0, len(whole), piece):
            gate.write(whole[start : start + piece])
        gate.hand_on()
    except Full as full:
        cut = full.cut

    assert read(stream.getvalue(), form) == min(len(texts), most)
    assert cut == ("rows" if len(texts) > most else "")
    assert cut or stream.getvalue() == whole


class _Reader:
    """A client that takes the head of a response, and the rest only when it is told to."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app
        self.reads = asyncio.Event()
        self.began = False
        self.is_whole = False
        self.status = 0

    async def call(self, asked: dict[str, str], place: int) -> None:
        async def receive() -> Message:
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
            elif self.status == 200:
                self.began = True
                await self.reads.wait()
                self.is_whole = not message.get("more_body", False)

        await self.app(scope("GET", "/sparql", None, {**asked, "query": f"{asked['query']} # {place}"}), receive, send)


def _memory() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def test_the_data_are_shared(endpoint: Endpoint) -> None:
    data = ox.Store()
    node = ox.NamedNode("urn:a")
    data.bulk_extend(ox.Quad(node, node, ox.Literal(f"{place} {'a' * 100}")) for place in range(40_000))
    pool = forked(data, Limits(workers=2))
    told = [Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii") for process in pool.processes]
    private = [int(line.split()[1]) for one in told for line in one.splitlines() if line.startswith("Private_Dirty")]
    pool.close()

    assert max(private) < 10_000
