"""Template words of agreements."""

from __future__ import annotations

from typing import Any

from django import template

from beffroi.programme import links
from beffroi.programme.links import address
from beffroi.programme.models import Agreement
from beffroi.territory.models import Town

register = template.Library()


@register.simple_tag
def agreement_url(route: str, agreement: Agreement, **parts: Any) -> str:
    """The page of this name of an agreement, of a town or above towns."""
    return address(route, agreement, **parts)


@register.simple_tag
def of_town(route: str, town: Town) -> str:
    """A page of this name in a town."""
    return links.of_town(route, town)
