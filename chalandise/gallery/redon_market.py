"""What a new store by the road would take from the centre of Redon.

Real: 129 communes, their outlines (IGN, 2018) and populations (Insee, 2023). Simulated: the
project. Everything else is a hypothesis of this script, named below and printed on each picture:
nobody was asked where they buy, so λ and γ are not fitted and no figure here is a forecast.
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import shapely
from chalandise.decay import Power
from chalandise.market import Huff, Market
from chalandise.sensitivity import sensitivity
from chalandise.space import Catchment, by_share_of_sales, figures
from chalandise.travel import straight_line_times
from chalandise.uncertainty import Estimate, propagate
from chalandise.whatif import Impact, Open, Scenario, TransferMatrix, compare, transfers
from pyproj import Transformer
from scipy.optimize import brentq

DATA = Path(__file__).parents[2] / "src" / "beffroi" / "countries" / "fr" / "data"
REDON, AROUND = "35236", 43_000.0  # metres: the 129 communes whose outlines are shipped

SPEED, DETOUR = 50.0, 1.3  # km/h and way over straight line
HOUSEHOLD = 2.2  # inhabitants a household, everywhere
SPENDING, INDEX = 1_400.0, 95.0  # EUR a year and household on clothes and shoes; France = 100
CENTRES = 3_000  # inhabitants from which a commune counts as a centre; also its attraction
LAMBDA, GAMMA, FLOOR = 2.0, 1.0, 5.0  # FLOOR: minutes that a journey takes at least
ERRORS = (0.25, 0.10)  # standard errors of λ and γ
LEAKAGE = 0.35  # spent online and beyond the 129 communes
THRESHOLD = 0.08  # of Redon's sales: what this example calls too much
COVARIANCE = np.diag(np.square(ERRORS))
PROJECT, REGAINED = "project (simulated)", "online and beyond (regained)"
PROJECT_AT, PROJECT_SIZE = (3_500.0, 2_500.0), 4_000.0  # metres from Redon's middle; attraction
HYPOTHESES = (
    f"Straight line × {DETOUR:g} at {SPEED:g} km/h, {FLOOR:g} min at least; {HOUSEHOLD:g} people a "
    f"household; {SPENDING:,.0f} € a household, index {INDEX:g};",
    f"λ = {LAMBDA:g}, γ = {GAMMA:g}, not fitted; attraction = inhabitants; {LEAKAGE:.0%} leaks. "
    "Outlines IGN 2018, population Insee 2023; the project is simulated.",
)


@dataclass(frozen=True)
class Country:
    """The communes: codes, names, outlines and middles in Lambert 93, inhabitants."""

    codes: list[str]
    names: list[str]
    outlines: list[shapely.Geometry]
    middles: np.ndarray
    people: np.ndarray


@cache
def communes() -> Country:
    """The 129 communes within `AROUND` of Redon, from the files of the repository."""
    with gzip.open(DATA / "communes.csv.gz", "rt", encoding="utf-8") as lines:
        told = {row["insee"]: row for row in csv.DictReader(lines)}
    to_metres = Transformer.from_crs(4326, 2154, always_xy=True)
    with gzip.open(DATA / "outlines.tsv.gz", "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    shapes = {
        code: shapely.transform(
            shapely.from_geojson(shape), lambda xy: np.column_stack(to_metres.transform(*xy.T))
        )
        for code, shape in pairs
    }
    redon = shapes[REDON].centroid
    near = sorted(code for code in shapes if shapes[code].centroid.distance(redon) < AROUND)
    return Country(
        near,
        [told[code]["name"] for code in near],
        [shapes[code] for code in near],
        np.array([shapes[code].centroid.coords[0] for code in near]),
        np.array([float(told[code]["population"]) for code in near]),
    )


def minutes(origins: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Straight line × detour; the decay counts less than `FLOOR` as `FLOOR`."""
    times = straight_line_times(
        origins, places, crs=2154, limit=6_500, speed=SPEED, detour=DETOUR
    )  # fmt: skip
    return times.to_dense() / 60


@cache
def market() -> Market:
    """Every commune spends; the larger ones attract."""
    land = communes()
    chosen = np.flatnonzero(land.people >= CENTRES)
    return Market(
        minutes(land.middles, land.middles[chosen]),
        land.people[chosen],
        figures.market(land.people / HOUSEHOLD, SPENDING, INDEX),
        stores=[land.names[k] for k in chosen],
        origins=land.names,
    )


def held(free: Huff, place: Market, leakage: float = LEAKAGE) -> Huff:
    """The model with the U0 at which so much of the spending leaves."""

    def with_outside(outside: float) -> Huff:
        return Huff(free.decay, free.gamma, outside)

    def misses(outside: float) -> float:
        return with_outside(outside).sales(place).leakage_rate - leakage

    return with_outside(brentq(misses, 1e-6, 1e5, xtol=1e-9))


@cache
def model() -> Huff:
    return held(Huff(Power(LAMBDA, floor=FLOOR), GAMMA), market())


def project() -> Scenario:
    land = communes()
    place = land.middles[land.codes.index(REDON)] + PROJECT_AT
    return Scenario([Open(PROJECT, PROJECT_SIZE, minutes(land.middles, place[None])[:, 0])])


@cache
def impact() -> Impact:
    return compare(model(), market(), project())


def who_loses() -> TransferMatrix:
    return transfers(impact())


def loss_of_redon(m: Huff, k: Market, s: Scenario, leakage: float = LEAKAGE) -> float:
    """Part of its sales that Redon's centre would lose; U0 follows, so that as much leaks."""
    found = compare(held(m, k, leakage), k, s)
    return -found["Redon"] / found.before[found.stores.index("Redon")]


def loss_in_doubt() -> Estimate:
    """That loss, with the doubt of λ and γ."""
    answer = partial(loss_of_redon, k=market(), s=project())
    return propagate(answer, model(), COVARIANCE, parameters=["lam", "gamma"])


def origins_in_doubt() -> tuple[list[str], Estimate]:
    """Of the project's sales, the part from each centre and from leakage, with the same doubt."""

    def parts(m: Huff) -> np.ndarray:
        moved = compare(held(m, market()), market(), project())
        return np.append(moved.drawn_from, moved.regained / moved.gained)

    told = propagate(parts, model(), COVARIANCE, parameters=["lam", "gamma"])
    return [str(name) for name in (*impact().stores, REGAINED)], told


@cache
def other_assumptions() -> tuple[tuple[str, float], ...]:
    """That loss under other hypotheses, each alone."""
    land, given = communes(), (model(), market(), project())
    near = np.hypot(*(land.middles - land.middles[land.codes.index(REDON)]).T) < 25_000
    told = sensitivity(
        loss_of_redon,
        *given,
        parameters={"lam": [1.5, 2.5], "gamma": [0.8, 1.2]},
        cutoffs=[30],
        edges={"25 km": near},
    )
    names = ["λ = 1.5", "λ = 2.5", "γ = 0.8", "γ = 1.2", "nobody drives over 30 min",
             "only communes within 25 km"]  # fmt: skip
    found = [(name, r.answer) for name, r in zip(names, told.readings, strict=True)]
    return *found, *((f"{x:.0%} leaks", loss_of_redon(*given, leakage=x)) for x in (0.25, 0.45))


def catchment() -> Catchment:
    """The communes that bring 60 %, the next 20 %, the rest of the sales of Redon's centre."""
    flows = model().flows(market()).values[:, market().rank["Redon"]]
    return by_share_of_sales(flows, [0.6, 0.8, 1.0])
