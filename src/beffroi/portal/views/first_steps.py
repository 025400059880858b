"""The first steps of an installation: an account, a body, a town."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import public, signed_in
from beffroi.portal import first
from beffroi.portal.forms.first import FirstAccountForm, FirstBodyForm
from beffroi.territory import policies, writes
from beffroi.territory.models import Organisation


@public
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, token: str) -> HttpResponse:
    """Step 1, by the link printed once: the account of who looks after the installation."""
    if not first.is_good(token):
        return render(request, "portal/first/over.html", {"hours": first.HOURS}, status=410)
    form = FirstAccountForm(request.POST or None)
    if form.is_valid():
        try:
            claimed = _claimed(request, form)
        except first.AlreadyClaimedError:
            return render(request, "portal/first/over.html", {"hours": first.HOURS}, status=410)
        if claimed:
            messages.success(request, _("Votre compte est ouvert : vous tenez cette installation."))
            return redirect("first_body")
    return render(request, "portal/first/account.html", {"form": form})


def _claimed(request: HttpRequest, form: FirstAccountForm) -> bool:
    told = form.cleaned_data
    try:
        person = first.claim(email=told["email"], name=told["name"], password=told["password"])
    except ValidationError as refused:
        form.add_error("password", refused)
        return False
    login(request, person)
    return True


@signed_in
@require_http_methods(["GET", "POST"])
def body(request: SignedRequest) -> HttpResponse:
    """Step 2: the body that keeps this installation; its administrator becomes a member of it."""
    policies.check_administers(request.user)
    form = FirstBodyForm(request.POST or None)
    if form.is_valid():
        told = dict(form.cleaned_data)
        title = told.pop("title")
        with transaction.atomic():
            made = writes.found_body(by=request.user, **told)
            _join(request, made, title)
        messages.success(request, _("%s est inscrit. Il reste à ouvrir une ville.") % made.name)
        return redirect("open_town")
    known = Organisation.objects.order_by("name").first()
    return render(request, "portal/first/body.html", {"form": form, "known": known})


def _join(request: SignedRequest, made: Organisation, title: str) -> None:
    writes.join_body(
        person=request.user,
        organisation=made,
        title=title,
        start=timezone.localdate(),
        by=request.user,
    )
