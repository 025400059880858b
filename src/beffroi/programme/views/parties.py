"""« Parties »: who is in an agreement, what each assembly decided, who has signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms.agreements import DeliberationForm, JoinForm, PartyForm, SignatureForm
from beffroi.programme.models import Agreement, Party
from beffroi.programme.reads.standing import adopted, parties_of
from beffroi.programme.rules.life import BINDING, OVER, State
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import parties as writes

shell.hang(shell.Tab("agreement_parties", _l("Parties"), 20))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_parties(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Each party with its deliberations and its signature."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    today = timezone.localdate()
    shown = [{"party": one, "decided": adopted(one, today)} for one in parties_of(row)]
    context = {"shown": shown, "open": _open(row)}
    return shell.page(request, row, "programme/agreement_parties.html", context)


def _open(row: Agreement) -> bool:
    return row.state not in BINDING and row.state not in OVER


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_parties_join(
    request: SignedRequest, agreement_key: str, town: str = ""
) -> HttpResponse:
    """A body enters the agreement."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = JoinForm(request.POST or None, agreement=row)
    if form.is_valid() and _done(
        request, lambda: writes.join(agreement=row, by=request.user, **form.cleaned_data)
    ):
        return redirect(address("agreement_parties", row))
    context = {"form": form, "back": address("agreement_parties", row)}
    crumb = _("Inscrire une partie")
    return shell.page(request, row, "programme/agreement_party_join.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_parties_one(
    request: SignedRequest, agreement_key: str, number: int, town: str = ""
) -> HttpResponse:
    """One party: who signs for it, its deliberations, its signature, its leaving."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    party = next((one for one in parties_of(row) if one.pk == number), None)
    if party is None:
        raise Http404(_("Cet organisme n’est pas partie à la convention."))
    forms = _forms(request, party)
    asked = request.POST.get("do", "")
    if request.method == "POST" and _act(request, party, asked, forms):
        return redirect(address("agreement_parties", row))
    context = {**forms, "party": party, "open": _open(row), "signs": row.state == State.DELIBERATED}
    crumb = party.organisation.name
    return shell.page(request, row, "programme/agreement_party.html", context, crumb=crumb)


def _forms(request: SignedRequest, party: Party) -> dict[str, Any]:
    """Three forms on one page: only the one sent is bound."""
    asked = request.POST.get("do", "")
    told = {"role": party.role, "signatory": party.signatory, "capacity": party.capacity}
    today = timezone.localdate()
    sent = request.POST
    return {
        "party_form": PartyForm(sent if asked == "change" else None, initial=told),
        "deliberation_form": DeliberationForm(
            sent if asked == "deliberate" else None, prefix="deliberation"
        ),
        "signature_form": SignatureForm(
            sent if asked == "sign" else None,
            prefix="signature",
            today=today,
            initial={"on": party.signed_on or today},
        ),
    }


def _act(request: SignedRequest, party: Party, asked: str, forms: dict[str, Any]) -> bool:
    by = request.user
    if asked == "leave":
        return _done(request, lambda: writes.leave(party=party, by=by))
    if asked.startswith("forget-"):
        row = party.deliberations.filter(pk=int(asked[7:]) if asked[7:].isdecimal() else 0).first()
        if row is None:
            return False
        return _done(request, lambda: writes.forget_deliberation(deliberation=row, by=by))
    acts: dict[str, tuple[str, Callable[..., Any]]] = {
        "change": ("party_form", writes.change_party),
        "deliberate": ("deliberation_form", writes.deliberate),
        "sign": ("signature_form", writes.sign),
    }
    if asked not in acts:
        return False
    name, write = acts[asked]
    form = forms[name]
    return bool(form.is_valid()) and _done(
        request, lambda: write(party=party, by=by, **form.cleaned_data)
    )


def _done(request: SignedRequest, act: Callable[[], Any]) -> bool:
    try:
        act()
    except LifeError as refused:
        messages.error(request, refused.sentence)
        return False
    return True
