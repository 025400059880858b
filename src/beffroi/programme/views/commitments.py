"""« Engagements »: what each body promised, what it kept on time, who has gone quiet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.forms import commitments as forms
from beffroi.programme.models import Agreement
from beffroi.programme.reads import commitments as reads
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.reads.governance import bodies_of, partners
from beffroi.programme.rules.promises import STILL, Fate
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address
from beffroi.programme.views.commitment_words import partner_rows, rows_of
from beffroi.programme.views.governance_frame import form_page, inside
from beffroi.programme.writes import commitments as writes

TAB, ONE = "agreement_commitments", "agreement_commitments_one"
shell.hang(shell.Tab(TAB, _l("Engagements"), 50, inside=True))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def commitment_list(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Promises by state, kept on time per body, quiet partners with the reasons."""
    row = inside(request, town, agreement_key)
    today = timezone.localdate()
    form = forms.WantedForm(request.GET, bodies=list(bodies_of(row)))
    wanted = form.wanted()
    found = reads.listed(row, request.user, wanted, today)
    chosen = wanted != reads.Wanted()
    context = {
        "finding": _finding(found, chosen),
        "rows": rows_of((one for one in found if chosen or one.fate in STILL), row),
        "settled": [] if chosen else rows_of((one for one in found if one.fate not in STILL), row),
        "form": form,
        "filtered": chosen,
        "partners": partner_rows(partners(row, today)),
    }
    return shell.page(request, row, "programme/commitments.html", context)


def _finding(found: list[reads.Listed], filtered: bool) -> str:
    if not found:
        return _("Aucun engagement ne répond à ces choix") if filtered else ""
    late = sum(one.fate == Fate.LATE for one in found)
    total = ngettext("%(n)d engagement", "%(n)d engagements", len(found)) % {"n": len(found)}
    if late:
        return _("%(total)s, dont *%(late)d en retard*") % {"total": total, "late": late}
    return _("%(total)s, aucun en retard") % {"total": total}


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def commitment_new(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Note a promise."""
    row = inside(request, town, agreement_key)
    form = forms.CommitmentForm(request.POST or None, bodies=bodies_around(row.town, row))
    return form_page(
        request, row, form, _("Noter un engagement"),
        lambda told: writes.promise(agreement=row, by=request.user, **told),
        address(TAB, row),
    )  # fmt: skip


@acting("read", "agreement", obj="agreement_key")
@require_GET
def commitment_page(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """One promise: its story, and what can be done with it."""
    row = inside(request, town, agreement_key)
    found = reads.commitment_or_404(row, request.user, key, timezone.localdate())
    context = {
        "one": rows_of([found], row)[0],
        "is_open": found.fate in STILL,
        "following": reads.next_agreements(row),
        "carried": list(found.row.carried_to.select_related("agreement__town")),
    }
    crumb = found.row.text[:60]
    return shell.page(request, row, "programme/commitment.html", context, crumb=crumb)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def commitment_keep(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """It is kept, wholly or in part."""
    row = inside(request, town, agreement_key)
    today = timezone.localdate()
    held = reads.commitment_or_404(row, request.user, key, today).row
    form = forms.KeepForm(request.POST or None, counted=held.quantity is not None)

    def save(told: dict[str, Any]) -> Any:
        evidence, part = told["evidence"], told.get("done_quantity")
        if part is not None:
            return writes.keep_part(
                commitment=held, done_quantity=part, evidence=evidence, by=request.user
            )
        return writes.keep(
            commitment=held, done_on=told["done_on"], evidence=evidence, by=request.user, on=today
        )

    return form_page(request, row, form, _("Dire ce qui est tenu"), save, _one(row, key))


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def commitment_release(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """The parties lift it together."""
    row = inside(request, town, agreement_key)
    today = timezone.localdate()
    held = reads.commitment_or_404(row, request.user, key, today).row
    form = forms.ReleaseForm(request.POST or None)
    return form_page(
        request, row, form, _("Lever l’engagement d’un commun accord"),
        lambda told: writes.release(commitment=held, by=request.user, on=today, **told),
        _one(row, key),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def commitment_carry(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """Take it up in the agreement that renews this one."""
    row = inside(request, town, agreement_key)
    held = reads.commitment_or_404(row, request.user, key, timezone.localdate()).row
    form = forms.CarryForm(request.POST or None, agreements=list(reads.next_agreements(row)))
    return form_page(
        request, row, form, _("Reprendre dans la convention suivante"),
        lambda told: writes.carry(commitment=held, by=request.user, **told),
        _one(row, key),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_POST
def commitment_reopen(
    request: SignedRequest, agreement_key: str, key: str, town: str = ""
) -> HttpResponse:
    """Kept or lifted by mistake."""
    row = inside(request, town, agreement_key)
    held = reads.commitment_or_404(row, request.user, key, timezone.localdate()).row
    writes.reopen(commitment=held, by=request.user)
    return redirect(_one(row, key))


def _one(row: Agreement, key: str) -> str:
    return address(ONE, row, key=key)
