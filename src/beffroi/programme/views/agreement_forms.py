"""Make an agreement, correct its head, lead it through its life, publish it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel import audit
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.forms.agreements import AgreementForm, NewAgreementForm, StepForm
from beffroi.programme.models import Agreement
from beffroi.programme.reads.agreements import above
from beffroi.programme.reads.attachments import PARENTS
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, of_town, place_of
from beffroi.programme.writes import agreements as writes
from beffroi.programme.writes import axes, texts
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town


@acting("write", "agreement")
@require_http_methods(["GET", "POST"])
def agreement_new(request: SignedRequest, town: str) -> HttpResponse:
    """An agreement of this town."""
    place = territory.town_or_404(town)
    bodies = territory.bodies_reaching(place, timezone.localdate())
    return _new(request, place, bodies, audit.acting_body())


@acting("write", "agreement", obj="body_key")
@require_http_methods(["GET", "POST"])
def body_agreement_new(request: SignedRequest, body_key: str) -> HttpResponse:
    """A national or framework agreement that this body keeps."""
    body = territory.body_or_404(body_key)
    bodies = Organisation.objects.filter(merged_by=None).order_by("name")
    return _new(request, None, bodies, body.key)


def _new(
    request: SignedRequest, town: Town | None, bodies: QuerySet[Organisation], holder: str
) -> HttpResponse:
    form = NewAgreementForm(
        request.POST or None,
        bodies=bodies,
        parents=parents_for(request),
        above=town is None,
        initial={"holder": holder, "kind": "yearly" if town else "framework"},
    )
    if form.is_valid():
        return redirect(address("agreement", _made(request, town, form)))
    crumbs = [*shell.crumbs_of(town), {"label": _("Nouvelle convention"), "href": ""}]
    back = of_town("agreements", town)
    context = {"form": form, "town": town, "crumbs": crumbs, "back": back}
    return render(request, "programme/agreement_form.html", context)


def _made(request: SignedRequest, town: Town | None, form: NewAgreementForm) -> Agreement:
    told = dict(form.cleaned_data)
    with_model = told.pop("with_model")
    holder = told["holder"]
    fictional = holder.is_fictional or bool(town and town.is_fictional)
    made = writes.create(by=request.user, town=town, is_fictional=fictional, **told)
    if made.parent_id:
        axes.take_axes(agreement=made, by=request.user)
    if with_model:
        texts.begin_with_model(agreement=made, by=request.user)
    messages.success(request, _("La convention est inscrite, en projet."))
    return made


def parents_for(request: SignedRequest, row: Agreement | None = None) -> QuerySet[Agreement]:
    """Frameworks that the reader may list, and the one it stands under already."""
    known = Q(pk__in=above(request.user).filter(kind__in=PARENTS).values("pk"))
    rows: QuerySet[Agreement] = Agreement.objects.across_towns().order_by("title")
    if row is None:
        return rows.filter(known)
    return rows.filter(known | Q(pk=row.parent_id)).exclude(pk=row.pk)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_change(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Correct the head of an agreement that binds nobody yet."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    bodies = Organisation.objects.filter(agreement_parts__agreement=row).order_by("name")
    form = AgreementForm(
        request.POST or None,
        bodies=bodies,
        parents=parents_for(request, row),
        above=row.town is None,
        initial=_initial(row),
    )
    if form.is_valid() and _changed(request, row, form.cleaned_data):
        return redirect(address("agreement", row))
    return shell.page(
        request, row, "programme/agreement_change.html", {"form": form}, crumb=_("Corriger")
    )


def _initial(row: Agreement) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "title": row.title,
        "reference": row.reference,
        "first": row.valid.lower,
        "last": last_day(row),
        "holder": row.holder.key,
        "programme": row.programme.slug if row.programme else "",
        "parent": row.parent.key if row.parent else "",
    }


def _changed(request: SignedRequest, row: Agreement, told: dict[str, Any]) -> bool:
    try:
        writes.change(agreement=row, by=request.user, **told)
    except LifeError as refused:
        messages.error(request, refused.sentence)
        return False
    messages.success(request, _("L’en-tête est corrigé."))
    return True


@acting("write", "agreement", obj="agreement_key")
@require_POST
def agreement_step(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Lead the agreement to its next state."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    form = StepForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            writes.take_step(
                agreement=row, name=told["step"], on=timezone.localdate(), by=request.user,
                reason=told["reason"],
            )  # fmt: skip
        except LifeError as refused:
            messages.error(request, refused.sentence)
    return redirect(address("agreement", row))


@acting("write", "agreement", obj="agreement_key")
@require_POST
def agreement_publish(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Show the agreement to everybody, or no more."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    writes.publish(agreement=row, published=request.POST.get("published") == "1", by=request.user)
    return redirect(address("agreement", row))
