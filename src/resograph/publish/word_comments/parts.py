"""Turns comments into parts of a Word file: the comments themselves, and the rules that make them known to Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from posixpath import join, split
from typing import Final

from resograph.model.release import Result
from resograph.publish.word_comments.comments import Comments, new_part
from resograph.publish.word_comments.package import TYPES, Package, Rule, relations_of, written

_KIND: Final = "comments"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LIST: Final = "application/vnd.openxmlformats-package.relationships+xml"
_LISTS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_RELATIONS: Final = {
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
}


class CommentParts:
    """The comments of one Word file, those that it has and those that it is to get."""

    def __init__(self, package: Package, main: str) -> None:
        """Look whether there are comments."""
        self._package = package
        self._main = main
        self._named = package.related(main, _KIND)
        there = self._named is not None and self._named in package
        self._old = Comments(package.read(self._named), package.where(self._named)) if self._named and there else None

    @property
    def used(self) -> frozenset[str]:
        """Return the numbers of the comments that are there."""
        return frozenset(self._old.used if self._old is not None else ())

    @property
    def own(self) -> frozenset[str]:
        """Return the numbers of those that resograph wrote."""
        return frozenset(self._old.own if self._old is not None else ())

    def with_more(self, comments: Sequence[tuple[str, Result]], namespace: str) -> Iterator[tuple[str, bytes]]:
        """Yield each part that more comments make or change, by name; ``namespace`` is that of the main part."""
        name = self._named or self._free_name()
        if self._old is not None:
            yield name, self._old.with_more(comments)
        else:
            yield name, new_part(namespace, comments)
        relations = relations_of(self._main)
        if self._named is None:
            yield relations, self._relations(relations, name, namespace)
        rules = list(self._types(name, relations))
        if rules:
            yield TYPES, self._package.rules(TYPES).with_more(rules)

    def _free_name(self) -> str:
        names = (join(split(self._main)[0], f"comments{number or ''}.xml") for number in count())
        return next(name for name in names if name not in self._package)

    def _relations(self, relations: str, name: str, namespace: str) -> bytes:
        kind = _RELATIONS[namespace.startswith(_STRICT)] + _KIND
        rule = {"Type": kind, "Target": split(name)[1]}
        if relations not in self._package:
            own = written("Relationship", {"Id": "rId1", **rule})
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
            return f'{head}<Relationships xmlns="{_LISTS}">{own}</Relationships>'.encode()
        known = self._package.rules(relations)
        used = {attributes.get("Id", "").casefold() for _, attributes in known.rules}
        free = next(identifier for n in count(1) if (identifier := f"rId{n}").casefold() not in used)
        return known.with_more([("Relationship", {"Id": free, **rule})])

    def _types(self, name: str, relations: str) -> Iterator[Rule]:
        """Yield the content types that are not stated yet."""
        rules = [attributes for _, attributes in self._package.rules(TYPES).rules]
        stated = {rule["PartName"].lstrip("/").casefold() for rule in rules if "PartName" in rule}
        extensions = {rule.get("Extension", "").casefold(): rule.get("ContentType", "") for rule in rules}
        if name.casefold() not in stated and extensions.get(name.rpartition(".")[2].casefold()) != _CONTENT:
            yield "Override", {"PartName": f"/{name}", "ContentType": _CONTENT}
        if relations not in self._package and "rels" not in extensions:
            yield "Default", {"Extension": "rels", "ContentType": _LIST}
