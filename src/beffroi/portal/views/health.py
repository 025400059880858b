"""How this site does: a word per dependency for everybody, a sentence for its administrators."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import beffroi
from beffroi.kernel.permission import public
from beffroi.portal import policies
from beffroi.portal.health.checks import FAILED, LATE, OK, UNKNOWN, healthy, judge
from beffroi.portal.health.facts import look, through_django

# state: words, and the look that the design system has for it
STATES = {
    OK: (_("en ordre"), "works"),
    LATE: (_("à surveiller"), "partly"),
    FAILED: (_("en panne"), "not_yet"),
    UNKNOWN: (_("on ne sait pas"), "not_yet"),
}


@public
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """The page people read; monitors are answered by `config.watch` before they come here."""
    checks = judge(look(through_django), backup_hours=settings.BACKUP_MAX_HOURS)
    details = policies.may_watch(request.user)
    context = {
        "rows": [{"check": one, "state": STATES[one.state]} for one in checks],
        "good": healthy(checks),
        "watched": any(one.state == LATE for one in checks),
        "details": details,
        "version": beffroi.__version__ if details else "",
    }
    return render(request, "portal/health.html", context, status=200 if healthy(checks) else 503)
