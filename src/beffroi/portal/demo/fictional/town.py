"""The town put together: the plate, ten years of lives, and the rounds that watched them."""

from __future__ import annotations

import datetime as dt
import random

from shapely.geometry import MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from beffroi.portal.demo.fictional import chronicle, landmarks, plan
from beffroi.portal.demo.fictional.curves import smooth, to_geojson
from beffroi.portal.demo.fictional.doors import all_doors, all_lots
from beffroi.portal.demo.fictional.edge import edge_lives
from beffroi.portal.demo.fictional.episodes import Episodes
from beffroi.portal.demo.fictional.gardens import gardens
from beffroi.portal.demo.fictional.ground import ground_seen
from beffroi.portal.demo.fictional.lives import Life, Registrar
from beffroi.portal.demo.fictional.streets import streets_seen
from beffroi.portal.demo.fictional.surveys import make_rounds
from beffroi.portal.demo.fictional.trades import NETWORKS
from beffroi.portal.demo.fictional.values import Event, FictionalTown, Perimeter
from beffroi.sources.records import GroundSeen, SourceFacts

NAME, CODE, SLUG = "Clairvoisne", "00001", "clairvoisne"
POPULATION = {
    2015: 12_612, 2016: 12_571, 2017: 12_524, 2018: 12_463, 2019: 12_398, 2020: 12_341,
    2021: 12_305, 2022: 12_318, 2023: 12_352, 2024: 12_401, 2025: 12_447,
}  # fmt: skip
DEFAULT_SEED = 1871


def build(seed: int = DEFAULT_SEED) -> FictionalTown:
    """The fictional town for `seed`: same seed, same town, to the last sign.

    The plan never changes; the seed draws who trades where, who closes and who comes. Nothing in
    it is real, and whoever shows it must say so.
    """
    rng = random.Random(seed)  # noqa: S311 - a story, no secret
    registrar = Registrar(rng)
    lives, events = _ten_years(registrar, rng)
    rounds, observations = make_rounds(lives, rng)
    return FictionalTown(
        name=NAME, code=CODE, slug=SLUG,
        facts=SourceFacts(kind="simulated", as_of=dt.date(2026, 5, 18), attribution="Ville imaginaire, données simulées"),
        population=POPULATION, streets=streets_seen(), ground=_ground(), perimeters=perimeters(),
        networks=NETWORKS, premises=tuple(v.premises for v in lives),
        states=tuple(s for v in lives for s in v.states()),
        occupancies=tuple(o for v in lives for o in v.occupancies()),
        rounds=tuple(rounds), observations=tuple(observations),
        events=tuple(sorted(events, key=lambda e: (e.on, e.title))),
    )  # fmt: skip


def _ten_years(registrar: Registrar, rng: random.Random) -> tuple[list[Life], list[Event]]:
    lives = chronicle.first_lives(all_doors(), registrar, rng)
    episodes = Episodes(lives, registrar, rng)
    for year in range(chronicle.FIRST_YEAR + 1, chronicle.LAST_YEAR + 1):
        chronicle.live_a_year(lives, year, registrar, rng, lambda y=year: episodes.play(y))  # type: ignore[misc]
    edge = edge_lives(registrar, chronicle.EDGE_OPENING, len(lives) + 1)
    title = f"Ouverture de l’hypermarché {edge[0].tenancies[0].shop.sign}, rocade des Moissons."
    opened = Event(chronicle.EDGE_OPENING, "edge_store", title, tuple(v.premises.ref for v in edge))
    return [*lives, *edge], [*episodes.events, opened]


def _ground() -> tuple[GroundSeen, ...]:
    houses = [(f"simulated/building/{lot.number:04d}", lot.outline) for lot in all_lots()]
    edge = [
        GroundSeen(f"simulated/edge/{rank}", "building", to_geojson(Polygon(outline)))
        for rank, outline in enumerate([landmarks.EDGE_HALL, *landmarks.EDGE_UNITS], start=1)
    ]
    park = GroundSeen(
        "simulated/edge/park", "car_park", to_geojson(Polygon(landmarks.EDGE_PARK)),
        "Parking des Grands-Essarts", {"capacity": "420"},
    )  # fmt: skip
    green = [
        GroundSeen(f"simulated/garden/{rank:02d}", "green", to_geojson(garden))
        for rank, garden in enumerate(gardens(), start=1)
    ]
    return (*green, *ground_seen(houses), park, *edge)


def perimeters() -> tuple[Perimeter, ...]:
    """Town outline, town centre, the sector of the revitalisation operation, the edge zone."""
    shops = unary_union([d.shape.centroid.buffer(75) for d in all_doors()])
    core = Polygon(shops.buffer(40).convex_hull.buffer(-75).union(shops.buffer(-45)).exterior)
    sector = Polygon(smooth([*plan.BOULEVARD[:13], plan.BOULEVARD[0]])).buffer(30)
    return (
        _perimeter("commune", NAME, "commune", Polygon(_outline()), None),
        _perimeter("centre", "Centre-ville", "town_centre", core.simplify(2), None),
        _perimeter("ort", "Secteur d’intervention de l’ORT", "ort_sector", sector.buffer(0).simplify(3), dt.date(2021, 11, 18)),
        _perimeter("grands-essarts", "Zone des Grands-Essarts", "activity_zone", _edge_zone(), None),
    )  # fmt: skip


def _perimeter(
    slug: str, name: str, kind: str, shape: BaseGeometry, since: dt.date | None
) -> Perimeter:
    return Perimeter(slug, name, kind, to_geojson(shape), since)  # type: ignore[arg-type]


def _edge_zone() -> BaseGeometry:
    outlines = [landmarks.EDGE_HALL, landmarks.EDGE_PARK, *landmarks.EDGE_UNITS]
    return MultiPoint([p for outline in outlines for p in outline]).convex_hull.buffer(30)


def _outline() -> list[tuple[float, float]]:
    """The commune's border: a closed, uneven curve about 5 km across."""
    return smooth([*landmarks.COMMUNE, landmarks.COMMUNE[0]], 60.0)
