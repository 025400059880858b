"""What a body covers, who belongs to it, and into which body it goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.accounts.rules import roles
from beffroi.kernel.permission import signed_in
from beffroi.portal.inviting import announce, bring_in
from beffroi.portal.views.bodies import crumbs, place_of
from beffroi.territory import policies, writes
from beffroi.territory import reads as territory
from beffroi.territory.forms import ONE_DAY, AreaRoleForm, CoverForm, LeaveForm, MergeForm
from beffroi.territory.models import Organisation


@signed_in
@require_http_methods(["GET", "POST"])
def body_area(request: SignedRequest, key: str) -> HttpResponse:
    """Find a place, say since when it is covered; or that it is covered no more."""
    body = territory.body_or_404(key)
    policies.check_change_body(request.user, body)
    form = CoverForm(request.POST or None, initial={"start": timezone.localdate()})
    if form.is_valid():
        level, code = place_of(form.cleaned_data["place"])
        told = {name: form.cleaned_data[name] for name in ("start", "source")}
        writes.cover(organisation=body, level=level, code=code, by=request.user, **told)
        messages.success(request, _("Ajouté : %s.") % territory.place_name(level, code))
        return redirect("body_area", body.key)
    asked = request.GET.get("lieu", "").strip()[:80]
    context = {
        "body": body,
        "asked": asked,
        "found": territory.find_places(asked),
        "covered": territory.places_of(body, timezone.localdate()),
        "form": form,
        "leave_form": LeaveForm(initial={"on": timezone.localdate()}),
        "crumbs": crumbs(body, _("Territoire")),
    }
    return render(request, "portal/bodies/area.html", context)


@signed_in
@require_POST
def body_leave(request: SignedRequest, key: str) -> HttpResponse:
    """The body covers a place no more from a day on."""
    body = territory.body_or_404(key)
    policies.check_change_body(request.user, body)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez le lieu, et le jour à partir duquel il est quitté."))
        return redirect("body_area", body.key)
    level, code = place_of(form.cleaned_data["place"])
    try:
        writes.leave(
            organisation=body, level=level, code=code, on=form.cleaned_data["on"], by=request.user
        )
    except writes.BodyRefusedError as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Retiré : %s.") % territory.place_name(level, code))
    return redirect("body_area", body.key)


@signed_in
@require_http_methods(["GET", "POST"])
def body_people(request: SignedRequest, key: str) -> HttpResponse:
    """Somebody becomes a member, and receives a role on the body's whole area or none."""
    body = territory.body_or_404(key)
    policies.check_change_body(request.user, body)
    form = AreaRoleForm(request.POST or None, initial={"start": timezone.localdate()})
    if form.is_valid() and _joined(request, body, form):
        return redirect("body", body.key)
    context = {"body": body, "form": form, "crumbs": crumbs(body, _("Ajouter une personne"))}
    return render(request, "portal/bodies/people.html", context)


def _joined(request: SignedRequest, body: Organisation, form: AreaRoleForm) -> bool:
    told, dates = form.cleaned_data, form.dates()
    try:
        with transaction.atomic():
            brought = bring_in(email=told["email"], name=told["name"], by=request.user)
            person, by = brought.person, request.user
            writes.join_body(
                person=person, organisation=body, title=told["title"], start=dates["start"], by=by
            )
            if told["role"]:
                target: dict[str, Any] = {"organisation": body, "acting_for": body}
                target |= {"role": told["role"], "scope": roles.AREA}
                writes.give_role(person=person, by=by, **target, **dates)
    except writes.RoleRefusedError as refused:
        form.add_error(None, refused.sentence)
        return False
    announce(request, brought)
    return True


@signed_in
@require_POST
def member_leaves(request: SignedRequest, key: str, number: int) -> HttpResponse:
    """A member leaves the body today; roles are ended on their own pages."""
    body = territory.body_or_404(key)
    policies.check_change_body(request.user, body)
    row = get_object_or_404(body.memberships.select_related("person"), pk=number)
    writes.end_membership(membership=row, on=timezone.localdate() + ONE_DAY, by=request.user)
    words = {"name": row.person.name, "body": body.name}
    messages.success(request, _("%(name)s quitte %(body)s ce soir.") % words)
    return redirect("body", body.key)


@signed_in
@require_http_methods(["GET", "POST"])
def body_merge(request: SignedRequest, key: str) -> HttpResponse:
    """What follows is shown (GET with the body and the day) before it is done (POST)."""
    body = territory.body_or_404(key)
    policies.check_administers(request.user)
    asked = request.POST or (request.GET if "into" in request.GET else None)
    form = MergeForm(asked, absorbed=body, initial={"on": timezone.localdate()})
    shown = None
    if form.is_valid():
        if request.method == "POST" and _merged(request, body, form):
            return redirect("body", form.cleaned_data["into"].key)
        shown = territory.following(body, form.cleaned_data["on"])
    context = {
        "body": body,
        "form": form,
        "shown": shown,
        "into": form.cleaned_data.get("into") if form.is_bound else None,
        "on": form.cleaned_data.get("on") if form.is_bound else None,
        "crumbs": crumbs(body, _("Fusionner")),
    }
    return render(request, "portal/bodies/merge.html", context)


def _merged(request: SignedRequest, body: Organisation, form: MergeForm) -> bool:
    told = form.cleaned_data
    try:
        writes.merge_bodies(absorbed=body, into=told["into"], on=told["on"], by=request.user)
    except writes.BodyRefusedError as refused:
        form.add_error(None, refused.sentence)
        return False
    messages.success(
        request, _("%(body)s rejoint %(into)s.") % {"body": body.name, "into": told["into"].name}
    )
    return True
