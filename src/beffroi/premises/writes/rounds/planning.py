"""Plan a round, share its streets, order its walk, move it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import Premises, RoundPart, RoundStop, SurveyRound
from beffroi.premises.reads.rounds.planning import doors_within, stops_at
from beffroi.premises.rules.rounds import life
from beffroi.premises.rules.rounds.notes import PROTOCOL
from beffroi.premises.rules.rounds.order import Choice, legs
from beffroi.territory.models import Perimeter, Street, Town


@transaction.atomic
def plan_round(
    *,
    town: Town,
    perimeter: Perimeter,
    name: str,
    planned_from: dt.date,
    planned_to: dt.date,
    people: Iterable[Person],
    by: Person | None,
) -> SurveyRound:
    """A round over every door that stands in the perimeter, its walk already in order.

    Raises `RoundRefused` when nothing stands there.
    """
    doors = list(doors_within(town, perimeter, timezone.localdate()))
    if not doors:
        raise life.RoundRefused(life.NEEDS["stops"])
    made: SurveyRound = SurveyRound.objects.create(
        town=town, perimeter=perimeter, name=name, protocol_version=PROTOCOL,
        planned_from=planned_from, planned_to=planned_to,
    )  # fmt: skip
    _lay(made, doors, ())
    for person in people:
        RoundPart.objects.create(round=made, person=person)
    audit.record(
        "premises.round_planned", by=by, town=town.insee_code, on=made.key, doors=len(doors)
    )
    return made


def _lay(round: SurveyRound, doors: Sequence[Premises], chosen: Sequence[Choice]) -> None:
    """Write the order of the walk: stops by rank, and how each street is walked."""
    walk = legs(stops_at(doors), chosen)
    streets = {door.pk: door.street_id for door in doors}
    ranked = [stop.key for leg in walk for stop in leg.stops]
    RoundStop.objects.of(round.town).filter(round=round).delete()
    RoundStop.objects.bulk_create(
        (
            RoundStop(round=round, premises_id=key, street_id=streets[key], rank=rank)
            for rank, key in enumerate(ranked, start=1)
        ),
        batch_size=2000,
    )
    round.walk = [asdict(leg.choice) for leg in walk]
    round.save(update_fields=["walk"])


@transaction.atomic
def reorder(*, round: SurveyRound, chosen: Sequence[Choice], by: Person | None) -> None:
    """Walk the streets in this order and manner; the doors stay those planned.

    Raises `RoundRefused` once the walk is over.
    """
    held = lock(round)
    life.check_takes_notes(held.state)
    stops = RoundStop.objects.of(held.town).filter(round=held).select_related("premises__street")
    _lay(held, [stop.premises for stop in stops], chosen)
    audit.record("premises.round_reordered", by=by, town=held.town.insee_code, on=held.key)


@transaction.atomic
def share(
    *, round: SurveyRound, parts: Mapping[Person, Sequence[Street]], by: Person | None
) -> None:
    """Who walks which streets (none named: all of them); whoever is left out walks no more."""
    held = lock(round)
    life.check_takes_notes(held.state)
    rows = RoundPart.objects.of(held.town).filter(round=held)
    rows.exclude(person__in=list(parts)).delete()
    for person, streets in parts.items():
        part, _ = RoundPart.objects.across_towns().get_or_create(round=held, person=person)
        part.streets.set(streets)
    audit.record(
        "premises.round_shared", by=by, town=held.town.insee_code, on=held.key, people=len(parts)
    )


@transaction.atomic
def move(*, round: SurveyRound, way: str, by: Person | None, facts: frozenset[str]) -> SurveyRound:
    """Make one transition of the table but publishing, which has its own write.

    Raises `RoundRefused` from another state, or without what the way needs.
    """
    held = lock(round)
    held.state = life.check(way, held.state, facts).end
    held.save(update_fields=["state"])
    audit.record(
        "premises.round_moved", by=by, town=held.town.insee_code, on=held.key, state=held.state
    )
    return held


@transaction.atomic
def drop_round(*, round: SurveyRound, by: Person) -> None:
    """Take back a plan nobody has walked. Raises `RoundRefused` once a note has arrived."""
    held = lock(round)
    if held.state != life.State.PLANNED or held.notes.exists() or held.photos.exists():
        raise life.RoundRefused(life.NEEDS["unwalked"])
    audit.record(
        "premises.round_dropped", by=by, town=held.town.insee_code, on=held.key, name=held.name
    )
    held.delete()


def lock(round: SurveyRound) -> SurveyRound:
    """The round held for writing: notes that arrive wait, or come before."""
    rows = (
        SurveyRound.objects.across_towns()
        .select_related("town", "perimeter", "supersedes__source")
        .select_for_update(of=("self",))
    )
    found: SurveyRound = rows.get(pk=round.pk)
    return found
