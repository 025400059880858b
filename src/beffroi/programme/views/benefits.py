"""Which communes an agreement served, which it never did, and how fair the shares are."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme.forms.benefits import BenefitForm
from beffroi.programme.models import ActionSheet
from beffroi.programme.reads.benefits import communes_of, name_of, shares_of, sheets_of
from beffroi.programme.reads.finding import agreement_or_404
from beffroi.programme.rules.sharing import Share
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import place_of
from beffroi.programme.views.sheet_frame import crumbs, sheet_for
from beffroi.programme.words import sheet_address
from beffroi.programme.writes import benefits as writes
from beffroi.ui.tables import Column, Table

shell.hang(shell.Tab("agreement_communes", _l("Communes"), 75))
COLUMNS = (
    Column("name", _l("Commune")),
    Column("acts", _l("Fois servie"), "number"),
    Column("actions", _l("Actions"), "number"),
    Column("fair", _l("Part reçue / part juste"), "number", places=2),
    Column("last", _l("Dernière fois"), "date"),
    Column("silent", _l("Depuis vingt-quatre mois")),
)


@acting("read", "agreement", obj="agreement_key")
@require_GET
def agreement_communes(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Each commune with what it got; those served by nothing for 24 months first."""
    agreement = agreement_or_404(place_of(town), agreement_key)
    visible = sheets_of(agreement).filter(policies.visible_sheets(request.user))
    found = shares_of(agreement, visible, timezone.localdate())
    context = {
        "communes": len(found),
        "silent": [name for name, share in found if share.silent],
        "served": any(share.acts for _name, share in found),
        "table": Table(COLUMNS, [_row(name, share) for name, share in found]),
    }
    return shell.page(request, agreement, "programme/agreement_communes.html", context)


def _row(name: str, share: Share) -> dict[str, Any]:
    return {
        "name": name,
        "acts": share.acts,
        "actions": share.actions,
        "fair": float(share.fair) if share.fair is not None else None,
        "last": share.last_on,
        "silent": _("jamais servie") if share.last_on is None else _("pas servie") if share.silent else _("servie"),
    }  # fmt: skip


@acting("write", "agreement", obj="sheet_key")
@require_http_methods(["GET", "POST"])
def sheet_serves(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Note that a commune was served."""
    sheet = sheet_for(request, town, sheet_key)
    form = BenefitForm(request.POST or None, communes=offered(sheet))
    if form.is_valid():
        writes.serve(sheet=sheet, by=request.user, **form.cleaned_data)
        return redirect(sheet_address(sheet))
    title = _("Noter une commune servie")
    context = {
        "sheet": sheet,
        "form": form,
        "title": title,
        "back": sheet_address(sheet),
        "crumbs": crumbs(sheet, title),
    }
    return render(request, "programme/sheet_part.html", context)


def offered(sheet: ActionSheet) -> dict[str, str]:
    """The communes of its agreement (and of the framework above), else its town's."""
    on = timezone.localdate()
    found: dict[str, str] = {}
    for agreement in (sheet.agreement, sheet.agreement.parent if sheet.agreement else None):
        if agreement is not None:
            found |= communes_of(agreement, on)
    if sheet.town is not None:
        found[sheet.town.insee_code] = sheet.town.name
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


@acting("write", "agreement", obj="sheet_key")
@require_POST
def sheet_serves_not(
    request: SignedRequest, sheet_key: str, number: int, town: str = ""
) -> HttpResponse:
    """Take away what was noted by mistake."""
    sheet = sheet_for(request, town, sheet_key)
    row = get_object_or_404(sheet.benefits.select_related("sheet__town"), pk=number)
    writes.unserve(benefit=row, by=request.user)
    return redirect(sheet_address(sheet))


def served(sheet: ActionSheet) -> list[dict[str, Any]]:
    """The communes served by a sheet, as its page lists them."""
    rows = list(sheet.benefits.all()[:50])
    names = {code: name_of(code) for code in {row.insee_code for row in rows}}
    return [{"row": row, "name": names[row.insee_code]} for row in rows]
