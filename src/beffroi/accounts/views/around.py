"""What decorates the views of accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from beffroi.accounts import limits
from beffroi.kernel.permission import signed_in

View = TypeVar("View", bound=Callable[..., Any])


class Resting:
    """A page that takes a password; after too many wrong ones it says when to try again."""

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **more)  # type: ignore[misc]
        except limits.PairRests:
            minutes = int(settings.PAIR_REST.total_seconds() // 60)
            return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)


def before_second_factor(view: View) -> View:
    """Open to someone whose role demands a second factor and who has none yet."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def always_opened(view: View) -> View:
    """For whoever is signed in, second factor or not; never kept by a browser."""
    return before_second_factor(signed_in(never_cache(view)))
