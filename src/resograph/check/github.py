"""Turns a verdict into workflow commands, by which GitHub marks each place in the files of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resograph.check.words import shown, summed, told
from resograph.model.release import Result, Severity, Verdict

_COMMANDS: Mapping[Severity, str] = {"violation": "error", "warning": "warning", "info": "notice"}


def github(verdict: Verdict) -> str:
    r"""Write a command a result, and what came of the check as a last line that is none.

    >>> github(Verdict(()))
    'conforms: 0 violations, 0 warnings, 0 remarks\n'
    """
    names = {rule.iri: rule.name for rule in verdict.rules}
    commands = (_command(result, names.get(result.shape, "")) for result in verdict.results)
    return "".join(f"{line}\n" for line in (*commands, summed(verdict)))


def _command(result: Result, name: str) -> str:
    title = shown(f"{name} [{result.code}]" if name else result.code)
    known = {"file": result.place.file, "line": str(result.place.line or ""), "title": title}
    properties = ",".join(f"{key}={_property(value)}" for key, value in known.items() if value)
    return f"::{_COMMANDS[result.severity]} {properties}::{'%0A'.join(_lines(result))}"


def _lines(result: Result) -> Iterator[str]:
    # The place comes first: a Word file has no lines, so that GitHub can mark it only as a whole.
    what, stands, *rest = told(result)
    yield from (_data(line) for line in (stands.removeprefix("Where: "), what, *rest))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
