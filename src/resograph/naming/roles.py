"""Tells a role from a person: what people sign with is published only where it is the former."""

from __future__ import annotations

import re
from functools import cache

from resograph.naming.vocabulary import vocabulary

# "Editor, Jane Doe": two capitalised words in a row, or a title, may be a person's name.
_PERSON = re.compile(r"[A-Z][a-z'’-]+\s+(?:[A-Z]\.?\s+)?[A-Z][A-Za-z'’-]+|\b(?:Mr|Mrs|Ms|Dr|Prof)\b|@")


def is_role(signed: str) -> bool:
    """Tell whether a signature has the form of a role: it begins with one, and no name of a person follows.

    In doubt it is none: the names in these documents are not ours to publish.

    >>> is_role("Editor, WTSA-20 action plan"), is_role("Rapporteur Q2/17"), is_role("SG17")
    (True, True, True)
    >>> is_role("Jane Doe"), is_role("Editor, Jane Doe"), is_role("Rapporteur Q2/17 (Ms Doe)"), is_role("")
    (False, False, False, False)
    """
    role = _roles().match(signed.strip())
    return role is not None and not _PERSON.search(signed.strip()[role.end() :])


def role(signed: str) -> str:
    """Return a signature that has the form of a role, "" for any other.

    >>> role("Rapporteur Q2/17"), role("Jane Doe")
    ('Rapporteur Q2/17', '')
    """
    return signed if is_role(signed) else ""


@cache
def _roles() -> re.Pattern[str]:
    concepts = vocabulary().concepts("role").values()
    spelled = sorted((name for concept in concepts for name in concept.spellings), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:ITU-T\s)?(?:{'|'.join(map(re.escape, spelled))})(?![A-Za-z])", re.IGNORECASE)
