"""One role: end it, make it last, lend it, take it back; all of mine on one page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import signed_in
from beffroi.territory import policies, writes
from beffroi.territory import reads as territory
from beffroi.territory.forms import ONE_DAY, EndForm, LastingForm, LendForm
from beffroi.territory.models import RoleAssignment
from beffroi.ui.typography import date


@signed_in
@require_GET
def my_roles(request: SignedRequest) -> HttpResponse:
    """What I may do and where; what I lent, what was lent to me."""
    today = timezone.localdate()
    held = territory.held_by(request.user, today)
    context = {
        "own": [one for one in held if not one.delegated_by],
        "received": [one for one in held if one.delegated_by],
        "lent": territory.lent_by(request.user, today),
        "crumbs": _crumbs(_("Mes rôles")),
    }
    return render(request, "portal/roles/mine.html", context)


def _crumbs(label: str) -> list[dict[str, str]]:
    return [{"label": _("Accueil"), "href": reverse("home")}, {"label": label, "href": ""}]


def _seen(request: SignedRequest, key: str) -> tuple[RoleAssignment, bool]:
    """The role, and whether this person gives it; who holds it, lent it or reads it may see it."""
    row = territory.role_or_404(key)
    gives = policies.may_give(request.user, row)
    if gives or request.user.pk in (row.person_id, getattr(row.delegated_from, "person_id", 0)):
        return row, gives
    if row.town is None:
        policies.check_role(request.user, row)
    policies.check(request.user, "read", "roles", town=row.town)
    return row, gives


@signed_in
@require_GET
def role_page(request: SignedRequest, key: str) -> HttpResponse:
    """One role and what may be done with it."""
    row, gives = _seen(request, key)
    return _page(request, row, gives)


def _page(request: SignedRequest, row: RoleAssignment, gives: bool, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    one = territory.held([row], today)[0]
    initial = {"last": today}
    context = {
        "one": one,
        "gives": gives and one.state != "over",
        "mine": row.person_id == request.user.pk,
        "end_form": forms.get("end_form") or EndForm(initial=initial, auto_id="end_%s"),
        "lasting_form": forms.get("lasting_form")
        or LastingForm(initial={"last": one.until}, auto_id="until_%s"),
        "delegations": territory.held(territory.assignments().filter(delegated_from=row), today),
        "crumbs": _crumbs(one.person.name),
    }
    status = 422 if forms else 200
    return render(request, "portal/roles/page.html", context, status=status)


@signed_in
@require_POST
def end_role(request: SignedRequest, key: str) -> HttpResponse:
    """The last day of a role; « tout de suite » takes the access away at once."""
    row = territory.role_or_404(key)
    if row.person_id != request.user.pk:  # one may always give up one's own role
        policies.check_role(request.user, row)
    form = EndForm(request.POST, auto_id="end_%s")
    now = "now" in request.POST
    if not now and not form.is_valid():
        return _page(request, row, policies.may_give(request.user, row), end_form=form)
    on = timezone.localdate() if now else form.cleaned_data["last"] + ONE_DAY
    try:
        writes.end_role(assignment=row, on=on, by=request.user)
    except writes.RoleRefusedError as refused:
        messages.error(request, refused.sentence)
        return redirect("role", key)
    messages.success(request, _ended(row, on))
    # without the role, the team may be closed to who has just left it
    return redirect("my_roles") if row.person_id == request.user.pk else _back(row)


def _ended(row: RoleAssignment, on: dt.date) -> str:
    words = {"name": row.person.name, "day": date(on - ONE_DAY)}
    return _("Dernier jour de ce rôle pour %(name)s : %(day)s.") % words


def _back(row: RoleAssignment) -> HttpResponse:
    return redirect("team", row.town.slug) if row.town else redirect("role", row.key)


@signed_in
@require_POST
def extend_role(request: SignedRequest, key: str) -> HttpResponse:
    """Another last day, or none."""
    row = territory.role_or_404(key)
    policies.check_role(request.user, row)
    form = LastingForm(request.POST, auto_id="until_%s")
    if not form.is_valid():
        return _page(request, row, gives=True, lasting_form=form)
    last = form.cleaned_data["last"]
    until = last + ONE_DAY if last else None
    try:
        writes.extend_role(assignment=row, until=until, today=timezone.localdate(), by=request.user)
    except writes.RoleRefusedError as refused:
        form.add_error("last", refused.sentence)
        return _page(request, row, gives=True, lasting_form=form)
    messages.success(request, _("Les dates du rôle sont changées."))
    return _back(row)


@signed_in
@require_http_methods(["GET", "POST"])
def lend(request: SignedRequest, key: str) -> HttpResponse:
    """Lend my role to a colleague, from a day to a day."""
    row = territory.role_or_404(key)
    if row.person_id != request.user.pk:
        raise PermissionDenied(_("Un rôle se prête par la personne qui le tient."))
    today = timezone.localdate()
    people = territory.colleagues_of(request.user, today)
    form = LendForm(request.POST or None, colleagues=people, initial={"start": today})
    if form.is_valid() and _lent(request, row, form):
        return redirect("my_roles")
    one = territory.held([row], today)[0]
    context = {"one": one, "form": form, "alone": not people.exists(), "crumbs": _crumbs(_("Prêter un rôle"))}  # fmt: skip
    return render(request, "portal/roles/lend.html", context)


def _lent(request: SignedRequest, row: RoleAssignment, form: LendForm) -> bool:
    told, dates = form.cleaned_data, form.dates()
    try:
        writes.delegate(
            assignment=row, to=told["to"], start=dates["start"], until=dates["end"], by=request.user
        )
    except writes.RoleRefusedError as refused:
        form.add_error(None, refused.sentence)
        return False
    words = {"name": told["to"].name, "day": date(told["last"])}
    messages.success(request, _("%(name)s tient votre rôle jusqu’au %(day)s.") % words)
    return True


@signed_in
@require_POST
def take_back(request: SignedRequest, key: str) -> HttpResponse:
    """End what I lent, or give back what was lent to me: at once."""
    row = territory.role_or_404(key)
    giver = row.delegated_from.person_id if row.delegated_from else None
    if giver is None or request.user.pk not in (giver, row.person_id):
        raise PermissionDenied(
            _("Un prêt se reprend par qui l’a fait, ou se rend par qui l’a reçu.")
        )
    writes.end_role(assignment=row, on=timezone.localdate(), by=request.user)
    messages.success(request, _("Le prêt est terminé."))
    return redirect("my_roles")
