"""The published cases: Freiburg (R Journal 2017) and DIY stores (R package MCI 1.3.3).

Their files do not ship (`conftest.py`); the expected numbers, which are facts, stand here.
`test_worked_case.py` is the twin that ships.
"""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Exponential, Logistic, Power
from chalandise.market import Huff

pytestmark = pytest.mark.shared


def test_freiburg_sales_are_the_printed_ones(freiburg):
    sales = Huff(Power(2)).sales(freiburg)
    printed = {"1": 4057591, "10": 5809861, "11": 1289847, "12": 7103210, "13": 3476313}
    assert freiburg.shape == (42, 63)
    assert {store: round(sales[store]) for store in printed} == printed
    assert sales["1"] / sales.total == pytest.approx(0.010759819, abs=5e-10)
    assert sales.total == pytest.approx(377105880, rel=1e-9)
    assert sales.gap < 1e-14


def test_freiburg_shares_are_those_of_the_reference_program(freiburg, published):
    columns = ("district", "store", "p_ij")
    name = "expected_huff_matrix_gamma1_lambda-2.csv"
    _, _, expected = published.table("rjournal2017_freiburg", name, columns)
    np.testing.assert_allclose(Huff(Power(2)).shares(freiburg).values, expected, rtol=1e-12)


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
