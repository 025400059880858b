"""« Mon agenda »: the secret address of one's own days, and the file it gives."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.models import Person
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import public, signed_in
from beffroi.programme.models import CalendarFeed
from beffroi.programme.reads.deadlines import deadlines_for
from beffroi.programme.views.calendar_text import calendar_of
from beffroi.programme.writes.feeds import close_feed, digest, renew_feed


@public
@require_GET
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The days of whoever holds this secret, in their language; 404 for any other."""
    feed = CalendarFeed.objects.select_related("person").filter(secret=digest(secret)).first()
    if feed is None or not feed.person.is_active:
        raise Http404
    return _file(request, feed.person)


def _file(request: HttpRequest, person: Person) -> HttpResponse:
    with translation.override(person.language):
        found = deadlines_for(person, timezone.localdate())
        text = calendar_of(found, now=timezone.now(), absolute=lambda url: _absolute(request, url))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _absolute(request: HttpRequest, url: str) -> str:
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{url}"
    return request.build_absolute_uri(url)


@signed_in
@require_http_methods(["GET", "POST"])
def my_calendar(request: SignedRequest) -> HttpResponse:
    """One's own address: made anew, shown once, closed."""
    person, secret = request.user, ""
    if request.POST.get("act") == "fermer":
        close_feed(person=person)
        return redirect("my_calendar")
    if request.method == "POST":
        secret = renew_feed(person=person)
    address = _absolute(request, reverse("calendar_file", args=[secret])) if secret else ""
    context = {
        "feed": CalendarFeed.objects.filter(person=person).first(),
        "address": address,
        "crumbs": [{"label": _("Accueil"), "href": reverse("home")}, {"label": _("Mon agenda"), "href": ""}],
    }  # fmt: skip
    answer = render(request, "programme/my_calendar.html", context)
    if secret:
        answer["Cache-Control"] = "no-store"
    return answer
