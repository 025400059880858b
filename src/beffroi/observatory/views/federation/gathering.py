"""The observatories a comparison was asked for: those of this installation, those received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from beffroi.observatory.models import ReceivedObservatory
from beffroi.observatory.reads import federation as reads
from beffroi.observatory.rules.federation import Side, side_of
from beffroi.premises import reads as premises
from beffroi.premises.reads import Look
from beffroi.sources.observatories import Told, ToldPerimeter
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

MOST = 3  # others at a time: more columns are read by nobody
RECEIVED = "recu-"
WHOLE = Perimeter.Kind.COMMUNE.value


@dataclass(frozen=True, slots=True)
class Offer:
    """An observatory one may compare with; `key` is its word in the address."""

    key: str
    name: str
    simulated: bool
    row: ReceivedObservatory | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sides of a comparison, ours first; `empty` are those that counted nothing yet."""

    own: Side | None
    others: tuple[tuple[Offer, Side], ...]
    empty: tuple[Offer, ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        """Every side there is."""
        own = (self.own,) if self.own else ()
        return (*own, *(side for _offer, side in self.others))


def offers_of(town: Town, *, every: bool) -> list[Offer]:
    """Who can be compared with: towns of the same nature first, then the files received. Two queries."""
    rows = territory.towns().exclude(pk=town.pk).values_list("slug", "name", "is_fictional")
    here = [Offer(*row) for row in rows]
    received = [
        Offer(RECEIVED + row.key, row.name, simulated=False, row=row)
        for row in reads.received_of(town, every=every)
    ]
    near = sorted(here, key=lambda one: (one.simulated != town.is_fictional, one.name))
    return [*received, *near]


def gather(view: Look, asked: Sequence[Offer]) -> Gathered:
    """Our side on the day and perimeter looked at, and the side of each that is most like it."""
    own = _own(view)
    others, empty = [], []
    for offer in asked:
        side = _other(offer, view, own)
        if side is None:
            empty.append(offer)
        else:
            others.append((offer, side))
    return Gathered(own, tuple(others), tuple(empty))


def _own(view: Look) -> Side | None:
    if view.on is None:
        return None
    key = view.perimeter.slug if view.perimeter else ""
    return side_of(_told(view.town, key, view.on), key=key, on=view.on)


def _other(offer: Offer, view: Look, own: Side | None) -> Side | None:
    like, on = (own.perimeter, own.round.on) if own else (None, None)
    if offer.row is not None:
        row = reads.received_or_404(
            view.town, offer.row.key, every=True
        )  # the offer judged who asks
        return side_of(reads.told_in(row), like=like, on=on)
    town = territory.town_or_404(offer.key)
    days = premises.known_days(town)
    if not days:
        return None
    day = min(days, key=lambda one: (abs(one - on), one)) if on else days[-1]
    key = _key_like(territory.perimeters(town), like)
    return side_of(_told(town, key, day), key=key, on=day)


def _key_like(rows: Sequence[Perimeter], like: ToldPerimeter | None) -> str:
    """The perimeter of the same nature; the whole town stands for a commune."""
    if like is None:
        return rows[0].slug if rows else ""
    if like.kind == WHOLE:
        return ""
    same = [row.slug for row in rows if row.kind == like.kind]
    return next(iter([*same, *(row.slug for row in rows)]), "")


def _told(town: Town, key: str, on: dt.date) -> Told:
    page = reverse("indicators", args=[town.slug])
    return reads.told_of(town, page=page, perimeters={key}, days=(on,))
