from __future__ import annotations

import pytest

from resograph.interpret.action_table.header import read_header
from resograph.model.report import COLUMNS
from tests.interpret.documents import HEADINGS, cell, cells, row


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        tuple(heading.upper() for heading in HEADINGS),
        tuple(heading.replace(" ", "\u00a0 \n") for heading in HEADINGS),
        tuple(heading.replace(" ", "-") + ":" for heading in HEADINGS),
        tuple(heading.replace(" ", "") for heading in HEADINGS),
        (
            "Action item No.",
            "Resolution",
            "Text",
            "Deadline",
            "Responsible",
            "In cooperation with",
            "Reporting",
            "Status/result",
            "Lead Question",
        ),
        (
            "№",
            "Title of the Resolution",
            "Action required",
            "Target date",
            "Responsible group",
            "Coordinate with",
            "Reports to",
            "Progress (as of March 2023)",
            "Study Group 17 lead",
        ),
        ("Item", "Title", "Action item", "Due date", "By whom", "Collaboration", "Report", "Result", "Question(s)"),
        (
            "Res. No.",
            "Title",
            "Action",
            "Date",
            "Action By",
            "Collaborate with",
            "Report To",
            "Progress / Status",
            "Lead",
        ),
    ],
)
def test_headings_are_known_by_their_words_in_many_wordings(headings: tuple[str, ...]) -> None:
    header = read_header(row(*headings))
    assert header is not None
    assert [header.columns.get(grid) for grid in range(1, 10)] == list(COLUMNS)


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Rés. # [-Mesure #]",
            "Titre",
            "Mesure à prendre",
            "Échéance",
            "Responsable",
            "En collaboration avec",
            "Rendre compte à",
            "État d’avancement",
            "Responsable de la CE 17",
        ),
        (
            "N° de la mesure",
            "TITRE DE LA RESOLUTION",
            "ACTION",
            "DELAI",
            "ACTION PAR",
            "COLLABORATION",
            "RAPPORT A",
            "ETAT",
            "COMMISSION D'ETUDES 17 RESPONSABLE",
        ),
        (
            "N.º de Res. [-N.º de acción]",
            "Título",
            "Medida que debe adoptarse",
            "Plazo",
            "Acción por",
            "En colaboración con",
            "Informar a",
            "Situación",
            "Responsable – Comisión de Estudio 17",
        ),
        (
            "№ Рез. [-№ меры]",
            "Название",
            "Принимаемые меры",
            "Контрольный срок",
            "Исполнитель",
            "Совместно с",
            "Представить отчет",
            "Состояние",
            "ИК17 (ведущая)",
        ),
        (
            "№",
            "Резолюция",
            "Действия",
            "Срок",
            "Ответственный",
            "Сотрудничество",
            "Отчётность",
            "Ход выполнения",
            "Ведущий Вопрос ИК17",
        ),
        (
            "决议编号[-行动项目编号]",
            "标题",
            "行动",
            "里程碑",
            "负责方",
            "合作方",
            "报告对象",
            "状态",
            "第17研究组牵头课题",
        ),
        ("编号", "决议", "措施", "期限", "责任方", "协作", "汇报对象", "进展情况", "牵头研究组（SG17）"),
        (
            "رقم القرار [-رقم بند العمل]",
            "العنوان",
            "الإجراء",
            "المرحلة الرئيسية",
            "الجهة المسؤولة",
            "بالتعاون مع",
            "رفع التقارير إلى",
            "الحالة",
            "لجنة الدراسات ١٧ (الرائدة)",
        ),
        (
            "رقم البند",
            "القرار",
            "الاجراء المطلوب",
            "الموعد النهائي",
            "المســؤول",
            "التعاون",
            "تقديم التقارير الى",
            "النتائج",
            "المسألة الرائدة في لجنة الدراسات 17",
        ),
        (
            "Res # / N° Rés.",
            "Title / Titre",
            "Action\nMesure à prendre",
            "Milestone (Jalon)",
            "Action By – Responsable",
            "Collaborate with | En collaboration avec",
            "Report To; Rendre compte à",
            "Status/État",
            "SG17 lead / CE 17 responsable",
        ),
        (
            "Res\u00ad # [-Action item #]",
            "Tit\u00adle",
            "\u200eAction\u200f",
            "Mile\u00adstone",
            "Ａction By",
            "Co\u00adl\u00adla\u00adbo\u00adrate with",
            "Report To",
            "STA\u200bTUS",
            "SG\u206017 lead",
        ),
    ],
)
def test_headings_are_known_in_the_languages_of_itu(headings: tuple[str, ...]) -> None:
    header = read_header(row(*headings))
    assert header is not None
    assert [header.columns.get(grid) for grid in range(1, 10)] == list(COLUMNS)
    assert header.group in {"sg17", ""}
    assert header.group or "\u2060" in headings[-1]


def test_headings_are_known_in_any_order() -> None:
    header = read_header(row(*reversed(HEADINGS)))
    assert header is not None
    assert [header.columns[grid] for grid in range(1, 10)] == list(reversed(COLUMNS))


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("SG17 lead ", "sg17"),
        ("SG 13 Lead", "sg13"),
        ("SG\u00a02\nlead", "sg2"),
        ("Study Group 12 lead", "sg12"),
        ("Lead Question (SG20)", "sg20"),
        ("TSAG lead", "tsag"),
        ("SG17RG-AFR lead", "sg17rg-afr"),
        ("Responsable de la CE 12", "sg12"),
        ("Responsable – Comisión de Estudio 5", "sg5"),
        ("ИК17 (ведущая)", "sg17"),
        ("第13研究组牵头课题", "sg13"),
        ("第１３研究组牵头课题", "sg13"),
        ("牵头研究组(SG17)", "sg17"),
        ("لجنة الدراسات 17 (الرائدة)", "sg17"),
        ("لجنة الدراسات ١٧ (الرائدة)", "sg17"),
        ("GCNT responsable", "tsag"),
        ("КГСЭ (ведущая)", "tsag"),
        ("电信标准化顾问组牵头", "tsag"),
        ("الفريق الاستشاري لتقييس الاتصالات (الرائد)", "tsag"),
        ("SG lead", ""),
        ("Lead Question", ""),
    ],
)
def test_the_heading_of_the_lead_names_the_study_group(heading: str, group: str) -> None:
    header = read_header(row(*HEADINGS[:-1], heading))
    assert header is not None
    assert (header.columns[9], header.group) == ("lead", group)


def test_a_group_in_another_heading_is_not_the_reporting_group() -> None:
    header = read_header(row(*(h if h != "Report To" else "Report To (TSAG)" for h in HEADINGS[:-1]), "SG lead"))
    assert header is not None
    assert header.group == ""


def test_lead_alone_is_who_acts_and_beside_action_by_the_question_in_the_lead() -> None:
    beside = read_header(row(*HEADINGS[:-1], "Lead"))
    alone = read_header(row(*(h if h != "Action By" else "Lead" for h in HEADINGS)))
    assert beside is not None
    assert alone is not None
    assert (beside.columns[5], beside.columns[9]) == ("action-by", "lead")
    assert (alone.columns[5], alone.columns[9]) == ("action-by", "lead")


def test_a_heading_over_several_grid_columns_holds_all_of_them() -> None:
    wide = cells(cell(1, HEADINGS[0], span=2), *(cell(n, text) for n, text in enumerate(HEADINGS[1:], 3)))
    header = read_header(wide)
    assert header is not None
    assert (header.columns[1], header.columns[2], header.columns[3]) == ("identifier", "identifier", "title")
    assert header.width == 11


def test_two_rows_that_name_the_columns_together_are_one_heading() -> None:
    upper = cells(
        *(cell(n, text) for n, text in enumerate(HEADINGS[:4], 1)),
        cell(5, "Responsibility", span=2),
        *(cell(n, text) for n, text in enumerate(HEADINGS[6:], 7)),
    )
    lower = row("", "", "", "", "Action by", "Collaborate with", "", "", "")
    header = read_header(upper, lower)
    assert header is not None
    assert [header.columns.get(grid) for grid in range(1, 10)] == list(COLUMNS)
    assert header.unknown == ()
    alone = read_header(upper)
    assert alone is not None
    assert alone.missing == ("collaborate-with",)
    assert read_header(lower) is None


def test_a_heading_over_others_that_is_not_known_is_no_extra_column() -> None:
    upper = cells(*(cell(n) for n in range(1, 5)), cell(5, "Who", span=3), cell(8, "News", span=2))
    header = read_header(upper, row(*HEADINGS))
    assert header is not None
    assert header.unknown == ()
    assert header.missing == ()


def test_the_group_may_stand_over_the_heading_of_the_lead() -> None:
    header = read_header(row("", "", "", "", "", "", "", "", "SG13"), row(*HEADINGS[:-1], "Lead Question"))
    assert header is not None
    assert header.group == "sg13"


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        ("Res. No.", "Item No.", {1: "resolution", 2: "item"}),
        ("Res. #", "No.", {1: "resolution", 2: "number"}),
        ("Resolution", "Action item", {1: "resolution", 2: "item"}),
        ("Item", "Resolution No.", {1: "item", 2: "resolution"}),
        ("№ Резолюции", "№ меры", {1: "resolution", 2: "item"}),
        ("N° de Rés.", "N° de mesure", {1: "resolution", 2: "item"}),
    ],
)
def test_an_id_may_stand_in_two_columns(first: str, second: str, parts: dict[int, str]) -> None:
    header = read_header(row(first, second, *HEADINGS[1:]))
    assert header is not None
    assert header.parts == parts
    assert [header.columns[grid] for grid in (1, 2, 3)] == ["identifier", "identifier", "title"]
    assert (header.missing, header.unknown) == ((), ())


def test_a_running_number_beside_the_id_is_no_part_of_it() -> None:
    header = read_header(row("No.", *HEADINGS))
    assert header is not None
    assert [unknown.column for unknown in header.unknown] == [1]
    assert (header.columns[2], dict(header.parts)) == ("identifier", {})


def test_of_two_numbers_beside_the_resolution_the_one_of_the_item_counts() -> None:
    header = read_header(row("No.", "Res. No.", "Action item No.", *HEADINGS[1:]))
    assert header is not None
    assert header.parts == {2: "resolution", 3: "item"}
    assert [unknown.column for unknown in header.unknown] == [1]


def test_a_heading_that_is_not_ours_or_comes_twice_is_unknown() -> None:
    header = read_header(row(*HEADINGS, "Remarks by TSB", "Status"))
    assert header is not None
    assert [c.column for c in header.unknown] == [10, 11]
    assert header.missing == ()


@pytest.mark.parametrize(
    "texts",
    [
        ("Item", "Amount"),
        ("No.", "Title", "Source", "Date", "Status"),
        ("N°", "Titre", "Source", "Date", "État"),
        ("№", "Название", "Источник", "Дата", "Статус"),
        ("编号", "标题", "来源", "日期", "状态"),
        ("Title:", "Progress report"),
        ("50-01", "Resolution 50", "To act", "On-going", "SGs", "", "", "Nothing to report", "Q1/17"),
        (),
    ],
)
def test_a_row_with_few_of_our_words_is_no_heading(texts: tuple[str, ...]) -> None:
    assert read_header(row(*texts)) is None
