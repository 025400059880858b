"""Promises and quiet partners in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.programme.models import Agreement
from beffroi.programme.reads.commitments import Listed
from beffroi.programme.reads.governance import Partner
from beffroi.programme.rules.promises import NAMES, Fate, Kept
from beffroi.programme.rules.quiet import Reason, Why
from beffroi.programme.views.addresses import address
from beffroi.programme.words import day
from beffroi.ui.typography import number, percent

TONES = {Fate.LATE: "late", Fate.SOON: "held"}


def rows_of(found: Iterable[Listed], agreement: Agreement) -> list[dict[str, Any]]:
    """Each promise as a row of the list."""
    return [
        {
            "row": one.row,
            "href": address("agreement_commitments_one", agreement, key=one.row.key),
            "fate": one.fate.value,
            "name": NAMES[one.fate],
            "tone": TONES.get(one.fate, ""),
            "quantity": quantity(one.row.quantity, one.row.unit),
            "done": done_words(one),
        }
        for one in found
    ]


def quantity(value: Decimal | None, unit: str) -> str:
    """« 24 visites »."""
    return "" if value is None else f"{number(value)} {unit}".strip()


def done_words(one: Listed) -> str:
    """What part of the quantity is done: « 6 sur 24 visites (25 %) »."""
    if one.share is None or one.row.done_quantity is None or one.row.quantity is None:
        return ""
    return _("%(done)s sur %(all)s (%(share)s)") % {
        "done": number(one.row.done_quantity),
        "all": quantity(one.row.quantity, one.row.unit),
        "share": percent(one.share, 0),
    }


def partner_rows(found: Iterable[Partner]) -> list[dict[str, Any]]:
    """Bodies that owe something or have gone quiet; the quiet ones first."""
    rows = [
        {
            "name": one.body.name,
            "kept": kept_words(one.kept),
            "more": kept_more(one.kept),
            "quiet": [reason_words(why) for why in one.quiet],
        }
        for one in found
        if one.quiet or one.kept != Kept()
    ]
    return sorted(rows, key=lambda row: not row["quiet"])


def kept_words(kept: Kept) -> str:
    """« 4 tenus à temps sur 5 échus (80 %) »; no share under five."""
    if not kept.passed:
        return _("aucun engagement échu")
    due = ngettext("%(n)d échu", "%(n)d échus", kept.passed) % {"n": kept.passed}
    said = ngettext(
        "%(kept)d tenu à temps sur %(due)s", "%(kept)d tenus à temps sur %(due)s", kept.kept
    ) % {"kept": kept.kept, "due": due}
    return said if kept.rate is None else f"{said} ({percent(kept.rate, 0)})"


def kept_more(kept: Kept) -> str:
    """The other counts, those that are not nought."""
    late = ngettext("%(n)d tenu en retard", "%(n)d tenus en retard", kept.kept_late)
    after = ngettext(
        "%(n)d levé après l’échéance", "%(n)d levés après l’échéance", kept.lifted_late
    )
    early = ngettext("%(n)d tenu en avance", "%(n)d tenus en avance", kept.early)
    told = (
        (kept.late, ngettext("%(n)d non tenu", "%(n)d non tenus", kept.late)),
        (kept.kept_late, late),
        (kept.lifted_late, after),
        (kept.open, _("%(n)d à venir")),
        (kept.early, early),
        (kept.undated, _("%(n)d sans échéance")),
        (kept.lifted, ngettext("%(n)d levé", "%(n)d levés", kept.lifted)),
    )
    return ", ".join(words % {"n": n} for n, words in told if n)


def reason_words(reason: Reason) -> str:
    """Why a body is quiet, in a sentence."""
    if reason.why == Why.MISSED:
        return _("absent des %(n)d dernières réunions") % {"n": reason.number}
    if reason.why == Why.LATE:
        said = ngettext(
            "%(n)d engagement en retard, depuis le %(day)s",
            "%(n)d engagements en retard, le premier depuis le %(day)s",
            reason.number,
        )
        return said % {"n": reason.number, "day": day(reason.day)}
    if reason.day is None:
        return _("rien fait depuis le début, il y a plus de six mois")
    return _("rien fait depuis le %(day)s, plus de six mois") % {"day": day(reason.day)}
