"""What territory tells people: the roles they hold, what a hand-over passes to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext_lazy

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.subjects import NOW, Subject, register
from beffroi.ui.typography import date

ROLES = "roles"
SENTENCES: dict[str, Any] = {
    "given": _l("Un rôle vous est donné : %(role)s (%(where)s)%(when)s."),
    "delegated": _l("Un rôle vous est prêté : %(role)s (%(where)s)%(when)s."),
    "redated": _l("Les dates de votre rôle changent : %(role)s (%(where)s)%(when)s."),
    "ending": _l("Votre rôle prend bientôt fin : %(role)s (%(where)s)%(when)s."),
    "last_day": _l("Dernier jour de votre rôle : %(role)s (%(where)s)."),
    "other_ending": _l(
        "Un rôle qui dépend de vous prend bientôt fin : %(role)s (%(where)s)%(when)s."
    ),
    "other_last_day": _l("Dernier jour d’un rôle qui dépend de vous : %(role)s (%(where)s)."),
    "ended": _l("Votre rôle a pris fin : %(role)s (%(where)s)."),
    "handed_over": ngettext_lazy(
        "Une passation vous confie %(n)d dossier : voici lequel, et de qui.",
        "Une passation vous confie %(n)d dossiers : voici lesquels, et de qui.",
        "n",
    ),
}
_pages: dict[str, Callable[..., str]] = {}


def lead_to(**pages: Callable[..., str]) -> None:
    """Which pages a message leads to: `role(key)`, `handover(person's key, number)` (portal)."""
    _pages.update(pages)


def page(name: str, *parts: Any) -> str:
    """The address of a page of the floor above; "" when nobody told it."""
    return _pages[name](*parts) if name in _pages else ""


def register_subjects() -> None:
    """Roles given, lent, prolonged, ended; matters passed on."""
    register(
        Subject(
            ROLES,
            _l("Vos rôles"),
            _l(
                "Un rôle qui vous est donné, prêté ou retiré, la fin d’un rôle, "
                "et les dossiers qui vous sont passés."
            ),
            SENTENCES,
            rhythm=NOW,
            order=20,
            prepare=_named,
        )
    )


def _named(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The role by its name in the reader’s language; its place, else its scope; its dates."""
    if "role" not in params:
        return params
    role = roles.ROLES.get(params["role"])
    where = params["where"] or roles.SCOPES.get(params["scope"], "")
    named = {**params, "role": role.label if role else params["role"], "where": where}
    return {**named, "when": _dates(_day(params.get("start")), _day(params.get("last")))}


def _day(kept: Any) -> dt.date | None:
    return dt.date.fromisoformat(kept["day"]) if isinstance(kept, dict) else None


def _dates(start: dt.date | None, last: dt.date | None) -> str:
    """From a day to come, until a last day: as the end of a sentence."""
    if start and last:
        return _(", du %(start)s au %(last)s") % {"start": date(start), "last": date(last)}
    if start:
        return _(", à partir du %(start)s") % {"start": date(start)}
    return _(", jusqu’au %(last)s") % {"last": date(last)} if last else ""
