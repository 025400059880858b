"""Who may publish in the name of a town."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from beffroi.territory import reads as territory
from beffroi.territory.models import Town


def can_publish(person: Any, town: Town, on: dt.date) -> bool:
    """Advisors and managers of the town publish for it."""
    return territory.may_act_for(person, town, on)


def check_publish(person: Any, town: Town, on: dt.date) -> None:
    """Raise `PermissionDenied`, with its sentence, unless this person publishes for the town."""
    if not can_publish(person, town, on):
        sentence = _("Seules les personnes qui agissent pour %(town)s publient un diagnostic.")
        raise PermissionDenied(sentence % {"town": town.name})
