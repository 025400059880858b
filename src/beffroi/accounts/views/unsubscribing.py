"""The last line of a mail: no more of these, in one click, without signing in."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from beffroi.accounts import writes
from beffroi.accounts.models import Person
from beffroi.accounts.rules import subjects
from beffroi.accounts.writes.letters import SALT
from beffroi.kernel.permission import public


@csrf_exempt  # RFC 8058: a mail program posts here without a page of ours; the signed token is the proof
@public
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, and writes nothing (scanners of mail open every link); POST ends these mails."""
    person, what = _meant(token)
    done = request.method == "POST"
    if done:
        writes.quiet(person=person, what=what)
    context = {"done": done, "what": _named(what)}
    return render(request, "accounts/unsubscribe.html", context)


def _meant(token: str) -> tuple[Person, str]:
    try:
        held: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404(_("Ce lien n’est pas entier : ouvrez-le depuis le courriel.")) from None
    person = Person.objects.filter(key=held.get("p", "")).first()
    if person is None:
        raise Http404(_("Ce compte n’existe plus : vous ne recevrez plus rien."))
    return person, str(held.get("w", ""))


def _named(what: str) -> Any:
    if what in subjects.RHYTHMS:
        return _("tout ce qui vous arrive %(rhythm)s") % {"rhythm": subjects.RHYTHMS[what]}
    return subjects.label_of(what)
