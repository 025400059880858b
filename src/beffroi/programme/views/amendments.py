"""« Avenants »: what changed since the signature, before and after; drafts, and their signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms import amendments as forms
from beffroi.programme.forms.agreements import SignatureForm
from beffroi.programme.models import Agreement, Amendment
from beffroi.programme.reads.changes import shown
from beffroi.programme.reads.pieces import Passage, initial_of, passages, replaced, without
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import amendments as writes

shell.hang(shell.Tab("agreement_amendments", _l("Avenants"), 35))
FORMS: dict[str, type[django_forms.Form]] = {
    "article": forms.ArticlePieceForm,
    "preamble": forms.PreamblePieceForm,
    "dates": forms.DatesPieceForm,
    "envelope": forms.EnvelopePieceForm,
    "place": forms.PlacePieceForm,
}


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_amendments(
    request: SignedRequest, agreement_key: str, town: str = ""
) -> HttpResponse:
    """The amendments of an agreement, the last first."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    context = {
        "amendments": row.amendments.order_by("-number"),
        "binding": row.state in BINDING and row.signed_content is not None,
    }
    return shell.page(request, row, "programme/agreement_amendments.html", context)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_amendments_new(
    request: SignedRequest, agreement_key: str, town: str = ""
) -> HttpResponse:
    """Begin an amendment."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = forms.AmendmentForm(request.POST or None, initial={"effective_on": timezone.localdate()})
    if form.is_valid():
        try:
            made = writes.draft(agreement=row, by=request.user, **form.cleaned_data)
        except LifeError as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect(address("agreement_amendments_one", row, number=made.number))
    context = {"form": form, "back": address("agreement_amendments", row)}
    crumb = _("Nouvel avenant")
    return shell.page(request, row, "programme/agreement_amendment_form.html", context, crumb=crumb)


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_amendments_one(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """One amendment: what it replaces, and by what."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    amendment = _found(row, number)
    is_draft = amendment.signed_on is None and amendment.abandoned_on is None
    base = writes.base_of(amendment) if is_draft else row.signed_content or {}
    target, fault = _target(amendment) if is_draft else (None, "")
    context = {
        "amendment": amendment,
        "changes": shown(amendment.changes, base),
        "is_draft": is_draft,
        "fault": fault,
        "passages": passages(target) if target else [],
        "form": SignatureForm(today=timezone.localdate(), initial={"on": timezone.localdate()}),
    }
    crumb = _("Avenant n° %s") % number
    return shell.page(request, row, "programme/agreement_amendment.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_amendments_passage(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Replace one passage (`?passage=articles/duree`), or take it out."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    amendment = _found(row, number)
    target, fault = _target(amendment)
    if target is None:
        messages.error(request, fault)
        return redirect(address("agreement_amendments_one", row, number=number))
    asked = request.GET.get("passage", "")
    passage = next((one for one in passages(target) if one.path == asked), None)
    if passage is None:
        raise Http404(_("Ce passage n’existe pas."))
    return _passage(request, row, amendment, target, passage)


def _passage(
    request: SignedRequest, row: Agreement, amendment: Amendment, target: Any, passage: Passage
) -> HttpResponse:
    back = address("agreement_amendments_one", row, number=amendment.number)

    def rewrite(made: Any) -> HttpResponse:
        return _act(request, back, lambda: writes.rewrite(
            amendment=amendment, target=made, by=request.user
        ))  # fmt: skip

    if request.POST.get("do") == "drop":
        return rewrite(without(target, passage))
    form = FORMS[passage.kind](request.POST or None, initial=initial_of(target, passage))
    if form.is_valid():
        return rewrite(replaced(target, passage, form.cleaned_data))
    may_drop = passage.kind == "article" and not passage.path.endswith("+")
    context = {"form": form, "back": back, "passage": passage, "may_drop": may_drop}
    return shell.page(request, row, "programme/agreement_passage.html", context, crumb=passage.name)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["POST"])
def agreement_amendments_end(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """All have signed it, or nobody will."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    amendment, today = _found(row, number), timezone.localdate()
    back = address("agreement_amendments_one", row, number=number)
    if request.POST.get("do") == "abandon":
        return _act(
            request, back, lambda: writes.abandon(amendment=amendment, on=today, by=request.user)
        )
    form = SignatureForm(request.POST, today=today)
    if not form.is_valid():
        messages.error(request, _("Dites quel jour l’avenant a été signé."))
        return redirect(back)
    on = form.cleaned_data["on"]
    return _act(request, back, lambda: writes.sign_amendment(
        amendment=amendment, on=on, by=request.user, today=today
    ))  # fmt: skip


def _found(row: Agreement, number: int) -> Amendment:
    rows = Amendment.objects.select_related("agreement__town")
    return get_object_or_404(rows, agreement=row, number=number)


def _target(amendment: Amendment) -> tuple[dict[str, Any] | None, str]:
    try:
        return writes.target_of(amendment), ""
    except LifeError as refused:
        return None, refused.sentence


def _act(request: SignedRequest, back: str, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except LifeError as refused:
        messages.error(request, refused.sentence)
    return redirect(back)
