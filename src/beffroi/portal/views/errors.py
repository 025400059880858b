"""What is said when a page cannot be shown. No query: the database may be the cause."""

from __future__ import annotations

from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _

from beffroi.kernel.asked import wants_json
from beffroi.kernel.permission import public
from beffroi.portal.moved import new_address
from beffroi.territory.reads import NoSuchTown, TownMoved


def _say(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"sentence": text}, status=status)
    context = {"error_title": title, "error_text": text}
    return render(request, "portal/error.html", context, status=status)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: our own sentence when the view gave one."""
    if isinstance(exception, TownMoved) and request.method in ("GET", "HEAD"):
        return HttpResponsePermanentRedirect(new_address(request, exception))
    if isinstance(exception, NoSuchTown):
        request.resolver_match = None  # no menu of a town that is not there
    # A missing row is told by the framework in its own words, which are not ours.
    ours = exception and not isinstance(exception.__context__, ObjectDoesNotExist)
    told = exception.args[0] if exception and ours and exception.args else ""
    text = told if isinstance(told, str) else ""
    fallback = _("L’adresse est peut-être mal copiée, ou la page a changé de place.")
    return _say(request, 404, _("Cette page n’existe pas"), text or fallback)


@public
def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the request is malformed."""
    text = str(exception) if isinstance(exception, BadRequest) else ""
    fallback = _("Le navigateur a envoyé une demande que cette page ne comprend pas.")
    return _say(request, 400, _("Cette demande est mal formée"), text or fallback)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: why, in the words of the policy."""
    text = str(exception) if exception and str(exception) else ""
    fallback = _("Cette page est réservée à l’équipe de la ville.")
    return _say(request, 403, _("Vous ne pouvez pas faire cela ici"), text or fallback)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing is known to be lost."""
    text = _("La page n’a pas pu s’afficher. L’erreur est notée ; rien n’a été enregistré.")
    return _say(request, 500, _("Une panne s’est produite de notre côté"), text)


@public
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose proof of origin is missing or old (Django's CSRF_FAILURE_VIEW)."""
    text = _(
        "Le formulaire est resté ouvert trop longtemps, ou le navigateur refuse les cookies. "
        "Revenez en arrière, actualisez la page et envoyez de nouveau."
    )
    return _say(request, 403, _("Le formulaire n’a pas été pris"), text)
