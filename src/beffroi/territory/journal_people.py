"""How changes to roles and bodies read in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.journal import PERSON
from beffroi.accounts.rules import roles
from beffroi.kernel.journal import Verb
from beffroi.territory.models import AreaPlace
from beffroi.territory.reads.places import place_name
from beffroi.ui.typography import date

BODY = "body"


def _role_words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The role by its name, days as days; the day written is the first on which it holds no more."""
    held = roles.ROLES.get(str(data.get("role", "")))
    return {"role": held.label if held else data.get("role", "…"), "last": _day_before(data)}


def _day_before(data: Mapping[str, Any]) -> str:
    written = str(data.get("until", ""))
    if not written:
        return str(_("sans date de fin"))
    return date(dt.date.fromisoformat(written) - dt.timedelta(days=1))


def _place_words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    level = str(data.get("level", ""))
    known = level in AreaPlace.Level.values
    named = AreaPlace.Level(level).label if known else level
    code = str(data.get("code", ""))
    name = place_name(level, code) if known else code
    return {"place": f"{name} ({named})", "day": _day(data)}


def _day(data: Mapping[str, Any]) -> str:
    written = str(data.get("day", ""))
    return date(dt.date.fromisoformat(written)) if written else str(_("date inconnue"))


def _day_words(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"day": _day(data)}


ROLES = {
    "territory.role_given": Verb(
        _("%(who)s a donné à %(what)s le rôle « %(role)s »"),
        _("rôle donné"),
        PERSON,
        words=_role_words,
    ),
    "territory.role_ended": Verb(
        _("%(who)s a mis fin au rôle « %(role)s » de %(what)s ; dernier jour : %(last)s"),
        _("rôle terminé"),
        PERSON,
        words=_role_words,
    ),
    "territory.role_extended": Verb(
        _("%(who)s a prolongé le rôle « %(role)s » de %(what)s ; dernier jour : %(last)s"),
        _("rôle prolongé"),
        PERSON,
        words=_role_words,
    ),
    "territory.role_delegated": Verb(
        _("%(giver)s a prêté à %(what)s son rôle « %(role)s » ; dernier jour : %(last)s"),
        _("rôle prêté"),
        PERSON,
        (("giver", PERSON),),
        _role_words,
    ),
    "territory.handed_over": Verb(
        _("%(what)s part le %(day)s : repris par d’autres, %(taken)s ; sans suite, %(untaken)s "
          "(passation faite par %(who)s)"),
        _("passation"),
        PERSON,
        words=_day_words,
    ),
}  # fmt: skip
BODIES = {
    "territory.body_named": Verb(
        _("%(who)s a inscrit l’organisme %(what)s"), _("organisme inscrit"), BODY
    ),
    "territory.body_changed": Verb(
        _("%(who)s a corrigé la fiche de l’organisme %(what)s"), _("organisme corrigé"), BODY
    ),
    "territory.body_covers": Verb(
        _("%(who)s a ajouté au territoire de %(what)s : %(place)s, à partir du %(day)s"),
        _("territoire agrandi"),
        BODY,
        words=_place_words,
    ),
    "territory.body_leaves": Verb(
        _("%(who)s a retiré du territoire de %(what)s : %(place)s, à partir du %(day)s"),
        _("territoire réduit"),
        BODY,
        words=_place_words,
    ),
    "territory.bodies_merged": Verb(
        _("%(what)s rejoint %(into)s le %(day)s (fusion inscrite par %(who)s)"),
        _("organismes fusionnés"),
        BODY,
        (("into", BODY),),
        _day_words,
    ),
    "territory.communes_merged": Verb(
        _("%(who)s a réuni des communes dans %(town)s, à partir du %(day)s"),
        _("communes réunies"),
        words=_day_words,
    ),
    "territory.body_joined": Verb(
        _("%(who)s a inscrit %(what)s parmi les membres de %(joined)s"),
        _("membre inscrit"),
        PERSON,
        (("joined", BODY),),
    ),
    "territory.body_left": Verb(
        _("%(what)s quitte %(left)s le %(day)s (noté par %(who)s)"),
        _("membre parti"),
        PERSON,
        (("left", BODY),),
        _day_words,
    ),
}
