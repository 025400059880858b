"""What a body covers, from when to when; bodies that merge."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit, permission
from beffroi.kernel.period import between
from beffroi.territory.models import AreaPlace, Merger, Organisation
from beffroi.territory.reads.rights import areas_of, ground_of
from beffroi.territory.rules.rights import NOWHERE, Area, Part
from beffroi.territory.writes.refusals import BodyRefusedError
from beffroi.territory.writes.roles import NEVER

COMMUNE = AreaPlace.Level.COMMUNE
# From the smallest: a body may leave a part of a wider place.
WIDTH: dict[str, int] = {
    level: n
    for n, level in enumerate(
        (COMMUNE, AreaPlace.Level.EPCI, AreaPlace.Level.DEPARTMENT, AreaPlace.Level.REGION)
    )
}


def area_of(body: Organisation, on: dt.date) -> Area:
    """What a body covers on a day."""
    return areas_of([body.pk], on).get(body.pk, NOWHERE)


def covers(body: Organisation, commune: str, on: dt.date) -> bool:
    """Whether a body's area holds this commune (INSEE code) on this day."""
    return area_of(body, on).reaches(ground_of(commune))


def _own_part(body: Organisation, on: dt.date) -> Part:
    """What the body covers itself, without the bodies that went into it."""
    rows = AreaPlace.objects.filter(organisation=body, valid__contains=on)
    sides: tuple[set[tuple[str, str]], set[tuple[str, str]]] = (set(), set())
    for row in rows:
        sides[row.is_exception].add((row.level, row.code))
    return Part(frozenset(sides[0]), frozenset(sides[1]))


def hold(*bodies: Organisation) -> None:
    """Wait for whoever changes these bodies; always in the order of their numbers."""
    wanted = sorted(body.pk for body in bodies)
    list(Organisation.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))


@transaction.atomic
def cover(
    *,
    organisation: Organisation,
    level: str,
    code: str,
    start: dt.date | None,
    by: Person | None,
    source: str = "",
) -> None:
    """The body covers this place from a day on (None: nobody knows since when).

    A place it had left comes back. The same place again changes nothing.
    """
    hold(organisation)
    rows = AreaPlace.objects.filter(organisation=organisation, level=level, code=code)
    _close(rows.filter(is_exception=True), start)
    later = rows.filter(is_exception=False).filter(Q(valid__contains=start) if start else Q())
    if later.exists() or (start and _reached(organisation, level, code, start)):
        return
    AreaPlace.objects.create(
        organisation=organisation,
        level=level,
        code=code,
        valid=between(start, _next(rows, start)),
        source=source,
    )
    line = _line(organisation, level, code, start)
    audit.record("territory.body_covers", by=by, **line)


def _reached(body: Organisation, level: str, code: str, on: dt.date) -> bool:
    return level == COMMUNE and covers(body, code, on)


def _next(rows: object, start: dt.date | None) -> dt.date | None:
    """The day the next row about this place begins: rows of a place never overlap."""
    lowers = [row.valid.lower for row in rows if not row.valid.isempty]  # type: ignore[attr-defined]
    return min((day for day in lowers if day and (start is None or day > start)), default=None)


def _close(rows: object, on: dt.date | None) -> bool:
    """End on this day the rows that hold then or later; True when there was one."""
    closed = False
    for row in rows:  # type: ignore[attr-defined]
        lower, upper = row.valid.lower, row.valid.upper
        if row.valid.isempty or (on and upper and upper <= on):
            continue
        begun = on is not None and (lower is None or lower < on)
        row.valid = between(lower, on) if begun else NEVER
        row.save(update_fields=["valid"])
        closed = True
    return closed


def _line(body: Organisation, level: str, code: str, on: dt.date | None) -> dict[str, str]:
    """What the audit keeps; the rights kept for this request are asked again."""
    permission.forget()
    return {"on": body.key, "level": level, "code": code, "day": on.isoformat() if on else ""}


@transaction.atomic
def leave(
    *, organisation: Organisation, level: str, code: str, on: dt.date, by: Person | None
) -> None:
    """The body covers this place no more from this day on: its people's rights there end.

    A part of a wider place (a commune out of its EPCI) is left too. What bodies merged into this
    one kept of it goes as well. Raises `BodyRefusedError` for a place not covered.
    """
    family = [organisation, *_absorbed(organisation)]
    hold(*family)
    left = [body for body in family if _leave(body, level, code, on)]
    if not left:
        words = {"body": organisation.name, "code": code}
        raise BodyRefusedError(_("%(body)s ne couvre pas ce lieu (%(code)s).") % words)
    for body in left:
        audit.record("territory.body_leaves", by=by, **_line(body, level, code, on))


def _leave(body: Organisation, level: str, code: str, on: dt.date) -> bool:
    rows = AreaPlace.objects.filter(organisation=body, level=level, code=code)
    closed = _close(rows.filter(is_exception=False), on)
    if not _still_within(body, level, code, on):
        return closed
    AreaPlace.objects.create(
        organisation=body,
        level=level,
        code=code,
        is_exception=True,
        valid=between(on, _next(rows.all(), on)),
    )
    return True


def _still_within(body: Organisation, level: str, code: str, on: dt.date) -> bool:
    """Whether the place lies in a wider one the body covers."""
    part = _own_part(body, on)
    if level == COMMUNE:
        return part.reaches(ground_of(code))
    wider = [other for other, _code in part.covered if WIDTH.get(other, 9) > WIDTH.get(level, 9)]
    return bool(wider) and (level, code) not in part.left


def _absorbed(body: Organisation) -> list[Organisation]:
    """Bodies that went into this one, and those that went into them."""
    direct = [row.absorbed for row in Merger.objects.filter(into=body).select_related("absorbed")]
    return [*direct, *(deeper for one in direct for deeper in _absorbed(one))]
