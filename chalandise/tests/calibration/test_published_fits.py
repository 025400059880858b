"""The published fits: Göttingen's MCI, Freiburg's sales, DIY's decay.

Their files do not ship (`../conftest.py`); the expected numbers, which are facts, stand here.
`test_conformance.py` is the twin that ships.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from chalandise.calibration import LogCentred, MeanTripCost, SalesTotals
from chalandise.calibration.trip_cost import mean_cost
from chalandise.decay import Exponential, Power
from chalandise.market import Huff, Market

pytestmark = pytest.mark.shared


def column(lines: list[dict[str, str]], name: str, shape: tuple[int, int]) -> np.ndarray:
    return np.array([float(line[name]) for line in lines]).reshape(shape)


def test_goettingen_estimates_and_errors_are_those_of_r(published: Any) -> None:
    lines = published.rows("mci_goettingen", "grocery2.csv")
    shape = (7, 32)
    attraction = [column(lines, name, shape)[0] for name in ("salesarea_qm", "pricelevel_euro")]
    market = Market(column(lines, "dist_km", shape), np.column_stack(attraction), np.ones(7))
    fit = LogCentred(Huff(Power(1), (1.0, 1.0)), zeros="refuse")
    fit.fit(market, column(lines, "p_ij_obs", shape))
    found, errors = fit.parameters_, fit.standard_errors_
    assert found["lam"] == pytest.approx(0.419823118278914, rel=1e-12)
    assert found["gamma_0"] == pytest.approx(0.207451123125713, rel=1e-12)
    assert found["gamma_1"] == pytest.approx(0.50729477551358, rel=1e-12)
    assert errors["lam"] == pytest.approx(0.0457186918325119, rel=1e-12)
    assert errors["gamma_0"] == pytest.approx(0.034509198506539, rel=1e-12)
    assert errors["gamma_1"] == pytest.approx(0.348975990110745, rel=1e-12)
    assert fit.r2_ == pytest.approx(0.350378465541048, rel=1e-12)
    assert fit.adjusted_r2_ == pytest.approx(0.341560073670564, rel=1e-12)
    # R's MCI takes decimal logarithms: estimates and R² are the same, residuals in another unit
    assert fit.residual_error_ / np.log(10) == pytest.approx(0.198441277924096, rel=1e-12)


@pytest.fixture(scope="module")
def sales(freiburg: Market, published: Any) -> np.ndarray:
    """What each store of Freiburg sells in a year."""
    case = "rjournal2017_freiburg"
    sold = published.numbers(case, "Freiburg3.csv", by="store", of="annualsales")
    return np.array([sold[store] for store in freiburg.stores])


def test_freiburg_is_balanced_exactly(freiburg: Market, sales: np.ndarray) -> None:
    fit = SalesTotals(Huff(Power(2))).fit(freiburg, sales)
    assert fit.converged_ and fit.error_ <= 1e-10
    assert len(fit.history_) <= 60
    first = fit.history_[0]
    assert first.ssr == pytest.approx(2.125162e15, rel=1e-6)
    assert first.pseudo_r2 == pytest.approx(0.5128422, abs=5e-8)
    assert first.global_error == pytest.approx(0.5210329, abs=5e-8)
    assert first.mape == pytest.approx(0.6383766, abs=5e-8)


def test_freiburg_sweep_of_r_is_met(freiburg: Market, sales: np.ndarray) -> None:
    fit = SalesTotals(Huff(Power(2)), tolerance=0.05, sweeps=1).fit(freiburg, sales)
    found = dict(zip(freiburg.stores, fit.attraction_.tolist(), strict=True))
    assert found["1"] == pytest.approx(1329.26622, abs=5e-6)
    assert found["11"] == pytest.approx(193.82148, abs=5e-6)
    assert found["12"] == pytest.approx(271.22161, abs=5e-6)
    last = fit.history_[-1]
    assert (last.ssr, last.mape) == (
        pytest.approx(2.901841e14, rel=1e-6),
        pytest.approx(0.1620126, abs=5e-8),
    )
    assert last.pseudo_r2 == pytest.approx(0.9334801, abs=5e-8)
    assert last.global_error == pytest.approx(0.1564878, abs=5e-8)


def test_freiburg_ten_sweeps_of_r_are_met(freiburg: Market, sales: np.ndarray) -> None:
    last = SalesTotals(Huff(Power(2)), tolerance=0.01, sweeps=10).fit(freiburg, sales).history_[-1]
    assert last.ssr == pytest.approx(185646134781, rel=1e-9)
    assert last.global_error == pytest.approx(0.004508996, abs=5e-10)
    assert last.mape == pytest.approx(0.004405252, abs=5e-10)


def test_diy_decay_is_found_from_its_mean_time(diy: Market) -> None:
    for truth, start in ((Power(2), Power(1)), (Exponential(0.3), Exponential(0.05))):
        mean = mean_cost(Huff(truth), diy)
        fit = MeanTripCost(Huff(start)).fit(diy, mean)
        assert fit.parameters_["lam"] == pytest.approx(truth.lam, rel=1e-9)
