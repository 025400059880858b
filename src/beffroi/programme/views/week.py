"""« Ma semaine »: what asks for an act of mine, across towns."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import signed_in
from beffroi.programme.reads.week import towns_with_doors, week_of
from beffroi.programme.rules.week import TITLES, ordered
from beffroi.programme.week_words import acts_of, finding


@signed_in
@require_GET
def my_week(request: SignedRequest) -> HttpResponse:
    """What is due, late, met, ending and waiting, of the bodies and towns of this person."""
    on = timezone.localdate()
    week = week_of(request.user, on)
    acts = acts_of(week, on)
    groups = [
        {"name": group.value, "title": TITLES[group], "acts": held}
        for group, held in ordered(acts).items()
    ]
    context = {"finding": finding(acts), "groups": groups, "on": on, "works_on": week.works_on}
    context["doors"] = towns_with_doors(request.user, on)
    context["roles_href"] = reverse("my_roles")
    return render(request, "programme/week.html", context)
