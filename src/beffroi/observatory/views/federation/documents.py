"""The observatory of a town as a file that another one reads."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_response_headers
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory.reads import federation as reads
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

FRESH = 300  # seconds a copy is good for


@public
@require_GET
def observatory_document(request: HttpRequest, town: str) -> HttpResponse:
    """What the worker wrote of it last; "not found" before the first time."""
    place = territory.town_or_404(town)
    told = document(request, place)
    if told is None:
        raise Http404
    tag = f'"{place.data_version}-{place.look_version}-{told["made_on"]}"'
    answer: Any = get_conditional_response(request, etag=tag)
    if answer is None:
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
        name = f"{place.slug}-observatoire.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["ETag"] = tag
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_response_headers(answer, cache_timeout=FRESH)
    return answer


def document(request: HttpRequest, town: Town) -> dict[str, Any] | None:
    """The document with the address it is asked at; None when none was written."""
    told = reads.document_kept(town)
    if told is None:
        return None
    page = request.build_absolute_uri(reverse("indicators", args=[town.slug]))
    return told | {"page": page}
