"""Turns what pygal draws into pictures of ours: no script, no font, no address, words that are read out.

What the bar chart of an answer and the charts of the front page have in common.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from wcwidth import wcwidth as cells

MIDDLE = 4.5  # from the middle of a line of text down to where its letters stand
_AT_MOST = 500
_WIDE = (0.0, 7.1, 14.0)
_NARROW, _THIN = 4.0, frozenset("ijl.,:;'|! ()[]")
_UNUSED = frozenset(("script", "title", "desc"))
_PLACES = frozenset(("x", "y", "width", "height"))
_SCRIPTED = frozenset(("plot tooltip-overlay", "plot overlay"))
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_NAMES_OF_OTHERS = re.compile(rb' xmlns:xlink="[^"]*"')


@cache
def charts() -> Any:  # noqa: ANN401  # pygal has no types
    """Return pygal, which a server that draws no chart itself does not load: with what it needs it takes 10 MB."""
    import pygal  # noqa: PLC0415 -- as said

    # It puts itself into the way of every later import, for plug-ins of its own, by a protocol that Python dropped.
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]
    return pygal


def one_line(text: str) -> str:
    """Return a text on one line, without what may not stand in XML or shows words in another order.

    >>> one_line("to\\n be\\u202e")
    'to be\ufffd'
    """
    return " ".join(_UNSHOWN.sub("\ufffd", text).split())


def written(chart: Any) -> bytes:  # noqa: ANN401  # as above
    """Return a chart of pygal's as the bytes of a file."""
    picture: bytes = chart.render()
    return _NAMES_OF_OTHERS.sub(b"", picture) + b"\n"


def clear(root: Any) -> None:  # noqa: ANN401  # as above
    """Take out comments, which name the day, scripts and what they use; no place needs sixteen digits."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _UNUSED or node.get("class") in _SCRIPTED:
            node.getparent().remove(node)
        else:
            node.attrib.update({name: f"{float(node.get(name)):.2f}" for name in _PLACES & set(node.keys())})


def introduce(root: Any, title: str, told: str, name: str) -> None:  # noqa: ANN401  # as above
    """Say first, to programs that read a picture out, what it is and what it shows."""
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", told))):
        node = root.makeelement(tag, {"id": f"{name}-{tag}"})
        node.text = text
        root.insert(place, node)


def level(rect: Any) -> str:  # noqa: ANN401  # as above
    """Return where a text stands that is level with the middle of a bar."""
    return f"{float(rect.get('y')) + float(rect.get('height')) / 2 + MIDDLE:.2f}"


def put(node: Any, text: str, room: float) -> None:  # noqa: ANN401  # as above
    """Write a text in its room; whoever points at it is shown the whole."""
    node.text = shortened(text, room)
    if node.text != text:
        say(node, "title", text)


def say(node: Any, tag: str, text: str) -> None:  # noqa: ANN401  # as above
    """Put a text of its own into a part of a picture: a title, which is shown to whoever points at the part."""
    child = node.makeelement(tag, {})
    child.text = text
    node.append(child)


def of_class(root: Any, name: str) -> Iterator[Any]:  # noqa: ANN401  # as above
    """Yield the parts of a picture that pygal gave a class."""
    return (node for node in root.iter() if (node.get("class") or "").removesuffix(" always_show") == name)


def shortened(text: str, room: float) -> str:
    """Return as much of a text as has room, and an ellipsis where that is not all.

    >>> shortened("Resolution 92", 1000), shortened("Resolution 92", 50)
    ('Resolution 92', 'Resolu…')
    """
    if pixels(text) <= room:
        return text
    end = next(end for end in range(min(len(text), _AT_MOST), -1, -1) if pixels(text[:end]) <= room - pixels("…"))
    return f"{text[:end].rstrip()}…"


def pixels(text: str) -> float:
    """Estimate how wide a text is: the fonts of whoever looks at it are not known here."""
    return sum(_NARROW if letter in _THIN else _WIDE[cells(letter)] + 2.5 * letter.isupper() for letter in text)
