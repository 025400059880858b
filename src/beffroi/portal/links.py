"""Addresses of pages that other contexts may or may not have built yet."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address(route: str, *values: object) -> str | None:
    """Where a page is; None for a page that does not exist (yet)."""
    try:
        return reverse(route, args=values)
    except NoReverseMatch:
        return None
