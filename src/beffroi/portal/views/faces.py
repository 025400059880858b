"""A town's colour as a style sheet, its arms as a picture: kept by browsers for a year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui import accent

YEAR = 365 * 24 * 3600


def _kept(answer: HttpResponse, town: Town, version: int) -> HttpResponse:
    """An address that names the present version never changes; another is not kept at all."""
    current = version == town.look_version
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "no-cache"
    return answer


@public
@require_GET
def town_style(request: HttpRequest, town: str, version: int) -> HttpResponse:
    """The tokens this town changes."""
    place = territory.town_or_404(town)
    css = accent.stylesheet(place.accent)
    return _kept(HttpResponse(css, content_type="text/css; charset=utf-8"), place, version)


@public
@require_GET
def town_arms(request: HttpRequest, town: str, version: int) -> HttpResponse:
    """The arms or logo, as we wrote them again."""
    place = territory.town_or_404(town)
    arms = territory.arms_of(place)
    if arms is None:
        raise Http404(_("Cette ville n’a pas déposé de blason."))
    return _kept(HttpResponse(bytes(arms.png), content_type="image/png"), place, version)
