"""Who may publish in the name of a town."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.accounts.rules.matrix import PUBLISH
from beffroi.territory import policies
from beffroi.territory.models import Town


def can_publish(person: Any, town: Town, on: dt.date) -> policies.Decision:
    """Advisors and managers of the town publish for it."""
    return policies.may(person, PUBLISH, "diagnosis", town=town, on=on)
