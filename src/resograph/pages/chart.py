"""Turns an answer of two columns, a label and a number, into a picture: a bar chart in SVG.

The picture stands alone: no script, no font, no address to fetch, the same bytes for the same answer. Whoever
cannot see it is read a title and every bar; whoever points at a bar is shown its label in full.
"""

from __future__ import annotations

import hashlib
import math
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from wcwidth import wcwidth as cells

from resograph.errors import UsageError
from resograph.pages.template import render
from resograph.query import Answer
from resograph.query.values import number, written

# pygal puts itself into the way of every later import, for plug-ins of its own, and by a protocol that Python dropped.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]

_MOST = 40
_MARKS = 6
_WIDTH, _ROW = 900, 26
_TOP, _BOTTOM, _SIDE, _AXIS = 62, 12, 16, 24
_MIDDLE = 4.5  # from the middle of a line of text down to where its letters stand
_GAP = 6
_ROOM_FOR_VALUES = 96
_LONGEST = 330.0
_LONGEST_NUMBER = 12
_AT_MOST = 500
_GREAT = 1e9
_GREATEST = 1e15
_WIDE = (0.0, 7.1, 14.0)
_NARROW, _THIN = 4.0, frozenset("ijl.,:;'|! ()[]")
_UNUSED = frozenset(("script", "title", "desc"))
_PLACES = frozenset(("x", "y", "width", "height"))
_SCRIPTED = frozenset(("plot tooltip-overlay", "plot overlay"))
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_NAMES_OF_OTHERS = re.compile(rb' xmlns:xlink="[^"]*"')


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
    label = " ".join(_UNSHOWN.sub("\ufffd", written(row[1 - measured])).split())
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
    clean = " ".join(_UNSHOWN.sub("\ufffd", title).split())
    return _Words(clean, caption, f"Bar chart, {caption}. {told}.")


def _drawn(bars: Sequence[_Bar], words: _Words) -> bytes:
    # The lowest bar is drawn first.
    upward = list(reversed(bars))
    chart = pygal.HorizontalBar(
        js=[],
        explicit_size=True,
        width=_WIDTH,
        height=_TOP + _ROW * len(bars) + _AXIS + _BOTTOM,
        margin_left=_SIDE + math.ceil(max(_pixels(_shortened(bar.label, _LONGEST)) for bar in bars)),
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
    picture: bytes = chart.render()
    return _NAMES_OF_OTHERS.sub(b"", picture) + b"\n"


def _finished(root: Any, upward: Sequence[_Bar], words: _Words) -> Any:  # noqa: ANN401  # pygal's tree has no types
    """Take out what pygal adds for its script and its name, and put in our words and colours."""
    _clear(root)
    name = root.get("id")
    root.find("defs/style").text = render("chart.css", id=name)
    labels = [text for axis in _of_class(root, "axis y") for text in axis.iter("text")]
    numbers = list(_of_class(root, "value"))
    for place, (node, bar) in enumerate(zip(_of_class(root, "bar"), upward, strict=True)):
        rect = node.find("rect")
        labels[place].set("y", _level(rect))
        _put(labels[place], bar.label, _LONGEST)
        _beside(numbers[place], rect, bar)
        _say(node, "title", f"{bar.label}: {bar.text}")
    for place, line, form, room in ((28, words.title, "plot_title", 0.7), (48, words.caption, "caption", 1)):
        text = root.makeelement("text", {"x": str(_SIDE), "y": str(place), "class": form})
        root.append(text)
        _put(text, line, (_WIDTH - 2 * _SIDE) * room)
    _introduce(root, words, name)
    return root


def _clear(root: Any) -> None:  # noqa: ANN401  # as above
    """Take out comments, which name the day, scripts and what they use; no place needs sixteen digits."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _UNUSED or node.get("class") in _SCRIPTED:
            node.getparent().remove(node)
        else:
            node.attrib.update({name: f"{float(node.get(name)):.2f}" for name in _PLACES & set(node.keys())})


def _introduce(root: Any, words: _Words, name: str) -> None:  # noqa: ANN401  # as above
    """Say first, to programs that read a picture out, what it is and what it shows."""
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for place, (tag, text) in enumerate((("title", words.title), ("desc", words.told))):
        node = root.makeelement(tag, {"id": f"{name}-{tag}"})
        node.text = text
        root.insert(place, node)


def _beside(text: Any, rect: Any, bar: _Bar) -> None:  # noqa: ANN401  # as above
    """Write the number right of its bar: of one below zero right of the zero line, where nothing else stands."""
    end = float(rect.get("x")) + float(rect.get("width", "0"))
    text.set("x", f"{end + _GAP:.2f}")
    text.set("y", _level(rect))
    del text.attrib["text-anchor"]
    text.text = bar.text if len(bar.text) <= _LONGEST_NUMBER else _rounded(bar.amount)


def _level(rect: Any) -> str:  # noqa: ANN401  # as above
    return f"{float(rect.get('y')) + float(rect.get('height')) / 2 + _MIDDLE:.2f}"


def _put(node: Any, text: str, room: float) -> None:  # noqa: ANN401  # as above
    """Write a text in its room; whoever points at it is shown the whole."""
    node.text = _shortened(text, room)
    if node.text != text:
        _say(node, "title", text)


def _say(node: Any, tag: str, text: str) -> None:  # noqa: ANN401  # as above
    child = node.makeelement(tag, {})
    child.text = text
    node.append(child)


def _of_class(root: Any, name: str) -> Iterator[Any]:  # noqa: ANN401  # as above
    return (node for node in root.iter() if (node.get("class") or "").removesuffix(" always_show") == name)


def _rounded(amount: float) -> str:
    return f"{amount:.0f}" if amount.is_integer() and abs(amount) < _GREAT else f"{amount:.6g}"


def _shortened(text: str, room: float) -> str:
    if _pixels(text) <= room:
        return text
    end = next(end for end in range(min(len(text), _AT_MOST), -1, -1) if _pixels(text[:end]) <= room - _pixels("…"))
    return f"{text[:end].rstrip()}…"


def _pixels(text: str) -> float:
    """Estimate how wide a text is: the fonts of whoever looks at it are not known here."""
    return sum(_NARROW if letter in _THIN else _WIDE[cells(letter)] + 2.5 * letter.isupper() for letter in text)
