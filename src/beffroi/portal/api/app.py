"""The API put together: routes, errors, and an OpenAPI document that says them all."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi import get_schema

from beffroi.kernel.permission import public
from beffroi.portal.api import counters, figures, house, observatories, places, problems
from beffroi.portal.api.answers import GEOJSON, NotModified
from beffroi.portal.api.shapes import ErrorOut

VERSION = "1"
ERRORS = {304: None, 400: ErrorOut, 401: ErrorOut, 404: ErrorOut, 422: ErrorOut, 429: ErrorOut}
DRAWN = ("/perimeters", "/streets", "/premises", "/counters")

api = NinjaAPI(
    title="Beffroi",
    version=VERSION,
    description="Chiffres et listes publics des observatoires du commerce.",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url=None,
)
ROUTERS = (places, figures, counters, observatories, house)
for router in (one.router for one in ROUTERS):
    for view in router.path_operations.values():
        for operation in view.operations:
            for status, shape in ERRORS.items():
                operation.response_models.setdefault(
                    status, operation._create_response_model(shape) if shape else None
                )
    api.add_router("", router)
api.exception_handler(problems.Problem)(problems.told)
api.exception_handler(ValidationError)(problems.not_valid)
api.add_exception_handler(NotModified, lambda _request, _error: HttpResponse(status=304))


def document() -> dict[str, Any]:
    """The OpenAPI document in the reader's language, with the media types that are really sent."""
    return deepcopy(_document(get_language()))


@cache  # 70 ms each time it is put together, and the same until the code changes
def _document(_language: str | None) -> dict[str, Any]:
    schema = get_schema(api, path_prefix="/api/v1/")
    for path, methods in schema["paths"].items():
        for told in methods.values():
            _with_media_types(path, told["responses"])
    schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    schema["security"] = [{}, {"key": []}]
    schema["info"]["license"] = {"name": _("Licence de chaque source : voyez …/sources")}
    return dict(schema)


def _with_media_types(path: str, responses: dict[Any, Any]) -> None:
    for status, told in responses.items():
        content = told.get("content")
        if not content:
            continue
        shape = content.pop("application/json")
        drawn = path.endswith(DRAWN)
        ordinary = GEOJSON if drawn else "application/json"
        content[ordinary if int(status) == 200 else problems.TYPE] = shape


@public
@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    """The document itself."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def urlpatterns() -> list[Any]:
    """Every address of the API; all are public."""
    every: list[Any] = api.urls[0]
    found = [pattern for pattern in every if pattern.name != "api-root"]
    for pattern in found:
        public(pattern.callback)
    return found
