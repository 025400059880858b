"""« Passation »: all that is open of a person who leaves, who takes each, and the summary of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.models import Person
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.models import AuditEntry
from beffroi.kernel.permission import signed_in
from beffroi.territory import handover as passing
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.forms import ONE_DAY
from beffroi.territory.handover import Choice, Kind, Matter
from beffroi.territory.writes import RoleRefusedError
from beffroi.ui.fields import DayField

NOBODY = "-"


class HandoverForm(forms.Form):
    """The last day, one successor for everything, and one for each matter where it differs."""

    last = DayField(
        label=gettext_lazy("Dernier jour"),
        help_text=gettext_lazy("La personne garde ses accès jusqu’à ce soir-là."),
    )
    everything = forms.ModelChoiceField(
        label=gettext_lazy("Qui reprend ?"),
        queryset=Person.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=gettext_lazy("Choisissez ci-dessous, point par point"),
    )

    def __init__(self, *args: Any, people: Any, matters: list[Matter], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["everything"].queryset = people  # type: ignore[attr-defined]
        names = [(one.key, one.name) for one in people]
        self.people = {one.key: one for one in people}
        first = [("", gettext_lazy("comme ci-dessus")), (NOBODY, gettext_lazy("personne"))]
        for matter in matters:
            self.fields[matter.name] = forms.ChoiceField(
                label=matter.title, choices=[*first, *names], required=False
            )

    def choice(self) -> Choice:
        """Who takes what."""
        told = self.cleaned_data
        chosen = {name: told[name] for name in self.fields if ":" in name and told.get(name)}
        one = {name: self.people.get(key) for name, key in chosen.items()}
        return Choice(told["everything"], one)


@signed_in
@require_http_methods(["GET", "POST"])
def handover(request: SignedRequest, key: str) -> HttpResponse:
    """What is open, and who takes it; done at once, or not at all."""
    leaving = get_object_or_404(Person, key=key)
    today = timezone.localdate()
    policies.check_hand_over(request.user, leaving, today)
    open_ = passing.matters_of(leaving, today)
    matters = [one for _kind, some in open_ for one in some]
    people = territory.colleagues_of(leaving, today)
    form = HandoverForm(
        request.POST or None, people=people, matters=matters, initial={"last": today}
    )
    untaken: list[Matter] = []
    if form.is_valid():
        done, untaken = _try(request, leaving, form)
        if done is not None:
            return redirect("handover_summary", leaving.key, done.pk)
    context = _context(leaving, open_, form) | {"untaken": untaken}
    return render(request, "portal/handover/page.html", context)


def _context(
    leaving: Person, open_: list[tuple[Kind, list[Matter]]], form: HandoverForm
) -> dict[str, Any]:
    matters = [one for _kind, some in open_ for one in some]
    return {
        "leaving": leaving,
        "groups": groups(open_, form),
        "count": len(matters),
        "soon": sorted((one for one in matters if one.due), key=lambda one: str(one.due)),
        "form": form,
        "alone": not form.people,
        "crumbs": _crumbs(),
    }


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Accueil"), "href": reverse("home")},
        {"label": _("Passation"), "href": ""},
    ]


def groups(open_: list[tuple[Kind, list[Matter]]], form: HandoverForm) -> list[dict[str, Any]]:
    """Kinds of matters, each matter with its own choice."""
    return [
        {"kind": kind, "rows": [{"matter": one, "field": form[one.name]} for one in some]}
        for kind, some in open_
    ]


def _try(
    request: SignedRequest, leaving: Person, form: HandoverForm
) -> tuple[AuditEntry | None, list[Matter]]:
    """The line of the journal that keeps it; or what nobody takes."""
    on: dt.date = form.cleaned_data["last"] + ONE_DAY
    meant = "meant" in request.POST
    try:
        passing.hand_over(
            person=leaving, on=on, choice=form.choice(), by=request.user, untaken_is_meant=meant
        )
    except passing.UntakenError as untaken:
        form.add_error(None, untaken.sentence)
        return None, untaken.matters
    except RoleRefusedError as refused:
        form.add_error(None, refused.sentence)
        return None, []
    messages.success(request, _("La passation est faite."))
    found = AuditEntry.objects.filter(verb="territory.handed_over", object_key=leaving.key)
    return found.latest("pk"), []


@signed_in
@require_GET
def summary(request: SignedRequest, key: str, number: int) -> HttpResponse:
    """What was passed on, to print and hand over: read again from the journal."""
    entry = get_object_or_404(AuditEntry, pk=number, verb="territory.handed_over", object_key=key)
    leaving = get_object_or_404(Person, key=key)
    told = entry.data["matters"]
    takers = {one["to"] for one in told if one["to"]}
    if request.user.key not in {key, entry.actor_key, *takers}:
        policies.check_administers(request.user)
    names = dict(Person.objects.filter(key__in=takers).values_list("key", "name"))
    labels = {kind.key: kind.label for kind in passing.kinds()}
    rows = [_row(one, names, labels) for one in told]
    last = dt.date.fromisoformat(entry.data["day"]) - ONE_DAY
    context = {
        "leaving": leaving,
        "last": last,
        "rows": rows,
        "untaken": entry.data["untaken"],
        "at": entry.recorded_at,
        "by": Person.objects.filter(key=entry.actor_key).first(),
        "crumbs": _crumbs(),
    }
    return render(request, "portal/handover/summary.html", context)


def _row(one: dict[str, Any], names: dict[str, str], labels: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": labels.get(one["kind"], one["kind"]),
        "title": one["title"],
        "due": dt.date.fromisoformat(one["due"]) if one["due"] else None,
        "to": names.get(one["to"]) or (_("personne effacée") if one["to"] else ""),
    }
