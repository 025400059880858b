"""What is drawn for a diagnosis: the cover's plate, the map, the curve. SVG strings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from shapely.geometry import shape

from beffroi.observatory.rules.diagnosis import Materials
from beffroi.premises import reads as premises
from beffroi.premises.reads import Cell, picture_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town
from beffroi.ui import charts
from beffroi.ui.paper import draw_plate

# px, in the shape of what the page has left: five figures abreast leave less than two
MAP = {True: (960.0, 680.0), False: (960.0, 776.0)}
CURVE = (760, 300)
LEAST = 0.25  # share of the commune a perimeter must cover to be drawn within its outline


def of_diagnosis(town: Town, perimeter: Perimeter, materials: Materials) -> dict[str, str]:
    """The drawings by name: "plate", "map", and "series" when rounds allow."""
    cells = premises.cell_list(town, materials.on, perimeter=perimeter, footprints=True)
    picture = picture_of(town, cells, link=lambda cell: "", say=lambda cell: "")
    width, height = MAP[materials.checked]
    drawn = {
        "plate": _plate(town, perimeter, cells),
        "map": picture.draw(width=width, height=height, title=town.name, standalone=True),
    }
    if len(materials.rounds) > 1:
        drawn["series"] = _curve(materials)
    return drawn


def _plate(town: Town, perimeter: Perimeter, cells: Sequence[Cell]) -> str:
    return draw_plate(
        outline=_outline(town, perimeter),
        lines=[line for street in territory.streets(town) for line in street.lines],
        empty=[(cell.lon, cell.lat) for cell in cells if cell.vacant],
    )


def _outline(town: Town, perimeter: Perimeter) -> Any:
    """The commune, unless what was studied would be a speck in it."""
    if not town.outline or shape(perimeter.geometry).area < LEAST * shape(town.outline).area:
        return perimeter.geometry
    return town.outline


def _curve(materials: Materials) -> str:
    points = [(stock.on, stock.vacant / stock.total) for stock in materials.rounds]
    chart = charts.line_with_threshold(points, width=CURVE[0], height=CURVE[1])
    return charts.to_svg(chart, title=_("Taux de vacance"), language=settings.LANGUAGE_CODE)
