"""The page the application lives in. It bears nobody's data: those come with the package."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from beffroi.kernel.headers import powers
from beffroi.kernel.permission import acting, public
from beffroi.premises.views.walk.words import words
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

KEY = "CLEDURELEVE0"  # stands for a round's key in the addresses the application fills in
PHOTO = "00000000-0000-0000-0000-000000000000"  # and for a photo's


@public
@require_GET
def walk_home(request: HttpRequest, town: str) -> HttpResponse:
    """The rounds this phone keeps; the very page the browser keeps to start without network."""
    return _shell(request, territory.town_or_404(town))


@acting("read", "survey", obj="round_key")
@require_GET
def walk(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """One round walked: the same page, and the walk sheets for who runs no script."""
    return _shell(request, territory.town_or_404(town), round_key)


@acting("write", "survey", obj="round_key")
@require_GET
def walk_session(request: HttpRequest, town: str, round_key: str) -> JsonResponse:
    """Who sends now, with which token, and what time it is here: asked before anything is sent."""
    person: Any = request.user
    return JsonResponse(
        {"me": person.key, "csrf": get_token(request), "now": timezone.now().isoformat()}
    )


def shell_text(town: Town) -> str:
    """The start page as the browser keeps it."""
    return render_to_string("premises/walk.html", _context(town))


def _context(town: Town, round_key: str = "") -> dict[str, Any]:
    return {
        "town": town,
        "round_key": round_key,
        "words": words(),
        "addresses": _addresses(town),
    }


def _shell(request: HttpRequest, town: Town, round_key: str = "") -> HttpResponse:
    answer = render(request, "premises/walk.html", _context(town, round_key))
    # the place of a new door, on this page only; the photo comes by the phone's own camera, which
    # the page never sees
    answer["Permissions-Policy"] = powers("geolocation")
    return answer


def _addresses(town: Town) -> dict[str, str]:
    """What the application asks, with stand-ins for the round and the photo."""
    one = [town.slug, KEY]
    return {
        "key": KEY,
        "home": reverse("walk_home", args=[town.slug]),
        "walk": reverse("walk", args=one),
        "session": reverse("walk_session", args=one),
        "package": reverse("walk_package", args=one),
        "notes": reverse("walk_notes", args=one),
        "photo": reverse("walk_photo", args=[*one, PHOTO]),
        "worker": reverse("walk_worker", args=[town.slug]),
        "manifest": reverse("walk_manifest", args=[town.slug]),
        "sign_in": reverse(settings.LOGIN_URL),
    }
