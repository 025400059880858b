"""Who may change what is known of premises."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.territory import reads as territory
from beffroi.territory.models import Town


def can_correct(person: Any, town: Town, on: dt.date) -> bool:
    """Advisors and managers of the town put right what a file left in doubt."""
    return territory.may_act_for(person, town, on)
