"""Who may change what is known of premises; what a premises is to a right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.accounts.rules.matrix import CORRECT
from beffroi.premises.models import Premises
from beffroi.premises.reads import premises_or_404
from beffroi.territory import policies
from beffroi.territory.models import Town

GROUP = "premises_state"


def thing(premises: Premises) -> policies.Thing:
    """A door on the pavement: its key and where it stands."""
    return policies.Thing(f"premises:{premises.public_id}", at=(premises.lon, premises.lat))


def register() -> None:
    """Tell the table of rights what a premises is, and how a path names one."""
    policies.tells(Premises, thing)
    policies.finds("public_id", premises_or_404)


def can_correct(
    person: Any, town: Town, on: dt.date, premises: Premises | None = None
) -> policies.Decision:
    """Whether this person may put right what a file left in doubt: anywhere in the town, or here.

    Within the table: those who write the state of premises of the town or of the district, and
    whoever has this very shop as their own.
    """
    return policies.may(person, CORRECT, GROUP, town=town, obj=premises, on=on)
