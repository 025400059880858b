"""Publish a round: its notes become observations, its figures are counted and kept.

A round published is never written again. Corrected, it has a next version, of the same source: what
that one says is a new recording, so that what was true as known then can always be asked again.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.kernel import audit
from beffroi.premises.models import RoundPart, RoundStop, SurveyRound
from beffroi.premises.reads import cell_list
from beffroi.premises.reads.coverage import COMPLETE, coverage_on
from beffroi.premises.reads.rounds.checking import Checking, checking, facts_of, field_of
from beffroi.premises.rules.rounds import life
from beffroi.premises.rules.rounds.tally import tally
from beffroi.premises.writes.coverage import state_coverage
from beffroi.premises.writes.placing import place_within_all
from beffroi.premises.writes.rounds.ledger import enter
from beffroi.premises.writes.rounds.planning import lock
from beffroi.premises.writes.rounds.recording import record
from beffroi.premises.writes.rounds.telling import tell_published
from beffroi.premises.writes.timelines import rebuild
from beffroi.sources.records import SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Town


@transaction.atomic
def publish(*, round: SurveyRound, by: Any, now: dt.datetime | None = None) -> SurveyRound:
    """Write what the round saw, count it, close it; its predecessor is superseded.

    Raises `RoundRefused` from another state than validated, or while two notes contradict.
    """
    Town.objects.select_for_update().get(pk=round.town_id)  # two writers of a town take turns
    now = now or timezone.now()
    held = lock(round)
    seen = checking(held)
    held.state = life.check("publish", held.state, facts_of(held, seen)).end
    _date(held, seen)
    held.source = _source(held)
    wrote = record(held, seen)
    rebuild(held.town, wrote.moved, known_at=now)
    wrote.name_shops()
    if wrote.created:
        place_within_all(town=held.town)
    _close(held, seen, by, now)
    territory.touch(held.town)
    tell_published(held, by=by)
    return held


def _date(held: SurveyRound, seen: Checking) -> None:
    """First and last day of the walk; of a correction, those of what it corrects."""
    before = held.supersedes
    if before is not None:
        held.started_on, held.ended_on = before.started_on, before.ended_on
        return
    days = [timezone.localdate(note.seen_at) for note in seen.notes]
    held.started_on, held.ended_on = min(days), max(days)


def _source(held: SurveyRound) -> Source:
    """What the round is to those who ask where a figure comes from; one for all its versions."""
    if held.supersedes is not None and held.supersedes.source is not None:
        return held.supersedes.source
    facts = SourceFacts("survey", as_of=held.ended_on)
    return territory.add_source(
        town=held.town, facts=facts, label=held.name, name=held.key,
        is_simulated=held.town.is_fictional,
    )  # fmt: skip


def _close(held: SurveyRound, seen: Checking, by: Any, now: dt.datetime) -> None:
    share = seen.share_seen
    held.completeness = _thousandths(share)
    _cover(held, seen, now)
    held.published_at, held.published_by = now, getattr(by, "key", "")
    held.published_counts = counts_of(held, known_on=now)
    held.save()
    enter(held, known_on=now)
    if held.supersedes is not None:
        old = lock(held.supersedes)
        old.state = life.check("supersede", old.state, frozenset({"next_published"})).end
        old.save(update_fields=["state"])
    audit.record(
        "premises.round_published", by=by, town=held.town.insee_code, on=held.key,
        version=held.version, seen=len(seen.doors) - len(seen.unseen), doors=len(seen.doors),
    )  # fmt: skip


def _thousandths(share: float | None) -> Decimal | None:
    """Rounded down: a door missed is never rounded away."""
    if share is None:
        return None
    return Decimal(str(share)).quantize(Decimal("0.001"), rounding=ROUND_DOWN)


def _cover(held: SurveyRound, seen: Checking, now: dt.datetime) -> None:
    """What share of the town's field is known on the day the walk ended.

    A round of the whole field speaks for itself. One of a few streets leaves the rest as the last
    source showed it, so that the town stays as well known as it was.
    """
    assert held.source is not None  # noqa: S101 - set by publish, for the type checker
    planned, own = field_of(seen)
    stock = vacancy = activity = held.completeness
    note = ""
    before = coverage_on(held.town, held.ended_on) if held.ended_on else None
    if planned < COMPLETE:
        told = before if before and before.source != held.source else None
        stock, vacancy, activity = (
            _thousandths(max(own, known or 0.0))
            for known in ((told.stock, told.vacancy, told.activity) if told else (None, None, None))
        )
        place = held.perimeter.name if held.perimeter else held.name
        note = _("Relevé de « %(place)s » ; ailleurs, la ville comme on la connaissait.") % {
            "place": place
        }
    state_coverage(
        source=held.source, stock=stock, vacancy=vacancy, activity=activity, note=note, known_at=now
    )


def counts_of(held: SurveyRound, *, known_on: dt.datetime) -> dict[str, Any]:
    """The doors of the perimeter counted by street on the last day of the walk, as known then."""
    cells = cell_list(held.town, held.ended_on, perimeter=held.perimeter, known_on=known_on)  # type: ignore[arg-type]
    return tally((cell.public_id, cell.state, cell.street_slug, cell.street) for cell in cells)


@transaction.atomic
def correct(*, round: SurveyRound, by: Any) -> SurveyRound:
    """Open the next version of a published round: same doors, same people, notes to come.

    Raises `RoundRefused` when it is not published, or when a version is already open.
    """
    held = lock(round)
    if held.state != life.State.PUBLISHED:
        raise life.RoundRefused(_("Seule la dernière version publiée se corrige."))
    if SurveyRound.objects.of(held.town).filter(supersedes=held).exists():
        raise life.RoundRefused(_("Une version corrigée est déjà ouverte."))
    today = timezone.localdate()
    made: SurveyRound = SurveyRound.objects.create(
        town=held.town, perimeter=held.perimeter, name=held.name, supersedes=held,
        version=held.version + 1, protocol_version=held.protocol_version or 1, walk=held.walk,
        planned_from=today, planned_to=today, state=life.State.IN_PROGRESS,
    )  # fmt: skip
    _copy(held, made)
    audit.record("premises.round_corrected", by=by, town=held.town.insee_code, on=made.key)
    return made


def _copy(held: SurveyRound, made: SurveyRound) -> None:
    stops = RoundStop.objects.of(held.town).filter(round=held)
    RoundStop.objects.bulk_create(
        RoundStop(
            round=made, premises_id=stop.premises_id, street_id=stop.street_id, rank=stop.rank
        )
        for stop in stops
    )
    for part in RoundPart.objects.of(held.town).filter(round=held):
        copied = RoundPart.objects.create(round=made, person=part.person, district=part.district)
        copied.streets.set(part.streets.all())
