"""The published fits: Göttingen's MCI, Freiburg's sales, DIY's decay.

Their files are under GPL and do not ship: the tests read them where BEFFROI_SHARED says, and the
expected numbers, which are facts, stand here. `test_conformance.py` is the twin that ships.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from chalandise.calibration import LogCentred, MeanTripCost, SalesTotals
from chalandise.calibration.trip_cost import mean_cost
from chalandise.decay import Exponential, Power
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


def column(lines: list[dict[str, str]], name: str, shape: tuple[int, int]) -> np.ndarray:
    return np.array([float(line[name]) for line in lines]).reshape(shape)


def test_goettingen_estimates_and_errors_are_those_of_r() -> None:
    lines = rows("mci_goettingen", "grocery2.csv")
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
def freiburg() -> tuple[Market, np.ndarray]:
    case = "rjournal2017_freiburg"
    lines = rows(case, "Freiburg1.csv")
    power = [float(line["ppower"]) for line in rows(case, "Freiburg2.csv")]
    market = Market(
        column(lines, "distance", (42, 63)),
        column(lines, "salesarea", (42, 63))[0],
        power,
        stores=[line["store"] for line in lines[:63]],
    )
    sold = {line["store"]: float(line["annualsales"]) for line in rows(case, "Freiburg3.csv")}
    return market, np.array([sold[store] for store in market.stores])


def test_freiburg_is_balanced_exactly(freiburg) -> None:
    market, sales = freiburg
    fit = SalesTotals(Huff(Power(2))).fit(market, sales)
    assert fit.converged_ and fit.error_ <= 1e-10
    assert len(fit.history_) <= 60
    first = fit.history_[0]
    assert first.ssr == pytest.approx(2.125162e15, rel=1e-6)
    assert first.pseudo_r2 == pytest.approx(0.5128422, abs=5e-8)
    assert first.global_error == pytest.approx(0.5210329, abs=5e-8)
    assert first.mape == pytest.approx(0.6383766, abs=5e-8)


def test_freiburg_sweep_of_r_is_met(freiburg) -> None:
    market, sales = freiburg
    fit = SalesTotals(Huff(Power(2)), tolerance=0.05, sweeps=1).fit(market, sales)
    found = dict(zip(market.stores, fit.attraction_.tolist(), strict=True))
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


def test_freiburg_ten_sweeps_of_r_are_met(freiburg) -> None:
    market, sales = freiburg
    last = SalesTotals(Huff(Power(2)), tolerance=0.01, sweeps=10).fit(market, sales).history_[-1]
    assert last.ssr == pytest.approx(185646134781, rel=1e-9)
    assert last.global_error == pytest.approx(0.004508996, abs=5e-10)
    assert last.mape == pytest.approx(0.004405252, abs=5e-10)


def test_diy_decay_is_found_from_its_mean_time() -> None:
    case = "mci_diy"
    lines = rows(case, "DIY1.csv")
    area = [float(line["A_j_salesarea_sqm"]) for line in rows(case, "DIY2.csv")]
    people = [float(line["population"]) for line in rows(case, "DIY3.csv")]
    market = Market(column(lines, "t_ij_min", (19, 6)), area, people)
    for truth, start in ((Power(2), Power(1)), (Exponential(0.3), Exponential(0.05))):
        mean = mean_cost(Huff(truth), market)
        fit = MeanTripCost(Huff(start)).fit(market, mean)
        assert fit.parameters_["lam"] == pytest.approx(truth.lam, rel=1e-9)
