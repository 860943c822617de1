"""Keeps where the walk through a document stands, what it has counted, and what it has to remark."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from resograph.model.document import Remark
from resograph.model.limits import Limits


@dataclass(slots=True)
class Ledger:
    """The books of one reading.

    ``table``, ``row`` and ``column`` are the place where the walk stands, each 0 outside a table.
    """

    source: str
    limits: Limits
    table: int = 0
    row: int = 0
    column: int = 0
    remarks: list[Remark] = field(default_factory=list)
    _left: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Set out with all that the limits allow."""
        self._left = asdict(self.limits)

    @property
    def where(self) -> str:
        """Return the place as an error names it.

        >>> Ledger("a.docx", Limits(), table=2, row=14).where
        'a.docx, table 2, row 14'
        """
        place = f", table {self.table}, row {self.row}" if self.table else ""
        return f"{self.source}{place}"

    def count(self, name: str, more: int = 1) -> None:
        """Count towards the limit of that name.

        Raises ``InputError`` with code ``too-large``.

        >>> Ledger("a.docx", Limits(rows=1)).count("rows")
        >>> Ledger("a.docx", Limits(rows=1)).count("rows", 2)
        Traceback (most recent call last):
        resograph.errors.InputError: error[too-large]: 2 rows where 1 are allowed, a.docx: ...
        """
        left = self._left[name] - more
        self._left[name] = left
        if left < 0:
            allowed: int = getattr(self.limits, name)
            self.limits.refuse(name, allowed - left, self.where)

    def remark(self, code: str, message: str, text: str = "") -> None:
        """Note down what is not kept, with the place where it stood."""
        self.count("remarks")
        self.count("characters", len(text))
        self.remarks.append(Remark(code, message, text, self.table, self.row, self.column))
