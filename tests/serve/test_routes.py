"""Every address of the contract, asked as clients ask."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pyoxigraph as ox
import pytest

from resograph.naming.vocabulary import BASE
from resograph.pages import Publication
from resograph.serve.app import Application
from resograph.serve.representation import Answer, Representation
from resograph.serve.resources import Resources

ITEM = b"/doc/rec/itu-t/x.1812"
HTML = (b"accept", b"text/html")
FORMS = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


def get(application: Application, target: bytes, *headers: tuple[bytes, bytes], method: str = "GET") -> Answer:
    answer = application.at_once(method, target, headers)
    assert answer is not None, target
    return answer


def told(answer: Answer) -> Mapping[str, str]:
    names = [name for name, _ in answer.headers]
    assert len(names) == len(set(names)), names
    return {name.decode(): value.decode("latin-1") for name, value in answer.headers}


def ways(form: str) -> list[tuple[bytes, tuple[tuple[bytes, bytes], ...]]]:
    accept = FORMS[form].partition(";")[0].encode()
    return [(b".%b" % form.encode(), ()), (b"?format=%b" % form.encode(), ()), (b"", ((b"accept", accept),))]


@pytest.mark.parametrize("form", FORMS)
def test_a_thing_can_be_had_in_each_form_in_three_ways(application: Application, form: str) -> None:
    answers = [get(application, ITEM + more, *headers) for more, headers in ways(form)]

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert {told(answer)["content-type"] for answer in answers} == {FORMS[form]}
    assert len({answer.body for answer in answers}) == 1


def test_all_forms_of_data_say_the_same(application: Application, published: Publication) -> None:
    thing = ox.NamedNode(f"{BASE}id/rec/itu-t/x.1812")
    said = set(published.published.things.said(thing))

    for form, syntax in SYNTAXES.items():
        answer = get(application, ITEM + b"." + form.encode())
        assert said <= {quad.triple for quad in ox.parse(answer.body, format=syntax)}, form


def test_suffix_and_parameter_win_over_the_header(application: Application) -> None:
    for target in (ITEM + b".nt", ITEM + b"?format=nt"):
        assert told(get(application, target, HTML))["content-type"] == FORMS["nt"]


@pytest.mark.parametrize("kind", ["id", "voc", "graph"])
def test_an_iri_leads_to_the_page_about_it(application: Application, published: Publication, kind: str) -> None:
    iri = next(one.value for one in published.published.things.every() if one.value.startswith(f"{BASE}{kind}/"))
    path = iri.removeprefix(BASE)
    answer = get(application, b"/" + path.encode())
    there = urljoin(f"http://a.example/below/{path}", told(answer)["location"])

    assert answer.status == 303
    assert there == f"http://a.example/below/doc/{path.removeprefix('id/')}"
    assert get(application, there.removeprefix("http://a.example/below").encode(), HTML).status == 200


def test_the_way_to_a_page_keeps_the_form_that_was_asked_for(application: Application) -> None:
    answer = get(application, b"/id/rec/itu-t/x.1812?format=nt&x=//evil")

    assert told(answer)["location"] == "../../../doc/rec/itu-t/x.1812?format=nt"


@pytest.mark.parametrize(
    "target", [b"/id/rec/itu-t/none", b"/voc/none", b"/graph/none", b"/doc/none", b"/none", b"/id"]
)
def test_what_is_unknown_is_not_found(application: Application, target: bytes) -> None:
    assert get(application, target, HTML).status == 404


@pytest.mark.parametrize(
    ("target", "accept"), [(ITEM, b"image/png"), (ITEM + b"?format=docx", b"*/*"), (ITEM, b"*/*;q=0")]
)
def test_who_can_read_none_of_the_forms_is_told_which_there_are(
    application: Application, target: bytes, accept: bytes
) -> None:
    answer = get(application, target, (b"accept", accept))

    assert answer.status == 406
    assert all(media_type.partition(";")[0] in answer.body.decode() for media_type in FORMS.values())


def test_what_a_later_revision_removed_is_gone_and_has_a_page_still(odd: Application) -> None:
    page, data = get(odd, b"/doc/org/gone", HTML), get(odd, b"/doc/org/gone.ttl")

    assert (page.status, data.status) == (410, 410)
    assert b"Gone" in page.body
    assert get(odd, b"/id/org/gone").status == 303


def test_an_identifier_that_ends_like_a_file_is_found_first(odd: Application) -> None:
    assert f"{BASE}id/org/acme.ttl" in get(odd, b"/doc/org/acme.ttl.nt").body.decode()
    assert told(get(odd, b"/doc/org/acme.ttl", HTML))["content-type"] == FORMS["html"]
    assert told(get(odd, b"/id/org/acme.ttl"))["location"] == "../../doc/org/acme.ttl"


def test_an_iri_with_escapes_of_its_own_is_found_as_it_is_written(odd: Application) -> None:
    there = told(get(odd, b"/id/org/a%C3%A9b"))["location"]

    assert there == "../../doc/org/a%25C3%25A9b"
    assert get(odd, b"/doc/org/a%25C3%25A9b", HTML).status == 200
    assert told(get(odd, b"/doc/org/a:b.ttl"))["link"].startswith("<./a:b.html>")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_what_can_only_be_read_says_so(application: Application, method: str) -> None:
    answer = get(application, ITEM, method=method)

    assert answer.status == 405
    assert told(answer)["allow"] == "GET, HEAD, OPTIONS"
    assert get(application, b"/none", method=method).status == 404


def test_a_page_of_another_site_may_read(application: Application) -> None:
    asked = (b"origin", b"https://a.example"), (b"access-control-request-method", b"GET")
    before, then = get(application, ITEM, *asked, method="OPTIONS"), get(application, ITEM, asked[0])

    assert before.status == 204
    assert told(before)["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert told(before)["access-control-allow-origin"] == told(then)["access-control-allow-origin"] == "*"
    assert {"ETag", "Link", "Location"} <= set(re.split(", ", told(then)["access-control-expose-headers"]))


def test_links_tell_of_the_other_forms_the_dataset_and_the_licence(application: Application) -> None:
    found = re.findall(
        r'<([^>]+)>; rel="([a-z]+)"(?:; type="([^"]+)")?', told(get(application, ITEM + b".ttl"))["link"]
    )

    assert [(a, t) for a, r, t in found if r == "alternate"] == [
        (f"x.1812.{form}", media.partition(";")[0]) for form, media in FORMS.items() if form != "ttl"
    ]
    assert {r: a for a, r, _ in found if r != "alternate"} == {
        "canonical": "x.1812",
        "describedby": "../../../dataset",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_a_choice_tells_what_it_was_made_by_and_where_its_outcome_stands(application: Application) -> None:
    chosen, named = told(get(application, ITEM, HTML)), told(get(application, ITEM + b".html"))

    assert chosen["vary"] == "Accept, Accept-Encoding"
    assert chosen["content-location"] == "x.1812.html"
    assert named["vary"] == "Accept-Encoding"
    assert "content-location" not in named


def test_who_has_it_already_gets_nothing_again(application: Application) -> None:
    first = get(application, ITEM, HTML)
    known = (b"if-none-match", f'"other", W/{first.tag}'.encode())
    again = get(application, ITEM, HTML, known)

    assert (again.status, again.body) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-location"):
        assert told(again)[name] == told(first)[name]
    assert "content-length" not in told(again)
    assert get(application, ITEM, HTML, (b"if-none-match", b"*")).status == 304
    assert get(application, ITEM, HTML, (b"if-none-match", b'"other"')).status == 200
    assert get(application, ITEM, HTML, (b"if-match", b'"other"')).status == 412


def test_each_form_and_coding_has_a_tag_of_its_own(application: Application) -> None:
    codings = [(b"accept-encoding", name) for name in (b"identity", b"gzip", b"br")]
    answers = [get(application, ITEM + suffix, one) for suffix in (b".html", b".rdf") for one in codings]
    packed = {answer.tag: told(answer).get("content-encoding", "") for answer in answers}

    assert len({answer.tag for answer in answers}) == len({answer.body for answer in answers})
    assert {"gzip", "br", ""} <= set(packed.values())
    # A tag of one coding says nothing of another: these are other bytes.
    assert get(application, ITEM + b".html", codings[1], (b"if-none-match", answers[0].tag.encode())).status == 200


def test_a_packed_body_is_the_body(application: Application) -> None:
    plain = get(application, ITEM + b".html").body

    assert gzip.decompress(get(application, ITEM + b".html", (b"accept-encoding", b"gzip")).body) == plain
    assert brotli.decompress(get(application, ITEM + b".html", (b"accept-encoding", b"br")).body) == plain


def test_what_is_asked_for_again_is_the_very_same_answer(application: Application) -> None:
    assert get(application, ITEM, HTML) is get(application, ITEM, HTML)


def test_what_nobody_knows_or_is_very_long_is_not_kept(published: Publication) -> None:
    application = Application(Resources(published, 1 << 20))
    assert get(application, b"/sparql", HTML).status == 200
    before = application._resources._shelf._held
    known = get(application, b"/sparql?example=report-to", HTML)
    held = application._resources._shelf._held

    for place in range(20):
        padding = f"?x{place}={'a' * 7000}".encode()
        for target in (ITEM + padding, ITEM + f"?x={place}".encode(), b"/sparql?example=" + b"a" * 300):
            assert get(application, target, HTML).status == 200
    assert get(application, b"/sparql?example=report-to", HTML) is known
    assert held > before
    assert application._resources._shelf._held == held


def test_a_representation_weighs_what_its_headers_weigh() -> None:
    short, long = (Representation(200, b"a", [(b"link", b"a" * size)]) for size in (10, 8000))
    for one in (short, long):
        one.answer("", ((b"content-location", b"a"),))
        one.answer("gzip")

    assert long.size - short.size >= 3 * 7990


def test_the_page_of_an_error_leads_back_and_keeps_nothing_of_what_was_asked_for(application: Application) -> None:
    target = b"/doc/no/such/" + b"x" * 4000
    page = get(application, target, HTML)
    style = re.search(rb'href="([^"]+style[^"]*[.]css)"', page.body)

    assert page.status == 404
    assert style
    assert urljoin(f"http://a.example{target.decode()}", style[1].decode()).startswith("http://a.example/static/")
    assert b"xxx" not in page.body


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("text/html;q=0, */*", "plain"),
        ("text/plain, text/html;q=0.5", "plain"),
        ("text/turtle", "plain"),
        ("*/*", "plain"),
        ("", "plain"),
    ],
)
def test_an_error_is_a_page_for_who_likes_pages_best(application: Application, accept: str, kind: str) -> None:
    assert told(get(application, b"/none", (b"accept", accept.encode())))["content-type"].startswith(f"text/{kind}")


def test_a_condition_on_what_is_here_asks_for_the_very_bytes(application: Application, odd: Application) -> None:
    tag = get(application, ITEM, HTML).tag
    gone = get(odd, b"/doc/org/gone", HTML)

    def under(*tags: str) -> int:
        return get(application, ITEM, HTML, (b"if-match", ", ".join(tags).encode())).status

    assert [under(tag), under("*"), under('"other"', tag)] == [200, 200, 200]
    assert [under(f"W/{tag}"), under('"other"')] == [412, 412]
    assert gone.status == get(odd, b"/doc/org/gone", HTML, (b"if-match", b'"other"')).status == 410


def test_an_answer_without_a_body_tells_no_length(application: Application) -> None:
    before = get(application, ITEM, method="OPTIONS")

    assert (before.status, "content-length" in told(before)) == (204, False)


def test_a_file_that_pages_need_lasts_longer_than_a_page(application: Application) -> None:
    style, page = (
        told(get(application, b"/static/style.css", (b"accept", b"text/css,*/*;q=0.1"))),
        told(get(application, ITEM, HTML)),
    )

    assert style["content-type"] == "text/css; charset=utf-8"
    assert (style["cache-control"], page["cache-control"]) == (
        "public, max-age=3600",
        "public, max-age=60, must-revalidate",
    )


def test_every_path_of_the_publication_is_served(application: Application, published: Publication) -> None:
    kinds: dict[tuple[str, tuple[str, ...]], str] = {}
    for path in published.paths():
        kinds.setdefault((path.partition("/")[0], tuple(published.forms(path))), path)

    for path in kinds.values():
        answer = get(application, published.published.links("").file(path).removeprefix("./").join(("/", "")).encode())
        assert answer.status == 200, path
        assert get(application, f"/{path}".encode(), method="HEAD").headers == answer.headers


def test_what_the_release_names_is_a_download_and_nothing_else(
    application: Application, published: Publication, example_release: Path
) -> None:
    for name in (*published.published.files, "../current/manifest.json", "/etc/passwd", "graph.nq/", "none"):
        is_routed = application.at_once("GET", f"/downloads/{name}".encode(), ()) is None
        assert is_routed is (not name.startswith(("..", "/"))), name
