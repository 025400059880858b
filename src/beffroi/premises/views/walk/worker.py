"""What makes the application installable and able to start without network: worker and manifest."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.premises.views.walk.shell import shell_text
from beffroi.territory import reads as territory

MODULES = (
    "app", "bar", "clock", "doors", "dom", "form", "install", "keeper", "list", "map", "notes", "photo",
    "place", "plan", "room", "rounds", "search", "snap", "spill", "store", "sync", "tell", "walk", "words",
)  # fmt: skip
FILES = (
    *(f"premises/walk/{name}.js" for name in MODULES),
    "premises/walk/walk.css",
    "ui/css/tokens.css",
    "ui/css/base.css",
    "ui/css/components.css",
    "ui/belfry.svg",
    "ui/js/start.js",
    "ui/fonts/inter-latin-wght-normal.woff2",
    "ui/fonts/bricolage-grotesque-latin-wght-normal.woff2",
)
WORKER = "premises/walk/worker.js"
BACKGROUND = "premises/walk/background.js"  # a module: older browsers take the worker without it


def _found(name: str) -> Path:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(str(path))


@cache
def _digest_of_files() -> str:
    """Of what the browser keeps; a change of one byte is a new version of the application."""
    whole = hashlib.sha256()
    for name in (*FILES, WORKER, BACKGROUND):
        whole.update(_found(name).read_bytes())
    return whole.hexdigest()


def _addresses() -> list[str]:
    """Of the files; a module is kept by its plain name, which is how the others import it."""
    imported = {f"premises/walk/{name}.js" for name in MODULES} - {"premises/walk/app.js"}
    return [settings.STATIC_URL + name if name in imported else static(name) for name in FILES]


def _home(town: str) -> str:
    """The start page, from the worker's own folder: right under a town's own domain too."""
    here, home = reverse("walk_worker", args=[town]), reverse("walk_home", args=[town])
    return home.removeprefix(here.rpartition("/")[0] + "/")


@public
@require_GET
def walk_worker(request: HttpRequest, town: str) -> HttpResponse:
    """The worker: what it keeps and under which version, then its script."""
    place = territory.town_or_404(town)
    shell = shell_text(place)
    version = hashlib.sha256((_digest_of_files() + shell).encode()).hexdigest()[:12]
    told = {"version": version, "files": _addresses(), "home": _home(place.slug)}
    sending = "" if "simple" in request.GET else f'import "{settings.STATIC_URL}{BACKGROUND}";\n'
    text = f"{sending}const KEPT = {json.dumps(told)};\n" + _found(WORKER).read_text()
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"  # asked at each opening: else a new version waits a day
    return answer


@public
@require_GET
def walk_manifest(request: HttpRequest, town: str) -> JsonResponse:
    """Name, colours and icons once the application is on the telephone's first screen."""
    place = territory.town_or_404(town)
    told: dict[str, Any] = {
        "id": _home(place.slug),
        "name": _("Relevés · %(town)s") % {"town": place.name},
        "short_name": _("Relevés"),
        "lang": get_language(),
        "start_url": _home(place.slug),
        "scope": "./",
        "display": "standalone",
        "orientation": "any",
        "background_color": "#faf8f3",
        "theme_color": "#faf8f3",
        "icons": _icons(),
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icons() -> list[dict[str, str]]:
    """The belfry, full and with room for a mask."""
    drawn = [
        {
            "src": static(f"premises/walk/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in (192, 512)
    ]
    masked = static("premises/walk/icon-maskable-512.png")
    return [*drawn, {"src": masked, "sizes": "512x512", "type": "image/png", "purpose": "maskable"}]
