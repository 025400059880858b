"""« Mes données »: read, take away, erase."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts import export, mails, outbox, personal, writes
from beffroi.accounts.requests import SignedRequest
from beffroi.kernel import audit
from beffroi.kernel.permission import demo_only, signed_in


@signed_in
@require_GET
def my_data(request: SignedRequest) -> HttpResponse:
    """What is held about me, why, and how long."""
    person = request.user
    parts = export.gathered(person)
    context = {"parts": parts, "person": person, "days": settings.ERASURE_DAYS}
    return render(request, "accounts/my_data.html", context)


@signed_in
@reauthentication_required
@require_POST
def take_away(request: SignedRequest) -> HttpResponse:
    """All of it in one file."""
    audit.record("accounts.data_taken_away", by=request.user, on=request.user.key)
    answer = HttpResponse(export.as_zip(request.user), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="mes-donnees-beffroi.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@reauthentication_required
@require_http_methods(["GET", "POST"])
def erase(request: SignedRequest) -> HttpResponse:
    """Ask for it; or read why it cannot be."""
    person = request.user
    if request.method == "GET":
        context = {"refusals": personal.refusals(person), "days": settings.ERASURE_DAYS}
        return render(request, "accounts/erase.html", context)
    try:
        day = writes.ask_erasure(person=person)
    except writes.ErasureRefused as refused:
        context = {"refusals": refused.sentences, "days": settings.ERASURE_DAYS}
        return render(request, "accounts/erase.html", context, status=409)
    mails.send("erasure_asked", person.email, reader=person, day=day)
    said = _("Votre compte sera effacé le %(day)s. D’ici là, vous pouvez revenir sur ce choix.")
    messages.success(request, said % {"day": date_format(day)})
    return redirect("my_data")


@signed_in
@require_POST
def take_back(request: SignedRequest) -> HttpResponse:
    """Stay."""
    writes.take_back_erasure(person=request.user)
    messages.success(request, _("Votre compte reste ouvert."))
    return redirect("my_data")


@demo_only
@require_GET
def demo_mails(request: HttpRequest) -> HttpResponse:
    """The mails that the demonstration would have sent."""
    return render(request, "accounts/outbox.html", {"mails": outbox.sent()})
