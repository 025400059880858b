"""Who may open a town and bring files into it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.rules import roles
from beffroi.territory import reads as territory
from beffroi.territory.models import RoleAssignment, Town


def can_import(person: Any, town: Town, on: dt.date | None = None) -> bool:
    """Those who act for the town; for a town nobody acts for yet, whoever is signed in."""
    if not getattr(person, "is_authenticated", False):
        return False
    today = on or timezone.localdate()
    return territory.may_act_for(person, town, today) or not territory.acted_for(town, today)


def check_import(person: Any, town: Town) -> None:
    """Raise a sentence unless this person may change the town's data."""
    if not can_import(person, town):
        raise PermissionDenied(
            _(
                "%(town)s a déjà une équipe : demandez à l’une de ses personnes de vous y ajouter, "
                "ou de déposer le fichier pour vous."
            )
            % {"town": town.name}
        )


def may_watch(person: Any, on: dt.date | None = None) -> bool:
    """Whether this person administers the installation, and so sees the detail of its health."""
    if not getattr(person, "is_authenticated", False):
        return False
    held = RoleAssignment.objects.filter(
        person=person, role=roles.INSTALLATION_ADMIN, valid__contains=on or timezone.localdate()
    )
    return held.exists()
