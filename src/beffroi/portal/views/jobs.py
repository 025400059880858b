"""« Travaux »: does the installation keep up with its work, and what failed?"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import signed_in
from beffroi.portal import jobs, policies


def _check(request: SignedRequest) -> None:
    if not policies.may_watch(request.user):
        raise PermissionDenied(_("Cette page est celle des administrateurs de l’installation."))


@signed_in
@require_GET
def jobs_page(request: SignedRequest) -> HttpResponse:
    """Queues, what runs, what waits, what failed."""
    _check(request)
    context = {
        "queues": jobs.queues(),
        "workers": jobs.workers(),
        "running": jobs.rows("doing"),
        "failed": jobs.rows("failed"),
        "waiting": jobs.rows("todo"),
        "gone": jobs.rows("cancelled", "aborted", since=jobs.LATELY),
    }
    return render(request, "portal/jobs.html", context)


@signed_in
@require_POST
def retry_job(request: SignedRequest, number: int) -> HttpResponse:
    """Once more."""
    _check(request)
    if jobs.retry(number, by=request.user):
        said = _("Le travail n° %(number)d est remis dans sa file.")
        messages.success(request, said % {"number": number})
    else:
        messages.info(request, _("Ce travail n’est plus en échec."))
    return redirect("jobs")


@signed_in
@require_POST
def cancel_job(request: SignedRequest, number: int) -> HttpResponse:
    """Out of the queue."""
    _check(request)
    if jobs.cancel(number, by=request.user):
        said = _("Le travail n° %(number)d est retiré de sa file.")
        messages.success(request, said % {"number": number})
    else:
        messages.info(request, _("Ce travail n’attend plus : il a commencé ou il est fini."))
    return redirect("jobs")
