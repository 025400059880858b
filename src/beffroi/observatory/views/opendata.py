"""Open data of a town: the page, the files, their schema, the catalogue."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_response_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory.reads import opendata
from beffroi.observatory.reads.opendata import MadeSet
from beffroi.observatory.rules.opendata import SETS, DataSet, by_key
from beffroi.observatory.rules.opendata.dcat import PREFIXES, catalogue
from beffroi.observatory.rules.opendata.graph import json_ld, turtle
from beffroi.observatory.views.embeds import cards
from beffroi.observatory.views.opendata_words import kind_of, shared_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.formats import FORMATS, Format

FRESH = 300  # seconds a copy is good for
TYPES = {"text": "string", "instant": "datetime"}  # of Table Schema, where not ours


@public
@require_GET
def open_data(request: HttpRequest, town: str) -> HttpResponse:
    """Every set of a town, in every format, with what it rests on."""
    place = territory.town_or_404(town)
    made = opendata.made(place)
    shown = [_shown(place, one, made.set(one.key)) for one in SETS] if made else []
    context = {
        "town": place,
        "made": made,
        "sets": [one for one in shown if one],
        "cards": cards(request, place),
        "crumbs": [
            {"label": place.name, "href": reverse("town", args=[place.slug])},
            {"label": _("Données ouvertes"), "href": ""},
        ],
    }
    return render(request, "observatory/open_data.html", context)


def _shown(town: Town, one: DataSet, made: MadeSet | None) -> dict[str, Any] | None:
    if made is None:
        return None
    files = [
        {
            "label": kind.label,
            "size": file.size,
            "href": reverse("open_data_file", args=[town.slug, one.key, kind.key]),
        }
        for kind in FORMATS
        if (file := made.file(kind.key))
    ]
    told = opendata.behind(town, one.key)
    return {"set": one, "made": made, "files": files, "behind": told}


@public
@require_GET
def open_data_file(request: HttpRequest, town: str, key: str, ending: str) -> HttpResponse:
    """One file, as the worker made it; the same file is not sent twice."""
    place = territory.town_or_404(town)
    kind: Format | None = kind_of(ending)
    made = opendata.made(place)
    found = made.set(key) if made else None
    file = found.file(ending) if found else None
    if kind is None or file is None:
        raise Http404
    tag = f'"{file.sha256}"'
    answer: Any = get_conditional_response(request, etag=tag)
    if answer is None:
        answer = FileResponse(default_storage.open(file.stored_as), content_type=kind.media)
        answer["Content-Length"] = str(file.size)
        answer["Content-Disposition"] = f'attachment; filename="{place.slug}-{key}.{ending}"'
    answer["ETag"] = tag
    return _for_everybody(answer)


@public
@require_GET
def open_data_schema(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """The columns of a set, as a Table Schema (Frictionless Data)."""
    territory.town_or_404(town)
    one = by_key(key)
    if one is None:
        raise Http404
    fields = [
        {"name": f.name, "type": TYPES.get(f.kind, f.kind), "description": str(f.about)}
        for f in one.fields
    ]
    told = {"name": one.key, "title": str(one.title), "description": str(one.about)}
    schema = {**told, "fields": fields, "primaryKey": one.fields[0].name}
    return _for_everybody(JsonResponse(schema, json_dumps_params=PLAINLY))


@public
@require_GET
def open_data_turtle(request: HttpRequest, town: str) -> HttpResponse:
    """The catalogue as RDF/Turtle."""
    text = turtle(PREFIXES, catalogue(shared_of(request, territory.town_or_404(town))))
    return _for_everybody(HttpResponse(text, content_type="text/turtle; charset=utf-8"))


@public
@require_GET
def open_data_catalogue(request: HttpRequest, town: str) -> HttpResponse:
    """The catalogue as JSON-LD."""
    told = json_ld(PREFIXES, catalogue(shared_of(request, territory.town_or_404(town))))
    answer = JsonResponse(told, json_dumps_params=PLAINLY, content_type="application/ld+json")
    return _for_everybody(answer)


PLAINLY = {"ensure_ascii": False, "indent": 1}


def _for_everybody(answer: Any) -> Any:
    """Pages of other sites may read it, and copies are good for some minutes."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    patch_response_headers(answer, cache_timeout=FRESH)
    return answer
