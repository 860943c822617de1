"""Turns an answer into a frame of pandas or polars, where that library is installed: nothing of ours needs it.

A column of one kind gets the type of that kind, numbers of several kinds the widest of them. A column that mixes
other kinds, or holds numbers that no frame holds exactly, keeps its text as it is written; an empty one is text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from resograph.errors import UsageError
from resograph.query.values import Value, value, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import polars as pl

    PandasFrame = pd.DataFrame  # for those who hand one on and must not import the library
    PolarsFrame = pl.DataFrame

_LONG = 1 << 63
_DIGITS = 38  # what the decimals of polars and Arrow can hold


def pandas_frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> PandasFrame:
    """Return a frame of pandas, by its types that know what is missing.

    Raises:
        UsageError: pandas is not installed.

    >>> import pyoxigraph as ox
    >>> frame = pandas_frame(["a", "b"], [[ox.Literal(1), None], [None, ox.Literal("x")]])
    >>> [str(frame[name].dtype) for name in frame.columns]
    ['Int64', 'string']
    >>> pandas_frame(["a"], []).shape
    (0, 1)
    """
    with _installed("pandas"):
        import pandas as pd
    held = {name: pd.Series(cells, dtype=_PANDAS[kind]) for name, (kind, cells) in _typed(columns, rows).items()}
    return pd.DataFrame(held, columns=list(columns))


def polars_frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> PolarsFrame:
    """Return a frame of polars.

    Raises:
        UsageError: polars is not installed.

    >>> import pyoxigraph as ox
    >>> polars_frame(["a", "b"], [[ox.Literal(1), None], [None, ox.Literal("x")]]).dtypes
    [Int64, String]
    >>> polars_frame(["a"], []).shape
    (0, 1)
    """
    with _installed("polars"):
        import polars as pl
    types: Mapping[str, Any] = {
        "whole": pl.Int64,
        "truth": pl.Boolean,
        "day": pl.Date,
        "moment": pl.Datetime("us"),
        "instant": pl.Datetime("us", "UTC"),
        "number": pl.Float64,
        "text": pl.String,
    }
    held = _typed(columns, rows)
    return pl.DataFrame(
        [
            pl.Series(name, cells, dtype=types.get(kind) or pl.Decimal(_DIGITS, _scale(cells)))
            for name, (kind, cells) in held.items()
        ]
    )


_PANDAS: Mapping[str, Any] = MappingProxyType(
    {
        "whole": "Int64",
        "truth": "boolean",
        "day": "datetime64[s]",
        "moment": "datetime64[us]",
        "instant": "datetime64[us, UTC]",
        "exact": "object",
        "number": "Float64",
        "text": "string",
    }
)


@contextmanager
def _installed(library: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        remedy = f"install it: pip install {library}"
        raise UsageError("not-installed", f"{library} is not installed", f"to_{library}", remedy) from error


def _typed(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, tuple[str, list[Any]]]:
    """Return each column with its kind, its cells made alike."""
    terms = [tuple(row) for row in rows]
    return {name: _column([row[place] for row in terms]) for place, name in enumerate(columns)}


def _column(terms: Sequence[object]) -> tuple[str, list[Any]]:
    values = [value(term) for term in terms]
    kind = _kind({_KINDS[type(found)](found) for found in values if found is not None})
    if kind in {"exact", "number"} and not _fits([found for found in values if isinstance(found, int | Decimal)]):
        kind = "text"
    if kind == "text":
        return kind, [None if term is None else written(term) for term in terms]
    convert = _ALIKE.get(kind)
    return kind, [found if found is None or convert is None else convert(found) for found in values]


def _kind(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return kinds.pop()
    if kinds and kinds <= {"whole", "exact"}:
        return "exact"
    return "number" if kinds and kinds <= {"whole", "exact", "number"} else "text"


_KINDS: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        bool: lambda _: "truth",
        int: lambda found: "whole" if -_LONG <= found < _LONG else "exact",
        Decimal: lambda _: "exact",
        float: lambda _: "number",
        date: lambda _: "day",
        datetime: lambda found: "instant" if found.tzinfo else "moment",
        str: lambda _: "text",
    }
)
_ALIKE: Mapping[str, Callable[[Any], Value]] = MappingProxyType(
    {
        "exact": Decimal,
        "number": float,
        "instant": lambda found: found.astimezone(UTC),
    }
)


def _scale(cells: Iterable[Decimal | None]) -> int:
    return max((-int(found.as_tuple().exponent) for found in cells if found is not None), default=0)


def _fits(values: Iterable[int | Decimal]) -> bool:
    """Tell whether one type of decimals holds all of them: the digits before the point, and those after it."""
    exact = [Decimal(found) for found in values]
    return max((found.adjusted() + 1 for found in exact), default=0) + _scale(exact) <= _DIGITS
