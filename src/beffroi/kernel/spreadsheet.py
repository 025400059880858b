"""What may be written into a file that a spreadsheet opens."""

from __future__ import annotations

from typing import Any

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain_cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_STARTS):
        return f"'{value}"
    return "" if value is None else value
