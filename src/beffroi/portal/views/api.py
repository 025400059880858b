"""The page for people about the read API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.portal.api.app import document


@public
@require_GET
def api_page(request: HttpRequest) -> HttpResponse:
    """Three calls to begin with, every address, the rules."""
    operations = [
        {"path": path, "summary": told["get"]["summary"]}
        for path, told in document()["paths"].items()
    ]
    base = request.build_absolute_uri("/api/v1/")
    return render(request, "portal/api.html", {"operations": operations, "base": base})
