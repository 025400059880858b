"""One door visited in the invented town: simulated, as the whole town is."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.observatory.reads.doors import doors_to_knock
from beffroi.premises.models import DoorVisit
from beffroi.premises.reads.doors import doors_by_id
from beffroi.premises.rules.visits import Met
from beffroi.premises.writes.visits import note_visit
from beffroi.territory.models import Town


def load_visit(town: Town | None, *, by: Person) -> bool:
    """The second of the five doors was seen three days ago; whether it was told now."""
    today = timezone.localdate()
    if town is None or DoorVisit.objects.of(town).exists():
        return False
    ranked = doors_to_knock(town, today).five
    if not ranked:
        return False
    chosen = ranked[min(1, len(ranked) - 1)].door.public_id
    note_visit(
        premises=doors_by_id(town, [chosen])[chosen], on=today - dt.timedelta(days=3), met=Met.AGENT,
        said=_("Loyer demandé trop haut pour la rue ; l’agence accepterait un bail progressif."),
        next_step=_("Rappeler avec la fiche du bail progressif"),
        next_on=today + dt.timedelta(days=11), by=by,
    )  # fmt: skip
    return True
