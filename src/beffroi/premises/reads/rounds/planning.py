"""What a plan is made of: the doors of a perimeter, who may walk, how far each street is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalandise.projection import LocalProjection
from django.db.models import Q

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.premises.models import FieldNote, Premises, PremisesState, RoundStop, SurveyRound
from beffroi.premises.rules.rounds.order import Choice, Stop, length_m
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town


def doors_within(town: Town, perimeter: Perimeter, on: dt.date) -> Any:
    """Premises of a perimeter that stand on a day: a cell that is no more is not walked to."""
    gone = PremisesState.objects.of(town).as_of(on).filter(kind="demolished_merged")
    rows = Premises.objects.of(town).filter(in_field=True, within__perimeter=perimeter)
    return rows.exclude(pk__in=gone.values("premises")).select_related("street")


def stops_at(doors: Sequence[Premises]) -> list[Stop]:
    """The doors as an order takes them, in metres around their middle."""
    if not doors:
        return []
    points = [[door.lon, door.lat] for door in doors]
    metres = LocalProjection.around(points).to_metres(points)
    return [
        Stop(door.pk, door.street_id, door.side, door.along_m, float(x), float(y))
        for door, (x, y) in zip(doors, metres, strict=True)
    ]


def who_may_walk(town: Town, on: dt.date) -> Any:
    """Surveyors of the town and its team, by name."""
    team = territory.team_of(town, on).values("pk")
    surveyors = territory.holders_in(town, roles.SURVEYOR, on).values("pk")
    return Person.objects.filter(Q(pk__in=team) | Q(pk__in=surveyors)).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class StreetPart:
    """One street of a round: its place in the walk, its doors, how many were noted."""

    street_id: int | None
    name: str
    slug: str
    choice: Choice
    doors: int
    noted: int
    metres: float

    @property
    def whole(self) -> bool:
        """Whether every door was noted."""
        return self.noted >= self.doors


def street_parts(round: SurveyRound) -> list[StreetPart]:
    """The streets of a round in the order of its walk. Two queries."""
    stops = list(
        RoundStop.objects.of(round.town)
        .filter(round=round)
        .select_related("premises", "street")
        .order_by("rank", "pk")
    )
    noted = noted_doors(round)
    places = {one.key: one for one in stops_at([stop.premises for stop in stops])}
    held: dict[int | None, list[RoundStop]] = {}
    for stop in stops:
        held.setdefault(stop.street_id, []).append(stop)
    choices = {choice.street: choice for choice in walk_of(round)}
    return [_part(key, found, places, noted, choices) for key, found in held.items()]


def _part(
    key: int | None,
    stops: Sequence[RoundStop],
    places: dict[int, Stop],
    noted: set[int],
    choices: dict[int | None, Choice],
) -> StreetPart:
    street = stops[0].street
    return StreetPart(
        key,
        street.name if street else "",
        street.slug if street else "",
        choices.get(key, Choice(key)),
        len(stops),
        sum(stop.premises_id in noted for stop in stops),
        length_m([places[stop.premises_id] for stop in stops]),
    )


def walk_of(round: SurveyRound) -> list[Choice]:
    """How each street is walked, as it was decided."""
    return [Choice(one["street"], one["mode"], one["turned"]) for one in round.walk]


def noted_doors(round: SurveyRound) -> set[int]:
    """Premises some note speaks of. One query."""
    rows = FieldNote.objects.of(round.town).filter(round=round, premises__isnull=False)
    return set(rows.order_by().values_list("premises_id", flat=True).distinct())


def counts_by_round(town: Town, keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    """(doors, doors noted) of each round. Two queries."""
    stops = RoundStop.objects.of(town).filter(round__in=keys).order_by()
    doors = Counter(stops.values_list("round_id", flat=True))
    notes = FieldNote.objects.of(town).filter(round__in=keys, premises__isnull=False).order_by()
    noted = Counter(key for key, _ in notes.values_list("round_id", "premises_id").distinct())
    return {key: (doors[key], min(noted[key], doors[key])) for key in keys}
