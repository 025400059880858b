"""Small stocks for the tests of the rules. Invented counts, no real town."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from beffroi.observatory.rules.figures import Coverage, Stock

CENSUS = Coverage(stock=1.0, vacancy=1.0, activity=1.0, rounds=4)
NOBODY_KNOWS = Coverage()
DAY = dt.date(2026, 1, 1)


@cache
def vectors() -> dict[str, Any]:
    """The worked numbers of the domain study."""
    path = Path(__file__).parent / "vectors" / "indicator_vectors.json"
    return json.loads(path.read_text(encoding="utf-8"))


def stock(
    occupied: int = 16,
    vacant: int = 4,
    *,
    on: dt.date = DAY,
    coverage: Coverage = CENSUS,
    since: tuple[dt.date | None, ...] | None = None,
    **more: Any,
) -> Stock:
    """A stock of so many doors, seen by a complete round unless told otherwise."""
    return Stock(
        on=on,
        by_state={"occupied": occupied, "vacant": vacant},
        vacant_since=(None,) * vacant if since is None else since,
        coverage=coverage,
        **more,
    )


def plain(text: object) -> str:
    """A sentence with ordinary spaces, for comparing with one typed by hand."""
    return str(text).replace("\u202f", " ")
