"""The arithmetic of French studies: markets, hold, leakage, density, yield, jobs.

Numbers or arrays of one shape, computed item by item. Divisions by nothing are refused, not
rounded away.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector

Values = npt.ArrayLike
Floats = npt.NDArray[np.float64]


def market(households: Values, spending: Values, index: Values = 100.0) -> Floats:
    """M = households · DC · IDC / 100, EUR a year per product family and zone.

    Parameters
    ----------
    households : array_like
        Of each zone, ≥ 0. An index against spending per head takes inhabitants instead.
    spending : array_like
        National spending per household ("dépense commercialisable"), EUR a year, ≥ 0.
    index : array_like
        Local index ("IDC"), 100 = France, ≥ 0.

    Examples
    --------
    40,000 inhabitants at 2.7 a household, 8 € of toys each, index 126 [lescoursdevente.fr]:

    >>> int(market(14_815, 8, 126))
    149335
    """
    ready = _ready(households=households, spending=spending, index=index)
    return ready["households"] * ready["spending"] * ready["index"] / 100


def hold(flow: Values, zone_market: Values) -> Floats:
    """*Emprise* = flow from a zone to a shop or centre / M of the zone; 0 to 1."""
    return _over(flow=flow, zone_market=zone_market)


def turnover(zone_market: Values, zone_hold: Values, inflow: float = 0.0) -> float:
    """CA = Σ_z M_z · hold_z / (1 − share from outside the zone).

    Parameters
    ----------
    zone_market, zone_hold : array_like, shape (z,)
        EUR a year; 0 to 1.
    inflow : float
        Share of the sales made to people from outside the zones, 0 ≤ share < 1.
    """
    faults = FaultCollector()
    faults.check(0 <= inflow < 1, "inflow", f"is {inflow}, not from 0 to below 1")
    ready = _ready(faults, zone_market=zone_market, zone_hold=zone_hold)
    return float(np.sum(ready["zone_market"] * ready["zone_hold"]) / (1 - inflow))


def leakage(spent_outside: Values, spending: Values) -> Floats:
    """*Évasion* = residents' spending outside, online included / residents' spending; 0 to 1."""
    return _over(spent_outside=spent_outside, spending=spending)


def retention(spent_outside: Values, spending: Values) -> Floats:
    """1 − leakage."""
    return 1 - leakage(spent_outside, spending)


def inflow_share(sales_to_others: Values, sales: Values) -> Floats:
    """Sales to non-residents / total sales; 0 to 1."""
    return _over(sales_to_others=sales_to_others, sales=sales)


def density(area: Values, population: Values) -> Floats:
    """m² per 1,000 inhabitants."""
    return 1000 * _over(area=area, population=population)


def sales_per_area(sales: Values, area: Values) -> Floats:
    """*Rendement*: turnover / m²."""
    return _over(sales=sales, area=area)


def net_jobs(new_jobs: Values, losses: Values, sales_per_job: Values) -> Floats:
    """New jobs − Σ|ΔT| / (sales per job).

    Parameters
    ----------
    new_jobs : array_like
        Full-time equivalents of the project.
    losses : array_like
        What the other shops lose together, EUR a year, as a positive amount.
    sales_per_job : array_like
        EUR a year and job, > 0.
    """
    gained = _ready(new_jobs=new_jobs)["new_jobs"]
    return gained - _over(losses=losses, sales_per_job=sales_per_job)


def _over(**named: Values) -> Floats:
    """The first divided by the second, which may not be 0."""
    faults = FaultCollector()
    ready = _ready(faults, **named)
    above, (name, below) = next(iter(ready.values())), list(ready.items())[1]
    faults.check(not (below == 0).any(), name, "is 0: there is nothing to divide by")
    faults.tell()
    return above / below


def _ready(faults: FaultCollector | None = None, **named: Values) -> dict[str, Floats]:
    """Finite numbers, none negative, of shapes that go together."""
    mine = faults or FaultCollector()
    ready: dict[str, Floats] = {}
    for name, given in named.items():
        values = checks.numbers(mine, name, given)
        ready[name] = np.zeros(()) if values is None else values
        checks.finite(mine, name, ready[name])
        checks.not_negative(mine, name, ready[name])
    try:
        np.broadcast_shapes(*(values.shape for values in ready.values()))
    except ValueError:
        mine.add(", ".join(ready), "are not of one shape")
    mine.tell()
    return ready
