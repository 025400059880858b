"""A town's settings: its words and colour, its arms, its path, its domains."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.accounts.rules.matrix import WRITE
from beffroi.kernel.permission import acting
from beffroi.portal.forms.town import ArmsForm, DomainForm, LookForm, PathForm
from beffroi.sources.images import Picture
from beffroi.territory import reads as territory
from beffroi.territory import writes
from beffroi.territory.models import Town
from beffroi.territory.writes.faces import Taken


def _page(request: SignedRequest, town: Town, status: int = 200, **forms: Any) -> HttpResponse:
    administers = territory.administers(request.user)
    context = {
        "town": town,
        "look": LookForm(initial={"about": town.about, "accent": town.accent}),
        "arms": ArmsForm(),
        "path": PathForm(initial={"slug": town.slug}),
        "domain": DomainForm(),
        "domains": list(territory.domains_of(town)),
        "administers": administers,
        "crumbs": [
            {"label": town.name, "href": reverse("town", args=[town.slug])},
            {"label": _("Réglages"), "href": ""},
        ],
    }
    return render(request, "portal/settings.html", context | forms, status=status)


@acting(WRITE, "town")
@require_GET
def settings_page(request: SignedRequest, town: str) -> HttpResponse:
    """How do we look, and where are we found?"""
    return _page(request, territory.town_or_404(town))


@acting(WRITE, "town")
@require_POST
def change_look(request: SignedRequest, town: str) -> HttpResponse:
    """Words and colour; a colour that cannot be read is refused with the nearest that can."""
    place = territory.town_or_404(town)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, place, 422, look=form)
    if writes.set_look(town=place, by=request.user, **form.cleaned_data):
        messages.success(request, _("La présentation est enregistrée."))
    return redirect("town_settings", place.slug)


@acting(WRITE, "town")
@require_POST
def change_arms(request: SignedRequest, town: str) -> HttpResponse:
    """Hang the arms, or take them down."""
    place = territory.town_or_404(town)
    if "retirer" in request.POST:
        writes.take_down_arms(town=place, by=request.user)
        messages.success(request, _("Le blason est retiré."))
        return redirect("town_settings", place.slug)
    form = ArmsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, 422, arms=form)
    picture: Picture = form.cleaned_data["png"]
    size = (picture.width, picture.height)
    writes.hang_arms(town=place, png=picture.png, size=size, by=request.user)
    messages.success(request, _("Le blason est posé."))
    return redirect("town_settings", place.slug)


@acting(WRITE, "town")
@require_POST
def change_path(request: SignedRequest, town: str) -> HttpResponse:
    """Another path; the former one leads here for ever."""
    place = territory.town_or_404(town)
    form = PathForm(request.POST)
    if form.is_valid():
        try:
            if writes.move_town(town=place, slug=form.cleaned_data["slug"], by=request.user):
                messages.success(request, _("La ville a sa nouvelle adresse."))
            return redirect("town_settings", place.slug)
        except Taken as taken:
            form.add_error("slug", str(taken))
    return _page(request, place, 422, path=form)


@acting(WRITE, "installation")
@require_POST
def change_domains(request: SignedRequest, town: str) -> HttpResponse:
    """Declare or drop a domain name: for who looks after the installation only."""
    place = territory.town_or_404(town)
    gone = request.POST.get("retirer", "")
    if gone:
        if writes.drop_domain(town=place, host=gone, by=request.user):
            messages.success(request, _("Le nom de domaine ne montre plus la ville."))
        return redirect("town_settings", place.slug)
    form = DomainForm(request.POST, own=tuple(settings.OWN_HOSTS))
    if form.is_valid():
        try:
            writes.declare_domain(town=place, host=form.cleaned_data["host"], by=request.user)
            messages.success(request, _("Le nom de domaine montre la ville d’ici une minute."))
            return redirect("town_settings", place.slug)
        except Taken as taken:
            form.add_error("host", str(taken))
    return _page(request, place, 422, domain=form)
