"""« Renouvellement »: what the next agreement begins with, and the chain it enters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.models import Agreement, Takeover
from beffroi.programme.reads.chain import links_of
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.results import results_of
from beffroi.programme.reads.takeovers import choice_of, passed_on
from beffroi.programme.rules.renewal import next_term
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import renewals as writes
from beffroi.programme.writes.takeovers import BEGUN, choose


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_renewal(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """See what a renewal would begin with; sent, it is prepared."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    if request.method == "POST":
        return _sent(request, row)
    first, last = row.valid.lower, last_day(row)
    unkept = row.commitments.filter(done_on=None, released_on=None)
    following = getattr(row, "renewed_by", None)
    context = {
        "term": next_term(first, last) if first and last else None,
        "results": results_of(row),
        "unkept": unkept.select_related("organisation").order_by("due_on", "pk"),
        "chain": links_of(row),
        "following": following,
        "choice": choice_of(row, request.user),
        "may_choose": following is None or following.state not in BEGUN,
        "passed": passed_on(row, request.user),
    }
    crumb = _("Renouvellement")
    return shell.page(request, row, "programme/agreement_renewal.html", context, crumb=crumb)


def _sent(request: SignedRequest, row: Agreement) -> HttpResponse:
    """Prepare the renewal, or, once it is prepared, choose again which sheets it takes over."""
    following = getattr(row, "renewed_by", None)
    try:
        if following is None:
            made = writes.prepare(
                agreement=row, on=timezone.localdate(), by=request.user, left=_left(request, row)
            )
        else:
            n = choose(agreement=following, by=request.user, left=_left(request, row))
            messages.success(request, takeover_said(n))
            return redirect(address("agreement_renewal", row))
    except LifeError as refused:
        messages.error(request, refused.sentence)
        return redirect(address("agreement", row))
    promises, sheets = made.commitments.count(), Takeover.objects.filter(into=made).count()
    told = [
        _("Le renouvellement est préparé."),
        writes.said_of(promises) if promises else "",
        takeover_said(sheets) if sheets else "",
    ]
    messages.success(request, " ".join(filter(None, told)))
    return redirect(address("agreement", made))


def _left(request: SignedRequest, row: Agreement) -> set[str]:
    """Keys of the sheets shown and not ticked; those this person does not see are taken over."""
    if "choice" not in request.POST:
        return set()
    ticked = set(request.POST.getlist("sheet"))
    return {sheet.key for sheet, _taken in choice_of(row, request.user)} - ticked


def takeover_said(n: int) -> str:
    """How many sheets will be taken over."""
    return ngettext(
        "%(n)s fiche action sera reprise le jour de son entrée en vigueur.",
        "%(n)s fiches action seront reprises le jour de son entrée en vigueur.",
        n,
    ) % {"n": n}
