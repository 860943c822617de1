"""What a client says it can read, and what it gets."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resograph.serve.negotiate import chosen, coding, strong_tags, tags

FORMS = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "ttl"),
        ("*/*", "ttl"),
        ("*", "ttl"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("TEXT/Turtle", "ttl"),
        ("text/turtle;charset=utf-8", "ttl"),
        ("application/ld+json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/turtle;q=0.5,application/rdf+xml;q=0.9", "rdf"),
        ("text/turtle;q=0.9, text/html;q=0.90001", "html"),
        ("text/html;q=0.8, */*;q=0.8", "html"),
        ("text/html, text/turtle", "html"),
        ("text/*", "ttl"),
        ("text/*;q=0.5, application/*;q=0.4", "ttl"),
        ("application/*", "jsonld"),
        ("text/turtle;q=0, */*", "html"),
        ("text/turtle;q=0, text/*;q=0.1, */*;q=0.01", "html"),
        ("*/*;q=0.1, text/turtle;q=0.0, text/html;q=0, application/n-triples;q=0.2", "nt"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),
        ("image/png, application/rdf+xml;q=0.1", "rdf"),
        ("rubbish, , ;;, text/turtle", "ttl"),
        ('text/x;a="b,c;q=1,text/html", text/turtle;q=0.3', "ttl"),
        ("text/turtle;q=nonsense, application/n-triples;q=0.1", "nt"),
        ("image/png", None),
        ("text/turtle;q=1.5, application/n-triples;q=0.1", "nt"),
        (";", "ttl"),
        (";, ;q=1, text/html", "html"),
        ('text/html;a="never closed, text/turtle', "html"),
        ("text/html;a=b, " * 63 + "text/turtle;q=0.1, " * 9, "html"),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("application/json", None),
    ],
)
def test_the_form_that_is_liked_best_is_taken(accept: str, form: str | None) -> None:
    assert chosen(FORMS, accept, ("ttl",)) == form


def test_who_takes_anything_gets_what_people_read_where_nothing_else_is_told() -> None:
    assert chosen(FORMS, "*/*") == "html"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("gzip;q=0, br;q=0", ""),
        ("gzip;q=0.5, identity", ""),
        ("deflate", ""),
    ],
)
def test_a_body_is_packed_as_the_client_likes_it(accepted: str, packed: str) -> None:
    assert coding(accepted) == packed


def test_of_a_very_long_header_the_beginning_is_read() -> None:
    assert chosen(FORMS, f"text/turtle, {'image/png, ' * 3000}text/html", ("ttl",)) == "ttl"
    assert chosen(FORMS, f"text/html;q={'0' * 5000}, text/turtle", ("ttl",)) == "ttl"


@pytest.mark.parametrize("mark", ['"', '"a', '"\\', ";", ",", '";', "a/b;q=1,"])
def test_a_header_of_any_size_is_read_in_no_time(mark: str) -> None:
    header = mark * (30_000 // len(mark))
    start = time.process_time()
    for _ in range(10):
        chosen(FORMS, header)
        coding(header)
        tags(header)

    assert time.process_time() - start < 5


@given(st.text(';,"\\=q*/ .01a', max_size=60), st.sampled_from(["", "text/html", "br", "gzip"]))
@example(";", "")
@example('a;q=2, "', "")
def test_whatever_a_header_says_it_is_no_fault(rubbish: str, known: str) -> None:
    header = f"{rubbish},{known}"

    assert chosen(FORMS, header) in {None, *FORMS}
    assert coding(header) in {"", "br", "gzip"}
    if known == "text/html" and '"' not in rubbish and "*" not in rubbish:
        assert chosen(FORMS, header) == "html"


def test_a_weak_tag_is_good_for_nothing_where_bytes_must_be_the_same() -> None:
    assert strong_tags('W/"c", "a,b"') == {'"a,b"'}
    assert tags('W/"c"') == {'"c"'}


def test_entity_tags_are_read_whatever_stands_between_them() -> None:
    assert tags('"a,b" , W/"c"') == {'"a,b"', '"c"'}
