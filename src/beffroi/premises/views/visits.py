"""The visits to a door: who went, whom they met, what comes next; noted on the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts import reads as people
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.premises import policies, reads
from beffroi.premises.forms.visits import VisitForm
from beffroi.premises.models import DoorVisit, Premises
from beffroi.premises.reads import visits
from beffroi.premises.words import crumbs, sheet_finding, where_of
from beffroi.premises.writes.visits import note_visit, share_visit
from beffroi.territory import reads as territory


@acting("read", "alerts")
@require_GET
def door_visits(request: SignedRequest, town: str, public_id: str) -> HttpResponse:
    """Who went to this door, and a form for the next visit."""
    return _page(request, _door(town, public_id))


def _door(town: str, public_id: str) -> Premises:
    return reads.premises_or_404(territory.town_or_404(town), public_id)


def _form(request: SignedRequest, premises: Premises, data: Any = None) -> VisitForm:
    today = territory.today_in(premises.town.insee_code)
    talks = policies.may_write_talks(request.user, premises.town)
    return VisitForm(data, today=today, talks=talks)


def _page(
    request: SignedRequest, premises: Premises, form: VisitForm | None = None, status: int = 200
) -> HttpResponse:
    town = premises.town
    may_note = policies.may_visit(request.user, town)
    context = {
        "town": town,
        "premises": premises,
        "visits": _told(request, list(visits.visits_of(premises))),
        "form": form or (_form(request, premises) if may_note else None),
        "may_share": policies.may_write_talks(request.user, town),
        "known": sheet_finding(premises, reads.history_of(premises)).replace("*", ""),
        "where": where_of(premises),
        "crumbs": crumbs(town, _("Visites"), (_("Locaux"), "premises_list")),
    }
    return render(request, "premises/visits/visits.html", context, status=status)


def _told(request: SignedRequest, rows: list[DoorVisit]) -> list[dict[str, Any]]:
    """Each visit as this person may read it."""
    names = {one.key: one.name for one in people.people_of_keys([row.noted_by for row in rows])}
    may_note = bool(rows) and policies.may_visit(request.user, rows[0].premises.town)
    return [
        {
            "row": row,
            "who": names.get(row.noted_by, ""),
            "said": row.said if policies.may_read_talk(request.user, row) else "",
            "next": may_note and row.next_step,
        }
        for row in rows
    ]


@acting("write", "alerts")
@require_POST
def door_visit_note(request: SignedRequest, town: str, public_id: str) -> HttpResponse:
    """Note a visit: the door leaves the five of the week until its next step is due."""
    premises = _door(town, public_id)
    form = _form(request, premises, request.POST)
    if not form.is_valid():
        return _page(request, premises, form, status=422)
    note_visit(premises=premises, by=request.user, **form.cleaned_data)
    messages.success(request, _("La visite est notée dans l’histoire de ce local."))
    return redirect("door_visits", premises.town.slug, premises.public_id)


@acting("write", "vacancy_reason")
@require_POST
def door_visit_share(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Let the advisors of the chamber read what was said on a visit."""
    visit = visits.visit_or_404(territory.town_or_404(town), number)
    share_visit(visit=visit, by=request.user)
    messages.success(request, _("Les conseillers de la chambre peuvent lire ce qui s’est dit."))
    return redirect("door_visits", visit.premises.town.slug, visit.premises.public_id)
