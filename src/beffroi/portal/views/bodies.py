"""« Organismes »: the list, one body with its area and its people, and what changes them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel import journal
from beffroi.kernel.permission import signed_in
from beffroi.territory import policies, writes
from beffroi.territory import reads as territory
from beffroi.territory.forms import BodyForm
from beffroi.territory.models import Organisation
from beffroi.ui.tables import Cell, Column, Table

COLUMNS = (
    Column("name", _l("Organisme")),
    Column("kind", _l("Nature")),
    Column("town", _l("Ville")),
    Column("members", _l("Membres"), "number"),
)
LINES = 20  # of the history on a body's page
MOST = 300  # bodies on one page; more are found by their name


@signed_in
@require_GET
def bodies(request: SignedRequest) -> HttpResponse:
    """Every body of this installation, by name."""
    text, kind = request.GET.get("nom", "").strip()[:80], request.GET.get("nature", "")
    kind = kind if kind in Organisation.Kind.values else ""
    found = list(territory.bodies(timezone.localdate(), text=text, kind=kind)[:MOST])
    context = {
        "table": Table(COLUMNS, [_row(body) for body in found], empty=_("Aucun organisme")),
        "count": len(found),
        "any": bool(found or text or kind),
        "text": text,
        "kind": kind,
        "kinds": Organisation.Kind.choices,
        "administers": territory.administers(request.user),
        "crumbs": crumbs(),
    }
    return render(request, "portal/bodies/list.html", context)


def _row(body: Organisation) -> dict[str, Any]:
    note = _("n’existe plus") if getattr(body, "merged_by", None) else ""
    return {
        "name": Cell(body.name, reverse("body", args=[body.key]), note),
        "kind": body.get_kind_display(),
        "town": body.town.name if body.town else None,
        "members": body.members,  # type: ignore[attr-defined]
    }


def crumbs(body: Organisation | None = None, last: str = "") -> list[dict[str, str]]:
    """The way to a body’s page, or to one of its own pages."""
    found = [{"label": _("Accueil"), "href": reverse("home")}]
    steps = [(_("Organismes"), reverse("bodies"))]
    if body is not None:
        steps.append((body.name, reverse("body", args=[body.key])))
    if last:
        steps.append((last, ""))
    steps[-1] = (steps[-1][0], "")
    return found + [{"label": label, "href": href} for label, href in steps]


@signed_in
@require_GET
def body(request: SignedRequest, key: str) -> HttpResponse:
    """One body: what it covers, who belongs to it, who acts on its area, what happened to it."""
    row = territory.body_or_404(key)
    today = timezone.localdate()
    sees = policies.may_see_people(request.user, row)
    changes = policies.may_change_body(request.user, row)
    context = {
        "body": row,
        "merged": getattr(row, "merged_by", None),
        "absorbed": territory.mergers_into(row),
        "covered": territory.places_of(row, today),
        "members": territory.members_of(row, today) if sees else [],
        "held": territory.held_for(row, today) if sees else [],
        "sees": sees,
        "changes": changes and not getattr(row, "merged_by", None),
        "administers": territory.administers(request.user),
        "lines": _history(row) if changes else [],
        "crumbs": crumbs(row),
    }
    return render(request, "portal/bodies/page.html", context)


def _history(row: Organisation) -> list[journal.Line]:
    found = journal.entries(journal.Asked(thing=row.key))[:LINES]
    return journal.lines_of(found)


@signed_in
@require_http_methods(["GET", "POST"])
def body_add(request: SignedRequest) -> HttpResponse:
    """Name a body; its area and its people are told on its page."""
    policies.check_administers(request.user)
    form = BodyForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        made = writes.found_body(by=request.user, **told)
        messages.success(request, _("%s est inscrit. Dites maintenant ce qu’il couvre.") % made)
        return redirect("body_area", made.key)
    context = {"form": form, "body": None, "crumbs": crumbs(last=_("Inscrire un organisme"))}
    return render(request, "portal/bodies/form.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def body_change(request: SignedRequest, key: str) -> HttpResponse:
    """Correct what is said of a body."""
    row = territory.body_or_404(key)
    policies.check_change_body(request.user, row)
    form = BodyForm(request.POST or None, instance=territory.body_or_404(key))
    if form.is_valid() and _changed(request, row, form):
        return redirect("body", row.key)
    context = {"form": form, "body": row, "crumbs": crumbs(row, _("Corriger"))}
    return render(request, "portal/bodies/form.html", context)


def _changed(request: SignedRequest, row: Organisation, form: BodyForm) -> bool:
    try:
        with transaction.atomic():
            writes.change_body(organisation=row, by=request.user, **form.cleaned_data)
    except IntegrityError:  # another body took this SIREN between the check and the change
        form.add_error("siren", _("Un autre organisme porte déjà ce numéro."))
        return False
    messages.success(request, _("La fiche est corrigée."))
    return True


def place_of(written: str) -> tuple[str, str]:
    """Level and code of a choice "commune:35236"; raises `Http404` for anything else."""
    level, _colon, code = written.partition(":")
    if not territory.is_place(level, code):
        raise Http404(_("Ce lieu n’existe pas."))
    return level, code
