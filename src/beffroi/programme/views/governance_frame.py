"""What pages of committees, promises and opinions share: who is inside, one form on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from beffroi.accounts.requests import SignedRequest
from beffroi.programme import policies, reads
from beffroi.programme.forms.governance import DecisionForm
from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import place_of
from beffroi.programme.writes.refused import GovernanceRefusedError

Save = Callable[[dict[str, Any]], Any]


def inside(request: HttpRequest, town: str, agreement_key: str) -> Agreement:
    """The agreement, for who reads its working part; a published one opens it to nobody more."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    if not policies.reads_agreement_inside(request.user, row):
        raise PermissionDenied(_("Cette page est réservée à qui suit la convention."))
    return row


def saved(form: Any, save: Save) -> bool:
    """Whether the form was sent, is right, and was accepted; a refusal stands at its field."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        save(form.cleaned_data)
    except GovernanceRefusedError as refused:
        place = refused.field if refused.field in form.fields else None
        form.add_error(place, refused.sentence)
        return False
    return True


def form_page(
    request: HttpRequest, row: Agreement, form: Any, title: str, save: Save, back: str, **more: Any
) -> HttpResponse:
    """The form with its faults, or the way back once it is saved."""
    if saved(form, save):
        return redirect(back)
    context = {"form": form, "title": title, "back": back, **more}
    return shell.page(request, row, "programme/governance_form.html", context, crumb=title)


def decision_form(request: SignedRequest, row: Agreement, sent: Any = None) -> DecisionForm:
    """What is decided, by a body around the agreement, on an action of it that this person sees."""
    seen = policies.visible_sheets(request.user)
    rows = ActionSheet.objects.across_towns().filter(seen, agreement=row)
    return DecisionForm(
        sent, bodies=bodies_around(row.town, row), sheets=rows.order_by("code", "pk")
    )
