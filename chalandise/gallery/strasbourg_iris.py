"""Shops within a walk of each district of Strasbourg, and where each trade gathers.

Real: 252 IRIS districts of the town and of its region with establishments by NAF group and dwellings (Insee,
2020), outlines (IGN, Insee, 2020), Licence Ouverte 2.0; reduced by `make_strasbourg.py` from
81,921 establishments. Hypotheses: all of a district lives and sells at its middle; straight line
× 1.3 at 4.5 km/h; each establishment counts one, whatever its size (most declare no employee).
"""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from chalandise.decay import SpanExponential
from chalandise.space import Steps, hansen, herfindahl, two_step
from chalandise.travel import straight_line_times

TABLE = Path(__file__).with_name("data") / "strasbourg-iris.tsv.gz"
TOWN = "67482"
SPEED, DETOUR, WALK = 4.5, 1.3, 15.0  # km/h, way over straight line, minutes
HALF = 10.0  # minutes at which a shop counts half
GROUPS = {
    "471": "general stores", "472": "food shops", "473": "fuel", "474": "computers, phones",
    "475": "house and home", "476": "books, sport, toys", "477": "clothes, health, other",
}  # fmt: skip


@dataclass(frozen=True)
class Districts:
    """IRIS: code, name, outline, middle in Lambert 93, dwellings, establishments by group."""

    codes: list[str]
    names: list[str]
    outlines: list[shapely.Geometry]
    middles: np.ndarray
    dwellings: np.ndarray
    shops: dict[str, np.ndarray]
    all: np.ndarray

    @property
    def in_town(self) -> np.ndarray:
        return np.array([code.startswith(TOWN) for code in self.codes])


@cache
def districts() -> Districts:
    csv.field_size_limit(1_000_000)
    with gzip.open(TABLE, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    shapes = [shapely.from_wkt(row["outline"]) for row in rows]
    return Districts(
        [row["iris"] for row in rows],
        [row["name"] for row in rows],
        shapes,
        np.array([shape.centroid.coords[0] for shape in shapes]),
        np.array([float(row["dwellings"]) for row in rows]),
        {group: np.array([float(row[group]) for row in rows]) for group in GROUPS},
        np.array([float(row["establishments"]) for row in rows]),
    )


@cache
def minutes() -> np.ndarray:
    """On foot between the middles, `inf` beyond an hour."""
    middles = districts().middles
    times = straight_line_times(
        middles, middles, crs=2154, limit=3600, speed=SPEED, detour=DETOUR
    )  # fmt: skip
    return times.to_dense() / 60


def food() -> np.ndarray:
    """General stores and food shops."""
    return districts().shops["471"] + districts().shops["472"]


@cache
def food_per_thousand() -> np.ndarray:
    """2SFCA: food shops within `WALK` per 1,000 dwellings that share them."""
    found = two_step(minutes(), food(), districts().dwellings, Steps((WALK,), (1,)))
    return 1000 * found.values


@cache
def reach() -> np.ndarray:
    """Hansen: shops of every group, one half at `HALF` minutes."""
    every = np.sum(list(districts().shops.values()), axis=0)
    return hansen(minutes(), every, SpanExponential(HALF, 1.0))


def gathered() -> dict[str, tuple[int, float, float]]:
    """By group, in the town: shops, Herfindahl over districts, share of the ten first districts."""
    town, found = districts().in_town, {}
    for group, counts in districts().shops.items():
        here = counts[town]
        first = np.sort(here)[::-1][:10].sum() / here.sum()
        found[group] = int(here.sum()), herfindahl(here), float(first)
    return found


def without_food() -> tuple[int, float]:
    """Districts of the town with homes and no food shop within the walk, and their dwellings."""
    told = districts()
    lacking = told.in_town & (told.dwellings > 0) & (food_per_thousand() == 0)
    return int(lacking.sum()), float(told.dwellings[lacking].sum())
