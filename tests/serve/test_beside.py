"""A copy of a process that works beside it holds nothing of it open, and does not outlive it."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.serve.running import environment, eventually, is_there

BESIDE = """
import json, os, socket, sys, time
from multiprocessing import get_context
from resograph.serve.beside import leave_the_rest

def work(kept):
    leave_the_rest(kept)
    files = sorted(int(name) for name in os.listdir("/proc/self/fd"))
    opened = [file for file in files if file > 2 and os.path.exists(f"/proc/self/fd/{file}")]
    sys.stdout.write(json.dumps([os.getpid(), kept, opened, os.readlink("/proc/self/fd/0")]) + chr(10))
    sys.stdout.flush()
    time.sleep(60)

first, kept, last = (socket.create_server(("127.0.0.1", 0)) for _ in range(3))
process = get_context("fork").Process(target=work, args=(kept.fileno(),))
process.start()
process.join()
"""


def test_it_keeps_what_it_needs_and_ends_with_the_process() -> None:
    command = [sys.executable, "-c", BESIDE]
    with subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        beside, kept, opened, heard = json.loads(process.stdout.readline())
        assert is_there(beside)
        process.kill()

    assert (opened, heard) == ([kept], "/dev/null")
    assert eventually(lambda: not is_there(beside))
