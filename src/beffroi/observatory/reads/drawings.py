"""What is drawn for a diagnosis: the cover's plate, the map, the curve. SVG strings."""

from __future__ import annotations

import json
from typing import Any

from beffroi.observatory.rules.diagnosis import Materials
from beffroi.premises import reads as premises
from beffroi.premises.reads import Cell
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town
from beffroi.ui.maps import Symbol, bbox_of, draw_map
from beffroi.ui.paper.plate import draw_plate

MAP = (960.0, 800.0)  # px; the paper scales it to the page's width


def of_diagnosis(town: Town, perimeter: Perimeter, materials: Materials) -> dict[str, str]:
    """The drawings by name: "plate", "map", and "series" when rounds allow."""
    cells = premises.cell_list(town, materials.on, perimeter=perimeter, footprints=True)
    streets = list(territory.streets(town))
    return {
        "plate": draw_plate(
            outline=town.outline or perimeter.geometry,
            lines=[line for street in streets for line in street.lines],
            empty=[(cell.lon, cell.lat) for cell in cells if cell.vacant],
        ),
        "map": _map(town, streets, cells),
    }


def _map(town: Town, streets: list[Any], cells: list[Cell]) -> str:
    features = [
        {"type": "Feature", "geometry": row.geometry, "properties": {"kind": row.kind, **row.extra}}
        for row in territory.ground(town)
    ]
    ways = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiLineString", "coordinates": street.lines},
            "properties": {"name": street.name, "kind": street.kind},
        }
        for street in streets
    ]
    box = bbox_of([(cell.lon, cell.lat) for cell in cells], margin=0.05)
    return draw_map(
        features, ways, [_symbol(cell) for cell in cells],
        width=MAP[0], height=MAP[1], bbox=box, standalone=True,
    )  # fmt: skip


def _symbol(cell: Cell) -> Symbol:
    return Symbol(
        lon=cell.lon, lat=cell.lat, family=cell.family, title="", href="", vacant=cell.vacant,
        footprint=json.loads(cell.footprint) if cell.footprint else None,
    )  # fmt: skip
