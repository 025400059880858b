"""Store what is drawn of a town: streets joined by name, and the ground under the premises."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from beffroi.sources.records import GroundSeen, StreetSeen
from beffroi.territory.models import GroundFeature, Street, Town
from beffroi.territory.rules import as_stored, bounds_of


def _joined(streets: Iterable[StreetSeen]) -> dict[str, dict[str, object]]:
    """Ways of the same name are one street; its class is its commonest."""
    ways: dict[str, list[StreetSeen]] = defaultdict(list)
    for way in streets:
        ways[slugify(way.name) or way.ref.replace("/", "-")].append(way)
    return {
        slug: {
            "name": Counter(way.name for way in found).most_common(1)[0][0],
            "lines": [[list(point) for point in way.line] for way in found],
            "kind": Counter(way.kind for way in found).most_common(1)[0][0],
            "refs": [way.ref for way in found],
        }
        for slug, found in ways.items()
    }


@transaction.atomic
def store_streets(*, town: Town, streets: Iterable[StreetSeen]) -> Counter[str]:
    """Add and redraw streets; counts taken, changed, unchanged."""
    known = {street.slug: street for street in Street.objects.of(town)}
    fresh, redrawn, counts = [], [], Counter[str]()
    for slug, facts in _joined(streets).items():
        street = known.get(slug)
        if street is None:
            fresh.append(Street(town=town, slug=slug, **facts))
        elif street.lines != facts["lines"]:
            street.lines, street.refs = facts["lines"], facts["refs"]
            redrawn.append(street)
        else:
            counts["unchanged"] += 1
    Street.objects.bulk_create(fresh)
    Street.objects.across_towns().bulk_update(redrawn, ["lines", "refs"])
    counts.update(taken=len(fresh), changed=len(redrawn))
    return counts


@transaction.atomic
def name_streets(*, town: Town, names: Iterable[str]) -> Counter[str]:
    """Add streets known by name only, without a line; counts taken and unchanged."""
    known = set(Street.objects.of(town).values_list("slug", flat=True))
    fresh: dict[str, Street] = {}
    counts = Counter[str]()
    for name in names:
        slug = slugify(name)[:160]
        if not slug or slug in known or slug in fresh:
            counts["unchanged"] += 1
        else:
            fresh[slug] = Street(town=town, slug=slug, name=name)
    Street.objects.bulk_create(fresh.values(), batch_size=2000)
    counts["taken"] += len(fresh)
    return counts


@transaction.atomic
def store_ground(*, town: Town, ground: Iterable[GroundSeen]) -> Counter[str]:
    """Add and redraw ground features by their origin's reference."""
    known = {(row.ref, row.kind): row for row in GroundFeature.objects.of(town)}
    fresh, redrawn, counts = [], [], Counter[str]()
    for seen in ground:
        row = known.get((seen.ref, seen.kind))
        facts = (seen.name[:160], as_stored(seen.geometry), dict(seen.extra))
        if row is None:
            fresh.append(_feature(town, seen))
        elif (row.name, row.geometry, row.extra) != facts:
            row.name, row.geometry, row.extra = facts
            _bound(row)
            redrawn.append(row)
        else:
            counts["unchanged"] += 1
    GroundFeature.objects.bulk_create(fresh, batch_size=2000)
    GroundFeature.objects.across_towns().bulk_update(
        redrawn, ["name", "geometry", "extra", *BOUNDS], batch_size=500
    )
    counts.update(taken=len(fresh), changed=len(redrawn))
    return counts


def _feature(town: Town, seen: GroundSeen) -> GroundFeature:
    return _bound(
        GroundFeature(
            town=town,
            ref=seen.ref,
            kind=seen.kind,
            name=seen.name[:160],
            geometry=as_stored(seen.geometry),
            extra=dict(seen.extra),
        )
    )


BOUNDS = ("west", "south", "east", "north")


def _bound(row: GroundFeature) -> GroundFeature:
    row.west, row.south, row.east, row.north = bounds_of(row.geometry)
    return row
