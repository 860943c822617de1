"""Turns an answer of two columns, a label and a number, into a picture: a bar chart in SVG.

The picture stands alone: no script, no font, no address to fetch, the same bytes for the same answer. Whoever
cannot see it is read a title and every bar; whoever points at a bar is shown its label in full.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resograph.errors import UsageError
from resograph.pages import picture
from resograph.pages.picture import level, of_class, one_line, pixels, put, say, shortened
from resograph.pages.template import render
from resograph.query import Answer
from resograph.query.values import number, written

_MOST = 40
_MARKS = 6
_WIDTH, _ROW = 900, 26
_TOP, _BOTTOM, _SIDE, _AXIS = 62, 12, 16, 24
_GAP = 6
_ROOM_FOR_VALUES = 96
_LONGEST = 330.0
_LONGEST_NUMBER = 12
_GREAT = 1e9
_GREATEST = 1e15


@dataclass(frozen=True, slots=True)
class _Bar:
    """A row to draw: its label and its number, in full."""

    label: str
    amount: float
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands around the bars, and is read to those who cannot see them."""

    title: str
    caption: str
    told: str


def bar_chart(answer: Answer, title: str) -> bytes:
    """Draw a bar for each row of an answer with two columns, one of them of numbers, in the order of the rows.

    Where both are numbers, the first labels the second. At most forty rows are drawn; the caption tells how many
    are not, and how many have no number.

    Raises:
        UsageError: the answer has other columns, or no row with a number.

    >>> import pyoxigraph as ox
    >>> store = ox.Store()
    >>> picture = bar_chart(Answer(store.query('SELECT * { VALUES (?group ?items) { ("SG17" 86) } }')), "Items")
    >>> b"SG17: 86" in picture, b"<script" in picture
    (True, False)
    >>> bar_chart(Answer(store.query("ASK {}")), "Items")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unsupported-format]: a chart takes two columns and the answer has 0, chart: ...
    """
    columns = answer.columns
    if len(columns) != len(("label", "number")):
        what = f"a chart takes two columns and the answer has {len(columns)}"
        raise UsageError("unsupported-format", what, "chart", "select a label and a number")
    rows = list(answer.terms())
    measured = _measured(rows)
    bars = [bar for bar in (_bar(row, measured) for row in rows) if bar is not None]
    words = _words(title, (columns[1 - measured], columns[measured]), bars, len(rows))
    return _drawn(bars[:_MOST], words)


def _measured(rows: Sequence[tuple[object, ...]]) -> int:
    """Return which column holds the numbers: the second, if it does."""
    for place in (1, 0):
        bound = [row[place] for row in rows if row[place] is not None]
        if bound and all(number(term) is not None for term in bound):
            return place
    what = "neither column is one of numbers" if rows else "the answer has no rows"
    raise UsageError("unsupported-format", what, "chart", "select a label and a number, COUNT(?thing) for one")


def _bar(row: tuple[object, ...], measured: int) -> _Bar | None:
    """Return what to draw for a row; None where there is no number, or one beside which no other is seen."""
    found = number(row[measured])
    if found is None or not -_GREATEST <= found <= _GREATEST:
        return None
    label = one_line(written(row[1 - measured]))
    return _Bar(label or "(none)", float(found), written(row[measured]))


def _words(title: str, columns: tuple[str, str], bars: Sequence[_Bar], rows: int) -> _Words:
    if not bars:
        raise UsageError("unsupported-format", "no number can be drawn", "chart", "select numbers up to 10 to the 15th")
    caption = f"{columns[1]} by {columns[0]}"
    if len(bars) > _MOST:
        caption += f" · the first {_MOST} of {len(bars)} rows"
    if len(bars) < rows:
        caption += f" · {rows - len(bars)} without a number that can be drawn"
    told = "; ".join(f"{bar.label}: {bar.text}" for bar in bars[:_MOST])
    return _Words(one_line(title), caption, f"Bar chart, {caption}. {told}.")


def _drawn(bars: Sequence[_Bar], words: _Words) -> bytes:
    # The lowest bar is drawn first.
    upward = list(reversed(bars))
    chart = picture.charts().HorizontalBar(
        js=[],
        explicit_size=True,
        width=_WIDTH,
        height=_TOP + _ROW * len(bars) + _AXIS + _BOTTOM,
        margin_left=_SIDE + math.ceil(max(pixels(shortened(bar.label, _LONGEST)) for bar in bars)),
        margin_right=_ROOM_FOR_VALUES,
        margin_top=_TOP,
        margin_bottom=_BOTTOM,
        max_scale=_MARKS,
        show_legend=False,
        print_values=True,
        print_values_position="center",
        truncate_label=-1,
        value_formatter=_rounded,
        x_labels=[str(place) for place in range(len(upward))],  # room for them; the words are put in later
    )
    said = f"{words.title}\n{words.told}".encode()
    chart.uuid = hashlib.sha256(said).hexdigest()[:12]
    chart.add("", [bar.amount for bar in upward])
    chart.add_xml_filter(lambda root: _finished(root, upward, words))
    return picture.written(chart)


def _finished(root: Any, upward: Sequence[_Bar], words: _Words) -> Any:  # noqa: ANN401  # pygal's tree has no types
    """Take out what pygal adds for its script and its name, and put in our words and colours."""
    picture.clear(root)
    name = root.get("id")
    root.find("defs/style").text = render("chart.css", id=name)
    labels = [text for axis in of_class(root, "axis y") for text in axis.iter("text")]
    numbers = list(of_class(root, "value"))
    for place, (node, bar) in enumerate(zip(of_class(root, "bar"), upward, strict=True)):
        rect = node.find("rect")
        labels[place].set("y", level(rect))
        put(labels[place], bar.label, _LONGEST)
        _beside(numbers[place], rect, bar)
        say(node, "title", f"{bar.label}: {bar.text}")
    for place, line, form, room in ((28, words.title, "plot_title", 0.7), (48, words.caption, "caption", 1)):
        text = root.makeelement("text", {"x": str(_SIDE), "y": str(place), "class": form})
        root.append(text)
        put(text, line, (_WIDTH - 2 * _SIDE) * room)
    picture.introduce(root, words.title, words.told, name)
    return root


def _beside(text: Any, rect: Any, bar: _Bar) -> None:  # noqa: ANN401  # as above
    """Write the number right of its bar: of one below zero right of the zero line, where nothing else stands."""
    end = float(rect.get("x")) + float(rect.get("width", "0"))
    text.set("x", f"{end + _GAP:.2f}")
    text.set("y", level(rect))
    del text.attrib["text-anchor"]
    text.text = bar.text if len(bar.text) <= _LONGEST_NUMBER else _rounded(bar.amount)


def _rounded(amount: float) -> str:
    return f"{amount:.0f}" if amount.is_integer() and abs(amount) < _GREAT else f"{amount:.6g}"
