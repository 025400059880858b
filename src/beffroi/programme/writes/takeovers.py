"""Open sheets pass from an agreement to its renewal: chosen beforehand, done once it is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Agreement, Axis, SheetFiling, Takeover
from beffroi.programme.reads.takeovers import open_sheets
from beffroi.programme.rules.life import BINDING, State
from beffroi.programme.rules.life import OVER as ENDED
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.rules.status import OVER
from beffroi.programme.writes.filings import refile
from beffroi.programme.writes.told import told_of

BEGUN = (BINDING | ENDED) - {State.SIGNED}


@transaction.atomic
def choose(*, agreement: Agreement, by: Person | None, left: Collection[str] = ()) -> int:
    """The open sheets that a renewal will take over: all but those left (their keys); how many.

    Raises `LifeError` once the renewal is in force: what was chosen is done.
    """
    if agreement.renews is None:
        return 0
    if agreement.state in BEGUN:
        raise LifeError(_("Le renouvellement est en vigueur : les fiches ont été reprises."))
    Takeover.objects.filter(into=agreement, taken_on=None).delete()
    chosen = open_sheets(agreement.renews).exclude(key__in=left)
    Takeover.objects.bulk_create(
        Takeover(sheet=sheet, source=agreement.renews, into=agreement)
        for sheet in chosen.order_by("pk")
    )
    count = Takeover.objects.filter(into=agreement).count()
    audit.record("programme.takeover_chosen", by=by, **told_of(agreement), sheets=count)
    return count


@transaction.atomic
def take_over(*, agreement: Agreement, by: Person | None) -> int:
    """The renewal is in force: the sheets chosen, if they are still open, stand in it from its
    first day, under the axis of the same code; how many.
    """
    rows = Takeover.objects.select_for_update().filter(into=agreement, taken_on=None)
    waiting = {row.sheet_id: row for row in rows}
    first: dt.date = agreement.valid.lower
    sheets = ActionSheet.objects.across_towns().select_for_update(of=("self",))
    found = sheets.filter(pk__in=waiting, agreement=agreement.renews).exclude(status__in=OVER)
    taken = list(found.select_related("town", "axis").order_by("code"))
    axes = {one.code: one for one in agreement.axes.all()}
    for sheet in taken:
        _pass(sheet, agreement, axes, first, by)
        waiting[sheet.pk].taken_on = first
        waiting[sheet.pk].save(update_fields=["taken_on"])
    return len(taken)


def _pass(
    sheet: ActionSheet, into: Agreement, axes: dict[str, Axis], on: dt.date, by: Person | None
) -> None:
    axis = axes.get(sheet.axis.code) if sheet.axis else None
    if axis is not None:
        refile(sheet=sheet, axis=axis, on=_free_day(sheet, on), by=by, reason=str(into))
    sheet.agreement, sheet.axis = into, axis
    sheet.code = _free_code(into, sheet.code)
    sheet.save(update_fields=["agreement", "axis", "code"])
    audit.record("programme.sheet_taken_over", by=by, **told_of(sheet), into=into.title)


def _free_day(sheet: ActionSheet, on: dt.date) -> dt.date:
    """The day it is filed again: a filing lasts a day at least."""
    last = SheetFiling.objects.filter(sheet=sheet, valid__upper_inf=True).first()
    if last is None or last.valid.lower is None:
        return on
    return max(on, last.valid.lower + dt.timedelta(days=1))


def _free_code(into: Agreement, code: str) -> str:
    """Its code, or the next one free where the renewal gave it to another sheet."""
    rows = ActionSheet.objects.across_towns().filter(agreement=into)
    taken = set(rows.values_list("code", flat=True))
    codes = (code, *(f"{code[:16]}-{n}" for n in range(2, 1000)))
    return next(one for one in codes if one not in taken)
