"""The meeting a diagnosis closes with: who came, as kinds; what they asked; when they are answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

SOON, WEEK = 7, 7  # days before the day promised; between two reminders after it
TOLD_FOR = 60  # days after which an answer that never came is no longer recalled


class Who(StrEnum):
    """Who was invited, or who asked: a kind of people, never a name."""

    MERCHANTS = "merchants"
    ASSOCIATION = "association"
    RESIDENTS = "residents"
    OWNERS = "owners"
    ELECTED = "elected"
    PARTNERS = "partners"
    PRESS = "press"


INVITED: Mapping[Who, Any] = {
    Who.MERCHANTS: _("les commerçants"),
    Who.ASSOCIATION: _("l’association de commerçants"),
    Who.RESIDENTS: _("les habitants"),
    Who.OWNERS: _("les propriétaires"),
    Who.ELECTED: _("les élus"),
    Who.PARTNERS: _("les partenaires"),
    Who.PRESS: _("la presse"),
}
ASKED_BY: Mapping[Who, Any] = {
    Who.MERCHANTS: _("un commerçant"),
    Who.ASSOCIATION: _("l’association de commerçants"),
    Who.RESIDENTS: _("un habitant"),
    Who.OWNERS: _("un propriétaire"),
    Who.ELECTED: _("un élu"),
    Who.PARTNERS: _("un partenaire"),
    Who.PRESS: _("un journaliste"),
}
INVITED_CHOICES = tuple((who.value, label) for who, label in INVITED.items())
ASKED_CHOICES = tuple((who.value, label) for who, label in ASKED_BY.items())


def step(due_on: dt.date, on: dt.date) -> str:
    """Which reminder of an unanswered question is due; empty when none is.

    One in the week before its day, one on the day, then one a week while it is worth it.
    """
    days = (due_on - on).days
    if days > SOON or -days > TOLD_FOR:
        return ""
    if days > 0:
        return "soon"
    return "due" if -days < WEEK else f"late-{-days // WEEK}"
