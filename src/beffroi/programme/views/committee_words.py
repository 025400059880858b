"""Committees in words: their rhythm, and what of it is not held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.programme.models import Committee
from beffroi.programme.reads.governance import Standing
from beffroi.programme.rules.months import add_months
from beffroi.programme.words import day

YEAR = 12  # months


def rows_of(standing: Sequence[Standing], on: dt.date) -> list[dict[str, Any]]:
    """Each committee with its next meeting, those that were, and its rhythm in words."""
    return [
        {
            "committee": one.committee,
            "next": one.next,
            "past": one.past,
            "about": " · ".join(filter(None, [kind_words(one.committee), rhythm(one.committee)])),
            "wanted": wanted(one, on),
        }
        for one in standing
    ]


def kind_words(committee: Committee) -> str:
    """Its kind, unless its name begins with it."""
    kind = str(committee.get_kind_display())
    return "" if committee.name.lower().startswith(kind.lower()) else kind


def rhythm(committee: Committee) -> str:
    """How often it is to meet; "" where nothing is fixed."""
    months = committee.every_months
    if not months:
        return ""
    if months == YEAR:
        return _("se réunit chaque année")
    said = ngettext("se réunit chaque mois", "se réunit tous les %(n)d mois", months)
    return said % {"n": months}


def wanted(one: Standing, on: dt.date) -> str:
    """What its rhythm asks for when no meeting is planned."""
    if one.next is not None:
        return ""
    if not one.past:
        return _("Elle ne s’est jamais réunie : aucune réunion n’est prévue.")
    if not one.committee.every_months:
        return _("Aucune réunion n’est prévue.")
    due = add_months(one.past[0].on, one.committee.every_months)
    said = (
        _("Une réunion était attendue avant le %(day)s : elle n’est pas prévue.")
        if due < on
        else _("Aucune réunion n’est prévue ; la suivante est attendue avant le %(day)s.")
    )
    return said % {"day": day(due)}


def finding(standing: Sequence[Standing]) -> str:
    """The page in one line; "" without a committee."""
    if not standing:
        return ""
    planned = sorted(one.next.on for one in standing if one.next is not None)
    without = len(standing) - len(planned)
    if not planned:
        return _("*Aucune réunion n’est prévue*")
    first = _("Prochaine réunion le %(day)s") % {"day": day(planned[0])}
    if not without:
        return first
    rest = ngettext("%(n)d instance sans date", "%(n)d instances sans date", without)
    return f"{first}, *{rest % {'n': without}}*"
