"""The static site of the example: every page, every link, every form of everything that the release tells of."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.errors import InputError
from tests.publish.site.linked import Site, read, site_in
from tests.publish.site.releases import content, release, site_of

OURS = "https://w3id.org/resograph/"
_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def found(site: Path) -> Site:
    return site_in(site)


def test_there_is_a_page_for_everything_the_release_tells_of_and_for_each_thing_its_data(
    found: Site, example_release: Path
) -> None:
    quads = ox.parse(path=example_release / "current" / "graph.nq")
    told = {quad.subject.value.removeprefix(OURS) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    names = {f"doc/{one.removeprefix('id/')}" for one in told if one.startswith(("id/", "voc/", "graph/"))}

    assert len(names) > 3000
    assert {f"{name}.{form}" for name in names for form in ("html", *_FORMATS)} - found.files == set()


@pytest.mark.parametrize(
    "name",
    [
        *("index.html", "404.html", "browse.html", "validation.html", "changes.html", "downloads.html"),
        *("queries.html", "queries/approved-by-resolution.html", "def.html", "def/shapes.html", "dataset.html"),
        *(".well-known/void.ttl", "robots.txt", "static/style.css", "doc/voc/outcome/approved.html"),
        *("downloads/graph.nq", "downloads/manifest.json", "search.html"),
        *(".htaccess", "nginx.conf", ".nojekyll"),
    ],
)
def test_a_site_has_what_the_server_has(found: Site, name: str) -> None:
    assert name in found.files


def test_every_link_of_every_page_leads_somewhere(found: Site) -> None:
    assert list(islice(found.broken(), 20)) == []


def test_no_link_depends_on_where_the_site_stands(found: Site) -> None:
    beginnings = ("/", OURS, "file:", "javascript:", "data:")
    absolute = {
        f"{page.name}: {written}"
        for page in found.pages.values()
        for written in page.addresses
        if written.startswith(beginnings)
    }

    assert sorted(absolute)[:20] == []


def test_every_page_has_a_language_a_title_and_a_heading_and_nothing_that_runs(found: Site) -> None:
    assert [f"{page.name} {fault}" for page in found.pages.values() for fault in page.faults][:20] == []


def test_things_of_two_kinds_have_two_titles(found: Site) -> None:
    names = ("index.html", "def.html", "doc/rec/itu-t/x.1812.html", "doc/plan/wtsa-20/sg17/item/50-01.html")

    assert len({found.pages[name].title for name in names}) == len(names)


def test_the_files_of_things_hold_together_what_the_current_view_holds(site: Path, example_release: Path) -> None:
    view = ox.parse(path=example_release / "current" / "graph.ttl")
    below = tuple(f"{OURS}{kind}/" for kind in ("id", "voc", "graph"))
    expected = {quad.triple for quad in view if getattr(quad.subject, "value", "").startswith(below)}

    told = [quad.triple for path in (site / "doc").rglob("*.nt") for quad in ox.parse(path=path)]

    assert expected - set(told) == set()
    # Each thing once: what a file holds besides is what graphs outside the current view say.
    assert len(told) == len(set(told))


def test_each_form_of_a_thing_says_the_same(site: Path) -> None:
    some = sorted((site / "doc").rglob("*.nt"))[::60]

    assert len(some) > 50
    for path in some:
        said = [
            {quad.triple for quad in ox.parse(path=path.with_suffix(f".{form}"), format=syntax)}
            for form, syntax in _FORMATS.items()
        ]
        assert said[0], path
        assert said == said[:1] * len(said), path


def test_the_files_of_the_release_are_there_as_they_are(site: Path, example_release: Path) -> None:
    folder = example_release / "current"

    assert content(site / "downloads") == content(folder.resolve())


def test_every_number_of_the_marker_is_true(site: Path, found: Site, example_release: Path) -> None:
    said = json.loads((site / "resograph-site.json").read_text(encoding="utf-8"))

    assert said["release"] == (example_release / "current").resolve().name
    assert said["files"] == len(found.files) - 1
    assert said["entries"] == sorted(path.name for path in site.iterdir())


def test_no_file_is_a_link_and_none_is_for_its_writer_alone(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.is_symlink() or not path.stat().st_mode & 0o044] == []


def test_nothing_tells_of_the_machine_or_the_day(site: Path, example_release: Path) -> None:
    some = [path for path in site.glob("*") if path.is_file()] + list((site / "doc").rglob("*.html"))[::20]
    said = b"".join(path.read_bytes() for path in some)

    assert str(example_release.parent).encode() not in said
    assert b"file:/" not in said


# ------------------------------------------------------------------------------------- small releases


def test_two_runs_write_the_same_bytes_and_take_away_what_is_gone(tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    site_of(made, tmp_path / "one")
    site_of(release(tmp_path / "other", ["org/gone"]), tmp_path / "two")
    assert (tmp_path / "two" / "doc/org/gone.html").is_file()

    site_of(made, tmp_path / "two")

    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_site_knows_its_address_only_where_it_must(tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    site_of(made, tmp_path / "plain")
    site_of(made, tmp_path / "site", "https://example.net/reports/")
    missing = read(tmp_path / "site", "404.html")

    assert {address for address in missing.addresses if not address.startswith("/reports/")} == {"#main"}
    assert b"/reports/404.html" in (tmp_path / "site" / ".htaccess").read_bytes()
    page = (tmp_path / "site" / "doc/org/gsma.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.net/reports/' in page
    assert "canonical" not in (tmp_path / "plain" / "doc/org/gsma.html").read_text(encoding="utf-8")
    assert (tmp_path / "site" / "doc/org/gsma.nt").read_bytes() == (tmp_path / "plain" / "doc/org/gsma.nt").read_bytes()


def test_data_of_another_base_have_their_pages(tmp_path: Path) -> None:
    site_of(release(tmp_path / "out", base="http://data.example.net/x/y/"), tmp_path / "site")

    assert (tmp_path / "site" / "doc/org/gsma.html").is_file()
    assert list(site_in(tmp_path / "site").broken()) == []


def test_a_name_that_a_browser_would_read_otherwise_is_still_linked(tmp_path: Path) -> None:
    names = ["org/%3Curn%3Ap%3E", "org/..%2fx", "org/コード", "org/50%25"]
    site_of(release(tmp_path / "out", names), tmp_path / "site")

    found = site_in(tmp_path / "site")
    assert {f"doc/{name}.html" for name in names} <= found.files
    assert list(found.broken()) == []
    linked = {written for page in found.pages.values() for written in page.addresses}
    assert any("%253Curn%253Ap%253E.html" in written for written in linked)


def test_a_file_of_the_release_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (made / "graph.trig").symlink_to(tmp_path / "secret")
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["files"]["graph.trig"] = ""
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    site_of(made, tmp_path / "site")

    assert not (tmp_path / "site" / "downloads" / "graph.trig").exists()


def test_a_manifest_that_names_files_elsewhere_publishes_nothing(tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    (tmp_path / "out" / "secret").write_text("secret", encoding="utf-8")
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["files"]["../../secret"] = ""
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(InputError, match="site-name"):
        site_of(made, tmp_path / "site")

    assert not (tmp_path / "site").exists()
