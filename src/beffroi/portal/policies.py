"""Who may open a town and bring files into it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beffroi.accounts.rules.matrix import OPEN, WRITE
from beffroi.kernel.communes import Commune
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

SOURCES, TOWN = "sources", "town"


def can_import(person: Any, town: Town, on: dt.date | None = None) -> policies.Decision:
    """Those who write the sources of the town."""
    return policies.may(person, WRITE, SOURCES, town=town, on=on)


def check_open(person: Any, commune: Commune, town: Town | None) -> policies.Decision:
    """Raise a sentence unless this person may open the town of a commune, or fill it once open.

    In the demo anybody signed in may try it on a town for which nobody acts; elsewhere who
    administers the installation, and those whose role's area holds the commune.
    """
    fills = can_import(person, town) if town is not None else None
    if fills:
        return fills
    nobody = town is None or not territory.acted_for(town, timezone.localdate())
    if settings.DEMO and nobody:
        return policies.Decision(True, "")
    if town is not None:
        return policies.check(person, WRITE, SOURCES, town=town)
    return policies.check(person, OPEN, TOWN, town=commune.code)


def can_open(person: Any, commune: Commune, town: Town | None) -> bool:
    """Whether `check_open` lets pass."""
    try:
        return bool(check_open(person, commune, town))
    except PermissionDenied:
        return False


def may_watch(person: Any, on: dt.date | None = None) -> bool:
    """Whether this person administers the installation, and so sees the detail of its health."""
    return territory.administers(person, on)
