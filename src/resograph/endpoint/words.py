"""Turns the body of a refusal into the one line of it that says why."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Final

_LONGEST: Final = 200


def first_line(media_type: str, body: bytes, hidden: Callable[[str], str]) -> str:
    r"""Return the first line of words in a body, ``hidden`` what is secret; of a web page its title.

    >>> first_line("text/plain", b"\n  Parse error: line 1\n  at ...", str)
    'Parse error: line 1'
    >>> first_line("text/html", b"<head><title>Gateway</title></head><h1>Sorry</h1>", str)
    'Gateway'
    """
    text = body.decode(errors="replace")
    if "html" in media_type or "xml" in media_type:
        page = _Page()
        page.feed(text)
        text = "\n".join(page.words)
    # Hidden before anything is cut: of a secret that is cut nobody knows the rest.
    lines = (" ".join(line.split()) for line in hidden(text).splitlines())
    line = next((line for line in lines if any(map(str.isalpha, line))), "")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


class _Page(HTMLParser):
    """The words of a page; styles and scripts say nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._is_unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser hands them over
        self._is_unseen = tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser hands it over
        self._is_unseen = False

    def handle_data(self, data: str) -> None:
        if not self._is_unseen:
            self.words.append(data)
