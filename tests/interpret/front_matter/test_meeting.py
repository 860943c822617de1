from __future__ import annotations

import pytest

from resograph.interpret.front_matter.meeting import Meeting, parse, parse_month

FEBRUARY = ("2023-02-21", "2023-03-03")


@pytest.mark.parametrize(
    ("line", "meeting"),
    [
        ("Geneva, 21 February – 3 March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21 February - 3 March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21\u00a0February\u00a0–\u00a03\u00a0March\u00a02023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva 21 Feb. to 3 Mar. 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21st February until 3rd March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, 21 February 2023 – 3 March 2023", Meeting("Geneva", *FEBRUARY)),
        ("Geneva, February 21 – March 3, 2023", Meeting("Geneva", *FEBRUARY)),
        ("Meeting: Geneva (21 February – 3 March 2023)", Meeting("Geneva", *FEBRUARY)),
        ("21 February – 3 March 2023", Meeting("", *FEBRUARY)),
        ("Geneva, 10-20 May 2022", Meeting("Geneva", "2022-05-10", "2022-05-20")),
        (
            "Goyang, Korea (Rep. of), 29 August–8 September 2023",
            Meeting("Goyang, Korea (Rep. of)", "2023-08-29", "2023-09-08"),
        ),
        ("Virtual, 24 August ‒ 3 September 2021", Meeting("Virtual", "2021-08-24", "2021-09-03")),
        ("E-meeting, 7 January 2022", Meeting("E-meeting", "2022-01-07", "2022-01-07")),
        ("Geneva, 28 December – 3 January 2023", Meeting("Geneva", "2022-12-28", "2023-01-03")),
        ("Geneva, 2-6 Sept. 2024", Meeting("Geneva", "2024-09-02", "2024-09-06")),
        ("Genève, 21 février – 3 mars 2023", Meeting("Genève", *FEBRUARY)),
        ("Genève, du 21 février au 3 mars 2023", Meeting("Genève", *FEBRUARY)),
        ("GENEVE, 21 FEVRIER - 3 MARS 2023", Meeting("GENEVE", *FEBRUARY)),
        ("Genève, 21 févr. – 3 mars 2023", Meeting("Genève", *FEBRUARY)),
        ("Genève, 28 août - 1er septembre 2023", Meeting("Genève", "2023-08-28", "2023-09-01")),
        ("Ginebra, 21 de febrero - 3 de marzo de 2023", Meeting("Ginebra", *FEBRUARY)),
        ("Ginebra, del 21 de febrero al 3 de marzo de 2023", Meeting("Ginebra", *FEBRUARY)),
        ("Ginebra, 10-20 de mayo de 2022", Meeting("Ginebra", "2022-05-10", "2022-05-20")),
        ("Женева, 21 февраля – 3 марта 2023 года", Meeting("Женева", *FEBRUARY)),
        ("Женева, с 21 февраля по 3 марта 2023 г.", Meeting("Женева", *FEBRUARY)),
        ("Женева, 10–20 мая 2022 года", Meeting("Женева", "2022-05-10", "2022-05-20")),
        ("2023年2月21日至3月3日，日内瓦", Meeting("日内瓦", *FEBRUARY)),
        ("日内瓦，2022年5月10-20日", Meeting("日内瓦", "2022-05-10", "2022-05-20")),
        ("2022年12月28日-1月3日，日内瓦", Meeting("日内瓦", "2022-12-28", "2023-01-03")),
        ("جنيف، 21 فبراير - 3 مارس 2023", Meeting("جنيف", *FEBRUARY)),
        ("Lieu et date : Genève, 21 février – 3 mars 2023", Meeting("Genève", *FEBRUARY)),
        ("21 February – 3 March 2023, Geneva", Meeting("Geneva", *FEBRUARY)),
    ],
)
def test_place_and_dates_are_read_in_their_forms(line: str, meeting: Meeting) -> None:
    assert parse(line) == meeting


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Geneva",
        "Geneva, 2022",
        "Geneva, May 2022",
        "21 February 2023",
        "STUDY PERIOD 2022-2024",
        "Geneva, 31 February – 3 March 2023",
        "Geneva, 10 March – 3 March 2023",
        "The meeting of 21 February – 3 March 2023 agreed on this text",
        "Original: English, 7 January 2022",
        "Tel: +41 22 730 5111",
        "It was agreed by everybody who was present in the room at that time, 7 January 2022",
        "Geneva, 21 Fabruary – 3 March 2023",
        "Genève, 2-6 jui 2024",
        "第17研究组",
    ],
)
def test_a_line_that_is_not_place_and_dates_is_none(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize(
    ("line", "meeting"),
    [
        ("Geneva, May 2022", Meeting("Geneva", "2022-05", "")),
        ("Meeting: Geneva, March 2020", Meeting("Geneva", "2020-03", "")),
        ("Genève, septembre 2022", Meeting("Genève", "2022-09", "")),
        ("Ginebra, mayo de 2022", Meeting("Ginebra", "2022-05", "")),
        ("Женева, май 2022 года", Meeting("Женева", "2022-05", "")),
        ("日内瓦，2022年5月", Meeting("日内瓦", "2022-05", "")),
        ("جنيف، مايو 2022", Meeting("جنيف", "2022-05", "")),
    ],
)
def test_of_some_meetings_only_the_month_is_known(line: str, meeting: Meeting) -> None:
    assert parse_month(line) == meeting
    assert parse(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "May 2022",
        "Geneva, 2022",
        "It was adopted in May 2022",
        "WTSA-20 (Geneva, March 2022)",
        "As the meeting agreed in Geneva, May 2022",
        "Geneva, 10 May 2022",
        "Geneva",
        "Geneva, May",
    ],
)
def test_a_month_needs_a_place_before_it_and_no_day(line: str) -> None:
    assert parse_month(line) is None
