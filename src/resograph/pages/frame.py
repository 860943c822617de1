"""Turns a template and its model into a page of the publication, with what stands around every page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from markupsafe import Markup

from resograph.pages.links import Links
from resograph.pages.publication import MEDIA_TYPES, Published
from resograph.pages.template import render

_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class Alternate(NamedTuple):
    """A form in which a page can be had besides, its media type, and its address."""

    form: str
    media_type: str
    address: str


def page(name: str, published: Published, here: str, **model: object) -> bytes:
    """Fill in a template that extends ``base.html``; ``here`` is the path of the page.

    Three keywords serve the frame: ``forms``, in which the page can be had besides HTML; ``crumbs``, pairs of a label
    and a path that lead to it; ``structured``, what programs are told of it as schema.org.

    Raises ``jinja2.TemplateNotFound``.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> shown = page("error.html", Published(Things(ox.Store())), "a/b", status=404, title="Not <here>", message="")
    >>> b"Not &lt;here&gt;" in shown, b'href="../static/style.css"' in shown
    (True, True)
    >>> page("no-such.html", Published(Things(ox.Store())), "")
    Traceback (most recent call last):
    jinja2.exceptions.TemplateNotFound: no-such.html
    """
    links = published.links(here)
    forms = model.pop("forms", ())
    frame: dict[str, object] = {
        "links": links,
        "top": _top(published.links("-/" * here.count("/")), here.partition("/")[0]),
        "here": here,
        "published": published,
        "crumbs": (),
        "alternates": [
            Alternate(form, MEDIA_TYPES[form].partition(";")[0], links.file(f"{here}.{form}"))
            for form in (forms if isinstance(forms, Sequence) and here else ())
            if form != "html"
        ],
        "canonical": f"{published.address}{links.root(here)}" if published.address else "",
    }
    structured = model.pop("structured", None)
    frame["structured"] = data_block(structured) if isinstance(structured, Mapping) else ""
    return render(name, **{**frame, **model}).encode()


@lru_cache(maxsize=256)
def _top(links: Links, section: str) -> Markup:
    """Write what stands above every page. It differs by how deep a page stands, and where."""
    shown = render("top.html", links=links, section=section, is_live=not links.suffix)
    return Markup(shown)  # noqa: S704  # a template's


def data_block(data: Mapping[str, object]) -> Markup:
    """Write data as JSON that may stand in a page: nothing in it can end the block it stands in.

    >>> print(data_block({"name": "</script>"}))
    {"name":"\\u003c/script\\u003e"}
    """
    # Escaped by the line before: the one place where text is handed to a template as markup.
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED))  # noqa: S704


def error_page(published: Published, here: str, status: int, message: str) -> bytes:
    """Write the page of a status: what went wrong, and where one may go from here.

    Raises:
        ValueError: HTTP has no such status.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> b"404" in error_page(Published(Things(ox.Store())), "no/such", 404, "Nothing is here.")
    True
    >>> error_page(Published(Things(ox.Store())), "no/such", 999, "")
    Traceback (most recent call last):
    ValueError: 999 is not a valid HTTPStatus
    """
    return page("error.html", published, here, status=status, title=HTTPStatus(status).phrase, message=message)
