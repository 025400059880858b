"""The retail park at the edge of town: one store in autumn 2018, its neighbours a year later."""

from __future__ import annotations

import datetime as dt

from shapely.geometry import Polygon

from beffroi.portal.demo.fictional import landmarks
from beffroi.portal.demo.fictional.curves import to_degrees, to_geojson
from beffroi.portal.demo.fictional.doors import Door
from beffroi.portal.demo.fictional.lives import Life, Registrar, Tenancy
from beffroi.portal.demo.fictional.trades import BY_CODE, Trade
from beffroi.portal.demo.fictional.values import Premises


def edge_lives(registrar: Registrar, opening: dt.date, first: int) -> list[Life]:
    """The store at the edge and the three units of its retail park, outside every round."""
    hyper = Trade("hypermarche", "alimentaire", 0, hours="Mo-Sa 08:30-20:30; Su 09:00-12:30")
    halls = [(landmarks.EDGE_HALL, hyper, opening)]
    later = opening.replace(year=opening.year + 1)
    halls += [
        (outline, BY_CODE[code], opening if rank == 0 else later)
        for rank, (outline, code) in enumerate(
            zip(landmarks.EDGE_UNITS, ("sport", "chaussures", "electromenager"), strict=True)
        )
    ]
    lives = []
    for rank, (outline, trade, on) in enumerate(halls):
        premises = _edge_premises(
            outline, f"simulated/premises/{first + rank:03d}", 1 + 2 * rank, on
        )
        chained = trade.code == "hypermarche"
        shop = (registrar.of_network(trade) if chained else None) or registrar.of_trade(trade)
        door = Door(premises, None, 0.0, 0.0, Polygon(outline))  # type: ignore[arg-type]
        lives.append(Life(door, premises, [(on, "occupied")], [Tenancy(shop, on)], held=True))
    return lives


def _edge_premises(
    outline: list[tuple[float, float]], ref: str, number: int, on: dt.date
) -> Premises:
    shape = Polygon(outline)
    lon, lat = to_degrees(shape.centroid.x, shape.centroid.y)
    return Premises(
        ref=ref, street="Rue des Grands-Essarts", side="left", house_number=str(number),
        along_m=round(120.0 + 30 * number, 1), frontage_m=round((shape.area) ** 0.5, 1),
        area_class=">1000" if shape.area > 1600 else "300-1000",
        sales_area_m2=round(shape.area * 0.62), position="mid", lon=lon, lat=lat,
        footprint=to_geojson(shape), building_ref="", fringe=1.0, existing_from=on, zone="edge",
    )  # fmt: skip
