"""« Cadre »: what an agreement stands under once its framework is over, decided by a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import reads
from beffroi.programme.models import Agreement
from beffroi.programme.reads.attachments import Matter, choices_of, matter_of
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, place_of
from beffroi.programme.writes import attachments as writes
from beffroi.territory import reads as territory

NONE = "aucun"


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def agreement_frame(request: SignedRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """The frameworks it may stand under next; sent, one of them or none."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    matter = matter_of(row)
    if matter is None:
        raise Http404(_("Cette convention ne survit pas à son cadre."))
    choices = list(choices_of(matter, request.user))
    if request.method == "POST" and _decided(request, matter, choices):
        return redirect(address("agreement", row))
    context = {"matter": matter, "choices": choices, "ticked": _ticked(matter), "none": NONE}
    return shell.page(request, row, "programme/agreement_frame.html", context, crumb=_("Cadre"))


def _ticked(matter: Matter) -> str:
    """What was decided, else what is proposed."""
    if matter.row is not None and matter.decided:
        return matter.row.into.key if matter.row.into else NONE
    return matter.proposed.key if matter.proposed else ""


def _decided(request: SignedRequest, matter: Matter, choices: list[Agreement]) -> bool:
    known: dict[str, Any] = {NONE: None, **{one.key: one for one in choices}}
    asked = request.POST.get("into", "")
    if asked not in known:
        messages.error(request, _("Choisissez un cadre, ou dites qu’elle n’en a plus."))
        return False
    place = matter.child.town
    today = territory.today_in(place.insee_code) if place else timezone.localdate()
    try:
        writes.decide(child=matter.child, into=known[asked], by=request.user, today=today)
    except LifeError as refused:
        messages.error(request, refused.sentence)
        return False
    messages.success(request, _("C’est décidé : le cadre change le jour dit, pas avant."))
    return True
