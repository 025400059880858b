"""Shops one after the other: what is asked for, which come first, how far each is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from beffroi.marketplace.reads import Window
from beffroi.marketplace.rules.walking import Point, walk_minutes
from beffroi.merchants import reads as merchants
from beffroi.territory import reads as territory
from beffroi.ui.families import label_of

SHOWN = 24  # shops of a group before it is unfolded: three screens of a phone
OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"


class Line(NamedTuple):
    """One shop of the list; `minutes` on foot from where one starts, when that was said."""

    window: Window
    trade: str
    state: str
    stands: str
    minutes: int | None

    @property
    def href(self) -> str:
        """The address of its page."""
        return address_of(self.window)


class Group(NamedTuple):
    """Shops that stand alike now, under one heading."""

    state: str
    title: str
    lines: list[Line]

    @property
    def first(self) -> list[Line]:
        """Those shown at once."""
        return self.lines[:SHOWN]

    @property
    def others(self) -> list[Line]:
        """Those folded."""
        return self.lines[SHOWN:]


@dataclass(frozen=True)
class Asked:
    """What the reader asked to see, and what there is to ask for."""

    family: str
    street: str
    only_open: bool
    families: list[tuple[str, str]] = field(default_factory=list)
    streets: list[tuple[str, str]] = field(default_factory=list)
    start: Point | None = None

    @classmethod
    def of(cls, query: MultiValueDict[str, str], windows: Sequence[Window]) -> Asked:
        """From the address; what is not there counts as not asked."""
        families = {one.family: str(label_of(one.family)) for one in windows if one.family}
        doors = _doors(windows)
        family, street = query.get("famille") or "", query.get("depuis") or ""
        return cls(
            family if family in families else "",
            street if street in doors else "",
            query.get("ouverts") == "1",
            sorted(families.items(), key=lambda pair: pair[1]),
            sorted(((slug, name) for slug, (name, _) in doors.items()), key=lambda pair: pair[1]),
            doors[street][1] if street in doors else None,
        )

    def keeps(self, line: Line) -> bool:
        """Whether this shop was asked for."""
        right = not self.family or line.window.family == self.family
        return right and (not self.only_open or line.state == OPEN)


def _doors(windows: Iterable[Window]) -> dict[str, tuple[str, Point]]:
    """Each street by its slug: its name, and the middle of its shops' doors."""
    found: dict[str, tuple[str, list[Point]]] = {}
    for one in windows:
        if one.premises and one.premises.street and one.point:
            street = one.premises.street
            found.setdefault(street.slug, (street.name, []))[1].append(one.point)
    return {
        slug: (name, Point(*(sum(edge) / len(points) for edge in zip(*points, strict=True))))
        for slug, (name, points) in found.items()
    }


def lines_of(windows: Iterable[Window], now: dt.datetime, start: Point | None) -> list[Line]:
    """How each shop stands at an instant."""
    return [_line(one, now, start) for one in windows]


def _line(window: Window, now: dt.datetime, start: Point | None) -> Line:
    today = timezone.localdate(now, territory.zone_of(window.town.insee_code))
    minutes = walk_minutes(start, window.point) if start and window.point else None
    trade = merchants.activity_label(window.activity)
    if window.hours is None or not window.hours_fresh(today):
        return Line(window, trade, UNKNOWN, "", minutes)
    return Line(window, trade, *merchants.standing(window.hours, now), minutes)


def arranged(lines: Iterable[Line]) -> list[Group]:
    """Open ones first, then those whose hours nobody knows, then closed ones; the nearest first."""
    titles = (
        (OPEN, _("Ouverts maintenant")),
        (UNKNOWN, _("Horaires non vérifiés")),
        (CLOSED, _("Fermés en ce moment")),
    )
    kept = sorted(lines, key=lambda one: (one.minutes or 0, one.window.name.casefold()))
    groups = [
        Group(state, said, [one for one in kept if one.state == state]) for state, said in titles
    ]
    return [group for group in groups if group.lines]


def address_of(window: Window) -> str:
    """The one address of a shop's page."""
    return reverse("shop_named", args=[window.town.slug, window.shop.public_id, window.slug])
