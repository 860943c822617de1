"""Turns named queries and answers into pages; what a browser sends with their forms is what `serve.sparql` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from resograph.naming.prefixes import PREFIXES
from resograph.pages.ask.shown import Shown
from resograph.pages.frame import page
from resograph.pages.publication import Published
from resograph.pages.static_files import StaticFiles
from resograph.query import NamedQuery, catalogue
from resograph.query.catalogue import Parameter

QUERIES = "queries"
EDITOR = "sparql"
_SCRIPT = "static/editor.js"
_FORMS = (("html", "a table"), ("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
_WHO = {
    "management": "Management of a study group",
    "rapporteur": "Rapporteurs of Questions",
    "secretariat": "Secretariat",
    "research": "Researchers",
}
_HEADER = "#+"
_LINKED = 2000
_CHOICES = {"severity": ("violation", "warning", "info")}
_HINTS = {
    "resolution": "the number of a Resolution",
    "integer": "a whole number",
    "item": "the number of an item",
    "question": "a Question as ITU-T writes it",
    "iri": "an absolute IRI",
    "string": "text",
    "severity": "one of these",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter as its form shows it: what is written there, and what could be."""

    name: str
    label: str
    value: str
    description: str
    hint: str
    example: str
    choices: tuple[str, ...]
    is_number: bool


def listing(published: Published) -> bytes:
    """Write the page that lists the named queries by who asks them."""
    groups: dict[str, list[NamedQuery]] = {}
    for query in catalogue().values():
        groups.setdefault(_who(query), []).append(query)
    order = [*_WHO.values(), *sorted(set(groups) - set(_WHO.values()))]
    shown = [(who, groups[who]) for who in order if who in groups]
    return page("ask/queries.html", published, QUERIES, title="Questions", groups=shown, forms=("html", "json"))


def question_page(
    published: Published, query: NamedQuery, values: Mapping[str, str], answer: Shown | None, error: str = ""
) -> bytes:
    """Write the page of one query, with the answer for the values of its parameters, or why there is none."""
    here = f"{QUERIES}/{query.name}"
    links = published.links(here)
    return page(
        "ask/query.html",
        published,
        here,
        title=query.summary or query.name,
        query=query,
        text=text_of(query),
        given=[_given(param, values) for param in query.params],
        answer=answer,
        error=error,
        crumbs=(("Questions", QUERIES),),
        # On a server these are made for the values; as files there are those for the defaults.
        downloads=[
            (name, _download(published, here, values, form)) for form, name in _FORMS[1:] if _has(published, form)
        ],
        editor=links.to(EDITOR, urlencode({"example": query.name})) if published.is_live else "",
    )


def editor_page(published: Published, text: str, answer: Shown | None = None, error: str = "") -> bytes:
    """Write the page where any query is written, with the answer, or why there is none."""
    links = published.links(EDITOR)
    return page(
        "ask/sparql.html",
        published,
        EDITOR,
        title="SPARQL",
        text=text,
        answer=answer,
        error=error,
        choices=(*_FORMS, ("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML")),
        examples=[(one.summary, links.to(EDITOR, urlencode({"example": one.name}))) for one in catalogue().values()],
        prefixes=tuple(PREFIXES.items()),
        has_script=needs_own_styles(),
        again=links.to(EDITOR, urlencode({"query": text})) if text and len(text) < _LINKED else "",
    )


def needs_own_styles() -> bool:
    """Tell whether the editor is there: it was bundled when the package was made, and is not in a bare checkout."""
    return bool(StaticFiles().forms(_SCRIPT))


def text_of(query: NamedQuery) -> str:
    """Return the text without its header, which the page says in words.

    >>> text_of(catalogue()["clauses"]).startswith("PREFIX")
    True
    """
    lines = query.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_HEADER)).strip() + "\n"


def _who(query: NamedQuery) -> str:
    first = query.tags[0] if query.tags else "others"
    return _WHO.get(first, first.capitalize())


def _given(param: Parameter, values: Mapping[str, str]) -> Given:
    return Given(
        name=param.name,
        label=param.name.replace("_", " ").capitalize(),
        value=values.get(param.name, str(param.default)),
        description=param.description,
        hint=_HINTS.get(param.type, param.type),
        example=str(param.example),
        choices=_CHOICES.get(param.type, ()),
        is_number=param.type in ("integer", "resolution"),
    )


def _has(published: Published, form: str) -> bool:
    return published.is_live or form in FILES


FILES: Sequence[str] = ("csv", "json")
"""The forms in which an answer stands beside its page as a file."""


def _download(published: Published, here: str, values: Mapping[str, str], form: str) -> str:
    links = published.links(here)
    if not values and form in FILES:
        return links.file(f"{here}.{form}")
    return links.to(here, urlencode({**values, "format": form}))
