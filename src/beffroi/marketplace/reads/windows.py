"""The window of each shop, drawn from the one record: who stands behind it, where, open when."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.utils.text import slugify

from beffroi.kernel.period import DatedQuerySet
from beffroi.marketplace.rules.walking import Point
from beffroi.merchants.models import Shop
from beffroi.merchants.reads import hours_of, hours_said_on
from beffroi.merchants.rules.hours import Hours
from beffroi.premises.models import Occupancy, Premises, PremisesState
from beffroi.territory.models import Town

FRESH = dt.timedelta(days=400)  # older hours are told with their day, never as "open now"
TAKEN = {"informations", "facts"}  # pages of corrections there, in French and English (premises)
THERE = (PremisesState.Kind.OCCUPIED, PremisesState.Kind.SEASONAL_CLOSED)


@dataclass(frozen=True)
class Window:
    """One shop where it stands, as seen on a day; `premises` None: it was not seen there again."""

    shop: Shop
    premises: Premises | None
    town: Town
    name: str
    activity: str
    family: str
    network: str
    hours_on: dt.date | None = None  # the day somebody last said its hours

    @property
    def slug(self) -> str:
        """What its address says beside the identifier; never a word that other pages have there."""
        said = slugify(self.name)
        return said if said and said not in TAKEN else f"commerce-{said}".rstrip("-")

    @property
    def street(self) -> str:
        """Number and street; "" when nobody knows."""
        if self.premises is None or self.premises.street is None:
            return ""
        return f"{self.premises.house_number} {self.premises.street.name}".strip()

    @property
    def point(self) -> Point | None:
        """Where its door is."""
        return Point(self.premises.lon, self.premises.lat) if self.premises else None

    @cached_property
    def hours(self) -> Hours | None:
        """Its hours, when somebody told them in words that can be read."""
        return hours_of(self.shop.opening_hours, self.town)

    def hours_fresh(self, today: dt.date) -> bool:
        """Whether its hours are recent enough to say "open now"."""
        told = self.hours_on
        return self.hours is not None and told is not None and today - told <= FRESH


def windows(town: Town, on: dt.date) -> list[Window]:
    """The shops present in a town on a day, by name. Two queries."""
    said_on = hours_said_on(town)
    rows = _present(town, on).order_by("name", "pk")
    return [_window(row, town, said_on.get(row.shop_id or 0)) for row in rows]


def window_of(town: Town, shop: Shop, on: dt.date) -> Window:
    """The window of one shop: where it stands on a day, else as it was last known. Two queries."""
    said_on = hours_said_on(town, shop.pk).get(shop.pk)
    row = _present(town, on).filter(shop=shop).first()
    if row is not None:
        return _window(row, town, said_on)
    return Window(shop, None, town, shop.name or shop.sign, shop.activity, "", "", said_on)


def nearest(window: Window, on: dt.date, count: int) -> list[Window]:
    """The named shops whose doors are the nearest to a shop's, without it. Two queries."""
    here = window.premises
    if here is None:
        return []
    # degrees shrink eastwards by the cosine of the latitude
    east = (F("premises__lon") - here.lon) * math.cos(math.radians(here.lat))
    north = F("premises__lat") - here.lat
    others = _present(window.town, on).exclude(shop=window.shop)
    named = others.exclude(name="", shop__name="", shop__sign="")
    rows = list(named.order_by(east * east + north * north, "name", "pk")[:count])
    said_on = hours_said_on(window.town, *(row.shop_id or 0 for row in rows)) if rows else {}
    return [_window(row, window.town, said_on.get(row.shop_id or 0)) for row in rows]


def _present(town: Town, on: dt.date) -> DatedQuerySet[Occupancy]:
    there = PremisesState.objects.of(town).as_of(on).filter(kind__in=THERE)
    return (
        Occupancy.objects.of(town)
        .as_of(on)
        .filter(shop__isnull=False, premises__in=there.values("premises"))
        .exclude(name="", activity="")
        .select_related("premises__street", "shop__source", "network")
    )


def _window(row: Occupancy, town: Town, said_on: dt.date | None) -> Window:
    shop: Shop = row.shop  # type: ignore[assignment]  # `_present` leaves out who has none
    network, name = row.network.name if row.network else "", shop.name or row.name or shop.sign
    return Window(shop, row.premises, town, name, row.activity, row.family, network, said_on)
