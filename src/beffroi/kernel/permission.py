"""The words of permission: every view says who may see it; a view that does not is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from beffroi.kernel import audit
from beffroi.kernel.asked import wants_json
from beffroi.kernel.readonly import SAFE

View = TypeVar("View", bound=Callable[..., HttpResponse])

PUBLIC = "public"
SIGNED_IN = "signed_in"
ACTING = "acting"
DEMO_ONLY = "demo_only"
DEMO_OR_STAFF = "demo_or_staff"
AUDIENCES = frozenset({PUBLIC, SIGNED_IN, ACTING, DEMO_ONLY, DEMO_OR_STAFF})


def _for(audience: str) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare


public = _for(PUBLIC)
signed_in = _for(SIGNED_IN)
demo_only = _for(DEMO_ONLY)
demo_or_staff = _for(DEMO_OR_STAFF)


@dataclass(frozen=True, slots=True)
class Need:
    """What the table of rights must grant: a verb on a group of data, there where the path says.

    `obj` is the name of the path's part that says which object, "" for the town as a whole.
    """

    verb: str
    group: str
    obj: str = ""


# Answers with the key of the body it is done for; raises `PermissionDenied` or `Http404`.
Guard = Callable[[HttpRequest, Mapping[str, Any], Need], str]
_guards: list[Guard] = []


def guard_with(guard: Guard) -> None:
    """Say who answers at the door for views declared `acting`; without it they answer nobody."""
    _guards[:] = [guard]


def acting(verb: str, group: str, *, obj: str = "") -> Callable[[View], View]:
    """For whom the table of rights lets do this in the town of the path, asked before the view.

    `@acting("write", "sources")`, `@acting("correct", "premises_state", obj="public_id")`.
    """

    def declare(view: View) -> View:
        view.audience = ACTING  # type: ignore[attr-defined]
        view.need = Need(verb, group, obj)  # type: ignore[attr-defined]
        return view

    return declare


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


def way_back(request: HttpRequest) -> str:
    """Where to go once signed in: this page, or the one whose form was sent too late."""
    if request.method in SAFE:
        return request.get_full_path()
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure())
    return urlsplit(came).path if ours and came else "/"


_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


def kept() -> dict[Any, Any]:
    """What was asked once and holds for the length of a request; outside one, nothing is kept."""
    found = _kept.get()
    return {} if found is None else found


def forget() -> None:
    """A right was given or ended: what was kept for this request is asked again."""
    kept().clear()


@contextmanager
def keeping() -> Iterator[None]:
    """For the length of a request, or of a reading during which nothing is written."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


class AudienceMiddleware:
    """Deny by default: a view without a declared audience answers nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with keeping(), audit.acting_for(""):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        audience = getattr(view, "audience", None)
        if audience == PUBLIC:
            return None  # the session is not even read
        signed = request.user.is_authenticated
        if audience in {SIGNED_IN, ACTING} and not signed:
            return _sign_in_first(request)
        if audience == ACTING:
            _check_need(request, view, kwargs)
        else:
            check_audience(audience, signed=signed, demo=settings.DEMO, debug=settings.DEBUG)
        return None


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        said = _("Votre session est terminée : connectez-vous de nouveau. Rien n’est perdu.")
        return JsonResponse({"sentence": said}, status=401)
    return redirect_to_login(way_back(request), reverse(settings.LOGIN_URL))


def _check_need(request: HttpRequest, view: Any, kwargs: Mapping[str, Any]) -> None:
    """Ask whoever answers for the table; what is done from here on is told of the body named."""
    if not _guards:
        raise PermissionDenied
    audit.speak_for(_guards[0](request, kwargs, view.need))
