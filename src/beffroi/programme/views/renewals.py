"""« Renouvellement »: what the next agreement begins with, and the chain it enters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.reads.chain import links_of
from beffroi.programme.reads.head import last_day
from beffroi.programme.reads.results import results_of
from beffroi.programme.rules.renewal import next_term
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import renewals as writes


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_renewal(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """See what a renewal would begin with; sent, it is prepared."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    today = timezone.localdate()
    if request.method == "POST":
        try:
            made = writes.prepare(agreement=row, on=today, by=request.user)
        except LifeError as refused:
            messages.error(request, refused.sentence)
            return redirect(address("agreement", row))
        n = made.commitments.count()
        told = [_("Le renouvellement est préparé."), writes.said_of(n) if n else ""]
        messages.success(request, " ".join(filter(None, told)))
        return redirect(address("agreement", made))
    first, last = row.valid.lower, last_day(row)
    unkept = row.commitments.filter(done_on=None, released_on=None)
    context = {
        "term": next_term(first, last) if first and last else None,
        "results": results_of(row),
        "unkept": unkept.select_related("organisation").order_by("due_on", "pk"),
        "chain": links_of(row),
        "following": getattr(row, "renewed_by", None),
    }
    crumb = _("Renouvellement")
    return shell.page(request, row, "programme/agreement_renewal.html", context, crumb=crumb)
