"""The columns of the printed table, and the cells it prints again and again."""

from __future__ import annotations

from typing import Any

from beffroi.accounts.rules.matrix import Cell, Group, cell
from beffroi.accounts.rules.roles import (
    ADVISOR,
    ASSOCIATION,
    ELECTED,
    EVERYBODY,
    JUROR,
    LANDLORD,
    MANAGER,
    MERCHANT,
    NETWORK_OFFICER,
    PROJECT_HOLDER,
    SIGNED_IN,
)

COLUMNS = (
    EVERYBODY,
    SIGNED_IN,
    MERCHANT,
    ASSOCIATION,
    LANDLORD,
    PROJECT_HOLDER,
    ADVISOR,
    MANAGER,
    ELECTED,
    NETWORK_OFFICER,
    JUROR,
)

R, RW = cell("R", "read"), cell("RW", "read; write")
NO, BLANK = cell("-"), cell("")
OWN = cell("own", "read: own_object; write: own_object")
MEDIAN = cell("median", "read: median_of_three")
COUNT = cell("count", "read: count")
AGGREGATES = cell("aggregates", "read: aggregate")


def row(key: str, label: Any, printed: str, *cells: Cell) -> Group:
    """One row, its cells in the order of the columns."""
    return Group(key, label, printed, dict(zip(COLUMNS, cells, strict=True)))
