"""The pages are HTML as its standard has it, by the checker of those who write the standard."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from resograph.pages.frame import error_page
from tests.browser.kinds import Site
from tests.servers import places

HANGS = 120


def _complaints(folder: Path, checker: Path) -> list[str]:
    # A short run: what a JVM does to be quick later takes longer than the run itself.
    java = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(checker))
    command = [*java, "--format", "json", "--stdout", "--skip-non-html", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=HANGS)
    said = json.loads(done.stdout)["messages"]
    return [f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}" for one in said]


def test_every_kind_of_page_is_valid_html(still: Site, tmp_path: Path, lacking: Callable[[str], NoReturn]) -> None:
    checker = places.vnu()
    if checker is None:
        lacking("vnu-jar and Java")
    for number, path in enumerate(still.pages):
        name = f"{number:03}-{path.replace('/', '-') or 'index'}.html"
        (tmp_path / name).write_bytes(still.publication.written(path, "html"))
    message = "Nothing is here: <b>&amp;"
    (tmp_path / "error.html").write_bytes(error_page(still.publication.published, "a/b", 404, message))
    faulty = tmp_path / "faulty"
    faulty.mkdir()
    (faulty / "faulty.html").write_text("<!DOCTYPE html><title>A</title><p><div></p>", encoding="utf-8")
    found = _complaints(tmp_path, checker)

    # A page with a fault among them tells that the checker looked.
    assert [one for one in found if one.startswith("faulty.html")]
    assert [one for one in found if not one.startswith("faulty.html")] == []
