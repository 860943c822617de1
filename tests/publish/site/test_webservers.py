"""What a site tells Apache and nginx: that they answer as our own server does, by asking them."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple, NoReturn
from urllib.parse import urljoin, urlsplit

import pytest

from resograph.pages import webservers
from resograph.pages.publication import MEDIA_TYPES, RDF_FORMS
from resograph.serve import headers, resources
from resograph.serve.negotiate import chosen
from tests.publish.site.linked import read
from tests.publish.site.releases import release, site_of
from tests.servers import places
from tests.servers.process import free_port, listens, running

# The end of a name that some servers take for that of a packed file, and one they take for a language.
NAMES = ("org/gsma", "org/gsma/part.z", "org/a.fr", "org/b.php")
ACCEPTS = [
    "",
    "*/*",
    "text/turtle",
    "text/html",
    "application/ld+json",
    "application/n-triples, */*;q=0.1",
    "application/rdf+xml;q=0.3, text/turtle;q=0.8",
    "text/html;q=0.5, text/turtle;q=0.9, */*;q=0.1",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "text/turtle;q=0.5, */*;q=0.5",
    "text/html; charset=utf-8; q=0.2, application/ld+json;profile=x;q=0.4",
    "text/*",
    "text/*;q=0.3, application/*;q=0.9",
    "text/turtle;q=0.1, application/n-triples;q=0.05",
    "text/html;q=0, */*",
    "text/turtle;q=0, */*;q=0.2",
    "text/turtle;q=1.0, text/html;q=0.99",
    "image/png",
    "text/turtlesque",
    "application/n-triples-or-so, x-text/turtle",
]
_MODULES = "mpm_event authz_core dir mime headers rewrite filter deflate negotiation autoindex alias"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def form(self) -> str:
        return str(self.headers["Content-Type"])


class WebServer(NamedTuple):
    """A server on this machine, and the path below which the site stands on it."""

    port: int
    prefix: str

    def get(self, path: str, accept: str = "", **more: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = {"Accept": accept} if accept else {}
        connection.request("GET", f"{self.prefix}{path}", headers={**given, **more})
        found = connection.getresponse()
        answer = Answer(found.status, found.headers, found.read())
        connection.close()
        return answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a site for the top of a server, and one for below a path."""
    made = tmp_path_factory.mktemp("web")
    site_of(release(made / "out", NAMES), made / "top")
    site_of(made / "out" / "releases" / "1a2b", made / "below", "https://example.org/some/reports/")
    return made


@pytest.fixture(scope="module", params=["apache", "apache below a path", "nginx", "nginx below a path"])
def server(request: pytest.FixtureRequest, folder: Path, lacking: Callable[[str], NoReturn]) -> Iterator[WebServer]:
    """Run a real server over the site."""
    kind, _, below = request.param.partition(" ")
    program = places.apache() if kind == "apache" else places.nginx()
    if program is None:
        lacking(kind)
    prefix = "/some/reports/" if below else "/"
    with (_apache if kind == "apache" else _nginx)(program, folder, prefix) as port:
        yield WebServer(port, prefix)


@contextmanager
def _apache(program: Path, folder: Path, prefix: str) -> Iterator[int]:
    port, modules = free_port(), program.parent.parent / "lib" / "apache2" / "modules"
    (folder / "mime.types").touch()
    lines = [
        *(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES.split()),
        *(f"ServerRoot {folder}", "ServerName localhost", f"Listen 127.0.0.1:{port}"),
        *(f"PidFile {folder}/apache-{port}.pid", f"ErrorLog {folder}/apache.log", f"TypesConfig {folder}/mime.types"),
        # What hosts are apt to say.
        *("AddEncoding x-compress .Z", "AddLanguage fr .fr", "AddHandler cgi-script .php"),
        *(f"DocumentRoot {folder}/top", f"Alias /some/reports {folder}/below"),
        *(f"<Directory {folder}>", "Require all granted", "AllowOverride All"),
        *("Options Indexes FollowSymLinks MultiViews ExecCGI", "</Directory>"),
    ]
    configuration = folder / f"apache-{port}.conf"
    configuration.write_text("\n".join([*lines, ""]), encoding="utf-8")
    command = [str(program), "-X", "-f", str(configuration)]
    with running(command, folder / "apache.out", lambda process: listens(process, port), _libraries(program)):
        yield port


@contextmanager
def _nginx(program: Path, folder: Path, prefix: str) -> Iterator[int]:
    port, site = free_port(), folder / ("top" if prefix == "/" else "below")
    temporary = [f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    lines = [
        *("daemon off;", "master_process off;", f"pid {folder}/nginx.pid;", f"error_log {folder}/nginx.log;"),
        *("events {}", "http {", "access_log off;", *temporary),
        *(f"server {{ listen 127.0.0.1:{port}; set $resograph {site}; include {site}/nginx.conf; }}", "}"),
    ]
    configuration = folder / f"nginx-{port}.conf"
    configuration.write_text("\n".join([*lines, ""]), encoding="utf-8")
    command = [str(program), "-e", f"{folder}/nginx.log", "-c", str(configuration)]
    with running(command, folder / "nginx.out", lambda process: listens(process, port), _libraries(program)):
        yield port


def _libraries(program: Path) -> dict[str, str]:
    return {"LD_LIBRARY_PATH": places.libraries(program)}


def _expected(accept: str) -> str | None:
    return chosen({form: MEDIA_TYPES[form] for form in ("html", *RDF_FORMS)}, accept, ("ttl",))


@pytest.mark.parametrize("accept", ACCEPTS)
def test_they_choose_what_our_server_chooses(server: WebServer, accept: str) -> None:
    for path in ("doc/org/gsma", "doc/org/gsma/part.z"):
        found, expected = server.get(path, accept), _expected(accept)
        assert (found.status, found.form()) == ((200, MEDIA_TYPES[expected]) if expected else (406, found.form()))
        assert "Accept" in re.split(r",\s*", ", ".join(found.headers.get_all("Vary", [])))


@pytest.mark.parametrize(
    ("accept", "status"), [("", 200), ("*/*", 200), ("text/html;q=0.1", 200), ("text/turtle", 406), ("image/png", 406)]
)
def test_a_page_that_is_no_data_comes_as_a_page_or_not_at_all(server: WebServer, accept: str, status: int) -> None:
    for path in ("browse", "queries", "queries/approved-by-resolution"):
        found = server.get(path, accept)
        assert (found.status, found.form()) == (status, MEDIA_TYPES["html"] if status == 200 else found.form())


def test_a_suffix_and_a_form_in_the_address_overrule_what_is_preferred(server: WebServer) -> None:
    for form in ("html", *RDF_FORMS):
        named = server.get(f"doc/org/gsma.{form}", "text/html, text/turtle")
        asked = server.get(f"doc/org/gsma?x=1&format={form}", "image/png")
        assert [named.form(), asked.form()] == [MEDIA_TYPES[form]] * 2
        assert named.body == asked.body
    assert server.get("validation?format=csv").form() == MEDIA_TYPES["csv"]


def test_the_front_and_every_file_come_with_their_type(server: WebServer) -> None:
    for path, media_type in (
        ("", MEDIA_TYPES["html"]),
        ("index.html", MEDIA_TYPES["html"]),
        ("static/style.css", MEDIA_TYPES["css"]),
        ("robots.txt", MEDIA_TYPES["txt"]),
        ("downloads/graph.nq", "application/n-quads"),
        (".well-known/void.ttl", MEDIA_TYPES["ttl"]),
        ("doc/org/gsma/part.z.html", MEDIA_TYPES["html"]),
        ("doc/org/a.fr.html", MEDIA_TYPES["html"]),
        ("doc/org/b.php.html", MEDIA_TYPES["html"]),
    ):
        found = server.get(path)
        assert (found.status, found.form(), found.headers["Content-Encoding"]) == (200, media_type, None), path
        assert found.headers["Content-Language"] is None


def test_the_name_of_a_thing_leads_to_its_page(server: WebServer) -> None:
    for iri, page in (("id/org/gsma", "doc/org/gsma"), ("graph/meta", "doc/graph/meta")):
        found = server.get(iri, "text/turtle", Host="evil.example")
        assert found.status == 303
        leads = urlsplit(found.headers["Location"])
        assert leads.path == f"{server.prefix}{page}"
        # Apache takes the host from the request, unless it is told the address.
        assert leads.netloc in ({"", "evil.example"} if server.prefix == "/" else {"", "example.org"})
    assert server.get("id/org/gsma?format=nt&x=//evil").headers["Location"].endswith("doc/org/gsma?format=nt")


@pytest.mark.parametrize(
    "path",
    [
        *("id/org/none", "id//evil.example", "id/%5Cevil.example", "id/org/gsma%0d%0aX-Header:1", "id/"),
        *("doc/org", "doc/org/", "doc/none", "none.html", "static/", "doc/org/gsma/", "%2e%2e/out/current"),
    ],
)
def test_what_is_not_there_is_not_found(server: WebServer, path: str) -> None:
    found = server.get(path)

    assert found.status in {400, 404}
    assert "Location" not in found.headers
    assert "X-Header" not in found.headers


def test_who_finds_nothing_is_shown_the_way(server: WebServer) -> None:
    found = server.get("doc/no/such/page")

    assert b"<html" in found.body
    assert found.status == 404


def test_every_answer_is_as_safe_as_those_of_our_server(server: WebServer) -> None:
    expected = {name.decode(): value.decode() for name, value in (*headers.SAFETY, *headers.ANYBODY)}
    for path in ("", "doc/org/gsma", "doc/org/gsma.ttl", "static/style.css", "none"):
        found = server.get(path)
        assert {name: found.headers[name] for name in expected} == expected
        assert found.headers["Cache-Control"] == headers.FRESH.decode()


def test_a_picture_may_be_styled_by_what_stands_in_it(server: WebServer) -> None:
    found = server.get("static/icon.svg")

    assert (found.status, found.form()) == (200, MEDIA_TYPES["svg"])
    assert found.headers.get_all("Content-Security-Policy") == [headers.PICTURE.decode()]


def test_what_is_known_already_is_not_sent_again(server: WebServer) -> None:
    first = server.get("doc/org/gsma.ttl")

    assert server.get("doc/org/gsma.ttl", **{"If-None-Match": first.headers["ETag"]}).status == 304


def test_pages_are_packed_for_who_can_unpack_them(server: WebServer) -> None:
    found = server.get("doc/org/gsma.html", **{"Accept-Encoding": "gzip"})

    assert found.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in ", ".join(found.headers.get_all("Vary", []))


def test_the_table_says_what_our_server_says() -> None:
    assert webservers.DATA_FIRST == resources._DATA_FIRST


@pytest.mark.parametrize("choice", [*webservers.choices()], ids=lambda choice: choice.pattern)
def test_no_header_keeps_a_rule_busy(choice: webservers.Choice) -> None:
    rule = re.compile(choice.pattern)
    start = time.process_time()
    for hostile in ("," * 8000, " " * 8000, ", " * 4000, "text/turtle;" * 700, ";q=0." * 1500, "text/turtle;a" * 600):
        rule.search(hostile)

    assert time.process_time() - start < 10


def test_a_server_that_knows_nothing_of_this_shows_the_pages_below_any_path(folder: Path) -> None:
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as plain:
        thread = Thread(target=plain.serve_forever)
        thread.start()
        try:
            web = WebServer(plain.server_port, "/")
            for name in ("index.html", "doc/org/gsma.html", "browse.html", ".well-known/void.html"):
                here = f"http://x/top/{name}"
                assert web.get(f"top/{name}").status == 200
                leads = {urljoin(here, one).partition("#")[0] for one in read(folder / "top", name).addresses}
                ours = [one.removeprefix("http://x/") for one in leads if one.startswith("http://x/")]
                assert {web.get(one.partition("?")[0]).status for one in ours} == {200}
        finally:
            plain.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
        """Say nothing."""
