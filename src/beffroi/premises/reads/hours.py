"""Hours agreed and what rounds noted of open doors. Only rounds once published are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404

from beffroi.premises.models import SharedHours
from beffroi.premises.reads.asof import as_of_sql, rows
from beffroi.premises.rules.hours import (
    Agreed,
    Check,
    Held,
    HoursTally,
    agreed_at,
    by_agreement,
    held,
    tally,
)
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Street, Town

YEAR = 365  # days of checks that speak of a day

# A shop in activity that day, what a published round noted of it, and the hours it posts.
CHECKS = """
SELECT p.id, (n.seen_at AT TIME ZONE %(zone)s), (n.said->>'open_now')::boolean, p.street_id,
  ARRAY(SELECT w.perimeter_id FROM premises_within w WHERE w.premises_id = p.id),
  coalesce(h.opening_hours, ''), n.uuid, n.replaces
FROM premises_fieldnote n
JOIN premises_surveyround r ON r.id = n.round_id AND r.state IN ('published', 'superseded')
JOIN premises_premises p ON p.id = n.premises_id AND p.in_field
JOIN premises_premisesstate s ON s.premises_id = p.id AND upper_inf(s.recorded)
  AND s.kind = 'occupied' AND s.valid @> (n.seen_at AT TIME ZONE %(zone)s)::date
LEFT JOIN premises_occupancy o ON o.premises_id = p.id AND upper_inf(o.recorded)
  AND o.valid @> (n.seen_at AT TIME ZONE %(zone)s)::date
LEFT JOIN merchants_shop h ON h.id = o.shop_id
WHERE r.town_id = %(town)s AND jsonb_typeof(n.said->'open_now') = 'boolean'
  AND (n.seen_at AT TIME ZONE %(zone)s)::date > %(first)s
  AND (n.seen_at AT TIME ZONE %(zone)s)::date <= %(on)s
  AND (%(known)s::timestamptz IS NULL OR r.published_at IS NULL OR r.published_at <= %(known)s)
  AND n.received_at <= coalesce(%(known)s::timestamptz, 'infinity'){place}
ORDER BY n.seen_at, n.id
"""

UNDER = """
SELECT p.id, p.street_id,
  ARRAY(SELECT v.perimeter_id FROM premises_within v WHERE v.premises_id = p.id)
{body} AND s.kind = 'occupied'{place}
"""
INSIDE = " AND p.id IN (SELECT premises_id FROM premises_within WHERE perimeter_id = %(perimeter)s)"


@dataclass(frozen=True, slots=True)
class HoursSeen:
    """Checks at agreed hours over a year, up to a day; `under` the doors under an agreement then."""

    agreements: tuple[SharedHours, ...]
    found: tuple[Held, ...]
    outside: int
    under: dict[int, int]  # door → agreement

    @property
    def tally(self) -> HoursTally:
        """All together."""
        return tally(
            self.found, outside=self.outside, under=self.under, agreements=len(self.agreements)
        )

    def of(self, row: SharedHours) -> HoursTally:
        """Under one agreement; what fell outside its hours is told with all the others."""
        doors = [door for door, key in self.under.items() if key == row.pk]
        own = by_agreement(self.found).get(row.pk, [])
        return tally(own, outside=0, under=doors, agreements=1)


def shared_hours(town: Town) -> list[SharedHours]:
    """Every agreement of a town, the latest first. One query."""
    return list(SharedHours.objects.of(town).select_related("street", "sector"))


def hours_or_404(town: Town, key: str) -> SharedHours:
    """The agreement of this key in this town."""
    rows_of = SharedHours.objects.of(town).select_related("street", "sector", "town")
    found: SharedHours | None = rows_of.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def as_agreed(row: SharedHours) -> Agreed:
    """An agreement as the rules read it."""
    return Agreed(row.pk, row.hours, row.starts_on, row.ends_on, row.street_id, row.sector_id)


def hours_seen(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
    within_days: int = YEAR,
) -> HoursSeen:
    """What was seen of the hours agreed, over a year up to a day. Three queries; one without any."""
    every = shared_hours(town)
    if not every:
        return HoursSeen((), (), 0, {})
    agreements = [as_agreed(row) for row in every]
    first = on - dt.timedelta(days=within_days)
    checks = _checks(town, first, on, perimeter, street, known_on)
    found, outside = held(checks, agreements, country=settings.BEFFROI_COUNTRY)
    under = _under(town, on, agreements, perimeter, street, known_on)
    kept = {one.agreed.key for one in found} | set(under.values())
    return HoursSeen(tuple(row for row in every if row.pk in kept), tuple(found), outside, under)


def _place(perimeter: Perimeter | None, street: Street | None) -> str:
    said = "" if street is None else " AND p.street_id = %(street)s"
    return said if perimeter is None else said + INSIDE


def _checks(
    town: Town,
    first: dt.date,
    on: dt.date,
    perimeter: Perimeter | None,
    street: Street | None,
    known_on: dt.datetime | None,
) -> list[Check]:
    asked = {
        "town": town.pk, "zone": territory.zone_of(town.insee_code).key, "first": first, "on": on,
        "known": known_on, "street": street and street.pk, "perimeter": perimeter and perimeter.pk,
    }  # fmt: skip
    told = rows(CHECKS.format(place=_place(perimeter, street)), asked)
    return [
        Check(door, at, is_open, street_id, frozenset(sectors), own, uuid, replaces)
        for door, at, is_open, street_id, sectors, own, uuid, replaces in told
    ]


def _under(
    town: Town,
    on: dt.date,
    agreements: Sequence[Agreed],
    perimeter: Perimeter | None,
    street: Street | None,
    known_on: dt.datetime | None,
) -> dict[int, int]:
    """Doors in activity on a day with the agreement they are under. One query."""
    body, values = as_of_sql(town, on, known_on, perimeter)
    sql = UNDER.format(body=body, place=_place(None, street))
    noon = dt.datetime.combine(on, dt.time(12))
    found: dict[int, int] = {}
    for door, street_id, sectors in rows(sql, values | {"street": street and street.pk}):
        here = Check(door, noon, open=True, street=street_id, sectors=frozenset(sectors))
        agreed = agreed_at(agreements, here)
        if agreed is not None:
            found[door] = agreed.key
    return found
