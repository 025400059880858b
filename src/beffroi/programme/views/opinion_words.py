"""Opinions in words and tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from beffroi.programme.reads import opinions as reads
from beffroi.programme.rules.opinions import NAMES, Fate
from beffroi.ui.tables import Cell, Column, Table

COLUMNS = (
    Column("subject", _l("Objet")),
    Column("state", _l("Où il en est")),
    Column("due", _l("Réponse pour le"), "date"),
    Column("asked_of", _l("Demandé à")),
    Column("asked_by", _l("Par")),
)


def listed(found: list[reads.Standing]) -> dict[str, Any]:
    """Opinions in two tables: what is to settle, and the others."""
    settle = [one for one in found if one.to_settle]
    return {
        "finding": _finding(found, settle),
        "settle": Table(COLUMNS, [_row(one) for one in settle]) if settle else None,
        "others": Table(COLUMNS, [_row(one) for one in found if not one.to_settle]),
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


def _row(one: reads.Standing) -> dict[str, Any]:
    row = one.row
    href = reverse("opinion", args=[row.town.slug, row.key]) if row.town else ""
    place = row.town.name if row.town else ""
    return {
        "subject": Cell(row.subject, href, place),
        "state": Cell(NAMES[one.fate], "", late_words(one)),
        "due": row.due_on,
        "asked_of": row.asked_of.name,
        "asked_by": row.asked_by.name,
    }


def late_words(one: reads.Standing) -> str:
    """How many days late, "" in time."""
    if not one.late:
        return ""
    return ngettext("%(n)d jour de retard", "%(n)d jours de retard", one.late) % {"n": one.late}
