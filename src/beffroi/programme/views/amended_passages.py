"""One passage of an amendment: replaced, added, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.money import ZERO
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms.amended_parts import form_of
from beffroi.programme.models import Agreement, Amendment
from beffroi.programme.reads.amended_checks import drawn_on, obstacle
from beffroi.programme.reads.pieces import Passage, initial_of, may_drop, passages, without
from beffroi.programme.reads.pieces_told import replaced
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.views.amendment_frame import act, found_amendment, target_or_fault
from beffroi.programme.writes import amendments as writes


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_amendments_passage(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Replace one passage (`?passage=articles/duree`), or take it out."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    amendment = found_amendment(row, number)
    target, fault = target_or_fault(amendment)
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
        return act(request, back, lambda: writes.rewrite(
            amendment=amendment, target=made, by=request.user
        ))  # fmt: skip

    held = obstacle(amendment, target, passage) if may_drop(passage) else ""
    droppable = may_drop(passage) and not held
    if request.POST.get("do") == "drop" and droppable:
        return rewrite(without(target, passage))
    drawn = drawn_on([passage.key]).get(passage.key, ZERO)
    options = {
        "initial": initial_of(target, passage), "content": target, "key": passage.key,
        "agreement": row, "drawn": drawn,
    }  # fmt: skip
    form = form_of(passage.kind, request.POST or None, **options)
    if request.POST.get("do") != "drop" and form.is_valid():
        return rewrite(replaced(target, passage, form.cleaned_data, drawn))
    context = {"form": form, "back": back, "passage": passage, "held": held}
    context["may_drop"] = droppable
    return shell.page(request, row, "programme/agreement_passage.html", context, crumb=passage.name)
