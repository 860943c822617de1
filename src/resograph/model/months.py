"""Turns the number of a month into its English name.

Reports are written in English wherever they are read; the standard library's ``calendar`` follows the locale.
"""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
