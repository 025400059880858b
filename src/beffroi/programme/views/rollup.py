"""« Synthèse »: what a body's agreements, or a framework's, come to; nothing typed twice."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import acting
from beffroi.programme import policies, reads
from beffroi.programme.models import Agreement
from beffroi.programme.reads.rollup import RollUp, of_agreement, of_body, rolled
from beffroi.programme.rules.stages import Stage
from beffroi.programme.views import rollup_tables as tables
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.views.budget_tables import stage_table
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Table

shell.hang(shell.Tab("agreement_rollup", _l("Synthèse"), 85, above_only=True, inside=True))
BACK = 8  # years that may be asked for


@acting("read", "agreement", obj="body_key")
@require_GET
def body_rollup(request: HttpRequest, body_key: str) -> HttpResponse:
    """A chamber's, a network's or a town hall's."""
    body = territory.body_or_404(body_key)
    found = _of_body(request, body)
    context = {"body": body, "crumbs": _crumbs(body), **_shown(request, found)}
    context["towns"] = _towns(found, reverse("body_rollup_file", args=[body.key]))
    return render(request, "programme/rollup.html", context)


@acting("read", "agreement", obj="body_key")
@require_GET
def body_rollup_file(request: HttpRequest, body_key: str) -> HttpResponse:
    """Its towns as a file."""
    body = territory.body_or_404(body_key)
    return _file(body.name, _of_body(request, body))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_rollup(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """A framework's: itself and the agreements that stand under it, each counted once."""
    row = _inside(request, town, agreement_key)
    found = _of_agreement(request, row)
    context = _shown(request, found)
    context["towns"] = _towns(found, address("agreement_rollup_file", row))
    return shell.page(request, row, "programme/agreement_rollup.html", context)


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_rollup_file(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Its towns as a file."""
    row = _inside(request, town, agreement_key)
    return _file(row.title, _of_agreement(request, row))


def _inside(request: HttpRequest, town: str, key: str) -> Agreement:
    """The agreement, for who reads its working part: that it is published opens no roll-up."""
    row = reads.agreement_or_404(place_of(town), key)
    if not policies.reads_agreement_inside(request.user, row):
        raise PermissionDenied(_("La synthèse se lit par ceux qui suivent l’accord."))
    return row


def _of_body(request: HttpRequest, body: Organisation) -> RollUp:
    money = bool(rights.may(request.user, "read", policies.FINANCING, obj=body))
    return rolled(of_body(body, timezone.localdate(), _year(request)), with_money=money)


def _of_agreement(request: HttpRequest, row: Agreement) -> RollUp:
    money = policies.reads_money(request.user, row)
    return rolled(of_agreement(row, timezone.localdate(), _year(request)), with_money=money)


def _year(request: HttpRequest) -> int | None:
    """The year asked for, None for what runs today."""
    asked = request.GET.get("annee", "")
    return int(asked) if asked in {str(year) for year in _years()} else None


def _years() -> list[int]:
    today = timezone.localdate()
    return list(range(today.year, today.year - BACK, -1))


def _file(name: str, found: RollUp) -> HttpResponse:
    title = " ".join([name, _("synthèse"), str(found.scope.year or found.scope.on)])
    return csv_answer(title, tables.csv_header(found), tables.csv_rows(found))


def _towns(found: RollUp, file: str) -> Table:
    asked = f"{file}?annee={found.scope.year}" if found.scope.year else file
    return tables.town_table(found, [(_("Télécharger (CSV)"), asked)])


def _shown(request: HttpRequest, found: RollUp) -> dict[str, Any]:
    context: dict[str, Any] = {
        "rollup": found,
        "finding": _finding(found),
        "years": _years(),
        "facts": _facts(found),
        "status": tables.status_table(found),
        "promises": tables.promise_table(found.promises_by),
        "holders": tables.holder_table(found) if len(found.by_holder) > 1 else None,
    }
    if found.money is not None:
        context["money"] = stage_table(found.money.whole[stage] for stage in Stage)
        context["funders"] = tables.funder_table(found.funders or {})
    return context


def _finding(found: RollUp) -> str:
    agreements, towns = len(found.scope.agreements), len(found.lines)
    late = found.done.whole.late
    first = ngettext("%(n)d convention", "%(n)d conventions", agreements) % {"n": agreements}
    second = ngettext("%(n)d ville", "%(n)d villes", towns) % {"n": towns}
    third = ngettext("*%(n)d action en retard*", "*%(n)d actions en retard*", late) % {"n": late}
    return ", ".join([first, second, third if late else _("aucune action en retard")])


def _facts(found: RollUp) -> list[tuple[Any, Any, Any]]:
    """Label, value, and what it is out of."""
    work, aims, kept = found.done.whole, found.aims, found.promises
    return [
        (_("Villes qui ont une convention"), found.towns_bound, len(found.lines)),
        (_("Actions en cours ou prévues"), work.live, work.sheets),
        (_("En retard d’après leurs dates"), work.late, work.live),
        (_("Retardées par une autre action"), work.held_up, work.live),
        (_("Engagements échus tenus à temps"), kept.kept, kept.passed),
        (_("Objectifs qui ont une action vivante"), aims.alive, aims.all),
    ]


def _crumbs(body: Organisation) -> list[dict[str, str]]:
    above = reverse("body_agreements", args=[body.key])
    return [
        {"label": _("Accueil"), "href": reverse("home")},
        {"label": body.name, "href": above},
        {"label": _("Synthèse"), "href": ""},
    ]
