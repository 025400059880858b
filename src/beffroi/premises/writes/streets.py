"""Find the street, side and place of each premises: its address first, geometry else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from chalandise.projection import LocalProjection
from chalandise.streets import StreetMatch, StreetPath, chain_streets, follow_numbers, match_streets
from django.conf import settings
from django.db import transaction
from shapely.geometry import mapping

from beffroi.kernel.country import country_pack
from beffroi.premises.models import Premises, PremisesRef
from beffroi.sources.addresses import StreetForms, StreetIndex
from beffroi.territory.models import Street, Town
from beffroi.territory.writes import touch

WORDS = ["street", "street_origin", "street_doubtful", "street_doubt", "side", "along_m"]


@dataclass
class Plan:
    """A town's streets as walks in metres, by name: at equal distance the first name counts."""

    streets: Mapping[str, Street]
    paths: dict[str, StreetPath]
    projection: LocalProjection
    index: StreetIndex

    def named(self, written: str) -> str:
        """The name of the street a source wrote in its own way; "" when none is meant."""
        return (self.index.find(written) if written else None) or ""


def plan_of(town: Town) -> Plan | None:
    """The streets of a town ready to be matched; None when none is drawn."""
    streets = {street.name: street for street in Street.objects.of(town) if street.lines}
    if not streets:
        return None
    points = [point for street in streets.values() for line in street.lines for point in line]
    projection = LocalProjection.around(points)
    named = [(name, line) for name, street in streets.items() for line in street.lines]
    paths = chain_streets(
        [projection.to_metres(line) for _, line in named], [name for name, _ in named]
    )
    forms = StreetForms.load(country_pack(settings.BEFFROI_COUNTRY).path("street_types.csv"))
    index = StreetIndex(streets, forms)
    return Plan(streets, paths, projection, index)


@transaction.atomic
def place_on_streets(*, town: Town, noted: Mapping[str, str], scheme: str) -> int:
    """Put every premises of a town on its street; returns how many moved.

    `noted` gives the street written in the source, by reference. What a person has corrected
    stays as it is.
    """
    plan = plan_of(town)
    if plan is None:
        return _name_streets_of(town, noted, scheme)
    refs = PremisesRef.objects.of(town).filter(scheme=scheme, value__in=noted)
    written = {ref.premises_id: plan.named(noted[ref.value]) for ref in refs}
    doors = list(Premises.objects.of(town).exclude(street_origin=Premises.StreetOrigin.CORRECTED))
    where = plan.projection.to_metres([[door.lon, door.lat] for door in doors] or [[0, 0]])
    nearest = match_streets(where[: len(doors)], plan.paths)
    _turn_to_numbers(plan, doors, where, nearest)
    moved = [
        door
        for door, spot, match in zip(doors, where, nearest, strict=False)
        if _place(door, plan, spot, match, written.get(door.pk, ""))
    ]
    Premises.objects.across_towns().bulk_update(moved, WORDS, batch_size=500)
    if moved:
        touch(town)
    return len(moved)


def _name_streets_of(town: Town, noted: Mapping[str, str], scheme: str) -> int:
    """Where no street is drawn, the one a source writes is all that is known of a door's."""
    forms = StreetForms.load(country_pack(settings.BEFFROI_COUNTRY).path("street_types.csv"))
    streets = {street.name: street for street in Street.objects.of(town)}
    index = StreetIndex(streets, forms)
    refs = PremisesRef.objects.of(town).filter(scheme=scheme, value__in=noted)
    moved = []
    for ref in refs.select_related("premises"):
        found, door = index.find(noted[ref.value]), ref.premises
        if found and door.street_id is None:
            door.street, door.street_origin = streets[found], Premises.StreetOrigin.ADDRESS
            moved.append(door)
    Premises.objects.across_towns().bulk_update(moved, ["street", "street_origin"], batch_size=500)
    if moved:
        touch(town)
    return len(moved)


def _turn_to_numbers(
    plan: Plan, doors: Sequence[Premises], where: Any, nearest: Sequence[StreetMatch | None]
) -> None:
    """Turn each street so that its house numbers rise along it."""
    by_street: dict[str, list[int]] = {}
    for index, match in enumerate(nearest):
        if match and doors[index].house_number:
            by_street.setdefault(match.name, []).append(index)
    for name, members in by_street.items():
        numbers = [_number(doors[index].house_number) for index in members]
        plan.paths[name] = follow_numbers(plan.paths[name], where[members], numbers)


def _number(text: str) -> int | None:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else None


def _place(door: Premises, plan: Plan, spot: Any, match: StreetMatch | None, written: str) -> bool:
    """Set the street of one premises; True when something changed."""
    before = [getattr(door, word) for word in ("street_id", *WORDS[1:])]
    door.street_doubtful, door.street_doubt = False, []
    if written in plan.streets:
        name, door.street_origin = written, Premises.StreetOrigin.ADDRESS
    elif match:
        name, door.street_origin = match.name, Premises.StreetOrigin.GEOMETRY
        door.street_doubtful = match.doubtful
        door.street_doubt = _rivals(plan, match) if match.doubtful else []
    else:
        door.street, door.street_origin = None, Premises.StreetOrigin.UNKNOWN
        door.side, door.along_m = "", None
        return before != [getattr(door, word) for word in ("street_id", *WORDS[1:])]
    door.street = plan.streets[name]
    door.side, door.along_m = _stand(plan.paths[name], spot)
    return before != [getattr(door, word) for word in ("street_id", *WORDS[1:])]


def _stand(path: StreetPath, spot: Any) -> tuple[str, float]:
    """Side and metres along. A second run of the same name follows the first."""
    found = path.locate(spot)
    side = "" if found.side == "on" else found.side
    return side, round(found.along + found.run * 10_000, 1)


def _rivals(plan: Plan, match: StreetMatch) -> list[dict[str, Any]]:
    pairs = [(match.name, match.distance), (match.second_name, match.second_distance)]
    return [
        {"slug": plan.streets[name].slug, "name": name, "metres": round(metres, 1)}
        for name, metres in pairs
    ]


def along(premises: Premises, street: Street) -> tuple[str, float | None]:
    """Side and place of one premises along a street chosen by hand."""
    plan = plan_of(premises.town)
    if plan is None or street.name not in plan.paths:
        return "", None
    spot = plan.projection.to_metres([[premises.lon, premises.lat]])[0]
    return _stand(plan.paths[street.name], spot)


def observed_outline(town: Town, *, margin_m: float) -> dict[str, Any] | None:
    """Hull of a town's premises, `margin_m` metres wider, as GeoJSON; None without premises."""
    points = [list(where) for where in Premises.objects.of(town).values_list("lon", "lat")]
    if not points:
        return None
    projection = LocalProjection.around(points)
    hull = shapely.convex_hull(shapely.multipoints(projection.to_metres(points)))
    wider = shapely.buffer(hull, margin_m, quad_segs=4)
    back = shapely.transform(wider, projection.to_degrees)
    return dict(mapping(shapely.set_precision(back, 1e-6)))
