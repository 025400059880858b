"""Rebuild the dated rows of premises from all their observations, closing only what changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from beffroi.kernel.period import between
from beffroi.merchants.models import Network
from beffroi.merchants.writes import record_networks
from beffroi.premises.models import Observation, Occupancy, PremisesState
from beffroi.premises.rules import (
    Occupant,
    Segment,
    Situation,
    occupants_of,
    states_of,
    timeline,
)
from beffroi.premises.writes.in_bulk import close_rows
from beffroi.territory.models import Town


def rebuild(town: Town, premises: Iterable[int], *, known_at: dt.datetime) -> None:
    """Make states and occupancies say what the observations say, as known from `known_at`."""
    wanted = set(premises)
    if not wanted:
        return
    sightings = _sightings(wanted)
    networks = _networks(sightings)
    states, occupancies = [], []
    for pk in wanted:
        segments = timeline((on, what) for on, what, _ in sightings[pk])
        by_day = {on: source for on, _, source in sightings[pk]}
        states += [_state(pk, s, by_day[s.seen_on]) for s in states_of(segments)]
        occupancies += [
            _occupancy(pk, s, by_day[s.seen_on], networks) for s in occupants_of(segments)
        ]
    _replace(PremisesState, wanted, states, known_at)
    _replace(Occupancy, wanted, occupancies, known_at)


def _sightings(wanted: set[int]) -> dict[int, list[tuple[dt.date, Situation, int]]]:
    """Observations by premises; of two on the same day the later written comes last."""
    rows = Observation.objects.across_towns().filter(
        premises_id__in=wanted, source__removed_at=None
    )
    found: dict[int, list[tuple[dt.date, Situation, int]]] = defaultdict(list)
    for row in rows.exclude(state=Observation.NOT_SEEN).order_by("pk"):
        what = Situation.from_data(row.state, row.occupant)
        found[row.premises_id].append((row.seen_on, what, row.source_id))
    return found


def _networks(
    sightings: dict[int, list[tuple[dt.date, Situation, int]]],
) -> dict[str, Network]:
    """The networks named by any occupant."""
    occupants = [s.occupant for seen in sightings.values() for _, s, _ in seen if s.occupant]
    return record_networks({o.network_ref: o.name for o in occupants if o.network_ref})


def _state(pk: int, segment: Segment[str], source: int) -> PremisesState:
    return PremisesState(
        premises_id=pk,
        kind=segment.value,
        valid=between(segment.start, segment.end),
        first_seen_on=segment.seen_on,
        source_id=source,
    )


def _occupancy(
    pk: int, segment: Segment[Occupant], source: int, networks: dict[str, Network]
) -> Occupancy:
    who = segment.value
    return Occupancy(
        premises_id=pk,
        valid=between(segment.start, segment.end),
        first_seen_on=segment.seen_on,
        source_id=source,
        name=who.name[:160],
        activity=who.activity,
        family=who.family,
        network=networks.get(who.network_ref),
        trade_tag=who.trade_tag[:80],
        low_flow=who.low_flow,
        personal_service=who.personal_service,
    )


SAID = {
    PremisesState: ("kind", "valid", "first_seen_on", "source_id"),
    Occupancy: (
        "name",
        "activity",
        "family",
        "network_id",
        "trade_tag",
        "low_flow",
        "personal_service",
        "valid",
        "first_seen_on",
        "source_id",
    ),
}


def _replace(model: Any, wanted: set[int], rows: list[Any], known_at: dt.datetime) -> None:
    """Close the open rows that are no longer said, add those newly said; keep the rest."""
    words = SAID[model]

    def said(row: Any) -> tuple[Any, ...]:
        return (row.premises_id, *(getattr(row, word) for word in words))

    held = {
        said(row): row
        for row in model.objects.across_towns().known().filter(premises_id__in=wanted)
    }
    now = {said(row): row for row in rows}
    close_rows(model, [row.pk for key, row in held.items() if key not in now], known_at)
    fresh = [row for key, row in now.items() if key not in held]
    for row in fresh:
        row.recorded = DateTimeTZRange(known_at, None, "[)")
    model.objects.bulk_create(fresh, batch_size=2000)
