"""Turns rows of a few numbers each into a picture: bars in parts, as wide as a screen or as narrow as a phone.

The picture stands alone, as that of `chart` does: no script, no font, no address to fetch, the same bytes for the same
rows. Colour is never alone: each part bears its number, the words beside a bar say what it comes to, and the parts
have the order of the legend.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from resograph.pages import picture
from resograph.pages.picture import MIDDLE, level, of_class, one_line, pixels, put, say, shortened
from resograph.pages.template import render

Colour = Literal["answered", "other", "unanswered", "violation", "warning", "info", "plain"]

MOST = 40
"""So many rows are drawn, and no more."""

_MARKS = 6
_AXIS, _BOTTOM, _EDGE, _GAP = 22, 6, 4, 6
_LEGEND, _KEY = 22, 12
_ROOM_WITHIN = 10
_MARGIN = 6  # what pygal leaves between the axis and its own frame
_WIDER = 1.13  # how much wider than reckoned the widest of our fonts is
_LEFT = re.compile(r"translate\([0-9.]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: its label, its parts in the order of the kinds, and the words beside it."""

    label: str
    parts: tuple[int, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class Stack:
    """What is drawn: a title, what each part is called and coloured like, and the bars from the top."""

    title: str
    kinds: tuple[tuple[Colour, str], ...]
    rows: tuple[Row, ...]

    def told(self) -> str:
        """Return in words what the picture shows, for those who cannot see it.

        >>> Stack("T", (("plain", "items"),), (Row("SG17", (86,), "86"),)).told()
        'Bar chart: T. SG17: 86 items.'
        """
        rows = (f"{row.label}: {_parts(row, self.kinds)}" for row in self.rows[:MOST])
        more = f" {len(self.rows) - MOST} more are not drawn." if len(self.rows) > MOST else ""
        return one_line(f"Bar chart: {self.title}. {'; '.join(rows)}.{more}")


@dataclass(frozen=True, slots=True)
class Shape:
    """For what width it is drawn: labels stand beside the bars, or above them."""

    name: Literal["wide", "narrow"]
    width: int
    row: int
    bar: int
    label: float
    beside: int


WIDE = Shape("wide", 880, 27, 19, 350.0, 100)
NARROW = Shape("narrow", 380, 43, 17, 330.0, 84)


def drawn(stack: Stack, shape: Shape) -> bytes:
    """Draw a stack as SVG; beyond `MOST` rows the rest is left out.

    Raises:
        ValueError: there is no row.

    >>> kinds = (("answered", "answered"), ("unanswered", "no answer yet"))
    >>> picture = drawn(Stack("Progress", kinds, (Row("Resolution 92", (2, 1), "2 of 3"),)), NARROW)
    >>> b"Resolution 92: 2 answered, 1 no answer yet" in picture, b"<script" in picture
    (True, False)
    >>> drawn(Stack("Nothing", kinds, ()), WIDE)
    Traceback (most recent call last):
    ValueError: a chart of no rows
    """
    if not stack.rows:
        message = "a chart of no rows"
        raise ValueError(message)
    upward = tuple(reversed(stack.rows[:MOST]))
    chart = picture.charts().HorizontalStackedBar(**_frame(stack, upward, shape))
    chart.uuid = hashlib.sha256(f"{shape.name}\n{stack.told()}".encode()).hexdigest()[:12]
    for place, (_, words) in enumerate(stack.kinds):
        chart.add(words, [row.parts[place] for row in upward])
    chart.add_xml_filter(lambda root: _finished(root, upward, stack, shape))
    return picture.written(chart)


def height(stack: Stack, shape: Shape) -> int:
    """Return how high a picture is, so that a page can keep room for it.

    >>> height(Stack("T", (("plain", "items"),), (Row("SG17", (86,), "86"),)), WIDE)
    59
    """
    return _legend_height(stack, shape) + shape.row * min(len(stack.rows), MOST) + _AXIS + _BOTTOM


def _frame(stack: Stack, upward: Sequence[Row], shape: Shape) -> dict[str, object]:
    top = _legend_height(stack, shape)
    left = max(pixels(shortened(one_line(row.label), shape.label)) for row in upward) if shape.name == "wide" else 0
    return {
        "js": [],
        "explicit_size": True,
        "width": shape.width,
        "height": height(stack, shape),
        "margin_left": _EDGE + math.ceil(left * _WIDER),
        "margin_right": shape.beside,
        "margin_top": top,
        "margin_bottom": _BOTTOM,
        "show_legend": False,
        "truncate_label": -1,
        "value_formatter": str,
        "y_labels": _marks(max(sum(row.parts) for row in upward)),
        "x_labels": ["0"] * len(upward),  # room for them; the words are put in later
    }


def _marks(most: int) -> list[int]:
    """Return the whole numbers at which the axis is marked.

    >>> _marks(9), _marks(0), _marks(43)
    ([0, 2, 4, 6, 8, 10], [0, 1], [0, 10, 20, 30, 40, 50])
    """
    steps = (factor * 10**power for power in range(len(str(most)) + 1) for factor in (1, 2, 5))
    step = next(step for step in steps if most <= step * (_MARKS - 1))
    return list(range(0, max(most, 1) + step, step)) if most % step else list(range(0, max(most, 1) + 1, step))


def _legend_height(stack: Stack, shape: Shape) -> int:
    if len(stack.kinds) == 1:
        return _EDGE
    return _EDGE + _LEGEND * (1 if shape.name == "wide" else len(stack.kinds))


def _finished(root: Any, upward: Sequence[Row], stack: Stack, shape: Shape) -> Any:  # noqa: ANN401  # pygal's tree
    """Take out what pygal adds for its script and its name, and put in our words and colours."""
    picture.clear(root)
    name = root.get("id")
    root.set("class", f"{root.get('class') or ''} {shape.name}".strip())
    root.find("defs/style").text = render("stack.css", id=name)
    if shape.name == "narrow":
        _left(root)
    labels = [text for axis in of_class(root, "axis y") for text in axis.iter("text")]
    bars = list(of_class(root, "bar"))
    for place, row in enumerate(upward):
        parts = bars[place :: len(upward)]
        _row(parts, row, stack, shape)
        _label(labels[place], parts[0].find("rect"), row, shape)
    _legend(root, stack, shape)
    picture.introduce(root, one_line(stack.title), stack.told(), name)
    return root


def _left(root: Any) -> None:  # noqa: ANN401  # as above
    """Let bars begin at the left edge: their labels stand above them, and need no room beside them."""
    for node in root.iter("g"):
        if found := node.get("transform"):
            node.set("transform", _LEFT.sub(f"translate({_EDGE - _MARGIN}", found))


def _row(parts: Sequence[Any], row: Row, stack: Stack, shape: Shape) -> None:
    """Colour the parts of a bar, and write the number into each that has room, and the words beside the last."""
    end = 0.0
    for node, amount, (colour, words) in zip(parts, row.parts, stack.kinds, strict=True):
        rect = node.find("rect")
        _sized(rect, shape)
        rect.set("class", f"part {colour}")
        begin, length = float(rect.get("x")), float(rect.get("width", "0"))
        end = max(end, begin + length)
        say(node, "title", f"{one_line(row.label)}: {amount} {words}")
        if length > pixels(str(amount)) + _ROOM_WITHIN and len(stack.kinds) > 1:
            _text(node, str(amount), (begin + length / 2, float(level(rect))), "within")
    _text(parts[-1], row.beside, (end + _GAP, float(level(parts[-1].find("rect")))), "beside")


def _sized(rect: Any, shape: Shape) -> None:  # noqa: ANN401  # as above
    """Give a bar its height: in the middle of its row, or in the lower part, below its label."""
    middle = float(rect.get("y")) + float(rect.get("height")) / 2
    top = middle - shape.bar / 2 if shape.name == "wide" else middle + shape.row / 2 - shape.bar - 3
    rect.set("y", f"{top:.2f}")
    rect.set("height", str(shape.bar))


def _label(text: Any, rect: Any, row: Row, shape: Shape) -> None:  # noqa: ANN401  # as above
    if shape.name == "wide":
        text.set("y", level(rect))
    else:
        text.set("x", rect.get("x"))
        text.set("y", f"{float(rect.get('y')) - _GAP:.2f}")
    put(text, one_line(row.label) or "(none)", shape.label)


def _legend(root: Any, stack: Stack, shape: Shape) -> None:  # noqa: ANN401  # as above
    if len(stack.kinds) == 1:
        return
    x, y = float(_EDGE), float(_EDGE)
    for colour, words in stack.kinds:
        size = {"width": str(_KEY), "height": str(_KEY)}
        root.append(root.makeelement("rect", {"x": f"{x:.2f}", "y": f"{y:.2f}", "class": f"part {colour}", **size}))
        _text(root, words, (x + _KEY + _GAP, y + _KEY / 2 + MIDDLE), "key")
        if shape.name == "wide":
            x += _KEY + pixels(words) + 4 * _GAP
        else:
            y += _LEGEND


def _text(parent: Any, words: str, place: tuple[float, float], form: str) -> None:  # noqa: ANN401  # as above
    node = parent.makeelement("text", {"x": f"{place[0]:.2f}", "y": f"{place[1]:.2f}", "class": form})
    node.text = words
    parent.append(node)


def _parts(row: Row, kinds: Sequence[tuple[Colour, str]]) -> str:
    return ", ".join(f"{amount} {words}" for amount, (_, words) in zip(row.parts, kinds, strict=True))
