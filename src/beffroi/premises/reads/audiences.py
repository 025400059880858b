"""Which doors have, on a day, a state or an occupant that not everybody may read."""

from __future__ import annotations

import datetime as dt

from beffroi.kernel.period import Audience
from beffroi.premises.models import Occupancy, PremisesState
from beffroi.territory.models import Town


def kept_back(town: Town, on: dt.date) -> tuple[set[str], set[str]]:
    """Public ids of the doors whose state, and of those whose occupant, is not for all. Two queries."""
    states, occupants = (
        set(
            model.objects.of(town)
            .filter(valid__contains=on, recorded__endswith=None)
            .exclude(audience=Audience.PUBLIC)
            .values_list("premises__public_id", flat=True)
        )
        for model in (PremisesState, Occupancy)
    )
    return states, occupants
