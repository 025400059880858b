"""The register's plane coordinates to WGS 84, each departement by its own legal system."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from pyproj import CRS, Transformer

from beffroi.kernel.country import country_pack

Position = tuple[float, float] | None


def positions(
    communes: Sequence[str], xs: Sequence[str], ys: Sequence[str]
) -> tuple[list[Position], list[int]]:
    """WGS 84 (longitude, latitude) of each row, None without coordinates; vectorised by system.

    Second value: indexes of rows whose coordinates are no number, or fall outside the area where
    their departement's system is in use (swapped axes, another system): their position is None.
    """
    found: list[Position] = [None] * len(communes)
    doubtful: list[int] = []
    by_system: dict[int, list[tuple[int, float, float]]] = {}
    for index, (commune, x, y) in enumerate(zip(communes, xs, ys, strict=True)):
        if not x or not y:
            continue
        try:
            by_system.setdefault(system_of(commune), []).append((index, float(x), float(y)))
        except ValueError:
            doubtful.append(index)
    for epsg, rows in by_system.items():
        doubtful += _transformed(epsg, rows, found)
    return found, sorted(doubtful)


@cache
def system_of(commune: str) -> int:
    """EPSG code of the plane system in which the register locates this INSEE commune."""
    systems = _systems()
    return systems.get(commune[:3]) or systems["*"]


@cache
def _systems() -> dict[str, int]:
    rows = country_pack("fr").table("register_crs.csv")
    return {row["departement"]: int(row["epsg"]) for row in rows}


@cache
def _transformer(epsg: int) -> tuple[Transformer, tuple[float, float, float, float]]:
    system = CRS.from_epsg(epsg)
    to_wgs84 = Transformer.from_crs(system, 4326, always_xy=True)
    area = system.area_of_use
    return to_wgs84, area.bounds if area else (-180.0, -90.0, 180.0, 90.0)


def _transformed(
    epsg: int, rows: list[tuple[int, float, float]], found: list[Position]
) -> list[int]:
    """Fill `found` for the rows of one system; the indexes that fell outside its area."""
    to_wgs84, (west, south, east, north) = _transformer(epsg)
    index, x, y = (np.array(column) for column in zip(*rows, strict=True))
    lon, lat = to_wgs84.transform(x, y)
    across = west > east  # the area crosses the antimeridian (Wallis)
    between = (lon >= west) | (lon <= east) if across else (lon >= west) & (lon <= east)
    inside = between & (lat >= south) & (lat <= north)
    for i, here, place in zip(index, inside, zip(lon, lat, strict=True), strict=True):
        if here:
            found[int(i)] = (round(float(place[0]), 6), round(float(place[1]), 6))
    return [int(i) for i in index[~inside]]
