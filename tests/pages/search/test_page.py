"""The page of the search works without a script, and shows what was typed as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from resograph.pages import Published, publication
from resograph.pages.search import SearchPages, answered
from resograph.query.search import Search


def _page(search: Search, published: Published, params: Mapping[str, str]) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(answered(search, published, params, "html").decode())


def _texts(page: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


def test_hits_lead_to_their_things_and_show_the_words(search: Search, published: Published) -> None:
    page = _page(search, published, {"q": "x1812"})
    (first, *_) = page.xpath("//ol[@class='hits']/li")

    assert first.xpath(".//h3/a/@href") == ["doc/rec/itu-t/x.1812"]
    assert first.text_content().split()[0] == "Recommendation"
    assert "X.1812" in _texts(page, "//mark")


def test_each_facet_leads_to_as_many_results_as_it_says(search: Search, published: Published) -> None:
    page = _page(search, published, {"q": "security"})
    followed = 0
    for link in page.xpath("//nav[@id='narrow']//li")[:12]:
        (where,) = link.xpath("a/@href")
        params = {name: value for name, (value,) in parse_qs(urlsplit(where).query).items()}
        told = json.loads(answered(search, published, params, "json"))
        assert told["total"] == int(link.xpath("span")[0].text.replace(",", ""))
        followed += 1
    assert followed == 12


def test_what_was_chosen_can_be_taken_back_and_stays_when_words_change(search: Search, published: Published) -> None:
    page = _page(search, published, {"q": "security", "kind": "ActionItem", "year": "2022"})

    assert _texts(page, "//ul[@class='chosen']/li") == ["Remove Kind: Action items ×", "Remove Year: 2022 ×"]
    assert page.xpath("//ul[@class='chosen']//a/@href") == [
        "search?q=security&year=2022",
        "search?q=security&kind=ActionItem",
    ]
    assert page.xpath("//main//input[@type='hidden']/@name") == ["kind", "year"]


def test_pages_of_results_lead_to_one_another(search: Search, published: Published) -> None:
    first = _page(search, published, {"q": "security"})
    second = _page(search, published, {"q": "security", "start": "20"})

    assert first.xpath("//a[@rel='next']/@href") == ["search?q=security&start=20"]
    assert first.xpath("//a[@rel='prev']") == []
    assert second.xpath("//a[@rel='prev']/@href") == ["search?q=security"]
    assert second.xpath("//ol[@class='hits']/@start") == ["21"]


def test_a_slip_is_met_with_what_may_have_been_meant(search: Search, published: Published) -> None:
    page = _page(search, published, {"q": "X.1821"})

    assert _texts(page, "//p[@class='note']") == ["Did you mean X.1812?"]
    assert page.xpath("//p[@class='note']/a/@href") == ["search?q=X.1812"]


@pytest.mark.parametrize(
    "params", [{"q": "xyzzy"}, {"q": "security", "kind": "NoSuch"}, {"q": "x.1812", "start": "500"}]
)
def test_who_finds_nothing_is_told_what_to_do(search: Search, published: Published, params: dict[str, str]) -> None:
    page = _page(search, published, params)

    assert _texts(page, "//h2[@id='results']") == ["Nothing found"]
    assert "browse" in page.xpath("//section//a/@href")


@pytest.mark.parametrize("typed", ['"><script>alert(1)</script>', "<img src=x>", "'onfocus='", "javascript:alert(1)"])
def test_what_was_typed_is_text(search: Search, published: Published, typed: str) -> None:
    page = _page(search, published, {"q": typed, "kind": typed, "foo": typed})

    assert page.xpath("//script") == []
    assert page.xpath("//main//img | //@*[starts-with(name(), 'on')] | //@style") == []
    assert not any(link.startswith("javascript") for link in page.xpath("//@href"))
    assert page.xpath("//main//input[@name='q']/@value") == [typed]


def test_programs_get_the_same_results(search: Search, published: Published) -> None:
    told = json.loads(answered(search, published, {"q": "92-3", "start": "soon"}, "json"))
    items = [hit for hit in told["hits"] if hit["kind"] == "ActionItem"][:2]

    assert [hit["iri"].removeprefix(published.things.base) for hit in items] == [
        "id/plan/wtsa-20/sg13/item/92-03",
        "id/plan/wtsa-20/sg17/item/92-03",
    ]
    assert told["start"] == 0
    assert sum(count["number"] for count in told["facets"]["kind"]) == told["total"]


def test_the_pages_of_hits_are_there(search: Search, published: Published) -> None:
    parts = publication(published)
    for words in ("x.1812", "sg17", "cross-references", "security", "92-03", "approved"):
        for hit in json.loads(answered(search, published, {"q": words}, "json"))["hits"]:
            assert "html" in parts.forms(hit["page"]), hit["page"]


def test_a_server_answers_from_the_index_and_a_site_from_files(published: Published) -> None:
    static = SearchPages(Published(published.things, suffix=".html"))

    assert list(SearchPages(published).paths()) == []
    assert {path: tuple(static.forms(path)) for path in static.paths()} == {
        "search": ("html",),
        "search-index.js": ("js",),
    }
    with pytest.raises(KeyError):
        static.written("search", "ttl", {})


def test_the_page_of_a_site_says_what_it_needs_and_offers_a_way_without(published: Published) -> None:
    static = SearchPages(Published(published.things, suffix=".html"))
    page = lxml.html.document_fromstring(static.written("search", "html", {}).decode())

    assert page.xpath("//noscript//a/@href") == ["browse.html", "index.html"]
    assert page.xpath("//script/@src") == ["search-index.js", "static/search.js"]
    assert page.xpath("//script[not(@src)] | //@style") == []


def test_what_the_script_searches_is_data_and_ends_no_script_early(published: Published) -> None:
    data = SearchPages(Published(published.things, suffix=".html")).written("search-index.js", "js", {}).decode()
    opening, _, rest = data.partition(" = ")
    told = json.loads(rest.removesuffix(";\n"))

    assert opening == "globalThis.resographSearch"
    assert not {"\u2028", "\u2029"} & set(data)
    assert len(told["things"]) == len({thing[0] for thing in told["things"]})
    assert "doc/rec/itu-t/x.1812.html" in {thing[0] for thing in told["things"]}


@pytest.mark.parametrize(
    ("facet", "natural", "value"),
    [
        ("resolution", "92", "wtsa/92"),
        ("resolution", "Res. 92", "wtsa/92"),
        ("question", "Q2/17", "itu-t/2022-2024/q2-17"),
        ("question", "question 2/17", "itu-t/2022-2024/q2-17"),
        ("kind", "recommendation", "Recommendation"),
        ("kind", "Action items", "ActionItem"),
    ],
)
def test_a_facet_understands_what_people_call_its_values(
    search: Search, published: Published, facet: str, natural: str, value: str
) -> None:
    typed, exact = (answered(search, published, {facet: one}, "json") for one in (natural, value))

    assert typed == exact
    assert json.loads(typed)["total"] > 0


def test_a_value_that_nothing_has_is_told_with_those_that_there_are(search: Search, published: Published) -> None:
    asked = {"q": "security", "resolution": "9999"}
    page = _page(search, published, asked)
    told = json.loads(answered(search, published, asked, "json"))

    assert _texts(page, "//p[@role='status']") == ["No such Resolution: “9999”. Choose from:"]
    offered = page.xpath("//section[@aria-labelledby='results']//ul[@class='columns']//a/@href")
    assert len(offered) == len(told["facets"]["resolution"]) > 1
    (value,) = parse_qs(urlsplit(offered[0]).query)["resolution"]
    assert json.loads(answered(search, published, {"resolution": value}, "json"))["total"] > 0
    assert told["unknown"] == {"resolution": "9999"}
    assert told["hits"] == []
