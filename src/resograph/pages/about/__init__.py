"""Turns a release into what describes it: its dataset, its counts, its ontology and shapes, and what crawlers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from resograph.naming.addresses import CC_BY, ONTOLOGY
from resograph.naming.prefixes import DCAT, DCTERMS, OWL, RDFS, RG, SCHEMA, SKOS
from resograph.pages.about import catalogue, void
from resograph.pages.about.crawlers import robots, sitemaps
from resograph.pages.about.files import files_of
from resograph.pages.about.names import Names, Statement
from resograph.pages.about.rights import OURS, is_verbatim, theirs
from resograph.pages.about.rules import example_of, example_paths, rules
from resograph.pages.about.terms import Ref, outside, ref, terms
from resograph.pages.frame import page
from resograph.pages.links import page_path
from resograph.pages.publication import RDF_FORMS, Part, Published
from resograph.pages.things.rdf import written
from resograph.query.about import Counts, counted
from resograph.query.terms import ontology, ontology_source, shapes, shapes_source
from resograph.query.things import Things

_FORMS = ("html", *RDF_FORMS)
_PAGES = ("dataset", ".well-known/void", "def", "def/shapes")


@dataclass(frozen=True)
class About:
    """The part that describes the others. The sitemap has the pages of all things, and those of ``others``.

    >>> about = About(Published(Things(ox.Store())), ())
    >>> about.forms("def"), about.forms("robots.txt"), about.forms("sitemap.xml"), about.forms("no/such")
    (('html', 'ttl', 'jsonld', 'nt', 'rdf'), ('txt',), (), ())
    """

    published: Published
    others: Sequence[Part]

    def prepare(self) -> None:
        """Count the release and its pages, which takes seconds where it is big: for a thread that nobody waits for."""
        _ = self._counts, self._sitemaps

    def paths(self) -> Iterator[str]:
        """Yield every path."""
        yield from _PAGES
        yield from example_paths() if is_verbatim(self.published) else ()
        yield "robots.txt"
        yield from self._sitemaps

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms of a path; none where nothing is there."""
        if path in _PAGES:
            return _FORMS
        if path == "robots.txt":
            return ("txt",)
        if path.startswith("def/shapes/"):
            return ("ttl",) if is_verbatim(self.published) and example_of(path) else ()
        if path == "sitemap.xml":
            return ("xml",) if self.published.address else ()
        return ("xml",) if path.startswith("sitemap-") and path in self._sitemaps else ()

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:  # noqa: ARG002
        """Return what is at a path, in one of its forms."""
        if path == "robots.txt":
            return robots(self.published)
        if path in self._sitemaps:
            return self._sitemaps[path]
        if path not in _PAGES:
            return example_of(path)
        return self._page(path) if form == "html" else self._data(path, form)

    @cached_property
    def _counts(self) -> Counts:
        return counted(self.published.things)

    @cached_property
    def _sitemaps(self) -> Mapping[str, bytes]:
        if not self.published.address:
            return {}
        things = self.published.things
        pages = [path for part in self.others for path in part.paths() if "html" in part.forms(path)]
        told = (page_path(thing.value, things.base) for thing in things.every())
        return sitemaps(self.published, [*pages, *_PAGES, *filter(None, told)])

    def _data(self, path: str, form: str) -> bytes:
        if path in {"def", "def/shapes"}:
            known, source = (ontology, ontology_source) if path == "def" else (shapes, shapes_source)
            if form == "ttl" and is_verbatim(self.published):
                return source()  # in the order, and with the comments, of whoever wrote it
            left_out = () if is_verbatim(self.published) else (SKOS.example, DCTERMS.source)
            return written(_triples(known().store, left_out), form)
        described = catalogue if path == "dataset" else void
        return written(_sorted(described.statements(self.published, self._counts)), form)

    def _page(self, path: str) -> bytes:
        models = {
            "dataset": self._dataset,
            ".well-known/void": self._void,
            "def": self._terms,
            "def/shapes": self._rules,
        }
        return models[path](path)

    def _dataset(self, path: str) -> bytes:
        published, title = self.published, catalogue.title(self.published)
        described = catalogue.description(self._counts)
        things = published.things
        return page(
            "about/dataset.html",
            published,
            path,
            forms=_FORMS,
            title=title,
            described=described,
            periods=[(things.label(one), one.value) for one in catalogue.periods(published)],
            ours=OURS,
            theirs=theirs(published),
            licence=CC_BY,
            reports=list(_reports(things, self._counts)),
            files=list(files_of(published)),
            inputs=published.manifest.get("inputs", ()),
            versions=sorted(published.manifest.get("versions", {}).items(), key=lambda one: one[0] != "resograph"),
            structured=self._structured(title, described),
        )

    def _structured(self, title: str, described: str) -> dict[str, object]:
        """Return what search engines read of a dataset."""
        names = Names(self.published)
        files = [
            {"@type": "DataDownload", "name": file.name, "encodingFormat": file.media_type, "contentUrl": address.value}
            for file in files_of(self.published)
            if (address := names.address(file.path))
        ]
        return {
            "@context": SCHEMA.iri.rstrip("/"),
            "@type": "Dataset",
            "@id": names.release.value,
            "name": title,
            "description": described,
            "license": CC_BY,
            **({"version": self.published.release} if self.published.release else {}),
            **({"distribution": files} if files else {}),
        }

    def _void(self, path: str) -> bytes:
        counts = self._counts
        return page(
            "about/void.html",
            self.published,
            path,
            forms=_FORMS,
            title="What there is, counted",
            crumbs=(("Dataset", "dataset"),),
            figures=_figures(counts),
            tables=_tables(counts),
            vocabularies=void.namespaces(counts),
        )

    def _terms(self, path: str) -> bytes:
        known, itself, found = ontology(), ox.NamedNode(ONTOLOGY), terms(self._counts)
        about = {
            "description": known.text(itself, DCTERMS.description),
            "version": known.text(itself, OWL.versionInfo),
            "licence": known.text(itself, DCTERMS.license),
            "namespace": RG.iri,
        }
        return page(
            "about/def.html",
            self.published,
            path,
            forms=_FORMS,
            title=known.text(itself, RDFS.label),
            about=about,
            classes=[one for one in found if one.kind == "class"],
            properties=[one for one in found if one.kind == "property"],
            others=outside(self._counts),
            is_verbatim=is_verbatim(self.published),
        )

    def _rules(self, path: str) -> bytes:
        found = rules(self.published.things)
        title = "The rules that data are checked against"
        crumbs = (("Ontology", "def"),)
        return page(
            "about/shapes.html",
            self.published,
            path,
            forms=_FORMS,
            title=title,
            crumbs=crumbs,
            rules=found,
            is_verbatim=is_verbatim(self.published),
        )


def _reports(things: Things, counts: Counts) -> Iterator[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Yield each report with its revisions, the latest first, and which is the current one."""
    revisions = sorted(things.all_of_kind(RG.ReportRevision), key=lambda one: _age(one.value, counts), reverse=True)
    for report in things.all_of_kind(RG.ReportDocument):
        current = things.things(report, DCAT.hasCurrentVersion)
        mine = [one for one in revisions if one.value.startswith(f"{report.value}/")]
        yield things.label(report), report.value, [(things.label(one), one.value, one in current) for one in mine]


def _age(revision: str, counts: Counts) -> tuple[int, str]:
    """Return how many revisions come before one."""
    steps, known = 0, revision
    while known in counts.former and steps <= len(counts.former):
        known, steps = counts.former[known], steps + 1
    return steps, revision


def _figures(counts: Counts) -> tuple[tuple[int, str], ...]:
    return (
        (counts.triples, "triples in the current view"),
        (counts.quads, "triples in all graphs"),
        (counts.entities, "things"),
        (counts.subjects, "distinct subjects"),
        (counts.objects, "distinct objects"),
        (len(counts.classes), "classes"),
        (len(counts.properties), "properties"),
    )


_Rows = list[tuple[Ref, tuple[int, ...]]]


def _tables(counts: Counts) -> tuple[tuple[str, tuple[str, ...], _Rows], ...]:
    classes: _Rows = [(_ref(one.iri), (one.entities,)) for one in counts.classes]
    properties: _Rows = [(_ref(one.iri), (one.triples, one.subjects, one.objects)) for one in counts.properties]
    graphs: _Rows = [(Ref("", name), (triples,)) for name, triples in counts.graphs.items()]
    hosts: dict[str, int] = {}
    for link in counts.links:
        hosts[link.host] = hosts.get(link.host, 0) + link.triples
    linked: _Rows = [(Ref("", host), (links,)) for host, links in hosts.items()]
    return (
        ("Classes", ("Class", "Things"), classes),
        ("Properties", ("Property", "Triples", "Of things", "Values"), properties),
        ("Links to elsewhere", ("Host", "Links"), linked),
        ("Graphs", ("Graph", "Triples"), graphs),
    )


def _ref(iri: str) -> Ref:
    return ref(ox.NamedNode(iri))


def _sorted(found: Iterator[Statement]) -> list[ox.Triple]:
    return sorted({ox.Triple(*statement) for statement in found}, key=str)


def _triples(store: ox.Store, left_out: Sequence[ox.NamedNode]) -> list[ox.Triple]:
    return sorted((quad.triple for quad in store if quad.predicate not in left_out), key=str)
