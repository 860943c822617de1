"""Turns the environment or a file into the credentials for an endpoint, which are never shown."""

from __future__ import annotations

import os
import re
import stat
import sys
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from resograph.errors import InputError
from resograph.model.source import Source

_VARIABLES: Final = {"user": "RESOGRAPH_USER", "password": "RESOGRAPH_PASSWORD", "token": "RESOGRAPH_TOKEN"}
_IN_CLEAR: Final = "plain_http"
_CODE: Final = "bad-credentials"
_ENVIRONMENT: Final = "environment"
# A line break in a token would be a header of its own.
_UNSENDABLE: Final = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token, or nothing at all.

    ``plain_http`` says that they may go over plain HTTP to another machine, where anybody on the way can read them.

    >>> Credentials("me", "secret")
    Credentials(***)
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    plain_http: bool = field(default=False, repr=False)

    def __repr__(self) -> str:
        return f"Credentials({'***' if self else ''})"

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def hidden(self, text: str) -> str:
        """Return a text of the server's without the secrets that it may repeat.

        >>> Credentials("me", "secret").hidden("no user me with secret")
        'no user me with ***'
        """
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        for secret in filter(None, (self.token, pair, self.password)):
            text = text.replace(secret, "***")
        return text


def credentials(environment: Mapping[str, str], file: str | Path | None) -> Credentials:
    """Return the credentials of a file, else those of the variables RESOGRAPH_USER, _PASSWORD and _TOKEN.

    Raises:
        InputError: the file is not there, not TOML, holds anything else or can be read by other users of the
            machine; or the credentials do not fit together.

    >>> credentials({"RESOGRAPH_USER": "me", "RESOGRAPH_PASSWORD": "secret"}, None).user
    'me'
    >>> credentials({"RESOGRAPH_USER": "me", "RESOGRAPH_TOKEN": "secret"}, None)
    Traceback (most recent call last):
    resograph.errors.InputError: error[bad-credentials]: a user and a token, environment: give one of them
    """
    if file is None:
        return _fitting({key: environment.get(name, "") for key, name in _VARIABLES.items()}, _ENVIRONMENT)
    return _fitting(_of_file(Path(file)), str(file))


def _of_file(path: Path) -> dict[str, object]:
    source = Source.open(path)
    _refuse_open_to_others(path)
    try:
        stated = tomllib.loads(source.data.decode())
    except ValueError:
        # Not the parser's reason: it may quote the line.
        raise InputError(_CODE, "not TOML", str(path), 'write lines like user = "name"') from None
    unknown = sorted(set(stated) - {*_VARIABLES, _IN_CLEAR})
    if unknown:
        known = ", ".join([*_VARIABLES, _IN_CLEAR])
        # Not the key itself: who writes `secret` on a line of its own has written a key.
        raise InputError(_CODE, f"{len(unknown)} unknown key(s)", str(path), f"it may hold {known}")
    return stated


def _fitting(stated: Mapping[str, object], where: str) -> Credentials:
    texts = {key: stated.get(key, "") for key in _VARIABLES}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise InputError(_CODE, f"{key} is not text", where, "put it between quotes")
        if _UNSENDABLE.search(value):
            raise InputError(_CODE, f"a control character in {key}", where, "take it out, and any line break")
    if texts["token"] and (texts["user"] or texts["password"]):
        raise InputError(_CODE, "a user and a token", where, "give one of them")
    if texts["password"] and not texts["user"]:
        raise InputError(_CODE, "a password without a user", where, "give the user, too")
    in_clear = stated.get(_IN_CLEAR, False)
    if not isinstance(in_clear, bool):
        raise InputError(_CODE, f"{_IN_CLEAR} is neither true nor false", where, "write true without quotes")
    return Credentials(**{key: str(value) for key, value in texts.items()}, plain_http=in_clear)


def _refuse_open_to_others(path: Path) -> None:
    """Do as ssh does with a key: a file of our own that others may read is no secret any more."""
    if sys.platform == "win32":
        return
    about = path.stat()
    if about.st_uid == os.getuid() and stat.S_IMODE(about.st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        what = "the file can be read or written by other users"
        raise InputError(_CODE, what, str(path), f"run: chmod 600 {path}")
