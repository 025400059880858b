"""Where a town ends: a region's extract is read for this town only, or refused."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from django.utils.translation import gettext as _
from pyproj import Geod
from shapely.geometry import shape

from beffroi.sources.records import PremisesSeen, UnreadableSource
from beffroi.territory.models import Town

MARGIN = 0.006  # degrees, about 500 m: shops just across the boundary are part of the picture
WIDEST = 60_000  # metres: the largest commune of mainland France measures less than this across
WGS84 = Geod(ellps="WGS84")

Box = tuple[float, float, float, float]


def box_of(town: Town) -> Box | None:
    """The box of the town's outline, a little wider; None when the outline is not known."""
    if not town.outline:
        return None
    west, south, east, north = shapely.bounds(shape(town.outline))
    return (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)


def refuse_region(town: Town, seen: Sequence[PremisesSeen]) -> None:
    """Refuse an extract of nothing, or of far more than a town whose outline nobody gave."""
    if not seen:
        raise UnreadableSource(
            _(
                "Cet extrait ne montre aucun commerce à %(town)s. Vérifiez qu’il couvre bien la "
                "commune (code INSEE %(code)s)."
            )
            % {"town": town.name, "code": town.insee_code},
            code="no_premises",
        )
    across = _across(seen)
    if not town.outline and across > WIDEST:
        raise UnreadableSource(
            _(
                "Cet extrait couvre %(km)d km : plus qu’une ville. Donnez d’abord le contour de "
                "%(town)s (.geojson), et Beffroi n’en lira que la partie utile ; ou demandez à "
                "Overpass l’extrait de la seule commune."
            )
            % {"km": across // 1000, "town": town.name},
            code="too_wide",
        )


def _across(seen: Sequence[PremisesSeen]) -> float:
    """Metres between the corners of the box that holds them all."""
    west, east = min(one.lon for one in seen), max(one.lon for one in seen)
    south, north = min(one.lat for one in seen), max(one.lat for one in seen)
    return float(WGS84.inv(west, south, east, north)[2])
