"""What a leaving person holds that territory and imports know of: roles, delegations, files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory import handover, policies, writes
from beffroi.territory import reads as territory
from beffroi.territory.handover import Kind, Matter
from beffroi.territory.models import ImportRun, RoleAssignment
from beffroi.territory.reads.held import Held

TARGET = ("town", "district", "organisation", "region", "object_key", "acting_for")


def _role_title(one: Held) -> str:
    return _("%(role)s, %(where)s") % {"role": one.role, "where": one.where}


def _place(one: Held) -> str:
    return one.row.town.insee_code if one.row.town else ""


def _roles(person: Person, on: dt.date) -> Iterable[Matter]:
    for one in territory.held_by(person, on):
        if one.row.delegated_from_id is None and one.row.scope != roles.OWN:
            detail = _("pour %(body)s") % {"body": one.body} if one.body else ""
            href = reverse("role", args=[one.key])
            yield Matter("role", one.key, _role_title(one), detail, href, one.until, _place(one))


def _pass_role(*, matter: Matter, person: Person, to: Person, on: dt.date, by: Person) -> None:
    row = territory.role_or_404(matter.key)
    start = _from_when(to, row, max(on, row.valid.lower or on))
    if start is None:
        return  # the successor already holds it as long
    if not policies.may_give(by, row):
        raise writes.RoleRefusedError(
            _(
                "Vous ne donnez pas ce rôle : %(title)s. Demandez cette passation à la personne qui "
                "administre l’équipe, ou laissez-le sans suite."
            )
            % {"title": matter.title}
        )
    target = {field: getattr(row, field) for field in TARGET if getattr(row, field)}
    writes.give_role(
        person=to, role=row.role, scope=row.scope, start=start, end=row.valid.upper, by=by, **target
    )


def _from_when(to: Person, row: RoleAssignment, start: dt.date) -> dt.date | None:
    """The day on which the successor would hold it no more; None when they hold it as long."""
    theirs = _twin(to, row, start)
    if theirs is None:
        return start
    own, asked = theirs.valid.upper, row.valid.upper
    return own if own is not None and (asked is None or own < asked) else None


def _twin(to: Person, row: RoleAssignment, day: dt.date) -> RoleAssignment | None:
    """The role of this person on the very same target, on this day."""
    same = {field: getattr(row, field) for field in TARGET}
    held = RoleAssignment.objects.filter(person=to, role=row.role, scope=row.scope, **same)
    return held.filter(valid__contains=day, delegated_from=None).first()


def _lent(person: Person, on: dt.date) -> Iterable[Matter]:
    for one in territory.lent_by(person, on):
        detail = _("prêté à %(name)s") % {"name": one.person.name}
        yield Matter("lent", one.key, _role_title(one), detail, reverse("my_roles"), one.until, _place(one))  # fmt: skip


def _pass_lent(*, matter: Matter, person: Person, to: Person, on: dt.date, by: Person) -> None:
    row = territory.role_or_404(matter.key)
    if row.person_id == to.pk or row.valid.upper is None or row.delegated_from is None:
        return  # the borrower becomes the holder
    start = max(on, row.valid.lower or on)
    theirs = _twin(to, row.delegated_from, start)
    if theirs is None:
        raise writes.RoleRefusedError(
            _("%(name)s ne peut pas prêter un rôle sans le tenir : passez-lui aussi le rôle.")
            % {"name": to.name}
        )
    until = row.valid.upper
    writes.end_role(assignment=row, on=on, by=by)
    writes.delegate(assignment=theirs, to=row.person, start=start, until=until, by=to)


def _received(person: Person, on: dt.date) -> Iterable[Matter]:
    for one in territory.held_by(person, on):
        if one.row.delegated_from_id is not None:
            detail = _("confié par %(name)s") % {"name": one.delegated_by}
            yield Matter("received", one.key, _role_title(one), detail, reverse("my_roles"), one.until, _place(one))  # fmt: skip


def _pass_received(*, matter: Matter, person: Person, to: Person, on: dt.date, by: Person) -> None:
    row = territory.role_or_404(matter.key)
    giver = row.delegated_from
    if giver is None or giver.person_id == to.pk or row.valid.upper is None:
        return  # the role goes back to whoever lent it
    start = max(on, row.valid.lower or on)
    writes.delegate(assignment=giver, to=to, start=start, until=row.valid.upper, by=giver.person)


OPEN_RUNS = (ImportRun.State.WAITING, ImportRun.State.RUNNING, ImportRun.State.BROKEN)


def _imports(person: Person, on: dt.date) -> Iterable[Matter]:
    rows = ImportRun.objects.across_towns().filter(started_by=person.key, state__in=OPEN_RUNS)
    for run in rows.select_related("town").order_by("started_at"):
        href = reverse("import_run", args=[run.town.slug, run.pk])
        detail = f"{run.town.name} · {run.get_state_display()}"
        yield Matter("import", str(run.pk), run.file_name, detail, href, None, run.town.insee_code)


def _pass_import(*, matter: Matter, person: Person, to: Person, on: dt.date, by: Person) -> None:
    writes.entrust_run(number=int(matter.key), to=to, by=by)


def register_handovers() -> None:
    """Roles first: what is lent from a role can only follow it."""
    handover.register(
        Kind("role", gettext_lazy("Rôles"), _roles, _pass_role,
             gettext_lazy("Le rôle prend fin, personne ne l’exerce plus."), 10)
    )  # fmt: skip
    handover.register(
        Kind("lent", gettext_lazy("Rôles prêtés à d’autres"), _lent, _pass_lent,
             gettext_lazy("Le prêt prend fin avec le rôle."), 20)
    )  # fmt: skip
    handover.register(
        Kind("received", gettext_lazy("Rôles reçus d’un collègue"), _received, _pass_received,
             gettext_lazy("Le rôle retourne à la personne qui l’a prêté."), 30)
    )  # fmt: skip
    handover.register(
        Kind("import", gettext_lazy("Fichiers en cours de lecture"), _imports, _pass_import,
             gettext_lazy("Le fichier sera lu ; personne ne sera prévenu de la suite."), 40)
    )  # fmt: skip
