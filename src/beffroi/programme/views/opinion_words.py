"""Opinions in words and tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.programme.places import Place, opinion_address
from beffroi.programme.reads import opinions as reads
from beffroi.programme.rules.opinions import NAMES, Fate


def found_in(place: Place, on: dt.date) -> list[reads.Standing]:
    """Opinions asked in a town, or within an agreement above towns."""
    if place.agreement is not None:
        return reads.of_agreement(place.agreement, on)
    return reads.of_town(place.town, on) if place.town else []


def listed(found: list[reads.Standing], *, towns: bool = False) -> dict[str, Any]:
    """Opinions in two lists: what is to settle, and the others; `towns` names where each is asked."""
    settle = [one for one in found if one.to_settle]
    return {
        "finding": _finding(found, settle),
        "settle": [_row(one, towns) for one in settle],
        "others": [_row(one, towns) for one in found if not one.to_settle],
        "any": bool(found),
    }


def _finding(found: list[reads.Standing], settle: list[reads.Standing]) -> str:
    if not settle:
        return ngettext(
            "%(n)d avis demandé, aucun sans réponse ni sans suite",
            "%(n)d avis demandés, aucun sans réponse ni sans suite",
            len(found),
        ) % {"n": len(found)}
    missing = sum(one.fate == Fate.UNANSWERED for one in settle)
    ignored = len(settle) - missing
    parts = [
        ngettext("*%(n)d sans réponse*", "*%(n)d sans réponse*", missing) % {"n": missing},
        ngettext("*%(n)d sans suite*", "*%(n)d sans suite*", ignored) % {"n": ignored},
    ]
    told = [part for part, n in zip(parts, (missing, ignored), strict=True) if n]
    return _("Avis demandés : %(told)s") % {"told": _(" et ").join(told)}


def _row(one: reads.Standing, towns: bool) -> dict[str, Any]:
    row = one.row
    return {
        "row": row,
        "href": opinion_address(row),
        "town": _place(row) if towns else "",
        "fate": one.fate,
        "state": NAMES[one.fate],
        "late": late_words(one),
    }


def late_words(one: reads.Standing) -> str:
    """How many days late, "" in time."""
    if not one.late:
        return ""
    return ngettext("%(n)d jour de retard", "%(n)d jours de retard", one.late) % {"n": one.late}


def _place(row: Any) -> str:
    """The town it is asked in, else the agreement above towns."""
    return row.town.name if row.town else str(row.agreement or "")
