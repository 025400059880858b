"""« Qui peut quoi »: the table of rights, printed from the data that decide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.segregation import SEPARATIONS
from beffroi.kernel.permission import public
from beffroi.portal.rights_sheet import sheets


@public
@require_GET
def rights_page(request: HttpRequest) -> HttpResponse:
    """All rows, or those of one role."""
    asked = request.GET.get("role", "")
    role = asked if asked in roles.ROLES else ""
    found = sheets(role)
    context = {
        "role": role,
        "roles": roles.choices(),
        "name": roles.NAMES[role] if role else "",
        "here": [sheet for sheet in found if not sheet.pending],
        "later": [sheet for sheet in found if sheet.pending],
        "separations": SEPARATIONS,
    }
    return render(request, "portal/rights.html", context)
