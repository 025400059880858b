"""What is the same for every town: methods, and what works."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from beffroi.observatory.rules import registry
from beffroi.portal.api import shapes
from beffroi.portal.api.answers import absolute, fresh
from beffroi.portal.systems import systems

router = Router(tags=["Méthodes et avancement"])


@router.get("/methods", response=shapes.MethodsOut, summary="Les méthodes")
def list_methods(request: HttpRequest) -> dict[str, Any]:
    """Every indicator: formula, parameters, what it reads."""
    fresh(request)
    return {
        "items": [
            {"code": one.code, "label": str(one.label), "formula": str(one.formula),
             "formula_id": one.formula_id, "takes": one.takes, "unit": one.unit,
             "defaults": one.defaults, "page": absolute(request, "method", one.slug_fr)}
            for one in registry.all_indicators()
        ]
    }  # fmt: skip


@router.get("/systems", response=shapes.SystemsOut, summary="Ce qui marche, ce qui manque")
def list_systems(request: HttpRequest) -> dict[str, Any]:
    """The ninety-two systems the source texts ask for, and how far each is."""
    fresh(request)
    return {
        "items": [
            {"id": one.id, "title": one.title, "state": one.state, "missing": one.missing}
            for one in systems()
        ]
    }
