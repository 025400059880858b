"""Hours two streets of the invented town agreed on, and what its last simulated round saw of them.

The surveyors of that round noted each open or closed door as they passed, twice in the Grande-Rue.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.premises.models import Premises, SharedHours, SurveyRound
from beffroi.premises.writes import hours as writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town

AGREED = dt.date(2025, 9, 2)
PACE = dt.timedelta(seconds=50)
# street → hours agreed, and when the surveyors passed: (day, hour, share found open)
STREETS: dict[str, tuple[str, tuple[tuple[dt.date, int, float], ...]]] = {
    "Grande-Rue des Drapiers": (
        "Tu-Sa 10:00-12:30,14:00-19:00; PH off",
        ((dt.date(2026, 5, 12), 10, 0.78), (dt.date(2026, 5, 15), 14, 0.9)),
    ),
    "Place du Marché-aux-Laines": (
        "Tu-Sa 09:30-19:00; PH off",
        ((dt.date(2026, 5, 13), 12, 0.6),),
    ),
    "Passage du Dé-d’Argent": ("Tu-Sa 10:00-18:30", ((dt.date(2026, 5, 13), 15, 0.9),)),
}  # fmt: skip


def load_hours(town: Town | None, *, by: Person) -> None:
    """The agreements, then the passages of the last round; told once."""
    if town is None or SharedHours.objects.of(town).exists():
        return
    streets = {row.name: row for row in Street.objects.of(town)}
    walked = SurveyRound.objects.of(town).filter(state="published").order_by("-ended_on").first()
    for name, (hours, passed) in STREETS.items():
        writes.agree(
            town=town, by=by, street=streets[name], sector=None, hours=hours, agreed_on=AGREED,
            agreed_by=_("Association des commerçants (simulée)"), starts_on=dt.date(2025, 10, 1),
        )  # fmt: skip
        if walked is not None:
            writes.keep_open_doors(round=walked, seen=_passages(town, streets[name], passed))


def _passages(
    town: Town, street: Street, passed: Sequence[tuple[dt.date, int, float]]
) -> Iterator[tuple[Premises, dt.datetime, bool]]:
    """Door after door, some left unseen; chance is the same on every machine."""
    zone = territory.zone_of(town.insee_code)
    doors = list(Premises.objects.of(town).filter(street=street).order_by("along_m", "pk"))
    for day, hour, share in passed:
        begun = dt.datetime.combine(day, dt.time(hour, 5), zone)
        for rank, door in enumerate(doors):
            drawn = _chance(door, day)
            if drawn < 0.88:  # the others were hidden by a delivery, or forgotten
                yield door, begun + PACE * rank, drawn < 0.88 * share


def _chance(door: Premises, day: dt.date) -> float:
    """From 0 to 1, by the place of the door and the day."""
    where = f"{door.lon:.6f}|{door.lat:.6f}|{day}"
    return zlib.crc32(where.encode()) / 0xFFFFFFFF
