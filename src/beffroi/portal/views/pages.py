"""Pages about the product itself: methods, data and licences, accessibility."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.registry import UnknownIndicatorError
from beffroi.portal.licences import data_sets

TAKES = {
    "stock": _l("Ce que l’on compte un jour donné"),
    "streets": _l("Ce que l’on compare entre les rues"),
    "frontage": _l("Ce que l’on mesure le long des vitrines"),
    "sights": _l("Ce que l’on a revu"),
    "series": _l("Ce que l’on suit de relevé en relevé"),
    "churn": _l("Ce qui change entre deux dates"),
    "spells": _l("Ce qui dure"),
    "hours": _l("Ce qui est ouvert aux heures convenues"),
}
ORDER = list(TAKES)


@public
@require_GET
def methods(request: HttpRequest) -> HttpResponse:
    """Every indicator with its formula, by the data it reads."""
    known = sorted(registry.all_indicators(), key=lambda one: ORDER.index(one.takes))
    groups = [
        {"title": TAKES[takes], "indicators": list(found)}
        for takes, found in groupby(known, key=lambda one: one.takes)
    ]
    return render(request, "portal/methods.html", {"groups": groups, "total": len(known)})


@public
@require_GET
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: formula, needs, settings, source."""
    try:
        indicator = registry.by_slug(slug)
    except UnknownIndicatorError:
        raise Http404(_("Aucune méthode ne porte ce nom.")) from None
    settings = [
        (indicator.parameter_labels[name], value) for name, value in indicator.defaults.items()
    ]
    context = {
        "indicator": indicator,
        "inputs": list(indicator.input_labels.values()),
        "settings": settings,
        "classes": list(indicator.classes.items()),
    }
    return render(request, "portal/method.html", context)


@public
@require_GET
def licences(request: HttpRequest) -> HttpResponse:
    """Every data set shipped, whose it is and under which licence."""
    return render(request, "portal/licences.html", {"data_sets": data_sets(get_language() or "fr")})


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was checked, what is not right yet, how to tell us."""
    return render(request, "portal/accessibility.html")
