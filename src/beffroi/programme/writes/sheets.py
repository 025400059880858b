"""Action sheets: opened, changed field by field, published; every change can be read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import since
from beffroi.programme.models import ActionSheet, Agreement, Axis, SheetFiling
from beffroi.programme.rules.sections import FIELDS, UNTOLD
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Town

CREATED = (*FIELDS, "is_fictional")


class SheetRefusedError(ValueError):
    """A sheet that cannot be so; `sentence` says why, `field` where."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@transaction.atomic
def create_sheet(
    *,
    agreement: Agreement | None = None,
    town: Town | None = None,
    axis: Axis | None = None,
    code: str,
    title: str,
    by: Person | None,
    on: dt.date | None = None,
    **fields: Any,
) -> ActionSheet:
    """Open a sheet in an agreement (or a town without one), filed under its axis from `on`.

    `fields` are those of `rules.sections`. Raises `SheetRefusedError`.
    """
    _check_names(fields, CREATED)
    place = town or (agreement.town if agreement else None)
    sheet = ActionSheet(
        agreement=agreement, town=place, axis=axis, code=code, title=title, **fields
    )
    check(sheet)
    touch(sheet, by)
    _save(sheet)
    if axis is not None:
        day = on or timezone.localdate()
        SheetFiling.objects.create(sheet=sheet, axis=axis, valid=since(day))
    audit.record("programme.sheet_created", by=by, **told_of(sheet), code=code, title=title)
    return sheet


@transaction.atomic
def change_sheet(*, sheet: ActionSheet, by: Person | None, **fields: Any) -> list[str]:
    """Change some fields; returns the names of those that moved. Raises `SheetRefusedError`."""
    _check_names(fields, FIELDS)
    kept = ActionSheet.objects.across_towns().select_for_update().get(pk=sheet.pk)
    changes = {
        name: [_plain(name, getattr(kept, name)), _plain(name, value)]
        for name, value in fields.items()
        if getattr(kept, name) != value
    }
    for name, value in fields.items():
        setattr(sheet, name, value)
    if not changes:
        return []
    check(sheet)
    touch(sheet, by)
    _save(sheet, [*changes, "moved_at", "moved_by"])
    told = {name: [None, None] if name in UNTOLD else pair for name, pair in changes.items()}
    audit.record("programme.sheet_changed", by=by, **told_of(sheet), changes=told)
    return list(changes)


def check(sheet: ActionSheet) -> None:
    """Raise `SheetRefusedError` for days out of order, a parent that is its own child."""
    if sheet.start and sheet.end and sheet.end < sheet.start:
        raise SheetRefusedError(_("La fin vient avant le début."), "end")
    seen, above = {sheet.pk}, sheet.parent
    while above is not None:
        if above.pk in seen:
            raise SheetRefusedError(_("Une action ne peut pas faire partie d’elle-même."), "parent")
        seen.add(above.pk)
        above = above.parent


def touch(sheet: ActionSheet, by: Person | None) -> None:
    """Say on the row when it last moved, and by whom."""
    sheet.moved_at = timezone.now()
    sheet.moved_by = getattr(by, "key", "")


def moved(sheet: ActionSheet, by: Person | None) -> None:
    """The same, when what moved is a step, a party or a tie of the sheet."""
    touch(sheet, by)
    sheet.save(update_fields=["moved_at", "moved_by"])


def _save(sheet: ActionSheet, names: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            sheet.save(update_fields=names)
    except IntegrityError as error:
        if "sheet_code_once" not in str(error):
            raise
        said = _("Une autre fiche de cette convention porte déjà le code « %(code)s ».")
        raise SheetRefusedError(said % {"code": sheet.code}, "code") from error


def _check_names(fields: Mapping[str, Any], known: tuple[str, ...]) -> None:
    strangers = set(fields) - set(known)
    if strangers:
        raise TypeError(f"a sheet has no field {', '.join(sorted(strangers))} to change here")


def _plain(name: str, value: Any) -> Any:
    """A value as the journal keeps it: a body or a perimeter by its name."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
