"""Makes file number so and so of a fuzz run: the seed of the run and the number say all of it."""

from __future__ import annotations

from contextlib import suppress
from random import Random

from lxml import etree

from resograph.model.source import Source
from tests.fuzz import archives, texts, trees
from tests.fuzz.archives import Parts, Style
from tests.fuzz.seeds import Seed, seeds

# How many changes a file gets: most get few, so that most of the file is still what a reader expects.
_CHANGES = (0, 1, 1, 1, 2, 2, 3, 4, 6, 10)
_XML = (".xml", ".rels")
# Beyond this, repeating a stretch again and again is no longer about structure.
_LARGEST = 3_000_000


def mutated(run: int, number: int) -> Source:
    """Return the file of this number in the run of this seed, the same on every machine."""
    rng = Random(f"{run}:{number}")  # noqa: S311 -- must repeat, not be secret
    seed = rng.choice(seeds())
    name = f"{run}-{number}-{seed.name}"
    if seed.name.endswith(".txt"):
        return Source(name, _text(rng, seed.parts[0][1]))
    return Source(name, _package(rng, seed))


def _text(rng: Random, data: bytes) -> bytes:
    for _ in range(rng.choice(_CHANGES)):
        if len(data) < _LARGEST:
            data = rng.choice(texts.PLAIN)(rng, data)
    return data


def _package(rng: Random, seed: Seed) -> bytes:
    parts: Parts = list(seed.parts)
    style = Style()
    for _ in range(rng.choice(_CHANGES)):
        kind = rng.random()
        if kind < 0.85:
            _change_part(rng, parts)
        elif kind < 0.95 and parts:
            rng.choice(archives.MUTATORS)(rng, parts)
        else:
            style = archives.styled(rng, style)
    data = archives.zipped(parts, style)
    if rng.random() < 0.06:
        data = rng.choice((archives.lie, archives.lie, archives.lie, texts.flip, texts.truncate, texts.noise))(
            rng, data
        )
    return data


def _change_part(rng: Random, parts: Parts) -> None:
    """Change one part, most often the largest, which has the text."""
    found = [at for at, (name, data) in enumerate(parts) if name.endswith(_XML) and len(data) < _LARGEST]
    if not found:
        return
    at = max(found, key=lambda one: len(parts[one][1])) if rng.random() < 0.7 else rng.choice(found)
    name, data = parts[at]
    parts[at] = (name, _changed(rng, data))


def _changed(rng: Random, data: bytes) -> bytes:
    """Change XML most often by its tree; what is no XML any more, by its bytes."""
    root = _parsed(data) if rng.random() < 0.85 else None
    if root is None:
        return rng.choice(texts.XML)(rng, data)
    with suppress(ValueError):  # names that an earlier change has made invalid cannot be given to another element
        rng.choice(trees.MUTATORS)(rng, root)
    return etree.tostring(root.getroottree(), encoding=root.getroottree().docinfo.encoding or "UTF-8")


def _parsed(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
