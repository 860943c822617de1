"""Pages that tell of a whole release are written beside the server, and nobody waits for them but who wants them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from typing import Any

from resograph.pages import Publication
from resograph.serve.ahead import Ahead
from resograph.serve.app import Application, Message
from resograph.serve.limits import LIMITS
from resograph.serve.resources import Resources
from tests.serve.running import children
from tests.serve.test_routes import HTML, get


@dataclass
class Writing:
    """Pages that are written when the test says so."""

    application: Application
    said: Any

    def say(self, path: str, form: str, body: bytes) -> None:
        self.said.send(((path, form), body))

    async def ask(self, target: bytes) -> tuple[int, bytes]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            raise AssertionError

        scope = {"type": "http", "method": "GET", "raw_path": target, "path": target.decode(), "headers": [HTML]}
        await self.application(scope, receive, send)
        return sent[0]["status"], sent[1]["body"]


def _writing(published: Publication, seconds: float) -> Writing:
    heard, said = Pipe(duplex=False)
    ahead = Ahead(heard)
    ahead.listen()
    return Writing(Application(Resources(published, 1 << 20, ahead), (), replace(LIMITS, ahead_seconds=seconds)), said)


def test_a_page_is_awaited_and_others_are_answered_meanwhile(published: Publication) -> None:
    writing = _writing(published, 60)

    async def all_of_it() -> None:
        waiting = asyncio.create_task(writing.ask(b"/validation"))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        assert get(writing.application, b"/doc/rec/itu-t/x.1812", HTML).status == 200
        writing.say("validation", "html", b"written elsewhere")
        assert await waiting == (200, b"written elsewhere")

    asyncio.run(all_of_it())
    assert get(writing.application, b"/validation", HTML).body == b"written elsewhere"
    writing.said.close()


def test_who_has_waited_long_is_asked_to_come_again(published: Publication) -> None:
    writing = _writing(published, 0)

    assert asyncio.run(writing.ask(b"/validation"))[0] == 503
    writing.said.close()


def test_what_was_not_written_ahead_is_written_when_asked_for(published: Publication) -> None:
    writing = _writing(published, 60)
    writing.said.close()

    status, body = asyncio.run(writing.ask(b"/validation"))
    assert (status, body) == (200, published.written("validation", "html"))


def test_the_process_beside_writes_the_pages_of_the_whole_and_no_others(published: Publication) -> None:
    before = children()
    ahead = Ahead.begun(published)
    [begun] = children() - before
    ahead.listen()
    ahead.wait()

    assert begun not in children()  # not even as one that has ended

    assert ahead.is_done
    assert ahead.get("", "html") == published.written("", "html")
    assert ahead.get("doc/rec/itu-t/x.1812", "html") is None
