"""« Avenants »: what changed since the signature, before and after; drafts, and their signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms import amendments as forms
from beffroi.programme.forms.agreements import SignatureForm
from beffroi.programme.reads.amended import base_of, completed
from beffroi.programme.reads.changes import shown
from beffroi.programme.reads.pieces import grouped, passages
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.views.amendment_frame import act, found_amendment, target_or_fault
from beffroi.programme.writes import amendments as writes

shell.hang(shell.Tab("agreement_amendments", _l("Avenants"), 35))


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
    amendment = found_amendment(row, number)
    is_draft = amendment.signed_on is None and amendment.abandoned_on is None
    base = base_of(amendment) if is_draft else row.signed_content or {}
    target, fault = target_or_fault(amendment) if is_draft else (None, "")
    changes = completed(amendment) if is_draft else amendment.changes
    context = {
        "amendment": amendment,
        "changes": shown(changes, {**base, **(target or {})}),
        "is_draft": is_draft,
        "fault": fault,
        "passages": grouped(passages(target)) if target else [],
        "form": SignatureForm(today=timezone.localdate(), initial={"on": timezone.localdate()}),
    }
    crumb = _("Avenant n° %s") % number
    return shell.page(request, row, "programme/agreement_amendment.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_amendments_change(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """What a draft is about, why, and its day of effect."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    amendment = found_amendment(row, number)
    told = {name: getattr(amendment, name) for name in ("title", "effective_on", "reason")}
    form = forms.AmendmentForm(request.POST or None, initial=told)
    back = address("agreement_amendments_one", row, number=number)
    if form.is_valid():
        facts = form.cleaned_data
        return act(request, back, lambda: writes.change_amendment(
            amendment=amendment, by=request.user, **facts
        ))  # fmt: skip
    context = {"form": form, "back": back, "amendment": amendment}
    crumb = _("Objet et jour d’effet")
    return shell.page(request, row, "programme/agreement_amendment_form.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["POST"])
def agreement_amendments_end(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """All have signed it, or nobody will; before that, a passage left, or all drawn again."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    amendment, today, by = found_amendment(row, number), timezone.localdate(), request.user
    back = address("agreement_amendments_one", row, number=number)
    path = request.POST.get("path", "")
    deeds: dict[str, Callable[[], Any]] = {
        "abandon": lambda: writes.abandon(amendment=amendment, on=today, by=by),
        "undo": lambda: writes.undo(amendment=amendment, path=path, by=by),
        "renew": lambda: writes.renew(amendment=amendment, by=by),
    }
    if deed := deeds.get(request.POST.get("do", "")):
        return act(request, back, deed)
    form = SignatureForm(request.POST, today=today)
    if not form.is_valid():
        messages.error(request, _("Dites quel jour l’avenant a été signé."))
        return redirect(back)
    on = form.cleaned_data["on"]
    return act(request, back, lambda: writes.sign_amendment(
        amendment=amendment, on=on, by=request.user, today=today
    ))  # fmt: skip
