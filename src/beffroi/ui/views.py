"""The gallery: every component with its variables and states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from beffroi.kernel.permission import demo_or_staff
from beffroi.ui import gallery as examples
from beffroi.ui import gallery_pictures as pictures


@demo_or_staff
def gallery(request: HttpRequest) -> HttpResponse:
    """Shows our own components with invented values; reads nothing, writes nothing."""
    shown = {
        **examples.context(request.GET),
        **pictures.map_context(),
        "charts": pictures.chart_examples(),
    }
    return render(request, "ui/gallery.html", shown)


@demo_or_staff
def ground_feed(request: HttpRequest) -> HttpResponse:
    return JsonResponse(pictures.ground_feed())


@demo_or_staff
def premises_feed(request: HttpRequest) -> HttpResponse:
    return JsonResponse(pictures.premises_feed())
