"""The published cases: Göttingen, Freiburg (R Journal 2017) and DIY stores (R package MCI 1.3.3).

Their files are under GPL and do not ship: they are read where BEFFROI_SHARED says.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from chalandise.market import Market


@dataclass(frozen=True)
class Published:
    """The folder of the published cases, one folder each."""

    folder: Path

    def rows(self, case: str, name: str) -> list[dict[str, str]]:
        with (self.folder / case / name).open(newline="") as lines:
            return list(csv.DictReader(lines))

    def numbers(self, case: str, name: str, *, by: str, of: str) -> dict[str, float]:
        return {line[by]: float(line[of]) for line in self.rows(case, name)}

    def table(
        self, case: str, name: str, columns: tuple[str, str, str]
    ) -> tuple[list, list, np.ndarray]:
        """A long table of pairs as origins, stores and a dense array."""
        lines = self.rows(case, name)
        origin, store, value = columns
        origins = list(dict.fromkeys(line[origin] for line in lines))
        stores = list(dict.fromkeys(line[store] for line in lines))
        dense = np.array([float(line[value]) for line in lines]).reshape(len(origins), len(stores))
        return origins, stores, dense


@pytest.fixture(scope="session")
def published() -> Published:
    shared = os.environ.get("BEFFROI_SHARED")
    if not shared:
        pytest.skip("BEFFROI_SHARED is unset: the GPL files do not ship")
    return Published(Path(shared) / "data" / "retail-gravity")


@pytest.fixture(scope="session")
def freiburg(published: Published) -> Market:
    case = "rjournal2017_freiburg"
    columns = ("district", "store", "distance")
    origins, stores, distance = published.table(case, "Freiburg1.csv", columns)
    area = published.numbers(case, "Freiburg1.csv", by="store", of="salesarea")
    power = published.numbers(case, "Freiburg2.csv", by="district", of="ppower")
    return market_of(distance, origins, power, stores, area)


@pytest.fixture(scope="session")
def diy(published: Published) -> Market:
    columns = ("i_origin", "j_destination", "t_ij_min")
    origins, stores, minutes = published.table("mci_diy", "DIY1.csv", columns)
    area = published.numbers("mci_diy", "DIY2.csv", by="j_destination", of="A_j_salesarea_sqm")
    people = published.numbers("mci_diy", "DIY3.csv", by="district", of="population")
    return market_of(minutes, origins, people, stores, area)


def market_of(
    travel: np.ndarray,
    origins: list[str],
    demand: dict[str, float],
    stores: list[str],
    area: dict[str, float],
) -> Market:
    held = [area[store] for store in stores], [demand[origin] for origin in origins]
    return Market(travel, *held, stores=stores, origins=origins)
