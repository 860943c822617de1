"""The bar chart of an answer: what it shows, tells and does not carry."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from resograph.errors import UsageError
from resograph.pages.chart import bar_chart
from resograph.query.answer import Answer
from tests.pages.test_contrast import ENOUGH, contrast

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "</text><script>alert(1)</script>",
    '" onload="alert(1)',
    "<!--",
    "]]>",
    "&lt;b&gt; &amp; &#0;",
    "javascript:alert(1)",
    "url(http://example.org/x)",
    "{{ id }} {% include 'x' %}",
    "a\u202ecba",
    "\u0000\u0008\u001b[31m",
    "\ufffe",
    "😀 العربية 電気",
]


def _answer(*rows: tuple[object, object], columns: str = "?label ?n") -> Answer:
    """Make an answer of rows of text and numbers; None is a value that is not there."""
    terms = " ".join(f"({' '.join('UNDEF' if one is None else str(_term(one)) for one in row)})" for row in rows)
    return Answer(ox.Store().query(f"SELECT {columns} {{ VALUES ({columns}) {{ {terms} }} }}"))


def _term(value: object) -> ox.Literal | ox.NamedNode:
    return value if isinstance(value, ox.NamedNode) else ox.Literal(value)  # type: ignore[arg-type]


def _drawn(*rows: tuple[object, object], title: str = "Title") -> ET.Element:
    return ET.fromstring(bar_chart(_answer(*rows), title))  # noqa: S314  # our own


def _of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [node for node in root.iter() if (node.get("class") or "").split(" always")[0] == name]


def _labels(root: ET.Element) -> list[str]:
    """Return the labels from the top to the bottom."""
    texts = [text for axis in _of_class(root, "axis y") for text in axis.iter(f"{SVG}text")]
    return [text.text or "" for text in sorted(texts, key=lambda text: float(text.get("y", "0")))]


def _numbers(root: ET.Element) -> list[str]:
    texts = sorted(_of_class(root, "value"), key=lambda text: float(text.get("y", "0")))
    return [text.text or "" for text in texts]


def _bars(root: ET.Element) -> list[tuple[float, float]]:
    """Return where each bar begins and how long it is, from the top to the bottom."""
    rects = [bar.find(f"{SVG}rect") for bar in _of_class(root, "bar")]
    found = [rect for rect in rects if rect is not None]
    return [
        (float(rect.get("x", "nan")), float(rect.get("width", "0")))
        for rect in sorted(found, key=lambda rect: float(rect.get("y", "0")))
    ]


def _caption(root: ET.Element) -> str:
    (caption,) = _of_class(root, "caption")
    return caption.text or ""


def test_a_bar_a_row_in_the_order_of_the_answer_with_its_label_and_number() -> None:
    root = _drawn(("SG17", 86), ("SG2", 21), ("SG20", 43), title="Items of each group")

    assert _labels(root) == ["SG17", "SG2", "SG20"]
    assert _numbers(root) == ["86", "21", "43"]
    lengths = [length for _, length in _bars(root)]
    assert lengths[0] == pytest.approx(2 * lengths[2], rel=0.01)
    assert lengths[2] > lengths[1]
    assert _caption(root) == "n by label"
    assert [node.text for node in _of_class(root, "plot_title")] == ["Items of each group"]


def test_the_numbers_may_stand_in_the_first_column() -> None:
    picture = ET.fromstring(bar_chart(_answer((86, "SG17"), (21, "SG2"), columns="?items ?group"), "T"))  # noqa: S314

    assert (_labels(picture), _numbers(picture), _caption(picture)) == (["SG17", "SG2"], ["86", "21"], "items by group")


def test_of_two_columns_of_numbers_the_first_labels_the_second() -> None:
    root = _drawn((2022, 5), (2023, 7))

    assert (_labels(root), _numbers(root)) == (["2022", "2023"], ["5", "7"])


def test_bars_below_zero_go_the_other_way() -> None:
    (up, _), (down, length), (zero, nothing) = _bars(_drawn(("up", 10), ("down", -5), ("zero", 0)))

    assert [down + length, zero, nothing] == pytest.approx([up, up, 0], abs=0.02)


@pytest.mark.parametrize(
    "rows",
    [[("a", 1)], [("a", 0), ("b", 0)], [("a", -1), ("b", -2)], [("a", 10**15), ("b", 1)], [("a", 1e-300), ("b", 0)]],
    ids=["one", "zeros", "below", "great", "tiny"],
)
def test_any_numbers_make_a_picture_that_stays_within_its_frame(rows: list[tuple[object, object]]) -> None:
    root = _drawn(*rows)

    (plot, *_) = (node for node in root.iter() if (node.get("transform") or "").startswith("translate"))
    left = float(re.findall(r"[0-9.]+", plot.get("transform", ""))[0])
    for begin, length in _bars(root):
        assert 0 <= left + begin <= left + begin + length <= float(root.get("width", "0"))


def test_a_number_is_shown_as_written_or_rounded_where_it_is_long_and_told_in_full() -> None:
    root = _drawn(("short", 2.5), ("long", 3.333333333333333))

    assert _numbers(root) == ["2.5", "3.33333"]
    assert "long: 3.333333333333333" in "".join(root.itertext())


def test_a_long_label_is_shortened_and_told_in_full() -> None:
    long = "Guidelines for the security of telecommunication networks and of whatever else is connected to them"
    root = _drawn((long, 1), ("short", 2))

    shown = _labels(root)[0]
    assert shown.endswith("…")
    assert long.startswith(shown[:-1])
    (text,) = (text for text in root.iter(f"{SVG}text") if text.text == shown)
    assert [title.text for title in text.iter(f"{SVG}title")] == [long]


def test_wide_characters_take_more_room_than_narrow_ones() -> None:
    wide, narrow = _labels(_drawn(("電" * 80, 1), ("i" * 80, 2)))

    assert len(wide) < 30
    assert len(narrow) == 80


def test_more_rows_than_are_read_are_told_not_drawn() -> None:
    root = _drawn(*((f"group {place}", place) for place in range(1, 124)))

    assert len(_bars(root)) == len(_labels(root)) == 40
    assert _labels(root)[0] == "group 1"
    assert _caption(root) == "n by label · the first 40 of 123 rows"


def test_rows_without_a_number_are_told_not_drawn() -> None:
    root = _drawn(("a", 1), ("b", None), ("c", float("inf")), ("d", float("nan")), (None, 2))

    assert _labels(root) == ["a", "(none)"]
    assert _caption(root) == "n by label · 3 without a number that can be drawn"


def test_the_picture_says_what_it_is_to_those_who_cannot_see_it() -> None:
    root = _drawn(("SG17", 86), ("SG2", 21), title="Items")
    parts = {node.get("id"): node for node in root.iter() if node.get("id")}

    assert root.get("role") == "img"
    title, description = (parts[name] for name in root.get("aria-labelledby", "").split())
    assert [child.tag for child in list(root)[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert title.text == "Items"
    assert description.text == "Bar chart, n by label. SG17: 86; SG2: 21."
    assert [bar.findtext(f"{SVG}title") for bar in _of_class(root, "bar")] == ["SG2: 21", "SG17: 86"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(text: str) -> None:
    harmless = [node.tag for node in _drawn(("b", 2), ("a", 1), title="c").iter()]
    root = _drawn((text, 2), ("a", 1), title=text)

    assert [node.tag for node in root.iter()] == harmless
    assert {name for node in root.iter() for name in node.attrib if name.startswith("on")} == set()
    assert not re.search("[\x00-\x08\x1b\u202e\ufffe]", "".join(root.itertext()))


def test_it_carries_no_script_and_asks_for_nothing_from_elsewhere() -> None:
    data = bar_chart(_answer(("SG17", 86), (ox.NamedNode("http://example.org/x"), 2)), "Title").decode()

    assert (
        re.findall(r"<(script|a|image|use|foreignObject|animate|set)\b|<!--|<!DOCTYPE|<\?xml-stylesheet|href", data)
        == []
    )
    assert re.findall(r"@import|url\(|@font-face|javascript:|data:", data) == []
    assert re.findall(r'"(https?:[^"]*)"', data) == ["http://www.w3.org/2000/svg"]


def test_the_same_answer_has_the_same_bytes_in_every_process() -> None:
    program = (
        "import sys, pyoxigraph as ox; from resograph.query.answer import Answer; "
        "from resograph.pages.chart import bar_chart; "
        "sys.stdout.buffer.write(bar_chart(Answer(ox.Store().query(sys.argv[1])), 'T'))"
    )
    query = 'SELECT ?a ?n { VALUES (?a ?n) { ("x" 1) ("y" 2.5) } }'
    pictures = [
        subprocess.run([sys.executable, "-c", program, query], stdout=subprocess.PIPE, check=True, timeout=60).stdout
        for _ in range(2)
    ]

    assert pictures[0] == pictures[1] != b""


def test_two_pictures_in_one_page_do_not_share_their_names() -> None:
    one, other = _drawn(("a", 1)), _drawn(("a", 2))

    assert {node.get("id") for node in one.iter()} & {node.get("id") for node in other.iter()} == {None}
    for root in (one, other):
        (style,) = root.iter(f"{SVG}style")
        rules = re.findall(r"^\s*([^{}@]+)\{", style.text or "", re.MULTILINE)
        assert rules
        assert all(part.strip().startswith(f"#{root.get('id')}") for rule in rules for part in rule.split(","))


REFUSED = [
    ("ASK {}", "two columns"),
    ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", "two columns"),
    ("SELECT ?a { VALUES ?a { 1 } }", "two columns"),
    ("SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (1 2 3) } }", "two columns"),
    ('SELECT ?a ?b { VALUES (?a ?b) { ("x" "y") } }', "neither column"),
    ('SELECT ?a ?b { VALUES (?a ?b) { ("x" 1) ("x" "y") } }', "neither column"),
    ('SELECT ?a ?b { VALUES (?a ?b) { ("x" UNDEF) } }', "neither column"),
    ("SELECT ?a ?b { FILTER(false) }", "no rows"),
    ("SELECT ?a ?b { VALUES (?a ?b) { (1 1e300) } }", "no number can be drawn"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_an_answer_that_is_no_list_of_labels_and_numbers_is_refused(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        bar_chart(Answer(ox.Store().query(text)), "T")

    assert caught.value.code == "unsupported-format"


def test_the_colours_can_be_told_apart_by_light_and_in_the_dark(repository: Path) -> None:
    rules = (repository / "src/resograph/pages/templates/chart.css").read_text(encoding="utf-8")
    light, dark = rules.split("@media")

    for scheme in (light, dark):
        colours = {
            name: re.findall(rf"{re.escape(name)} \{{[^}}]*(?:fill|stroke): (#[0-9a-f]{{6}})", scheme)[0]
            for name in (".background", "text", ".axis.x text", ".bar rect", ".line.axis")
        }
        paper = colours.pop(".background")
        assert {name for name, colour in colours.items() if contrast(colour, paper) < ENOUGH} == set()
