"""The planned turns of the story: annexations, a split, conversions to flats, the edge store."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from shapely.geometry import Polygon
from shapely.ops import unary_union

from beffroi.portal.demo.fictional.curves import to_degrees, to_geojson
from beffroi.portal.demo.fictional.doors import Door, make_door
from beffroi.portal.demo.fictional.lives import Life, Registrar, Shop, Tenancy
from beffroi.portal.demo.fictional.values import Event

MERGES = (dt.date(2017, 9, 4), dt.date(2024, 2, 12))
SPLIT = dt.date(2023, 10, 9)
CONVERSIONS = (dt.date(2020, 11, 16), dt.date(2022, 9, 5), dt.date(2024, 3, 18))
ACTIONS = (
    (dt.date(2021, 11, 18), "L’opération de revitalisation de territoire est signée."),
    (dt.date(2022, 9, 12), "Une manageuse de centre-ville prend ses fonctions."),
    (dt.date(2023, 2, 1), "Première boutique à l’essai, loyer progressif sur douze mois."),
    (dt.date(2023, 10, 2), "La rue du Pont-Levis est repavée et plantée."),
    (dt.date(2024, 6, 3), "Droit de préemption commercial exercé pour la première fois."),
)


class Episodes:
    """Writes the planned turns into the lives, and keeps their events."""

    def __init__(self, lives: list[Life], registrar: Registrar, rng: random.Random) -> None:
        self.lives, self.registrar, self.rng = lives, registrar, rng
        self.events = [Event(on, "action", title) for on, title in ACTIONS]

    def play(self, year: int) -> None:
        """All that is planned between June of `year - 1` and April of `year`."""
        since, until = dt.date(year - 1, 6, 1), dt.date(year, 5, 1)
        for on in (d for d in MERGES if since <= d < until):
            self._merge(on)
        if since <= SPLIT < until:
            self._split(SPLIT)
        for on in (d for d in CONVERSIONS if since <= d < until):
            self._convert(on)

    def _merge(self, on: dt.date) -> None:
        """A shop annexes its neighbour: two cells end, one wider cell begins."""
        taker, other = self._neighbours(on)
        if other.state == "occupied":
            other.leave(on, "demolished_merged")
        shop = taker.leave(on, "demolished_merged")
        other.become("demolished_merged", on)
        joined = self._joined(taker, other, on)
        self._end(taker, on)
        self._end(other, on)
        self.lives.append(self._born(joined, on, shop))
        title = (
            f"{shop.sign} s’agrandit : deux locaux n’en font plus qu’un, {joined.premises.street}."
        )
        self._tell(on, "merge", title, taker, other, self.lives[-1])

    def _neighbours(self, on: dt.date) -> tuple[Life, Life]:
        pairs = [
            (a, b)
            for a in self.lives
            for b in self.lives
            if a is not b and a.premises.fringe < 0.35 and _party_wall(a.door, b.door)
            and a.state == "occupied" and b.state in ("occupied", "vacant")
            and _quiet(a, on) and _quiet(b, on)
        ]  # fmt: skip
        empty_beside = [p for p in pairs if p[1].state == "vacant"]
        return self.rng.choice(empty_beside or pairs)

    def _joined(self, a: Life, b: Life, on: dt.date) -> Door:
        shape = _one_outline(a.door.shape, b.door.shape)
        start, end = min(a.door.start, b.door.start), max(a.door.end, b.door.end)
        spot = shape.representative_point()
        lon, lat = to_degrees(spot.x, spot.y)
        premises = replace(
            a.premises, ref=self._next_ref(), along_m=round((start + end) / 2, 1),
            frontage_m=round(a.premises.frontage_m + b.premises.frontage_m, 1), lon=lon, lat=lat,
            sales_area_m2=a.premises.sales_area_m2 + b.premises.sales_area_m2,
            footprint=to_geojson(shape), existing_from=on,
            parents=(a.premises.ref, b.premises.ref),
        )  # fmt: skip
        return Door(premises, a.door.lot, start, end, shape)

    def _split(self, on: dt.date) -> None:
        """A cell too wide to let becomes two."""
        empty = [
            v
            for v in self.lives
            if v.state == "vacant" and not v.premises.parents and _quiet(v, on)
        ]
        for whole in sorted(empty, key=lambda v: -v.premises.frontage_m):
            halves = self._halves(whole.door)
            if halves is not None:
                break
        else:
            return
        whole.become("demolished_merged", on)
        self._end(whole, on)
        for door in halves:
            premises = replace(door.premises, existing_from=on, parents=(whole.premises.ref,))
            shop = self.registrar.shop(premises, later=True)
            self.lives.append(self._born(replace(door, premises=premises), on, shop))
        title = f"Un local trop large est partagé en deux, {whole.premises.street}."
        self._tell(on, "split", title, whole, *self.lives[-2:])

    def _halves(self, door: Door) -> tuple[Door, Door] | None:
        middle, number = (door.start + door.end) / 2, door.premises.house_number
        if middle - door.start < 4.0:
            return None
        first = make_door(door.lot, door.start, middle, ref=self._next_ref(), house_number=number)
        second = make_door(
            door.lot, middle, door.end, ref=self._next_ref(1), house_number=f"{number} ter"
        )
        return (first, second) if first and second else None

    def _convert(self, on: dt.date) -> None:
        """An empty shop of the fringe becomes a flat and leaves the stock."""
        empty = [
            v
            for v in self.lives
            if v.state == "vacant" and _quiet(v, on) and v.premises.fringe >= 0.5
        ]
        life = self.rng.choice(empty)
        life.become("non_commercial_use", on)
        life.held = True
        self._tell(
            on,
            "conversion",
            f"Une boutique vide devient un logement, {life.premises.street}.",
            life,
        )

    def _born(self, door: Door, on: dt.date, shop: Shop) -> Life:
        life = Life(door, door.premises, [(on, "occupied")], [Tenancy(shop, on)], touched=on)
        life.held = True
        return life

    def _end(self, life: Life, on: dt.date) -> None:
        life.premises = replace(life.premises, existing_to=on)
        life.held = True

    def _next_ref(self, more: int = 0) -> str:
        return f"simulated/premises/{len(self.lives) + 1 + more:03d}"

    def _tell(self, on: dt.date, kind: str, title: str, *lives: Life) -> None:
        self.events.append(Event(on, kind, title, tuple(v.premises.ref for v in lives)))  # type: ignore[arg-type]


def _quiet(life: Life, on: dt.date) -> bool:
    """Nothing dated happens to it on or after `on`, and nobody else holds its part."""
    return not life.held and life.touched < on


def _one_outline(a: Polygon, b: Polygon) -> Polygon:
    """Two neighbours as one polygon: the wall between them falls, with the rounding beside it."""
    swollen = [p.buffer(0.06, join_style="mitre") for p in (a, b)]
    whole = unary_union(swollen).buffer(-0.06, join_style="mitre").simplify(0.05)
    return max(getattr(whole, "geoms", [whole]), key=lambda p: float(p.area))


def _party_wall(a: Door, b: Door) -> bool:
    """Two cells of one side of one street whose façades touch."""
    if a.lot.street is not b.lot.street or a.lot.side != b.lot.side:
        return False
    touching = min(abs(a.end - b.start), abs(b.end - a.start)) < 0.01
    return touching and a.shape.buffer(0.05).intersection(b.shape).length > 8.0
