"""« Équipe »: who acts in a town, in which role, for whom, until when; who gave or lent it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.accounts.rules import roles
from beffroi.kernel.permission import acting, signed_in
from beffroi.portal.inviting import announce, bring_in
from beffroi.territory import policies, writes
from beffroi.territory import reads as territory
from beffroi.territory.forms import TeamForm
from beffroi.territory.models import Town
from beffroi.territory.reads.held import Held
from beffroi.ui.tables import Cell, Column, Table

COLUMNS = (
    Column("name", _l("Personne")),
    Column("role", _l("Rôle")),
    Column("where", _l("Où")),
    Column("body", _l("Au nom de")),
    Column("until", _l("Jusqu’au")),
    Column("by", _l("Donné par")),
)
OF_TOWN = (roles.TOWN, roles.DISTRICT)


@acting("read", "roles")
@require_GET
def team(request: SignedRequest, town: str) -> HttpResponse:
    """Everybody who acts here."""
    place = territory.town_or_404(town)
    held = territory.roles_in(place, timezone.localdate())
    gives = may_give_in(request, place)
    context = {
        "town": place,
        "people": len({one.person.pk for one in held}),
        **_apart(held),
        "gives": gives,
        "givers": sorted({one.person.name for one in held if one.row.role == roles.BODY_ADMIN}),
        "crumbs": _crumbs(place, _("Équipe")),
    }
    return render(request, "portal/team/page.html", context)


def _apart(held: list[Held]) -> dict[str, Any]:
    """Whoever acts by a role on the town itself, and whoever the area of a body brings here."""
    own = [one for one in held if one.row.scope in OF_TOWN]
    others = [one for one in held if one.row.scope not in OF_TOWN]
    return {
        "table": team_table(own),
        "others": team_table(others) if others else None,
    }


def _crumbs(town: Town, *last: str) -> list[dict[str, str]]:
    first = {"label": town.name, "href": reverse("town", args=[town.slug])}
    team = {"label": last[0], "href": reverse("team", args=[town.slug]) if last[1:] else ""}
    return [first, team, *({"label": label, "href": ""} for label in last[1:])]


def may_give_in(request: SignedRequest, town: Town) -> bool:
    """Whether the person gives roles in this town."""
    try:
        policies.check_give(request.user, role=roles.ADVISOR, scope=roles.TOWN, town=town)
    except PermissionDenied:
        return False
    return True


def team_table(held: list[Held]) -> Table:
    """Roles as rows: each leads to its own page."""
    rows = [row_of(one) for one in held]
    return Table(COLUMNS, rows, caption="", empty=_("Personne n’agit encore ici"))


def row_of(one: Held) -> dict[str, Any]:
    """One role; what begins later, or was lent, says so."""
    later = _("à partir du %(day)s") % {"day": short_day(one.since)} if one.state == "later" else ""
    given = (
        _("prêté par %(name)s") % {"name": one.delegated_by} if one.delegated_by else one.given_by
    )
    return {
        "name": Cell(one.person.name, reverse("role", args=[one.key])),
        "role": Cell(one.role, note=later),
        "where": one.where,
        "body": one.body or None,
        "until": Cell(short_day(one.until)) if one.until else _("sans date de fin"),
        "by": given or None,
    }


def short_day(day: Any) -> str:
    """12/03/2026: a column of days reads by its figures."""
    return f"{day:%d/%m/%Y}" if day else ""


@signed_in
@require_http_methods(["GET", "POST"])
def team_add(request: SignedRequest, town: str) -> HttpResponse:
    """Give somebody a role here; a new address is invited."""
    place = territory.town_or_404(town)
    policies.check_give(request.user, role=roles.ADVISOR, scope=roles.TOWN, town=place)
    bodies = policies.bodies_to_name(request.user, place, timezone.localdate())
    start = {"start": timezone.localdate()}
    form = TeamForm(request.POST or None, town=place, bodies=bodies, initial=start)
    if form.is_valid() and _added(request, form):
        return redirect("team", place.slug)
    crumbs = _crumbs(place, _("Équipe"), _("Ajouter une personne"))
    return render(request, "portal/team/add.html", {"town": place, "form": form, "crumbs": crumbs})


def _added(request: SignedRequest, form: TeamForm) -> bool:
    told = form.cleaned_data
    target = form.target()
    policies.check_give(request.user, **target)
    try:
        with transaction.atomic():
            brought = bring_in(email=told["email"], name=told["name"], by=request.user)
            writes.give_role(person=brought.person, by=request.user, **target, **form.dates())
    except writes.RoleRefusedError as refused:
        form.add_error(None, refused.sentence)
        return False
    announce(request, brought)
    return True
