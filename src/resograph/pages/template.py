"""Turns a template and its model into a page."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def render(name: str, **model: object) -> str:
    """Fill in a template of ``templates/``; every value is text and is escaped as such.

    Raises ``jinja2.TemplateNotFound``.

    >>> "changes of a &lt; b</title>" in render("changes.html", title="a < b", groups=[], total=0)
    True
    >>> render("no-such-page.html")
    Traceback (most recent call last):
    jinja2.exceptions.TemplateNotFound: no-such-page.html
    """
    return _environment().get_template(name).render(model)


@cache
def _environment() -> Environment:
    loader = PackageLoader("resograph.pages")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
