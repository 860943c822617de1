from __future__ import annotations

import pytest

from resograph.interpret.action_table.identifier import joined, parse


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("92-03", "92-03"),
        (" 92-03 ", "92-03"),
        ("07–01", "07-01"),
        ("07\u201101", "07-01"),
        ("07\u221201", "07-01"),
        ("92-\n03", "92-03"),
        ("92 -\u00a003", "92-03"),
        ("92\u00ad-\u200b03", "92-03"),
        ("2-1", "02-01"),
        ("2 – 1", "02-01"),
        ("10-001", "10-01"),
        ("100-100", "100-100"),
        ("９２－０３", "92-03"),
        ("92-03..", "92-03"),
        ("\u200f92-03\u200e", "92-03"),
        ("Res. 50-02", "50-02"),
        ("Resolution 50-02", "50-02"),
        ("Resolution 50 – 02", "50-02"),
        ("Res. #50-02", "50-02"),
        ("WTSA Res. 50-02", "50-02"),
        ("Résolution 50-02", "50-02"),
        ("RESOLUCIÓN 50-2", "50-02"),
        ("Рез. 50-02", "50-02"),
        ("决议50-02", "50-02"),
        ("القرار 50-02", "50-02"),
        ("Action item 50-02", "50-02"),
        ("[50-02]", None),
        ("50-02:", "50-02"),
        ("50-02 (unchanged)", "50-02"),
    ],
)
def test_an_id_is_read_with_two_digits_at_least_whatever_its_hyphen_and_white_space(
    typed: str, number: str | None
) -> None:
    found = parse(typed)
    assert (found and found.number) == number


def test_an_id_knows_its_resolution_and_its_place_under_it() -> None:
    found = parse("07-01")
    assert found is not None
    assert (found.resolution, found.ordinal) == (7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "92",
        "92-",
        "-03",
        "92/03",
        "92-03-01",
        "92.03",
        "92-03 92-04",
        "92-03a",
        "Annex",
        "Rev. 50-02",
        "Opinion 1-02",
        "٩٢-٠٣",
        "92-0000003",
    ],
)
def test_what_is_not_two_numbers_and_a_hyphen_is_no_id(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    "mark",
    [
        "\n(unchanged)",
        " (Unchanged)",
        "(no change)",
        " [unchanged]",
        " UNCHANGED",
        "\nunchanged",
        " (inchangé)",
        "\n(sin cambios)",
        " (без изменений)",
        "（未变）",
        " (بدون تغيير)",
    ],
)
def test_the_mark_unchanged_is_known_in_its_spellings(mark: str) -> None:
    found = parse(f"92-03{mark}")
    assert found is not None
    assert (found.number, found.unchanged, found.new, found.notes) == ("92-03", True, False, ())


@pytest.mark.parametrize(
    "mark", ["\n(new)", " (NEW)", " [new]", " new", " (nouveau)", " (nuevo)", " (новый)", "（新增）", " (جديد)"]
)
def test_the_mark_new_is_known_in_its_spellings(mark: str) -> None:
    found = parse(f"92-03{mark}")
    assert found is not None
    assert (found.number, found.unchanged, found.new, found.notes) == ("92-03", False, True, ())


def test_another_mark_in_brackets_is_kept_as_a_note() -> None:
    found = parse("92-03 (moved)")
    assert found is not None
    assert (found.unchanged, found.new, found.notes) == (False, False, ("moved",))


@pytest.mark.parametrize(
    ("resolution", "item", "number"),
    [
        ("92", "3", "92-03"),
        ("Res. 92", "03", "92-03"),
        ("Resolution 92 (Rev. Geneva, 2022) – Title", "(3)", None),
        ("Resolution 92 (Rev. Geneva, 2022) – Title", "3.", "92-03"),
        ("92", "Item 3 (unchanged)", "92-03"),
        ("92", "92-03", "92-03"),
        ("92", "50-03", None),
        ("92-03", "57", "92-03"),
        ("", "3", None),
        ("92", "", None),
        ("Annex", "3", None),
    ],
)
def test_the_two_numbers_of_an_id_may_stand_apart(resolution: str, item: str, number: str | None) -> None:
    found = joined(resolution, item)
    assert (found and found.number) == number


@pytest.mark.parametrize("text", ["(" * 300_000, "( " * 200_000, "new " * 200_000 + "x", "9" * 300_000, " " * 300_000])
def test_a_long_text_in_place_of_an_id_is_refused_in_no_time(text: str) -> None:
    assert parse(text) is None
