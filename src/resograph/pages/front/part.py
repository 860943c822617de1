"""Turns a release into the pages that tell of it as a whole, by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from resograph.pages.frame import page
from resograph.pages.front import changes, listing, validation
from resograph.pages.front.book import Book, bound
from resograph.pages.front.charts import NARROW_END, SEVERITY_WORDS, Chart
from resograph.pages.front.dashboard import Dashboard, dashboard
from resograph.pages.front.downloads import files
from resograph.pages.front.plans import Plans, read_plans
from resograph.pages.publication import Published
from resograph.pages.stack import NARROW, WIDE, drawn

_LISTED = ("html", "json", "csv")
_PAGE = ("html",)


@dataclass(frozen=True)
class Front:
    """The front page, validation, changes, downloads, and the charts; each is counted once, when first asked for.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> front = Front(Published(Things(ox.Store())))
    >>> front.forms(""), front.forms("validation"), front.forms("charts/no-such"), front.forms("validation/2")
    (('html',), ('html', 'json', 'csv'), (), ())
    """

    published: Published
    _kept: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def paths(self) -> Iterator[str]:
        """Yield the front page and all that belongs to it."""
        yield ""
        yield from self._dashboard.pages()
        yield from self._charts
        yield from self._validation.book.paths()
        yield from self._changes.paths()
        yield "downloads"

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms of a path; nothing is counted where the path cannot be one of these."""
        first, _, below = path.partition("/")
        if not below:
            return {"": _PAGE, "downloads": _PAGE, "validation": _LISTED, "changes": _LISTED}.get(first, ())
        if first == "charts":
            return ("svg",) if path in self._charts else ()
        if first == "progress":
            return _PAGE if path in self._dashboard.pages() else ()
        book = self._book(first)
        return _PAGE if book is not None and book.number(path) is not None else ()

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        """Return a page, a list or a chart.

        Raises:
            KeyError: nothing is there in that form.
        """
        del params  # nothing here is asked for in pieces: each page has its path
        if form not in self.forms(path):
            raise KeyError(path)
        if form == "svg":
            return self._picture(path)
        if form != "html":
            return self._list(path, form)
        pages = {"": self._front, "downloads": self._downloads, "progress": self._plan}
        first = path.partition("/")[0]
        return pages[first](path) if first in pages else self._leaf(first, path)

    @cached_property
    def _plans(self) -> Plans:
        return read_plans(self.published)

    @cached_property
    def _dashboard(self) -> Dashboard:
        return dashboard(self._plans)

    @cached_property
    def _charts(self) -> Mapping[str, Chart]:
        return {f"{chart.path}{end}": chart for chart in self._dashboard.every_chart() for end in ("", NARROW_END)}

    @cached_property
    def _validation(self) -> validation.Validation:
        return validation.validation(self._plans.findings)

    @cached_property
    def _compared(self) -> tuple[changes.Comparison | changes.Tracked, ...]:
        plans = self._plans.plans
        return (*changes.tracked(plans, self.published), *changes.comparisons(plans, self.published))

    @cached_property
    def _changes(self) -> Book:
        return bound("changes", ((one, one.rows) for one in self._compared))

    def _book(self, name: str) -> Book | None:
        if name == "validation":
            return self._validation.book
        return self._changes if name == "changes" else None

    def _picture(self, path: str) -> bytes:
        if path not in self._kept:
            self._kept[path] = drawn(self._charts[path].stack, NARROW if path.endswith(NARROW_END) else WIDE)
        return self._kept[path]

    def _list(self, path: str, form: str) -> bytes:
        if path == "validation":
            return listing.written(form, validation.records(self._plans.findings), validation.COLUMNS)
        return listing.written(form, changes.records(self._compared), changes.COLUMNS)

    def _front(self, path: str) -> bytes:
        board = self._dashboard
        return page("front/dashboard.html", self.published, path, board=board, severity_words=SEVERITY_WORDS)

    def _plan(self, path: str) -> bytes:
        shown = self._dashboard.pages()[path]
        return page("front/plan.html", self.published, path, shown=shown, crumbs=(("Dashboard", ""),))

    def _leaf(self, name: str, path: str) -> bytes:
        """Write a page of a book: the first also tells what there is on all of them."""
        book = self._book(name) or Book(name, ())
        number = book.number(path) or 0
        crumbs = (("Dashboard", ""), *([(name.capitalize(), name)] if number else []))
        model = {"book": book, "number": number, "sections": book.pages[number], "crumbs": crumbs}
        told = self._of_validation() if name == "validation" else self._of_changes()
        forms = () if number else _LISTED
        return page(f"front/{name}.html", self.published, path, forms=forms, **model, **told)

    def _of_validation(self) -> dict[str, object]:
        counts = self.published.manifest.get("counts")
        everywhere = counts.get("findings", {}) if isinstance(counts, Mapping) else {}
        return {
            "severities": self._dashboard.severities,
            "severity_words": SEVERITY_WORDS,
            "everywhere": sum(everywhere.values()),
            "plan_names": {plan.thing.iri: plan.thing.name for plan in self._plans.plans},
            "column": validation.column,
            "begins": tuple(self._validation.begins()),
        }

    def _of_changes(self) -> dict[str, object]:
        begins = [(one, self._changes.where(f"part-{n}"), f"part-{n}") for n, one in enumerate(self._compared, start=1)]
        return {"begins": begins, "plans": self._plans.plans}

    def _downloads(self, path: str) -> bytes:
        return page(
            "front/downloads.html", self.published, path, files=files(self.published), crumbs=(("Dashboard", ""),)
        )
