"""Every thing has a page that people can read, and the same in RDF."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import lxml.html
import pyoxigraph as ox
import pytest

from resograph.naming import terms
from resograph.naming.prefixes import DCTERMS, OA, PROV, RDF, RG, SH, SKOS
from resograph.pages.front.figures import figures
from resograph.pages.front.plans import read_plans
from resograph.pages.links import page_path
from resograph.pages.publication import Publication, Published
from resograph.pages.things.lists import EACH
from resograph.pages.things.part import ThingPages, thing_pages
from resograph.query.things import Things
from tests.pages.things.conftest import BASE

ITEM = "doc/plan/wtsa-20/sg17/item/92-03"
QUESTION = "doc/question/itu-t/2022-2024/q2-17"
RDF_SYNTAX = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def read(pages: ThingPages, path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(pages.written(path, "html", {}).decode())


def text(element: lxml.html.HtmlElement | None) -> str:
    assert element is not None
    return " ".join(element.text_content().split())


def iri(pages: ThingPages, path: str) -> ox.NamedNode:
    below = path.removeprefix("doc/")
    return ox.NamedNode(f"{pages.published.things.base}{'' if below.startswith(('voc/', 'graph/')) else 'id/'}{below}")


def one_of_each_kind(pages: ThingPages) -> Iterator[tuple[str, ox.NamedNode]]:
    things = pages.published.things
    for kind in sorted(things.counts(), key=str):
        for thing in things.of_kind(kind, most=3):
            if path := page_path(thing.value, things.base):
                yield path, thing


def sample(pages: ThingPages) -> list[str]:
    return [*list(pages.paths())[::40], *(path for path, _ in one_of_each_kind(pages))]


def test_a_thing_of_every_kind_has_a_page_that_says_what_it_is(pages: ThingPages, revised: ThingPages) -> None:
    for some in (pages, revised):
        for path, thing in one_of_each_kind(some):
            page = read(some, path)
            (heading,) = page.findall(".//h1")
            assert text(heading) == " ".join(some.published.things.label(thing).split())
            assert page.get("lang") == "en"
            assert f"{text(heading)} · resograph" == text(page.find("head/title"))
            assert thing.value in text(page.find(".//main"))
            assert page.xpath("//p[@class='kind']/a/@href")


def test_everything_said_of_a_thing_stands_on_its_page(pages: ThingPages) -> None:
    for path, thing in one_of_each_kind(pages):
        shown = text(read(pages, path).find(".//main"))
        for triple in pages.published.things.said(thing):
            if triple.predicate != RDF.type:
                assert terms.words(triple.predicate.value) in shown or triple.predicate.value.endswith("abel")
            if isinstance(triple.object, ox.Literal) and triple.object.datatype.value.endswith("string"):
                assert " ".join(triple.object.value.split()) in shown


@pytest.mark.parametrize("form", RDF_SYNTAX)
def test_each_form_of_rdf_says_what_is_said_of_the_thing_and_no_more(pages: ThingPages, form: str) -> None:
    for path, thing in one_of_each_kind(pages):
        written = pages.written(path, form, {})
        assert {quad.triple for quad in ox.parse(written, format=RDF_SYNTAX[form])} == set(
            pages.published.things.said(thing)
        )


def test_rdf_names_its_prefixes_in_one_order(pages: ThingPages) -> None:
    turtle = pages.written(ITEM, "ttl", {}).decode().splitlines()
    prefixes = [line for line in turtle if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    root = pages.written(ITEM, "rdf", {}).decode().splitlines()[1]
    names = [word for word in root.rstrip(">").split() if word.startswith("xmlns:")]
    assert names == sorted(names)


def test_an_item_shows_its_cells_as_written(pages: ThingPages) -> None:
    things = pages.published.things
    page = read(pages, ITEM)
    (state,) = things.linking(iri(pages, ITEM), PROV.specializationOf)
    shown = text(page.find(".//main"))
    for name in (RG.titleText, RG.actionText, RG.milestoneText, RG.actionByText, RG.statusText, RG.leadText):
        assert " ".join(things.text(state, name).split()) in shown
    assert len(page.xpath("//dl[contains(@class, 'cells')]/dt")) == 9  # columns of a plan


def test_an_item_shows_for_each_claim_the_quoted_words_and_the_place(pages: ThingPages) -> None:
    things = pages.published.things
    (state,) = things.linking(iri(pages, ITEM), PROV.specializationOf)
    claims = things.linking(state, RG.claimedIn)
    shown = text(read(pages, ITEM).find(".//main"))
    marked = [text(mark) for mark in read(pages, ITEM).iter("mark")]
    assert claims
    for claim in claims:
        (place,) = things.things(claim, OA.hasTarget)
        (quote,) = things.things(place, OA.hasSelector)
        exact = things.text(quote, OA.exact)
        assert " ".join(exact.split()) in marked
        start = int(place.value.split("-")[-2])
        row, paragraph = things.text(place, RG.sourceRow), things.text(place, RG.sourceParagraph)
        where = f"row {row}, column Status, paragraph {paragraph}, characters {start} to {start + len(exact)}"
        assert where in shown


def test_a_question_marks_what_is_unanswered_and_shows_it_first(pages: ThingPages) -> None:
    page = read(pages, QUESTION)
    (table,) = page.xpath("//section[h2[starts-with(., 'Items it leads')]]//table")
    statuses = [text(row.findall("td")[-1]) for row in table.iter("tr") if row.findall("td")]
    open_ones = [place for place, status in enumerate(statuses) if "to be provided" in status]
    assert open_ones == list(range(len(open_ones)))
    assert len(statuses) == len(pages.published.things.linking(iri(pages, QUESTION), RG.leadQuestion))
    assert "X.1812" in text(page)


def test_a_resolution_shows_its_items_provisions_and_progress(pages: ThingPages) -> None:
    things = pages.published.things
    page = text(read(pages, "doc/resolution/wtsa/92").find(".//main"))
    resolution = iri(pages, "doc/resolution/wtsa/92")
    items = things.linking(resolution, RG.onResolution)
    assert all(things.text(item, DCTERMS.identifier) in page for item in items)
    assert f"of {len(items)} with an answer" in page
    assert all(things.text(one, RG.asWritten) in page for one in things.linking(resolution, RG.provisionOf))


def test_the_progress_on_the_page_of_a_thing_is_that_of_the_dashboard(pages: ThingPages) -> None:
    plans = read_plans(pages.published)
    (counted,) = (figures(plan, plans.titles) for plan in plans.plans)
    told = [one for one in (*counted.by_resolution, *counted.by_lead, counted.total) if one.of.iri]
    assert any(one.other and one.answered and one.unanswered for one in told)
    for one in told:
        page = read(pages, page_path(one.of.iri, pages.published.things.base))
        (section, *_) = page.xpath("//section[h2[starts-with(., 'Action items') or starts-with(., 'Items it leads')]]")
        (note,) = section.xpath("p[@class='muted']")
        shown = [int(number) for number in re.findall(r"[0-9]+", text(note))]
        other = [one.other] if one.other else []
        assert shown == [one.answered, one.items, *other, one.unanswered]


def test_a_recommendation_shows_its_title_editions_and_who_approved_it_where(pages: ThingPages) -> None:
    page = read(pages, "doc/rec/itu-t/x.1812")
    shown = text(page.find(".//main"))
    title = "Security framework based on trust relationship for IMT-2020 ecosystem"
    assert text(page.xpath("//p[@class='lead']")[0]) == title
    assert all(word in shown for word in ("X.1812 (05/2022)", "approved", "May 2022", "SG17", "Q2/17", "92-03"))
    assert "https://www.itu.int/rec/T-REC-X.1812" in page.xpath("//main//a/@href")


def test_a_finding_says_how_grave_it_is_in_words_and_by_a_symbol(pages: ThingPages) -> None:
    things = pages.published.things
    finding = next(one for one in things.of_kind(RG.Finding) if things.things(one, SH.resultSeverity) == (SH.Warning,))
    shown = text(read(pages, page_path(finding.value, things.base)).find(".//main"))
    assert "▲ warning" in shown
    assert things.text(finding, SH.resultMessage) in shown


def test_a_code_list_shows_its_codes_with_their_meaning(pages: ThingPages) -> None:
    things = pages.published.things
    scheme = iri(pages, "doc/voc/outcome")
    shown = text(read(pages, "doc/voc/outcome").find(".//main"))
    for code in things.linking(scheme, SKOS.inScheme):
        assert things.text(code, SKOS.definition) in shown


def test_an_item_shows_every_revision_of_it(revised: ThingPages) -> None:
    page = read(revised, "doc/plan/wtsa-20/sg17/item/50-01")
    (section,) = page.xpath("//section[h2[starts-with(., 'What each revision says')]]")
    rows = [text(row) for row in section.iter("tr") if row.findall("td")]
    assert "TD 200" in rows[0]
    assert "shown above" in rows[0]
    assert any("TD 100" in row for row in rows[1:])
    assert "with tracked changes" in text(section)
    assert "finished" in text(page)


def test_items_refer_to_each_other_in_both_directions(revised: ThingPages) -> None:
    there = read(revised, "doc/plan/wtsa-20/sg17/item/50-02")
    assert "50-01.html" in there.xpath("//dl[1]//a/@href")
    back = read(revised, "doc/plan/wtsa-20/sg17/item/50-01")
    (section,) = back.xpath("//section[h2[starts-with(., 'Items that refer to it')]]")
    assert "50-02.html" in section.xpath(".//a/@href")


def test_what_a_later_revision_removed_has_a_tombstone(revised: ThingPages) -> None:
    path = "doc/plan/wtsa-20/sg17/item/51-01"
    publication = Publication(revised.published, (revised,))
    assert publication.standing(path) == "gone"
    assert publication.standing("doc/plan/wtsa-20/sg17/item/50-01") == "current"
    assert publication.standing("doc/plan/wtsa-20/sg17/item/99-99") == "unknown"
    shown = text(read(revised, path).find(".//main"))
    assert "No longer told of" in shown
    assert "TD 100" in shown
    assert "51-01" in shown
    assert revised.written(path, "nt", {})


def test_a_record_of_a_former_revision_says_so(revised: ThingPages) -> None:
    path = "doc/plan/wtsa-20/sg17/item/50-01/state/t22-sg17-td100"
    assert "record of a former revision" in text(read(revised, path))


@pytest.mark.parametrize(
    "path",
    [
        "doc/no/such",
        "doc/",
        "doc",
        "doc/a b",
        "doc/<img src=x>",
        "doc/../validation",
        "doc/org//gsma",
        "doc/org/gsma/",
        "doc/\x00",
        "links/org/gsma/actor/0",
        "links/org/gsma/collaborator/2",
        "links/org/gsma/no.such/1",
        "links//collaborator/1",
        "browse/Mention/1",
        "browse/Mention/999999",
        "browse/NoSuchKind",
        "browse/",
    ],
)
def test_nothing_is_where_nothing_is_told_of(pages: ThingPages, path: str) -> None:
    assert pages.forms(path) == ()
    with pytest.raises(KeyError):
        pages.written(path, "html", {})


def test_lists_show_everything_a_page_at_a_time(pages: ThingPages) -> None:
    things = pages.published.things
    everything = things.all_of_kind(RG.Mention)
    paths = [path for path in pages.paths() if path.split("/")[:2] == ["browse", "Mention"]]
    found = [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))
        for path in paths
        for address in read(pages, path).xpath("//tbody/tr/td[1]/a/@href")
    ]
    assert len(paths) == -(-len(everything) // EACH) > 1
    assert found == [page_path(one.value, things.base) for one in everything]


def test_every_link_leads_to_something(pages: ThingPages) -> None:
    leads_somewhere(pages, sample(pages))


def test_what_only_a_former_revision_tells_of_leads_to_no_list_that_is_not_there() -> None:
    store = ox.Store()
    item, state, claim = (ox.NamedNode(f"{BASE}id/plan/p/item/1-01{end}") for end in ("", "/state/a", "/claim/b"))
    for thing, kind in ((item, RG.ActionItem), (state, RG.ItemState), (claim, RG.Claim)):
        store.add(ox.Quad(thing, RDF.type, kind, ox.NamedNode(f"{BASE}graph/former")))
    store.add(ox.Quad(claim, RG.claimedIn, state, ox.NamedNode(f"{BASE}graph/former")))
    store.add(ox.Quad(state, PROV.specializationOf, item, ox.NamedNode(f"{BASE}graph/former")))
    store.add(ox.Quad(ox.NamedNode(f"{BASE}graph/former"), RDF.type, PROV.Entity))
    former = thing_pages(Published(Things(store, BASE)))
    assert not former.forms("browse/Claim")
    leads_somewhere(former, [page_path(one.value, BASE) for one in (item, state, claim)])


def leads_somewhere(pages: ThingPages, paths: list[str]) -> None:
    known = ("doc/", "browse", "links/")
    for path in paths:
        for address in set(read(pages, path).xpath("//a[not(starts-with(@href, '#'))]/@href")):
            if urlsplit(address).scheme:
                assert address.startswith(("https://", "http://"))
                continue
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(urlsplit(address).path)))
            place = target.removeprefix("/")
            if place.startswith(known) and place.rpartition(".")[2] not in RDF_SYNTAX:
                assert pages.forms(place), (path, address)


def test_hostile_data_stay_text(hostile: ThingPages) -> None:
    for path in hostile.paths():
        page = read(hostile, path)
        assert page.xpath("//img | //iframe | //object | //base | //*[@style]") == []
        for element in page.iter():
            assert not [name for name in element.attrib if name.startswith("on")]
            for name in ("href", "src", "action"):
                assert urlsplit(element.get(name) or "").scheme in {"", "http", "https"}
        for script in page.iter("script"):
            assert script.get("type") == "application/ld+json"
            json.loads(script.text or "")
        assert "49" not in text(page.find(".//main"))


def test_a_small_page_is_small(pages: ThingPages) -> None:
    things = pages.published.things
    measured = 0
    for path, thing in one_of_each_kind(pages):
        links = sum(one.count for one in things.inbound(thing))
        # What peers were measured by. The page of an item tells of its state besides.
        if len(things.said(thing)) + links <= 15 and not things.is_a(thing, RG.ActionItem):
            measured += 1
            assert len(pages.written(path, "html", {})) <= 8_000, path
    assert measured > 20


def test_the_structured_data_name_the_thing_and_the_way_to_it(pages: ThingPages) -> None:
    kinds = {
        "doc/rec/itu-t/x.1812": "TechArticle",
        "doc/resolution/wtsa/92": "Legislation",
        "doc/group/itu-t/sg17": "Organization",
        "doc/meeting/itu-t/sg17/2023-02-21": "Event",
        "doc/graph/report/wtsa-20/sg17/t22-sg17-td1234-r1": "Dataset",
    }
    for path, kind in kinds.items():
        (script,) = read(pages, path).iter("script")
        thing, way = json.loads(script.text or "")["@graph"]
        assert thing["@type"] == kind
        assert thing["@id"] == iri(pages, path).value
        assert way["@type"] == "BreadcrumbList"


def test_the_picture_of_a_neighbourhood_has_words_for_those_who_do_not_see_it(pages: ThingPages) -> None:
    (picture,) = read(pages, ITEM).iter("svg")
    assert text(picture.find("title")) == "What Action item 92-03 is linked with"
    assert "as a list below" in text(picture.find("desc"))
    listed = read(pages, ITEM).xpath("//dl//a/@href")
    assert set(picture.xpath(".//a/@href")) <= set(listed)


def test_a_statement_in_prose_shows_what_it_claims(hostile: ThingPages) -> None:
    base = hostile.published.things.base
    store = ox.Store()
    statement, claim = (ox.NamedNode(f"{base}id/report/p/g/r1/{name}") for name in ("text/20", "text/20/claim/1"))
    store.add(ox.Quad(statement, RDF.type, RG.NarrativeStatement))
    store.add(ox.Quad(claim, RDF.type, RG.Claim))
    store.add(ox.Quad(claim, RG.claimedIn, statement))
    store.add(ox.Quad(claim, RG.claimedTitle, ox.Literal("A title of a work")))
    pages = thing_pages(Published(Things(store, base)))
    assert "A title of a work" in text(read(pages, "doc/report/p/g/r1/text/20").find(".//main"))
