"""Turns progress reports on WTSA Resolutions into validated, queryable RDF.

Public names: `build` makes a release from reports, `open_release` opens one. Both are loaded when
first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resograph.api import build, open_release

__all__ = ["__version__", "build", "open_release"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load a public name on first use.

    >>> import resograph
    >>> resograph.__version__.count(".")
    2
    >>> resograph.unheard_of
    Traceback (most recent call last):
    AttributeError: module 'resograph' has no attribute 'unheard_of'
    """
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from resograph import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
