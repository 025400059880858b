"""The words of permission: every view says who may see it; a view that does not is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

View = TypeVar("View", bound=Callable[..., HttpResponse])

PUBLIC = "public"
SIGNED_IN = "signed_in"
DEMO_ONLY = "demo_only"
DEMO_OR_STAFF = "demo_or_staff"
AUDIENCES = frozenset({PUBLIC, SIGNED_IN, DEMO_ONLY, DEMO_OR_STAFF})


def _for(audience: str) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare


public = _for(PUBLIC)
signed_in = _for(SIGNED_IN)
demo_only = _for(DEMO_ONLY)
demo_or_staff = _for(DEMO_OR_STAFF)


def check_audience(audience: str | None, *, signed: bool, demo: bool, debug: bool) -> None:
    """Raise unless a visitor of this kind may open a view of this audience."""
    if audience == PUBLIC or (audience == SIGNED_IN and signed):
        return
    if audience == DEMO_ONLY and demo:
        return
    if audience == DEMO_OR_STAFF and (demo or debug or signed):
        return
    if audience in {DEMO_ONLY, DEMO_OR_STAFF}:
        raise Http404
    raise PermissionDenied


_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


def kept() -> dict[Any, Any]:
    """What was asked once and holds for the length of a request; outside one, nothing is kept."""
    found = _kept.get()
    return {} if found is None else found


def forget() -> None:
    """A right was given or ended: what was kept for this request is asked again."""
    kept().clear()


class AudienceMiddleware:
    """Deny by default: a view without a declared audience answers nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _kept.set({})
        try:
            return self.get_response(request)
        finally:
            _kept.reset(token)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        audience = getattr(view, "audience", None)
        if audience == PUBLIC:
            return None  # the session is not even read
        signed = request.user.is_authenticated
        if audience == SIGNED_IN and not signed:
            return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
        check_audience(audience, signed=signed, demo=settings.DEMO, debug=settings.DEBUG)
        return None
