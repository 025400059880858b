"""What is shipped beside our code, and its licences, as the page shows it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

SAID = ("data_set", "content", "as_of")  # columns that have an English twin, "…_en"


def data_sets(language: str = "fr") -> list[dict[str, str]]:
    """One row a data set: data_set, content, as_of, licence, licence_url, attribution, where."""
    if not language.startswith("en"):
        return list(_rows())
    return [row | {word: row[f"{word}_en"] for word in SAID} for row in _rows()]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("data_sets.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
