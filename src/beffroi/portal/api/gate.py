"""The gate of the API: who calls, how often; what every answer carries.

It stands outside the read-only transaction of a GET: the one row it counts in and the day of a
key's last use are written before that transaction opens (ADR 13).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.accounts import api_keys
from beffroi.accounts.limits import client_address
from beffroi.kernel.asked import holds_null
from beffroi.portal.api import problems

START = "/api/v1/"
LENGTH = 60  # seconds


class ApiGate:
    """Counts, admits, and dresses the answers under /api/v1/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(START):
            return self.get_response(request)
        with translation.override("fr"):
            answer = self._answer(request)
        return _dressed(request, answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        if holds_null(request):
            title = _("Cette adresse contient un caractère qui n’existe pas dans un texte.")
            return problems.answer(400, title, _("Retirez le caractère nul."))
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            # not sent on to HTTPS: a key would already have gone in clear, unnoticed
            title = _("Cette API ne se lit que par HTTPS.")
            return problems.answer(403, title, _("Écrivez l’adresse avec https://."))
        return _refused(request) or _in_words(self.get_response(request))


def _refused(request: HttpRequest) -> HttpResponse | None:
    """An answer for a bad key or for too many calls; None to go on."""
    caller, most = api_keys.caller_of(client_address(request)), api_keys.A_MINUTE["anonymous"]
    written = request.headers.get("Authorization", "")
    if written:
        # a wrong key is counted with its address: guessing is throttled like anything else
        key = api_keys.admitted(written.partition(" ")[2].strip())
        if key is None:
            return _over(request, caller, most) or _wrong_key()
        caller, most = f"key:{key.prefix}", api_keys.A_MINUTE["key"]
    return _over(request, caller, most)


def _wrong_key() -> HttpResponse:
    title = _("Cette clé d’API n’est pas, ou n’est plus, valable.")
    return problems.answer(401, title, _("Créez une clé sur la page « Clés d’API »."))


def _over(request: HttpRequest, caller: str, most: int) -> HttpResponse | None:
    now = int(time.time())
    number = api_keys.tally(caller, now // LENGTH)
    left = LENGTH - now % LENGTH
    request.rate = (most, max(0, most - number), left)  # type: ignore[attr-defined]
    if number <= most:
        return None
    title = _("Trop de demandes : %(most)d par minute au plus.") % {"most": most}
    remedy = _("Attendez %(n)d secondes ; une clé d’API en permet davantage.") % {"n": left}
    answer = problems.answer(429, title, remedy)
    answer["Retry-After"] = str(left)
    return answer


def _in_words(answer: HttpResponse) -> HttpResponse:
    """A refusal of the framework or of the site, said as a problem."""
    if answer.status_code < 400 or answer.get("Content-Type", "").startswith(problems.TYPE):
        return answer
    titles = {
        404: _("Il n’y a rien à cette adresse."),
        405: _("Cette adresse ne se lit que par GET."),
    }
    title = titles.get(answer.status_code, _("Cette demande n’a pas pu aboutir."))
    told = problems.answer(answer.status_code, title, _("Voyez /api/v1/openapi.json."))
    if "Allow" in answer:
        told["Allow"] = answer["Allow"]
    return told


def _dressed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Open to scripts of any site, never sniffed, kept only while it is fresh."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, OPTIONS"
    answer["Access-Control-Allow-Headers"] = "Authorization, If-None-Match"
    answer["Access-Control-Expose-Headers"] = "ETag, Retry-After, RateLimit"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Language"] = "fr"
    tag, rate = getattr(request, "etag", ""), getattr(request, "rate", None)
    if tag and answer.status_code in (200, 304):
        answer["ETag"] = tag
        answer["Cache-Control"] = "no-cache"  # kept, but asked about each time
    if rate:
        answer["RateLimit"] = f"limit={rate[0]}, remaining={rate[1]}, reset={rate[2]}"
    return answer
