from __future__ import annotations

import re

import pytest

from resograph.naming.named import assemblies_named, group_code, groups_named
from resograph.naming.phrases import letters, phrases


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Commission d'études #", "COMMISSION D’ÉTUDES 17"),
        ("Commission d'études #", "commission d'etudes\u00a017"),
        ("Commission d'études #", "Commission d'e\u0301tudes17"),
        ("Comisión de Estudio #", "COMISION DE ESTUDIO 17"),
        ("#-й комиссии", "17-й комиссии"),
        ("#-й комиссии", "17‑и\u0306 комиссии"),
        ("第#研究组", "由第 17 研究组"),
        ("لجنة الدراسات #", "للجنة الدراسات\u200f 17"),
        ("الإجراء", "الاجراء"),
        ("ITU-T SG #", "ITU\u2011T SG17"),
    ],
)
def test_a_label_is_found_however_it_is_typed(label: str, text: str) -> None:
    assert re.search(phrases([label]), text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("SG #", "MSG17"),
        ("SG #", "SGs 17"),
        ("SG #", "SG"),
        ("Res. #", "Res 17"),
        ("TSAG", "TSAGs"),
        ("#年研究期", "研究期"),
    ],
)
def test_part_of_another_word_is_no_label(label: str, text: str) -> None:
    assert re.search(phrases([label]), text, re.IGNORECASE) is None


@pytest.mark.parametrize(
    "texts",
    [
        ("N° de mesure", "No de mesure", "№ DE MESURE", "Nº de mesure"),
        ("État d'avancement", "ETAT D’AVANCEMENT", "E\u0301tat d avancement"),
        ("Отчётность", "ОТЧЕТНОСТЬ"),
        ("المسؤول", "المســؤول", "المُسؤول"),
        ("الإجراء", "الاجراء"),
        ("SG17 lead", "SG 13\nLead", "\u200fSG\u00adlead:"),
        ("牵头研究组（SG17）", "牵头研究组(SG)"),
    ],
)
def test_spellings_of_one_heading_have_the_same_letters(texts: tuple[str, ...]) -> None:
    assert len({letters(text) for text in texts}) == 1


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Action plan of SG17", ("sg17",)),
        ("SG17RG-AFR and SG 17 RG-ARB", ("sg17rg-afr", "sg17rg-arb")),
        ("SG17RG-XYZ", ("sg17",)),
        ("SG13, SG17, SG13", ("sg13", "sg17")),
        ("CE 2 – GCNT", ("sg2", "tsag")),
        ("Telecommunication Standardization Advisory Group", ("tsag",)),
        ("17-я Исследовательская комиссия МСЭ-Т", ("sg17",)),
        ("SG 0, SG 1000", ()),
        ("Groups of study 17", ()),
    ],
)
def test_the_groups_that_a_heading_names_are_found_in_order(text: str, groups: tuple[str, ...]) -> None:
    assert groups_named(text) == groups


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("STUDY GROUP 17", "sg17"),
        (" SG 017 ", "sg17"),
        ("ITU-T SG17", "sg17"),
        ("(TSAG)", "tsag"),
        ("SG17RG-AFR", "sg17rg-afr"),
        ("SG17 Plenary", ""),
        ("17", ""),
        ("", ""),
    ],
)
def test_a_line_that_is_the_name_of_a_group_and_no_more_has_its_code(text: str, code: str) -> None:
    assert group_code(text) == code


def test_a_place_and_year_names_no_assembly() -> None:
    assert list(assemblies_named("Resolution 50 (Rev. Geneva, 2022)")) == []
