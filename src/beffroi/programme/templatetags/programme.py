"""Template words of agreements."""

from __future__ import annotations

from typing import Any

from django import template

from beffroi.programme.models import Agreement
from beffroi.programme.views.addresses import address

register = template.Library()


@register.simple_tag
def agreement_url(route: str, agreement: Agreement, **parts: Any) -> str:
    """The page of this name of an agreement, of a town or above towns."""
    return address(route, agreement, **parts)
