"""« Qui peut quoi »: the table of rights, printed from the data that decide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.segregation import SEPARATIONS
from beffroi.kernel.permission import public
from beffroi.portal.rights_sheet import held, matrix, sheets


@public
@require_GET
def rights_page(request: HttpRequest) -> HttpResponse:
    """All roles side by side, or one role."""
    asked = request.GET.get("role", "")
    role = asked if asked in roles.NAMES else ""
    here, later = held(pending=False), held(pending=True)
    context = {
        "role": role,
        "roles": list(roles.NAMES.items()),
        "name": roles.NAMES[role] if role else "",
        "here": sheets(here, role) if role else matrix(here),
        "later": sheets(later, role) if role else matrix(later),
        "separations": SEPARATIONS,
    }
    return render(request, "portal/rights.html", context)
