"""The data sets shipped with Beffroi and their licences, as the page shows them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def data_sets() -> tuple[dict[str, str], ...]:
    """One row a data set: data_set, content, as_of, licence, licence_url, attribution, where."""
    with Path(__file__).with_name("data_sets.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
