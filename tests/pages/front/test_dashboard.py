"""The front page: its numbers are those of the data, each chart has its table, and plans are not mixed up."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox

from resograph.pages.front import Front
from resograph.pages.front.dashboard import IN_FULL
from tests.pages.front.conftest import HOSTILE, answer, made, page, table, tables, words
from tests.reports import report

RG = "https://w3id.org/resograph/def#"
OPEN = {"to-be-provided", "empty"}


def _values(quads: list[ox.Quad], name: str) -> dict[str, str]:
    """Return the value of a property by subject, read from the file."""
    found = [quad for quad in quads if quad.predicate.value.endswith(name)]
    return {quad.subject.value: quad.object.value for quad in found}  # type: ignore[union-attr]  # no blank nodes


def _statuses(quads: list[ox.Quad]) -> dict[str, str]:
    found = _values(quads, "def#reportingStatus")
    return {state: code.rpartition("/")[2] for state, code in found.items()}


def test_the_figures_on_top_are_those_of_the_data(front: Front, quads: list[ox.Quad]) -> None:
    statuses = list(_statuses(quads).values())
    kinds = Counter(quad.object.value for quad in quads if quad.predicate.value.endswith("#type"))  # type: ignore[union-attr]
    cards = {
        words(card).partition(" ")[2]: int(words(card).partition(" ")[0])
        for card in page(front, "").find_class("figures")[0]
    }

    assert cards["action items"] == kinds[f"{RG}ActionItem"] == len(statuses)
    assert cards["with an answer"] == statuses.count("reported")
    assert cards["without one yet"] == sum(status in OPEN for status in statuses)
    assert cards["claims, each with its words"] == kinds[f"{RG}Claim"]
    assert cards["findings of the check"] == kinds[f"{RG}Finding"]


def test_progress_by_resolution_is_counted_and_is_what_the_named_query_says(front: Front, quads: list[ox.Quad]) -> None:
    items, on = _values(quads, "prov#specializationOf"), _values(quads, "def#onResolution")
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for state, status in _statuses(quads).items():
        counted[on[items[state]].rpartition("/")[2]][status] += 1
    rows = table(page(front, ""), "Progress by Resolution")

    assert {row[0]: [int(cell) for cell in row[2:]] for row in rows} == {
        f"Resolution {number}": [
            found.total(),
            found["reported"],
            found.total() - found["reported"] - sum(found[status] for status in OPEN),
            sum(found[status] for status in OPEN),
        ]
        for number, found in counted.items()
    }
    assert [(row[0].split()[1], row[2], row[3], row[5]) for row in rows] == [
        (row["resolution"], row["items"], row["reported"], row["unanswered"])
        for row in answer(front, "progress-by-resolution")
    ]


def test_what_is_unanswered_is_listed_under_its_lead(front: Front) -> None:
    shown = {
        (words(details.find("summary")).partition(" ")[0], words(item.find("a")))
        for details in page(front, "").find_class("turns")[0]
        for item in details.iter("li")
    }

    assert shown == {(row.get("question", "No"), row["item"]) for row in answer(front, "unanswered-by-lead")}


def test_the_table_of_leads_says_the_same_as_the_lists_below_it(front: Front) -> None:
    root = page(front, "")
    waiting = {
        words(details.find("summary")).rpartition(" ")[0].rpartition(" ")[0]: len(details.findall(".//li"))
        for details in root.find_class("turns")[0]
    }

    assert {row[0]: int(row[4]) for row in table(root, "Progress by lead") if row[4] != "0"} == waiting


def test_each_approved_text_stands_once_a_month(front: Front) -> None:
    rows = table(page(front, ""), "What was approved")

    assert len(rows) == len({(row[0], row[1]) for row in rows})
    assert {row[1] for row in rows} == {row["designation"] for row in answer(front, "approved-by-resolution")}
    assert {row[0] for row in rows} >= {"September 2022", "Month not stated"}


def test_findings_by_rule_add_up_to_those_of_the_named_query(front: Front) -> None:
    root = page(front, "")
    found = Counter(row["severity"] for row in answer(front, "findings"))

    by_severity = {row[0].split()[-1]: int(row[1]) for row in table(root, "Findings by severity")}
    assert by_severity == {
        name: found[code] for name, code in (("violation",) * 2, ("warning",) * 2, ("remark", "info"))
    }
    assert sum(int(row[2]) for row in table(root, "Findings by rule")) == found.total()


def test_each_chart_can_be_fetched_for_wide_and_narrow_screens_and_has_a_table(front: Front, mixed: Front) -> None:
    for one in (front, mixed):
        for figure in page(one, "").find_class("chart"):
            (image,), (source,) = figure.findall(".//img"), figure.findall(".//source")
            title = str(image.get("alt")).partition(": bar chart")[0]
            for address, size in (
                (image.get("src"), image.get("height")),
                (source.get("srcset"), source.get("height")),
            ):
                picture = one.written(str(address).removesuffix(".svg"), "svg", {}).decode()
                assert f'height="{size}.00"' in picture
                assert f">Bar chart: {title}. " in picture
            assert figure.findall(".//table")


def test_a_page_links_to_places_that_it_has(front: Front, mixed: Front, empty: Front) -> None:
    for one in (front, mixed, empty):
        for path in one.paths():
            if "html" in one.forms(path):
                root = page(one, path)
                ids = [node.get("id") for node in root.iter() if node.get("id")]
                assert len(ids) == len(set(ids))
                assert {
                    str(link.get("href"))[1:] for link in root.iter("a") if str(link.get("href"))[:1] == "#"
                } <= set(ids)


def test_plans_of_two_groups_stand_beside_each_other(mixed: Front) -> None:
    root = page(mixed, "")

    rows = {row[0]: row[1:] for row in table(root, "Progress by action plan")}
    assert {name.split()[3]: row[:4] for name, row in rows.items()} == {
        "SG13": ["1", "1", "0", "0"],
        "SG17": ["3", "1", "0", "2"],
    }
    assert [[row[2:] for row in rows] for rows in tables(root, "Progress by Resolution")] == [
        [["1", "1", "0", "0"]],
        [["3", "1", "0", "2"]],
    ]
    assert len({path for path in mixed.paths() if path.endswith("progress-by-resolution")}) == 2


def test_whoever_listens_can_tell_the_tables_of_two_plans_apart(mixed: Front) -> None:
    names = [region.get("aria-label") for region in page(mixed, "").xpath("//*[@role='region']")]

    assert len(names) == len(set(names))


def test_an_item_of_two_leads_counts_for_each(mixed: Front) -> None:
    rows = {row[0]: row[1] for rows in tables(page(mixed, ""), "Progress by lead") for row in rows}

    assert (rows["Q2/17"], rows["Q4/17"], rows["Q1/17"], rows["Q1/13"]) == ("1", "1", "1", "1")


def test_words_of_a_report_are_never_markup(mixed: Front) -> None:
    for path in mixed.paths():
        for form in mixed.forms(path):
            if form in {"html", "svg"}:
                assert b"<script>alert" not in mixed.written(path, form, {})
    assert HOSTILE in words(page(mixed, ""))


def test_many_plans_have_a_page_each_and_the_front_page_stays_short(tmp_path: Path) -> None:
    groups = [f"SG{number}" for number in (2, 3, 5, 11, 13)]
    files = [report(tmp_path / f"{group}.txt", group=group, td=str(place)) for place, group in enumerate(groups, 100)]
    front = made(files)

    pages = [path for path in front.paths() if path.startswith("progress/")]
    assert len(groups) > IN_FULL
    assert pages == [f"progress/wtsa-20/{group.lower()}" for group in sorted(groups, key=str.lower)]
    assert len(table(page(front, ""), "Progress by action plan")) == len(groups)
    assert "What is unanswered" not in words(page(front, ""))
    assert "92-03" in words(page(front, pages[0]))


def test_an_empty_release_says_so_on_every_page(empty: Front) -> None:
    assert "holds no report" in words(page(empty, ""))
    assert "The data conform" in words(page(empty, "validation"))
    assert "no report" in words(page(empty, "changes"))
    assert list(empty.paths()) == ["", "validation", "changes", "downloads"]


def test_the_same_release_has_the_same_pages(front: Front) -> None:
    again = Front(front.published)

    assert [again.written(path, form, {}) for path in ("", "validation") for form in again.forms(path)] == [
        front.written(path, form, {}) for path in ("", "validation") for form in front.forms(path)
    ]
