"""The clock of each reader: that of their towns."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.utils import timezone

from beffroi.territory.models import AreaPlace, RoleAssignment
from beffroi.territory.reads.clock import zone_of

AREA = ("commune", "department")  # whose codes begin as those of the communes in them


def clocks_of(readers: Mapping[int, Collection[str]]) -> Mapping[int, dt.tzinfo]:
    """The zone of each reader: of the towns of their roles today, else of the towns they wait to
    hear of (their codes). In several zones, the one most of them keep; two queries.
    """
    codes = _codes_of(readers)
    return {
        reader: _zone(codes.get(reader) or [one for one in told if one])
        for reader, told in readers.items()
    }


def _codes_of(readers: Iterable[int]) -> dict[int, list[str]]:
    """Codes of the towns, and of the areas of the bodies, that these people act in today."""
    found: dict[int, list[str]] = {}
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(person__in=list(readers), valid__contains=today)
    bodies: dict[int, set[int]] = {}
    for person, town, body in held.values_list("person", "town__insee_code", "organisation"):
        if town:
            found.setdefault(person, []).append(town)
        elif body:
            bodies.setdefault(body, set()).add(person)
    area = AreaPlace.objects.filter(organisation__in=bodies, valid__contains=today, level__in=AREA)
    for body, code in area.values_list("organisation", "code"):
        for person in bodies[body]:
            found.setdefault(person, []).append(code)
    return found


def _zone(codes: Iterable[str]) -> dt.tzinfo:
    """The zone most of these towns keep: of two as many, ours, else the first by name."""
    counts = Counter(zone_of(code) for code in codes)
    if not counts:
        return timezone.get_default_timezone()
    ours = settings.TIME_ZONE
    return min(counts, key=lambda zone: (-counts[zone], zone.key != ours, zone.key))
