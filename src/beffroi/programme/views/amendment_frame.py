"""What the pages of an amendment share: found by its number, its text or what hinders it, a deed done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from beffroi.accounts.requests import SignedRequest
from beffroi.programme.models import Agreement, Amendment
from beffroi.programme.reads.amended import target_of
from beffroi.programme.rules.standing import LifeError


def found_amendment(row: Agreement, number: int) -> Amendment:
    """The amendment of this number, or 404."""
    rows = Amendment.objects.select_related("agreement__town")
    return get_object_or_404(rows, agreement=row, number=number)


def target_or_fault(amendment: Amendment) -> tuple[dict[str, Any] | None, str]:
    """The text that a draft would make, else the sentence that says why none."""
    try:
        return target_of(amendment), ""
    except LifeError as refused:
        return None, refused.sentence


def act(request: SignedRequest, back: str, deed: Callable[[], Any]) -> HttpResponse:
    """Do it and go back; what stands in the way is said there."""
    try:
        deed()
    except LifeError as refused:
        messages.error(request, refused.sentence)
    return redirect(back)
