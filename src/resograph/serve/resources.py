"""Turns a request for something published into an answer: where it is, in which form, and what is told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlencode

from resograph.naming.addresses import CC_BY
from resograph.pages import Publication
from resograph.pages.frame import error_page
from resograph.pages.links import page_path
from resograph.pages.publication import MEDIA_TYPES
from resograph.serve.address import Address, Refused
from resograph.serve.ahead import Ahead
from resograph.serve.headers import FRESH, LASTING, PICTURE, PRIVATE, Header, with_policy, with_safety
from resograph.serve.negotiate import chosen, coding, strong_tags, tags
from resograph.serve.representation import Answer, Representation, Shelf

_FORMAT: Final = "format"
_IRIS: Final = ("id/", "voc/", "graph/")
# Who takes anything gets data where there are some to be linked to; elsewhere, what people read.
_DATA_FIRST: Final = ("doc/", "def", "dataset", ".well-known/")
_STATIC: Final = "static/"
_REMEMBERED: Final = 8192
_SHORT: Final = 400
_SHORT_QUERY: Final = 200
_TOLD_AS: Final = {form: MEDIA_TYPES[form] for form in ("html", "txt")}
_NEGOTIATED: Final = (b"vary", b"Accept, Accept-Encoding")
_AS_NAMED: Final = (b"vary", b"Accept-Encoding")
_SAFE: Final = with_safety(())
_SAFE_PICTURE: Final = with_policy(_SAFE, PICTURE)


class Wanted(NamedTuple):
    """What the headers of a request say: which forms and codings it can take, and what it has already."""

    accept: str = ""
    accept_coding: str = ""
    none_match: str = ""
    match: str = ""


class _Found(NamedTuple):
    """What answers a request: which representation, how it is packed, and the headers of the way there."""

    path: str
    form: str
    params: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    coding: str
    headers: tuple[Header, ...]


class _Params(Mapping[str, str]):
    """Parameters that note which of them were looked at."""

    def __init__(self, given: Sequence[tuple[str, str]]) -> None:
        self._given = dict(given)
        self.unread = set(self._given)

    def __getitem__(self, name: str) -> str:
        self.unread.discard(name)
        return self._given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


class Resources:
    """Everything of a publication, as answers."""

    def __init__(self, publication: Publication, cache_bytes: int, ahead: Ahead | None = None) -> None:
        self._publication = publication
        self._ahead = ahead or Ahead()
        self._published = publication.published
        self._shelf = Shelf(cache_bytes)
        self._asked: dict[tuple[bytes, str, str], _Found] = {}

    def remembered(self, target: bytes, wanted: Wanted) -> Answer | None:
        """Return the answer to a request that was answered before; None where it has to be thought about."""
        found = self._asked.get((target, wanted.accept, wanted.accept_coding))
        kept = None if found is None else self._shelf.get(found[:3])
        if found is None or kept is None:
            return None
        return _conditional(kept.answer(found.coding, found.headers), wanted)

    def answer(self, target: bytes, asked: Address, wanted: Wanted) -> Answer:
        """Return the answer to a request for reading.

        Raises:
            Refused: there is nothing, or nothing that the client can read.
        """
        found = self._found(asked, wanted)
        if isinstance(found, Answer):
            return found
        kept, is_worth_it = self._shelf.get(found[:3]), True
        if kept is None:
            params = _Params(found.params)
            kept = self._written(found, params)
            # Strangers can think of any number of parameters: what these make is kept where they mean something.
            is_worth_it = not params.unread and len(_query(found.params)) <= _SHORT_QUERY
        answer = kept.answer(found.coding, found.headers)
        if is_worth_it:
            self._shelf.put(found[:3], kept)
            self._remember((target, wanted.accept, wanted.accept_coding), found)
        return _conditional(answer, wanted)

    def is_awaited(self, asked: Address, wanted: Wanted) -> bool:
        """Tell whether what is asked for is just being written elsewhere.

        Raises:
            Refused: there is nothing, or nothing that the client can read.
        """
        if self._ahead.is_done:
            return False
        found = self._found(asked, wanted)
        return isinstance(found, _Found) and not found.params and self._ahead.is_awaited(found.path, found.form)

    def error(self, asked: str, refused: Refused, accept: str) -> Answer:
        """Return the page of an error to who reads pages, else a line."""
        if chosen(_TOLD_AS, accept, ("txt",)) == "html":
            # All that the page needs to know is how deep it lies: nothing that a client has written is kept for it.
            here = "-/" * asked.count("/")
            body, kind = error_page(self._published, here, refused.status, refused.message), MEDIA_TYPES["html"]
        else:
            body, kind = f"{refused.status} {refused.message}\n".encode(), MEDIA_TYPES["txt"]
        headers = [
            (b"content-type", kind.encode()),
            (b"cache-control", PRIVATE),
            (b"vary", b"Accept"),
            (b"content-length", str(len(body)).encode()),
        ]
        return Answer(refused.status, with_safety(headers), body)

    def has(self, asked: Address) -> bool:
        """Tell whether anything can be read at an address."""
        return any(self._place(path) or self._page(path) for path in _candidates(asked))

    def _remember(self, key: tuple[bytes, str, str], found: _Found) -> None:
        if sum(map(len, key)) <= _SHORT:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            self._asked[key] = found

    def _found(self, asked: Address, wanted: Wanted) -> _Found | Answer:
        for path in _candidates(asked):
            if place := self._place(path):
                return self._picked(*place, asked.params, wanted)
            if page := self._page(path):
                return self._redirect(asked, page)
        raise Refused(404, "Nothing is here.")

    def _place(self, path: str) -> tuple[str, Sequence[str], str] | None:
        """Return what is at a path: where, in which forms, and the one that a suffix names."""
        if forms := self._publication.forms(path):
            is_file = len(forms) == 1 and path.endswith(f".{forms[0]}")
            return path, forms, forms[0] if is_file else ""
        stem, _, suffix = path.rpartition(".")
        forms = self._publication.forms(stem) if stem and suffix in MEDIA_TYPES else ()
        return (stem, forms, suffix) if suffix in forms else None

    def _page(self, path: str) -> str:
        """Return the path of the page of a thing, when a path is that of its IRI."""
        base = self._published.things.base
        page = page_path(f"{base}{path}", base) if path.startswith(_IRIS) else ""
        return page if page and self._place(page) else ""

    def _redirect(self, asked: Address, page: str) -> Answer:
        """Point from a thing to the page about it. Of the request, nothing but a form that there is goes into it."""
        form = asked.params.get(_FORMAT, "")
        query = f"?{_FORMAT}={form}" if form in MEDIA_TYPES else ""
        location = f"{self._published.links(asked.raw).file(page)}{query}"
        headers = [(b"location", location.encode()), (b"cache-control", FRESH), (b"content-length", b"0")]
        return Answer(303, with_safety(headers))

    def _picked(
        self, path: str, forms: Sequence[str], suffix: str, params: Mapping[str, str], wanted: Wanted
    ) -> _Found:
        named = suffix or params.get(_FORMAT, "")
        choose = _chosen if len(wanted.accept) < _SHORT else _chosen.__wrapped__
        form = named or choose(tuple(forms), wanted.accept, path.startswith(_DATA_FIRST))
        if form not in forms:
            raise Refused(406, _choice(forms))
        given = tuple(sorted(one for one in params.items() if one[0] != _FORMAT))
        headers = [_AS_NAMED if named else _NEGOTIATED]
        if len(forms) > 1 and not suffix:
            here = f"{self._published.links(path).file(f'{path}.{form}')}{_query(given)}"
            headers.append((b"content-location", here.encode()))
        packed = coding(wanted.accept_coding) if wanted.accept_coding else ""
        return _Found(path, form, given, tuple(forms), packed, tuple(headers))

    def _written(self, found: _Found, params: _Params) -> Representation:
        try:
            body = None if found.params else self._ahead.get(found.path, found.form)
            if body is None:
                body = self._publication.written(found.path, found.form, params)
        except KeyError as error:
            raise Refused(404, "Nothing is here.") from error
        is_static = found.path.startswith(_STATIC)
        headers = [
            (b"content-type", MEDIA_TYPES[found.form].encode()),
            (b"cache-control", LASTING if is_static else FRESH),
            *(_SAFE_PICTURE if found.form == "svg" else _SAFE),
        ]
        if not is_static:
            headers.append((b"link", self._links(found).encode()))
        is_gone = self._publication.standing(found.path) == "gone"
        return Representation(410 if is_gone else 200, body, headers)

    def _links(self, found: _Found) -> str:
        """Say what else there is: its other forms, where it stands, and what describes and licenses the whole."""
        links, query = self._published.links(found.path), _query(found.params)
        stem = links.file(f"{found.path}.")
        others = "".join(
            f'<{stem}{form}{query}>; rel="alternate"; type="{_plain(form)}", '
            for form in found.forms
            if form != found.form
        )
        here = f"{self._published.address}{links.root(found.path)}" if self._published.address else stem[:-1] or "./"
        return f'{others}<{here}{query}>; rel="canonical", {_whole(found.path.count("/"))}'


@lru_cache(maxsize=64)
def _whole(depth: int) -> str:
    """Return the links that are the same for all pages of a depth."""
    return f'<{"../" * depth}dataset>; rel="describedby", <{CC_BY}>; rel="license"'


@lru_cache(maxsize=512)
def _chosen(forms: tuple[str, ...], accept: str, is_data: bool) -> str:  # noqa: FBT001 -- a key, remembered
    return chosen({form: MEDIA_TYPES[form] for form in forms}, accept, ("ttl",) if is_data else ()) or ""


def _plain(form: str) -> str:
    return MEDIA_TYPES[form].partition(";")[0]


def _candidates(asked: Address) -> tuple[str, ...]:
    """Return the paths that may be meant. Some IRIs have percent signs of their own; an escaped slash is no slash."""
    if "%2f" in asked.raw.lower():
        return (asked.raw,)
    return (asked.path,) if asked.path == asked.raw else (asked.path, asked.raw)


def _conditional(answer: Answer, wanted: Wanted) -> Answer:
    if answer.status != 200:  # noqa: PLR2004 -- what is gone is told again, whatever somebody has of it
        return answer
    if wanted.match and not {answer.tag, "*"} & strong_tags(wanted.match):
        raise Refused(412, "What is here is no longer what you have.")
    if wanted.none_match and {answer.tag, "*"} & tags(wanted.none_match):
        return answer.unchanged()
    return answer


def _choice(forms: Sequence[str]) -> str:
    told = (f"{_plain(form)} (?{_FORMAT}={form})" for form in forms)
    return f"This can be had as {', '.join(told)}."


def _query(params: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(params)}" if params else ""
