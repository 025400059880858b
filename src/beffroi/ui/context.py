"""What every template may count on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def chrome(request: HttpRequest) -> dict[str, Any]:
    """`home_url` in the language of the page; `demo`: simulated things may be met here."""
    english = (get_language() or "fr").startswith("en")
    return {"home_url": "/en/" if english else "/", "demo": bool(getattr(settings, "DEMO", False))}
