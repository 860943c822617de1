"""Bars in parts: what they show, tell and do not carry, on wide and narrow screens."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from resograph.pages.stack import MOST, NARROW, WIDE, Colour, Row, Shape, Stack, drawn, height
from tests.pages.test_chart import HOSTILE
from tests.pages.test_contrast import ENOUGH, contrast

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[tuple[Colour, str], ...] = (("answered", "answered"), ("other", "elsewhere"), ("unanswered", "open"))
SHAPES = pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])


def _drawn(shape: Shape, *rows: Row) -> ET.Element:
    return ET.fromstring(drawn(Stack("Progress", KINDS, rows), shape))  # noqa: S314  # our own


def _texts(root: ET.Element, name: str) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text") if node.get("class") == name]


def _parts(root: ET.Element, colour: str) -> list[tuple[float, float]]:
    """Return where the parts of a colour begin and how long they are, from the top, without that of the legend."""
    rects = [rect for bar in root.iter(f"{SVG}g") if bar.get("class") == "bar" for rect in bar.iter(f"{SVG}rect")]
    found = [rect for rect in rects if rect.get("class") == f"part {colour}"]
    found.sort(key=lambda rect: float(rect.get("y", "0")))
    return [(float(rect.get("x", "nan")), float(rect.get("width", "0"))) for rect in found]


@SHAPES
def test_the_parts_of_a_bar_follow_each_other_and_are_as_long_as_their_numbers(shape: Shape) -> None:
    root = _drawn(shape, Row("SG17", (4, 2, 6), "4 of 12"), Row("SG2", (0, 0, 3), "0 of 3"))
    (first, second), (third, nothing), (last, other) = (_parts(root, kind) for kind, _ in KINDS)

    assert first[1] == pytest.approx(2 * third[1], abs=0.05)
    assert last[1] == pytest.approx(3 * third[1], abs=0.05)
    assert (first[0] + first[1], third[0] + third[1]) == pytest.approx((third[0], last[0]), abs=0.05)
    assert (second[1], nothing[1], other[1]) == pytest.approx((0, 0, last[1] / 2), abs=0.05)
    assert set(_texts(root, "beside")) == {"4 of 12", "0 of 3"}
    assert set(_texts(root, "within")) >= {"4", "6", "3"}
    assert _texts(root, "key") == ["answered", "elsewhere", "open"]


@SHAPES
def test_labels_of_strangers_are_words_and_nothing_else(shape: Shape) -> None:
    picture = drawn(Stack(HOSTILE[0], KINDS, tuple(Row(label, (1, 0, 0), "1") for label in HOSTILE)), shape)
    root = ET.fromstring(picture)  # noqa: S314  # our own

    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        *("svg", "title", "desc", "defs", "style", "g", "rect", "text", "path"),
    }
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or "href" in name]
    assert b"http" not in picture.replace(b'xmlns="http://www.w3.org/2000/svg"', b"").replace(
        b"http://example.org", b""
    )


@SHAPES
def test_a_picture_keeps_to_its_size(shape: Shape) -> None:
    rows = tuple(
        Row(f"A very long label indeed, of which not all can be shown, {n}", (n, 1, n), "x") for n in range(60)
    )
    root = _drawn(shape, *rows)

    assert float(root.get("width", "0")) == shape.width
    assert float(root.get("height", "0")) == height(Stack("", KINDS, rows), shape)
    assert len(_parts(root, "answered")) == MOST
    assert f"{60 - MOST} more are not drawn" in (root.findtext(f"{SVG}desc") or "")


@SHAPES
@pytest.mark.parametrize("rows", [[(0, 0, 0)], [(10**9, 1, 0)], [(0, 0, 1)] * MOST], ids=["nothing", "great", "many"])
def test_any_numbers_are_drawn(shape: Shape, rows: list[tuple[int, ...]]) -> None:
    assert len(_parts(_drawn(shape, *(Row("a", parts, "b") for parts in rows)), "answered")) == len(rows)


def test_the_same_rows_are_the_same_bytes() -> None:
    stack = Stack("T", KINDS, (Row("a", (1, 2, 3), "1 of 6"),))

    assert drawn(stack, WIDE) == drawn(stack, WIDE) != drawn(stack, NARROW)


def test_numbers_within_bars_can_be_read_by_light_and_in_the_dark(repository: Path) -> None:
    style = (repository / "src" / "resograph" / "pages" / "templates" / "stack.css").read_text(encoding="utf-8")
    light, _, dark = style.partition("@media")

    for palette in (light, dark):
        (on,) = re.findall(r"\.within \{ fill: (#[0-9a-f]{6})", palette)
        (paper,) = re.findall(r"\.background \{ fill: (#[0-9a-f]{6})", palette)
        parts = re.findall(r"rect\.\w+ \{[^}]*fill: (#[0-9a-f]{6})", palette)
        assert len(parts) == 4
        assert [part for part in parts if contrast(on, part) < ENOUGH or contrast(paper, part) < 3] == []
