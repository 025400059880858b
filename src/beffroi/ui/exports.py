"""Files that people take away: the one writer of CSV, and what keeps a cell from being a formula.

A spreadsheet runs a cell that begins by one of a few signs: a shop named « =HYPERLINK(…) » must
stay a name. Every table that leaves Beffroi passes here; tests/house holds it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.http import HttpResponse
from django.utils.text import slugify

# Those of ASCII, and their full-width twins, which some spreadsheets take for the same.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula; numbers and dates are what they are."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    return (
        f"'{value}" if value.startswith(FORMULA) or value.lstrip(" ").startswith(FORMULA) else value
    )


def attachment(answer: HttpResponse, name: str, ending: str) -> HttpResponse:
    """The same answer, to be saved under this name and never shown as a page."""
    plain = slugify(name) or "beffroi"
    answer["Content-Disposition"] = f'attachment; filename="{plain}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class Written(Protocol):
    """What takes text: a file or an answer."""

    def write(self, text: str, /) -> object: ...


def write_csv(file: Written, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table in columns parted by semicolons, as French spreadsheets expect, no cell a formula."""
    out = csv.writer(file, delimiter=";")
    out.writerow([inert(title) for title in header])
    out.writerows([inert(value) for value in row] for row in rows)


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table to save."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    write_csv(answer, header, rows)
    return attachment(answer, name, "csv")
