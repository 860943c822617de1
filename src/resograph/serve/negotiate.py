"""Turns the headers by which a client says what it can read into a choice (RFC 9110, section 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 -- what RFC 9110 calls a token
_RANGE = re.compile(rf"({_TOKEN})(?:/({_TOKEN}))?")
_QUALITY = re.compile(r"0(?:\.[0-9]*)?|\.[0-9]+|1(?:\.0*)?")
_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_EXACT = 2
# As much of a header is read: no client has more to say, and what stands behind is as if it were not there.
_MOST_LETTERS = 2048
_MOST_RANGES = 64


class _Range(NamedTuple):
    kind: str
    sub: str
    quality: float

    def fit(self, media_type: str) -> int:
        """Tell how closely it names a media type: 2 exactly, 1 its family, 0 as any other, -1 not at all."""
        kind, _, sub = media_type.partition("/")
        if self.kind == kind:
            return _EXACT if self.sub == sub else 1 if self.sub == "*" else -1
        return 0 if self.kind == "*" else -1


def chosen(types: Mapping[str, str], accept: str, at_will: Sequence[str] = ()) -> str | None:
    """Return the form that a client likes best; None where it can read none of them.

    ``types`` are the forms with their media types, what people read first: among forms that are named and liked
    alike, the first is taken. ``at_will`` is the order for who takes anything.

    >>> forms = {"html": "text/html", "ttl": "text/turtle"}
    >>> chosen(forms, "text/turtle;q=0.5, text/html;q=0.9"), chosen(forms, "*/*", ("ttl",)), chosen(forms, "")
    ('html', 'ttl', 'html')
    >>> chosen(forms, "image/png"), chosen(forms, "text/html;q=0, text/*")
    (None, 'ttl')
    """
    ranges = list(_ranges(accept)) or [_Range("*", "*", 1.0)]
    named = list(types)
    order = [*(form for form in at_will if form in types), *(form for form in types if form not in at_will)]
    best, most = None, (0.0, False, 0)
    for form, media_type in types.items():
        quality, fit = _liked(media_type.partition(";")[0], ranges)
        is_named = fit == _EXACT
        rank = quality, is_named, -(named if is_named else order).index(form)
        if quality > 0 and (best is None or rank > most):
            best, most = form, rank
    return best


def coding(accepted: str, offered: Sequence[str] = ("br", "gzip")) -> str:
    """Return how a body is to be packed: one of those on offer, or "" for not at all.

    >>> coding("gzip, deflate, br"), coding("gzip;q=1.0, br;q=0.1"), coding("br;q=0, *"), coding("")
    ('br', 'gzip', 'gzip', '')
    >>> coding("br, gzip;q=0.5", ("gzip",)), coding("br", ("gzip",))
    ('gzip', '')
    """
    if not accepted:
        return ""
    told = {one.kind.lower(): one.quality for one in _ranges(accepted)}
    known = {name: told.get(name, told.get("*", 0.0)) for name in offered}
    best = max(known, key=lambda name: known[name])
    return best if known[best] > 0 and known[best] >= told.get("identity", 0.0) else ""


def tags(listed: str) -> frozenset[str]:
    """Return the entity tags of If-None-Match without their mark of weakness: there, weak is as good as strong.

    >>> sorted(tags('W/"1a", "2b"')), tags("*"), tags("rubbish")
    (['"1a"', '"2b"'], frozenset({'*'}), frozenset())
    """
    if listed.strip() == "*":
        return frozenset("*")
    return frozenset(tag for _, tag in _TAG.findall(listed))


def strong_tags(listed: str) -> frozenset[str]:
    """Return the entity tags of If-Match: there, a weak one is good for nothing.

    >>> sorted(strong_tags('W/"1a", "2b"')), strong_tags("*"), strong_tags('W/"1a"')
    (['"2b"'], frozenset({'*'}), frozenset())
    """
    if listed.strip() == "*":
        return frozenset("*")
    return frozenset(tag for weak, tag in _TAG.findall(listed) if not weak)


def _liked(media_type: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """Return how much a media type is liked, by the range that names it most closely."""
    found = [(one.fit(media_type), one.quality) for one in ranges]
    fit, quality = max(found)
    return (quality, fit) if fit >= 0 else (0.0, 0)


def _ranges(header: str) -> Iterator[_Range]:
    """Yield what is well formed; what is not says nothing."""
    parts = _parted(header[:_MOST_LETTERS], ",")
    if len(header) > _MOST_LETTERS:
        parts.pop()  # nobody knows how it would have gone on
    for part in parts[:_MOST_RANGES]:
        name, *params = (one.strip() for one in _parted(part, ";"))
        match = _RANGE.fullmatch(name)
        quality = _quality(params)
        if match and quality is not None:
            kind, sub = match.group(1).lower(), (match.group(2) or "*").lower()
            yield _Range(kind, sub, quality)


def _parted(text: str, mark: str) -> list[str]:
    """Part a text where a mark stands outside of quotation marks: letter by letter, so that none is read twice."""
    if '"' not in text:
        return text.split(mark)
    parts, start, is_quoted, is_escaped = [], 0, False, False
    for place, letter in enumerate(text):
        if is_escaped:
            is_escaped = False
        elif letter == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            is_escaped = letter == "\\"
        elif letter == mark:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _quality(params: Sequence[str]) -> float | None:
    for param in params:
        name, _, value = param.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0
