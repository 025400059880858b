"""A round under way in the invented town: two people, half the doors noted, some things to settle.

Everything is simulated, as the whole town is; the days are those of the day the demo is laid out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.portal.demo.people import PEOPLE
from beffroi.premises.models import SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import Door
from beffroi.premises.writes import rounds as writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town

ADVISOR, SURVEYOR = PEOPLE[0][0], "demo-enqueteur"
WALKED = 0.55  # share of the doors noted
PACE = dt.timedelta(seconds=38)


@transaction.atomic
def load_round(town: Town | None) -> bool:
    """Plan a round of the centre and walk half of it, once; whether anything was told."""
    perimeter = territory.perimeter(town) if town else None
    if town is None or perimeter is None or SurveyRound.objects.of(town).exclude(walk=[]).exists():
        return False
    today = timezone.localdate()
    people = {row.key: row for row in Person.objects.filter(key__in=[ADVISOR, SURVEYOR])}
    camille, robin = people[ADVISOR], people[SURVEYOR]
    held = writes.plan_round(
        town=town, perimeter=perimeter, name=_("Relevé de l’année (simulé)"),
        planned_from=today - dt.timedelta(days=1), planned_to=today + dt.timedelta(days=4),
        people=[camille, robin], by=camille,
    )  # fmt: skip
    doors = reads.doors_of(held, today)
    first = [door for door in doors[: round(len(doors) * WALKED)] if door.street_slug]
    _share(held, doors, camille, robin)
    writes.move(round=held, way="begin", by=camille, facts=reads.facts_of(held))
    for person, device, told in _notes(first, camille, robin):
        now = timezone.now()
        writes.receive_notes(round=held, by=person, device=device, sent_at=now, notes=told, now=now)
    return True


def _share(held: SurveyRound, doors: Sequence[Door], camille: Person, robin: Person) -> None:
    """Every other street to each, the first one to both."""
    slugs = list(dict.fromkeys(door.street_slug for door in doors if door.street_slug))
    streets = {row.slug: row for row in Street.objects.of(held.town).filter(slug__in=slugs)}
    mine, hers = slugs[::2], [slugs[0], *slugs[1::2]]
    parts = {camille: [streets[s] for s in mine], robin: [streets[s] for s in hers]}
    writes.share(round=held, parts=parts, by=camille)


def _notes(
    doors: Sequence[Door], camille: Person, robin: Person
) -> Iterator[tuple[Person, str, list[dict[str, Any]]]]:
    begun = timezone.now() - dt.timedelta(hours=6)
    slugs = list(dict.fromkeys(door.street_slug for door in doors))
    for person, device, odd in ((camille, "simulated-1", 0), (robin, "simulated-2", 1)):
        own = [door for door in doors if slugs.index(door.street_slug) % 2 == odd]
        yield person, device, [_note(device, n, door, begun) for n, door in enumerate(own)]
    # Robin passed at the first door too, and saw it otherwise: somebody has to choose.
    yield robin, "simulated-2", [_other(doors[0], begun)]


def _note(device: str, n: int, door: Door, begun: dt.datetime) -> dict[str, Any]:
    kind, said = _seen(n, door)
    return _told(f"{device}/{door.public_id}", n, door.public_id, begun + PACE * n, kind, said)


def _seen(n: int, door: Door) -> tuple[str, dict[str, Any]]:
    """Most doors as they were; now and then what a street holds in surprises."""
    if door.state == "occupied" and n % 23 == 11:
        return "changed", {
            "state": "vacant",
            "window": "papered",
            "comment": _("Bail à céder sur la vitrine."),
        }
    if door.state == "vacant" and n % 3 == 1:
        return "changed", {"state": "works_with_taker", "window": "works", "taker": "yes"}
    if door.state == "occupied" and n % 29 == 17:
        season = {"from": "11-01", "to": "03-31"}
        return "changed", {"state": "seasonal_closed", "name": door.name, "seasonal": season}
    return "unchanged", {}


def _other(door: Door, begun: dt.datetime) -> dict[str, Any]:
    said = {"state": "vacant", "window": "empty", "comment": _("Rideau baissé, plus d’enseigne.")}
    return _told(
        f"other/{door.public_id}", 9000, door.public_id, begun + 400 * PACE / 10, "changed", said
    )


def _told(
    seed: str, n: int, door: str, at: dt.datetime, kind: str, said: dict[str, Any]
) -> dict[str, Any]:
    return {
        "uuid": str(uuid5(NAMESPACE_URL, f"beffroi-demo/{seed}")), "seq": n, "seen_at": at.isoformat(),
        "door": door, "kind": kind, "said": said,
    }  # fmt: skip
