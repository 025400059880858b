"""The published cases: Freiburg (R Journal 2017) and DIY stores (R package MCI 1.3.3).

Their files are under GPL and do not ship: the tests read them where BEFFROI_SHARED says, and the
expected numbers, which are facts, stand here. `test_worked_case.py` is the twin that ships.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from chalandise.decay import Exponential, Logistic, Power
from chalandise.market import Huff, Market

SHARED = os.environ.get("BEFFROI_SHARED")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED, reason="BEFFROI_SHARED is unset: the GPL files do not ship"),
]


def rows(case: str, name: str) -> list[dict[str, str]]:
    path = Path(SHARED or "") / "data" / "retail-gravity" / case / name
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def table(case: str, name: str, columns: tuple[str, str, str]) -> tuple[list, list, np.ndarray]:
    """A long table of pairs as origins, stores and a dense array."""
    lines = rows(case, name)
    origin, store, value = columns
    origins = list(dict.fromkeys(line[origin] for line in lines))
    stores = list(dict.fromkeys(line[store] for line in lines))
    dense = np.array([float(line[value]) for line in lines]).reshape(len(origins), len(stores))
    return origins, stores, dense


@pytest.fixture(scope="module")
def freiburg() -> Market:
    case = "rjournal2017_freiburg"
    origins, stores, distance = table(case, "Freiburg1.csv", ("district", "store", "distance"))
    area = {line["store"]: float(line["salesarea"]) for line in rows(case, "Freiburg1.csv")}
    power = {line["district"]: float(line["ppower"]) for line in rows(case, "Freiburg2.csv")}
    return Market(
        distance,
        [area[store] for store in stores],
        [power[origin] for origin in origins],
        stores=stores,
        origins=origins,
    )


def test_freiburg_sales_are_the_printed_ones(freiburg):
    sales = Huff(Power(2)).sales(freiburg)
    printed = {"1": 4057591, "10": 5809861, "11": 1289847, "12": 7103210, "13": 3476313}
    assert freiburg.shape == (42, 63)
    assert {store: round(sales[store]) for store in printed} == printed
    assert sales["1"] / sales.total == pytest.approx(0.010759819, abs=5e-10)
    assert sales.total == pytest.approx(377105880, rel=1e-9)
    assert sales.gap < 1e-14


def test_freiburg_shares_are_those_of_the_reference_program(freiburg):
    columns = ("district", "store", "p_ij")
    name = "expected_huff_matrix_gamma1_lambda-2.csv"
    _, _, expected = table("rjournal2017_freiburg", name, columns)
    np.testing.assert_allclose(Huff(Power(2)).shares(freiburg).values, expected, rtol=1e-12)


@pytest.fixture(scope="module")
def diy() -> Market:
    origins, stores, minutes = table(
        "mci_diy", "DIY1.csv", ("i_origin", "j_destination", "t_ij_min")
    )
    area = {
        line["j_destination"]: float(line["A_j_salesarea_sqm"])
        for line in rows("mci_diy", "DIY2.csv")
    }
    people = {line["district"]: float(line["population"]) for line in rows("mci_diy", "DIY3.csv")}
    return Market(
        minutes,
        [area[s] for s in stores],
        [people[o] for o in origins],
        stores=stores,
        origins=origins,
    )


DIY_SALES = {
    Power(2): "27552.6546667609 13087.1128339833 10263.8853742166"
    " 8653.79357937762 7792.303321 6553.250225",
    Exponential(0.3): "25257.109320913 13119.298521146 13643.0120562547"
    " 8707.96745808328 6523.148522 6652.464122",
    Logistic(-4, 0.35): "34449.2554813716 12929.7889560539 10259.1947705935"
    " 5613.3940485884 6208.04591351756 4443.32082987518",
}


@pytest.mark.parametrize("decay", DIY_SALES)
def test_diy_sales(diy, decay):
    expected = [float(number) for number in DIY_SALES[decay].split()]
    assert Huff(decay).sales(diy).values == pytest.approx(expected, rel=1e-10)
