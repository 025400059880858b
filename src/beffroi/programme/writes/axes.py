"""Axes of an agreement: added, taken from a framework or a programme; sheets filed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, Axis, ProgrammeVersion
from beffroi.programme.reads.axis_tree import ordered, pillars_of
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.agreements import check_open, held
from beffroi.programme.writes.filings import refile
from beffroi.programme.writes.told import told_of


@transaction.atomic
def add_axis(*, agreement: Agreement, by: Person | None, **facts: Any) -> Axis:
    """A line of work: code, name, field, about, parent, order. Raises `LifeError`, `ValidationError`."""
    row = held(agreement)
    check_open(row)
    axis = Axis(agreement=row, **facts)
    axis.full_clean()
    axis.save()
    audit.record("programme.axis_added", by=by, **_about(axis))
    return axis


@transaction.atomic
def change_axis(*, axis: Axis, by: Person | None, **facts: Any) -> Axis:
    """What is said of an axis, before it is signed."""
    if axis.agreement is not None:
        check_open(held(axis.agreement))
    for name in ("code", "name", "field", "about", "parent", "order"):
        if name in facts:
            setattr(axis, name, facts[name])
    axis.full_clean()
    axis.save()
    audit.record("programme.axis_changed", by=by, **_about(axis))
    return axis


@transaction.atomic
def drop_axis(*, axis: Axis, by: Person | None) -> None:
    """Take away an axis that nothing stands under; raises `LifeError`."""
    if axis.agreement is not None:
        check_open(held(axis.agreement))
    used = axis.sheets.exists() or axis.envelopes.exists() or axis.parts.exists()
    if used or axis.heirs.exists() or axis.filings.exists():
        raise LifeError(
            _("Des fiches, des enveloppes ou d’autres axes en dépendent : déplacez-les d’abord.")
        )
    audit.record("programme.axis_dropped", by=by, **_about(axis))
    axis.delete()


@transaction.atomic
def take_axes(*, agreement: Agreement, by: Person | None, source: Any = None) -> list[Axis]:
    """Copy the axes of the parent, else of the programme's version on the first day.

    Each copy says what it `inherits`: its sheets count under the framework's theme, once.
    Axes whose code is already there are left as they are.
    """
    row = held(agreement)
    check_open(row)
    found = source or row.parent or version_on(row, row.valid.lower)
    if found is None:
        return []
    made = _copied(row, ordered(found.axes.all()))
    audit.record("programme.axes_taken", by=by, **told_of(row), source=str(found), axes=len(made))
    return made


def _copied(agreement: Agreement, tree: Iterable[tuple[int, Axis]]) -> list[Axis]:
    known = {axis.code: axis for axis in agreement.axes.all()}
    copies: dict[int, Axis] = {}
    made = []
    for _depth, one in tree:
        if one.code in known:
            copies[one.pk] = known[one.code]
            continue
        copy = Axis.objects.create(
            agreement=agreement, parent=copies.get(one.parent_id or 0), inherits=one, code=one.code,
            name=one.name, about=one.about, field=one.field, order=one.order,
        )  # fmt: skip
        copies[one.pk] = copy
        made.append(copy)
    return made


def version_on(agreement: Agreement, on: dt.date | None) -> ProgrammeVersion | None:
    """The version of its programme on a day."""
    if agreement.programme is None or on is None:
        return None
    return agreement.programme.versions.filter(valid__contains=on).order_by("valid").last()


@transaction.atomic
def refile_by_mapping(*, agreement: Agreement, on: dt.date, by: Person | None) -> int:
    """File the sheets of an agreement under the pillars of the version of that day (row 001-02).

    A pillar that the agreement lacks is copied into it; a sheet whose axis maps onto none, or onto
    several, stays where it is. Returns how many were filed again.
    """
    moved = 0
    for sheet in agreement.sheets.across_towns().select_related("axis"):
        pillars = pillars_of(sheet.axis, on)
        if len(pillars) == 1:
            axis = _own(agreement, pillars[0])
            refile(sheet=sheet, axis=axis, on=on, by=by, reason=str(pillars[0].version))
            moved += 1
    return moved


def _own(agreement: Agreement, pillar: Axis) -> Axis:
    found = agreement.axes.filter(inherits=pillar).first()
    if found is not None:
        return found
    codes = set(Axis.ever.filter(agreement=agreement).values_list("code", flat=True))
    code = pillar.code if pillar.code not in codes else f"{pillar.code}-{pillar.pk}"
    made: Axis = Axis.objects.create(
        agreement=agreement, inherits=pillar, code=code, name=pillar.name, about=pillar.about,
        field=pillar.field, order=pillar.order,
    )  # fmt: skip
    return made


def _about(axis: Axis) -> dict[str, Any]:
    """What the journal is told of an axis."""
    return {**(told_of(axis.agreement) if axis.agreement else {}), "axis": axis.name}
