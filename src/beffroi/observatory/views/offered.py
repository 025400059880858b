"""What a higher context offers to do with the findings of a diagnosis."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from beffroi.observatory.models import Diagnosis
from beffroi.observatory.reads.offers import offers_on


def offered(paper: dict[str, Any], row: Diagnosis, request: HttpRequest) -> dict[str, Any]:
    """The same page, each finding with what this person may do with it; a visitor costs no query."""
    keys = [one["key"] for one in row.content.get("findings") or []]
    if not keys or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return paper
    found = offers_on(row, request.user)
    parts = [
        {**part, "items": [_with(item, found) for item in part["items"]]} for part in paper["parts"]
    ]
    return {**paper, "parts": parts}


def _with(item: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    return {**item, "offers": found.get(item["key"], [])} if item["kind"] == "finding" else item
