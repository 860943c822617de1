"""Whatever is done to the structure of a valid file, it ends in a report or in one of our errors, and soon."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from resograph.model.source import Source
from tests.fuzz import archives, texts, trees
from tests.fuzz.__main__ import keep, main, outcomes, summary
from tests.fuzz.archives import Parts
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import Seed, seeds
from tests.fuzz.trial import tried
from tests.fuzz.workers import Outcome, Worker

RUN, FILES = 2026, 500
_DIGESTS = """
import hashlib
from tests.fuzz.mutate import mutated
print([hashlib.sha256(mutated(7, number).data).hexdigest() for number in range(40)])
"""


def test_500_mutated_files_end_in_a_report_or_in_one_of_our_errors(tmp_path: Path) -> None:
    found = list(outcomes(RUN, range(FILES)))
    faults = [one for one in found if one.fault]

    assert not faults, keep(RUN, faults, tmp_path)
    # A run in which nothing is read, or nothing refused, has tried little.
    assert sum(one.items > 0 for one in found) > FILES // 4, summary(found)
    assert len({one.code for one in found}) > 10, summary(found)


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.name)
def test_each_valid_file_is_read(seed: Seed) -> None:
    is_text = seed.name.endswith(".txt")
    data = seed.parts[0][1] if is_text else archives.zipped(list(seed.parts), archives.Style())

    assert tried(Source(seed.name, data), 0).code == ""


def test_a_file_is_the_same_whenever_it_is_made_anew() -> None:
    here = str([hashlib.sha256(mutated(7, number).data).hexdigest() for number in range(40)]) + "\n"
    command = [sys.executable, "-c", _DIGESTS]
    root = Path(__file__).resolve().parent.parent.parent
    there = [
        subprocess.run(
            command, cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]

    assert there == [here, here]


@pytest.mark.parametrize("change", dict.fromkeys(trees.MUTATORS), ids=lambda change: change.__name__)
def test_each_change_to_a_tree_changes_it(change: trees.Mutator) -> None:
    part = dict(seeds()[1].parts)["word/document.xml"]
    made = set()
    for number in range(9):
        root = etree.fromstring(part)
        change(Random(number), root)  # noqa: S311 -- must repeat, not be secret
        made.add(etree.tostring(root))

    assert len(made - {etree.tostring(etree.fromstring(part))}) > 3


@pytest.mark.parametrize("change", dict.fromkeys((*texts.XML, *texts.PLAIN)), ids=lambda change: change.__name__)
def test_each_change_to_bytes_changes_them(change: texts.Mutator) -> None:
    part = dict(seeds()[1].parts)["word/document.xml"] + b"\n" + dict(seeds()[-1].parts)[""]
    made = {change(Random(number), part) for number in range(9)}  # noqa: S311 -- must repeat, not be secret

    assert len(made - {part}) > 3


@pytest.mark.parametrize("change", dict.fromkeys(archives.MUTATORS), ids=lambda change: change.__name__)
def test_each_change_to_a_package_changes_it(change: Callable[[Random, Parts], None]) -> None:
    for number in range(9):
        parts = list(seeds()[1].parts)
        change(Random(number), parts)  # noqa: S311 -- must repeat, not be secret
        if parts != list(seeds()[1].parts):
            return

    pytest.fail("nine times nothing has changed")


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("hang", "more than 5 s"),
        ("crash", "died of SIGSEGV"),
        ("grow", "more than 512 MiB"),
        ("fail", "KeyError"),
        ("refuse", "no-such-code"),
    ],
)
def test_a_planted_fault_is_told_and_the_run_goes_on(planted: str, told: str) -> None:
    with Worker(RUN, f"tests.fuzz.planted:{planted}") as worker:
        before, at_fault, after = (worker.outcome(number) for number in range(3))

    assert told in at_fault.fault
    assert (before.fault, after.fault) == ("", "")


def test_a_file_at_fault_is_kept_with_the_command_that_makes_it_again(tmp_path: Path) -> None:
    told = keep(7, [Outcome(3, fault="KeyError")], tmp_path)
    [kept] = tmp_path.iterdir()

    assert kept.read_bytes() == mutated(7, 3).data
    assert str(kept) in told
    assert "python -m tests.fuzz --seed 7 --only 3" in told


def test_one_file_can_be_tried_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "7", "--only", "3"]) == 0
    assert capsys.readouterr().out.startswith("1 files: ")
