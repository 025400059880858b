"""One door, seen by one person of the team on a day: an observation like any other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.kernel.country import country_pack
from beffroi.premises.models import Observation, Premises
from beffroi.premises.rules import Situation
from beffroi.premises.rules.rounds.telling import said_of
from beffroi.premises.writes.occupants import name_shops, situation_of
from beffroi.premises.writes.sightings import note
from beffroi.premises.writes.timelines import rebuild
from beffroi.sources.records import PremisesSeen, SourceFacts
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Town


@transaction.atomic
def see_door(*, premises: Premises, on: dt.date, said: dict[str, Any]) -> Observation:
    """Note what somebody of the team saw at this door on this day, and bring its times up to date.

    `said`: state, and of a shop its name, sign and activity; what is left unsaid stays as it was.
    The sighting is a source of its own and claims to have seen nothing else of the town.
    """
    town = Town.objects.select_for_update().get(pk=premises.town_id)  # two writers take turns
    source = _source(town, on)
    seen = said_of(said, _before(premises), premises.public_id, families())
    moved = note(source, None, on, {premises.pk: situation_of(seen)}, set())
    rebuild(town, moved, known_at=timezone.now())
    _name(town, source, premises, seen, on)
    territory.touch(town)
    found: Observation = Observation.objects.of(town).get(
        source=source, premises=premises, seen_on=on
    )
    return found


def _source(town: Town, on: dt.date) -> Source:
    """The sightings of a day, outside every round; no coverage is stated of them."""
    facts = SourceFacts("survey", as_of=on)
    return territory.add_source(
        town=town, facts=facts, label=_("Constats de l’équipe"), name="constats",
        is_simulated=town.is_fictional,
    )  # fmt: skip


def _before(premises: Premises) -> Situation | None:
    rows = Observation.objects.of(premises.town).filter(premises=premises, source__removed_at=None)
    last = rows.exclude(state=Observation.NOT_SEEN).order_by("-seen_on", "-pk").first()
    return Situation.from_data(last.state, last.occupant) if last else None


def _name(town: Town, source: Source, premises: Premises, seen: PremisesSeen, on: dt.date) -> None:
    """Give the occupant seen under a name the record of its shop."""
    name_shops(town=town, source=source, cells={premises.public_id: premises}, seen=[seen], on=on)


def families() -> dict[str, str]:
    """The family of each activity of the country's nomenclature."""
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    return {code: row["family"] for code, row in rows.items()}
