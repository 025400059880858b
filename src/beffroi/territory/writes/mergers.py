"""Bodies that merge: areas, memberships and roles follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit, permission
from beffroi.kernel.period import between, since
from beffroi.territory.models import AreaPlace, Membership, Merger, Organisation, Perimeter, Town
from beffroi.territory.rules.rights import district_of
from beffroi.territory.writes.bodies import COMMUNE, cover, covers, hold
from beffroi.territory.writes.refusals import BodyRefusedError
from beffroi.territory.writes.towns import touch


@transaction.atomic
def merge_bodies(
    *, absorbed: Organisation, into: Organisation, on: dt.date, by: Person | None
) -> Merger:
    """From this day on one body is part of another.

    The other covers what the first covered; the people of the first keep what its area was, until
    told otherwise, and act for the other. Raises `BodyRefusedError`.
    """
    hold(absorbed, into)
    _check_merger(absorbed, into)
    merger = Merger.objects.create(absorbed=absorbed, into=into, on=on)
    _end_body(absorbed, on)
    _follow_members(absorbed, into, on)
    permission.forget()
    audit.record(
        "territory.bodies_merged", by=by, on=absorbed.key, into=into.key, day=on.isoformat()
    )
    return merger


def _check_merger(absorbed: Organisation, into: Organisation) -> None:
    if absorbed.pk == into.pk:
        raise BodyRefusedError(_("Un organisme ne fusionne pas avec lui-même."))
    gone = Merger.objects.filter(absorbed__in=[absorbed, into]).select_related("absorbed").first()
    if gone is not None:
        raise BodyRefusedError(_("%s fait déjà partie d’un autre organisme.") % gone.absorbed.name)


def _end_body(body: Organisation, on: dt.date) -> None:
    if body.valid.upper is None or body.valid.upper > on:
        body.valid = between(body.valid.lower, on)
        body.save(update_fields=["valid"])


def _follow_members(absorbed: Organisation, into: Organisation, on: dt.date) -> None:
    for row in Membership.objects.filter(organisation=absorbed, valid__overlap=since(on)):
        lower, upper = row.valid.lower, row.valid.upper
        begun = lower is None or lower < on
        Membership.objects.create(
            person_id=row.person_id,
            organisation=into,
            title=row.title,
            valid=between(on if begun else lower, upper),
        )
        if begun:
            row.valid = between(lower, on)
            row.save(update_fields=["valid"])
        else:
            row.delete()


@transaction.atomic
def merge_communes(
    *, absorbed: Sequence[Town], into: Town, on: dt.date, by: Person | None
) -> list[Perimeter]:
    """Communes went into a new one: each becomes a district of it, drawn as the commune was.

    People of a former commune keep its area, which is that district; a body that covered each of
    them covers the new commune. Raises `BodyRefusedError` for a commune without an outline.
    """
    drawn = [_district(town, into, on) for town in absorbed if town.pk != into.pk]
    for body in _covering_all([town.insee_code for town in absorbed], on):
        cover(organisation=body, level=COMMUNE, code=into.insee_code, start=on, by=by)
    codes = [town.insee_code for town in absorbed]
    permission.forget()
    audit.record(
        "territory.communes_merged", by=by, town=into.insee_code, codes=codes, day=on.isoformat()
    )
    return drawn


def _district(town: Town, into: Town, on: dt.date) -> Perimeter:
    if not town.outline:
        raise BodyRefusedError(
            _("Dessinez d’abord le contour de %s : ses personnes n’agiront que dans ce contour.")
            % town.name
        )
    slug = district_of(town.insee_code)
    found = Perimeter.objects.of(into).filter(slug=slug).first()
    if found is not None:
        return found
    touch(into)
    return Perimeter.objects.create(
        town=into,
        kind=Perimeter.Kind.CUSTOM,
        name=town.name,
        slug=slug,
        geometry=town.outline,
        valid=since(on),
    )


def _covering_all(codes: Sequence[str], on: dt.date) -> list[Organisation]:
    """Bodies that cover each of these communes, named one by one or not."""
    rows = AreaPlace.objects.filter(level=COMMUNE, code__in=codes, valid__contains=on)
    bodies = Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("pk")
    return [body for body in bodies if all(covers(body, code, on) for code in codes)]
