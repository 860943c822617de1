"""RDF files of anybody's: read without fetching anything, refused in one line."""

from __future__ import annotations

import pytest

from resograph.check.rdf_file import rdf_file
from resograph.errors import InputError
from resograph.model.source import Source

RDF_XML = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="urn:a"><p xmlns="urn:">x</p></rdf:Description></rdf:RDF>'
)
SAME = [
    ("a.ttl", b'<urn:a> <urn:p> "x" .'),
    ("a.NT", b'<urn:a> <urn:p> "x" .\n'),
    ("a.nq", b'<urn:a> <urn:p> "x" <urn:g> .\n'),
    ("a.trig", b'<urn:g> { <urn:a> <urn:p> "x" }'),
    ("a.jsonld", b'{"@id": "urn:a", "urn:p": "x"}'),
    ("a.rdf", RDF_XML),
]


@pytest.mark.parametrize(("name", "data"), SAME, ids=[name for name, _ in SAME])
def test_every_format_is_known_by_its_suffix(name: str, data: bytes) -> None:
    [triple] = rdf_file(Source(name, data)).current()

    assert str(triple) == '<urn:a> <urn:p> "x"'


@pytest.mark.parametrize(("name", "data"), SAME, ids=[name for name, _ in SAME])
def test_a_file_cut_off_is_not_well_formed(name: str, data: bytes) -> None:
    with pytest.raises(InputError, match=r"^error\[rdf-not-well-formed\]: [^\n]*$"):
        rdf_file(Source(name, data.rstrip()[:-3]))


@pytest.mark.parametrize(
    "data",
    [
        b'{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "urn:a"}',
        b'{"@context": [{"p": "urn:p"}, "http://127.0.0.1:9/context.jsonld"], "@id": "urn:a"}',
        b'[{"urn:p": {"@context": "http://127.0.0.1:9/context.jsonld", "@id": "urn:a"}}]',
        b'{"@context": {"@import": "http://127.0.0.1:9/context.jsonld"}, "@id": "urn:a"}',
        b'{"@context": {"p": {"@id": "urn:p", "@context": "http://127.0.0.1:9/context.jsonld"}}, "@id": "urn:a"}',
    ],
)
def test_a_context_from_elsewhere_is_refused_by_its_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^error\[remote-context\].*http://127.0.0.1:9/context.jsonld"):
        rdf_file(Source("a.jsonld", data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_xml_that_declares_a_document_type_is_refused(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY e "x">]>{RDF_XML.decode()}'

    with pytest.raises(InputError):
        rdf_file(Source("a.rdf", text.encode(encoding)))


def test_json_nested_a_million_deep_is_refused() -> None:
    with pytest.raises(InputError, match="rdf-not-well-formed"):
        rdf_file(Source("a.jsonld", b"[" * 1_000_000))


def test_blank_nodes_are_counted_as_they_appear() -> None:
    source = Source("a.ttl", b"<urn:a> <urn:p> [ <urn:q> _:b ] , _:b .")
    objects = {str(triple.object).rpartition("-")[2] for triple in rdf_file(source).current()}

    assert objects == {"1>", "2>"}
    assert rdf_file(source) == rdf_file(source)


def test_blank_nodes_of_two_files_are_two_nodes() -> None:
    first, second = (rdf_file(Source("a.ttl", f"_:b <urn:p> {n} .".encode())).quads[0].subject for n in (1, 2))

    assert first != second


def test_a_statement_about_a_statement_is_refused() -> None:
    with pytest.raises(InputError, match=r"RDF 1\.1"):
        rdf_file(Source("a.ttl", b"<urn:a> <urn:p> <<( <urn:a> <urn:p> <urn:b> )>> ."))


def test_a_file_that_imports_another_is_refused_and_one_that_speaks_of_imports_is_not() -> None:
    imports = b"<urn:a> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/b> ."
    with pytest.raises(InputError, match=r"remote-import.*http://127\.0\.0\.1:9/b"):
        rdf_file(Source("a.nt", imports))

    assert len(rdf_file(Source("a.nt", b'<urn:a> <urn:p> "owl:imports" .')).quads) == 1
