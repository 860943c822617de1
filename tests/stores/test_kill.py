"""A load that is killed leaves the former release or the new one, and whoever asks meanwhile is answered from one."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.servers.kinds import Server
from tests.stores.kill import rounds
from tests.stores.versions import versions

ROUNDS, SEED = 3, 5


def test_a_killed_load_leaves_the_one_release_or_the_other(store: Server, former: Path, revised: Path) -> None:
    among = versions({"former": former, "revised": revised})

    found = list(rounds(store, among, ROUNDS, SEED))

    assert [one.fault for one in found if one.fault] == [], "\n".join(map(str, found))
    assert sum(one.code == -signal.SIGKILL for one in found) == ROUNDS
    assert all(one.seen.former or one.seen.new for one in found)
