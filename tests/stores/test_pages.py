"""The commands on the page of a store that we test are right."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.servers.kinds import Server
from tests.stores.command import command, run

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
# The address on the page, and what stands in front of a command.
ADDRESS = re.compile(r"http://127\.0\.0\.1:[0-9]+(/ds)?")


def test_the_page_of_a_store_loads_a_release_there_and_asks_it(store: Server, former: Path, repository: Path) -> None:
    page = (repository / "docs" / "how-to" / "stores" / f"{store.kind}.md").read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(page) for line in block.splitlines() if " http" in line]
    ours = [line.partition("resograph ")[2] for line in lines if "resograph " in line]

    for line in ours:
        words = shlex.split(ADDRESS.sub(store.base, line))
        done = run(store, command(*(str(former) if word == "out" else word for word in words)))
        assert done.returncode == 0, done.stderr

    assert [line.partition(" ")[0] for line in ours] == ["load", "query"]
