"""Requests that are up to no good: never a 500, never a word of theirs as markup, never a way out of the site."""

from __future__ import annotations

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resograph.pages import Publication
from resograph.serve.app import Application
from resograph.serve.resources import Resources
from tests.serve.test_routes import HTML, get, told

TRAVERSALS = [
    b"/../../etc/passwd",
    b"/doc/../../etc/passwd",
    b"/doc/%2e%2e/%2e%2e/etc/passwd",
    b"/doc/..%2f..%2fetc%2fpasswd",
    b"/static/../frame.py",
    b"/static/..%2fframe.py",
    b"/static/%2e%2e%2fframe.py",
    b"/static/..\\frame.py",
    b"/static/..%5cframe.py",
    b"/static//etc/passwd",
    b"/static/style.css%00.html",
    b"/doc/./org/gsma",
    b"/doc/CON",
    b"/doc/" + b"a" * 300,
    b"/" + b"a/" * 300,
]
ELSEWHERE = [
    b"//evil.example/",
    b"//evil.example/id/org/gsma",
    b"/\\evil.example/",
    b"/%5cevil.example/",
    b"/%2f%2fevil.example/",
    b"/id//evil.example",
    b"/id/%2f%2fevil.example",
    b"/id/..//evil.example",
    b"/id/%0d%0aLocation:%20http://evil.example",
    b"/id/org/gsma%0d%0aSet-Cookie:%20a=b",
    b"/id/https://evil.example/",
    b"/id/org/gsma?format=//evil.example",
    b"/id/org/gsma?format=%0d%0aa:b",
]
SCRIPTS = [
    b"/%3Cscript%3Ealert(1)%3C/script%3E",
    b"/doc/%22onx=%22",
    b"/doc/org/%3Cimg%20src=x%20onerror=alert(1)%3E",
    b"/doc/javascript:alert(1)",
    b"/search?q=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
    b"/doc/rec/itu-t/x.1812?format=%3Cscript%3E",
    b"/doc/rec/itu-t/x.1812.html?start=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
]
BROKEN = [
    b"",
    b"doc",
    b"*",
    b"/%",
    b"/%zz",
    b"/%ff",
    b"/%c0%ae",
    b"/%00",
    b"/%01",
    b"/\x7f",
    b"/?\xff",
    b"/?" + b"a&" * 99,
]


@pytest.mark.parametrize("target", TRAVERSALS)
def test_nothing_leads_out_of_the_site(application: Application, target: bytes) -> None:
    assert get(application, target, HTML).status in {400, 404}


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere(application: Application, target: bytes) -> None:
    forged = ((b"host", b"evil.example"), (b"x-forwarded-host", b"evil.example"), (b"forwarded", b"host=evil.example"))
    answer = get(application, target, *forged)

    assert answer.status in {400, 404} or told(answer)["location"] == "../../doc/org/gsma"
    assert not any(b"evil" in value or b"\r" in value or b"\n" in value for _, value in answer.headers)


def test_the_name_that_a_server_is_called_by_is_nowhere_in_its_answers(application: Application) -> None:
    forged = ((b"host", b"evil.example"), (b"x-forwarded-host", b"evil.example"), (b"x-forwarded-proto", b"evil"))
    for target in (b"/doc/rec/itu-t/x.1812", b"/id/org/gsma", b"/none"):
        answer = get(application, target, HTML, *forged)
        assert b"evil" not in answer.body + b"".join(value for _, value in answer.headers)


@pytest.mark.parametrize("target", SCRIPTS)
def test_nothing_that_is_asked_for_comes_back_as_markup(application: Application, target: bytes) -> None:
    for headers in ((HTML,), ()):
        answer = get(application, target, *headers)
        if told(answer).get("content-type", "").startswith("text/html"):
            assert not re.search(
                rb"<script(?! type=\"application/ld\+json\"| src=\")|<img src=x|[\"\s]on\w+=", answer.body
            )
        else:
            assert b"alert" not in answer.body


def test_a_label_is_never_markup(odd: Application) -> None:
    body = get(odd, b"/doc/org/acme", HTML).body

    assert b"&lt;img src=x" in body
    assert b"<img src=x" not in body
    assert b'"onx=' not in body.replace(b'\\"onx=', b"")


@pytest.mark.parametrize("target", BROKEN)
def test_what_is_no_address_is_refused(application: Application, target: bytes) -> None:
    assert get(application, target, HTML).status == 400


@pytest.mark.parametrize("target", [*TRAVERSALS, *BROKEN, b"/doc/rec/itu-t/x.1812", b"/id/org/gsma"])
def test_every_answer_tells_browsers_to_be_careful(application: Application, target: bytes) -> None:
    headers = told(get(application, target, HTML))

    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@given(target=st.binary(max_size=60), accept=st.binary(max_size=60), coding=st.binary(max_size=20))
def test_no_request_is_a_fault_of_ours(application: Application, target: bytes, accept: bytes, coding: bytes) -> None:
    for asked in (b"/" + target, b"/doc/" + target, b"/doc/rec/itu-t/x.1812?" + target):
        answer = application.at_once("GET", asked, ((b"accept", accept), (b"accept-encoding", coding)))
        assert answer is None or answer.status < 500


def test_an_error_of_ours_tells_the_operator_one_line_and_the_client_nothing(
    published: Publication, caplog: pytest.LogCaptureFixture
) -> None:
    class Faulty(Resources):
        def remembered(self, *_: object) -> None:
            raise RuntimeError("secret\nfile")

    application = Application(Faulty(published, 0))
    with caplog.at_level(logging.ERROR):
        answer = get(application, b"/doc/%0a", HTML)

    assert answer.status == 500
    assert b"secret" not in answer.body
    [line] = caplog.messages
    assert "RuntimeError" in line
    assert "\n" not in line
