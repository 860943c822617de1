"""What the fuzz has found, each made short."""

from __future__ import annotations

import pytest

from resograph.errors import InputError, ResographError
from resograph.interpret import interpret
from resograph.model.reading import Reading
from resograph.model.source import Source
from resograph.read import read
from resograph.recognise import recognise
from tests.fuzz.seeds import HEADINGS, entry, plan
from tests.fuzz.trial import STATED, TERMINAL
from tests.wordfiles import parts, row, table, word, zipped


def _taken(source: Source) -> list[Reading]:
    return [recognise(report) for report in interpret(read(source), "accepted", STATED)]


def _refused(source: Source) -> ResographError:
    with pytest.raises(InputError) as caught:
        _taken(source)
    return caught.value


def test_a_heading_of_100_000_letters_does_not_flood_the_message() -> None:
    error = _refused(word(table(row(*HEADINGS[:7], "a" * 100_000), row("50-01", *["a"] * 7))))

    assert error.code == "missing-column"
    assert len(str(error)) < 2_000
    assert str(error).endswith(error.remedy)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x1b", "\x07", "\x9b", "\x7f"])
def test_what_a_terminal_acts_on_is_not_in_a_message(sign: str) -> None:
    heading = table(row(*HEADINGS[:7], f"a{sign}b" if sign > "\x9f" else "ab"), row("50-01", *["a"] * 7))
    named = parts("a") | {f"x{sign}.xml": "\0" * 2_000_000}

    for error in (_refused(word(heading)), _refused(zipped(named)), _refused(Source(f"{sign}.odt", b"x"))):
        assert not TERMINAL.search(str(error))


def test_an_entry_without_a_name_is_the_part_of_nobody() -> None:
    named = parts("a", plan(entry("50-01")), "<w:sectPr><w:headerReference r:id='rId7'/></w:sectPr>")

    assert read(zipped(named | {"": named["word/document.xml"]})).remarks == ()
