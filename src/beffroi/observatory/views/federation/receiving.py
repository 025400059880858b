"""Files of other observatories: received, shown to everybody or to the team, taken away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory.reads import federation as reads
from beffroi.observatory.views.federation.gathering import RECEIVED
from beffroi.observatory.writes import federation as writes
from beffroi.sources.arriving import under_its_name
from beffroi.sources.observatories import read_told
from beffroi.sources.records import UnreadableSource
from beffroi.territory import reads as territory

GROUP = "sources"


@acting("write", GROUP)
@require_POST
def observatory_receive(request: SignedRequest, town: str) -> HttpResponse:
    """Judge a file and keep what it tells; every fault is told at once."""
    place = territory.town_or_404(town)
    file: Any = request.FILES.get("file")
    here = reverse("observatories", args=[place.slug])
    try:
        if file is None:
            raise UnreadableSource(_("Choisissez d’abord un fichier."), code="none")
        with under_its_name(file) as path:
            row = writes.receive(town=place, told=read_told(path), by=request.user)
    except UnreadableSource as refusal:
        messages.error(request, refusal.sentence)
        return redirect(here)
    said = _("L’observatoire « %(name)s » est reçu : seule votre équipe le voit.")
    messages.success(request, said % {"name": row.name})
    return redirect(f"{here}?{urlencode({'avec': RECEIVED + row.key})}")


@acting("write", GROUP)
@require_POST
def observatory_show(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """Let everybody compare with it, or the team alone."""
    row = reads.received_or_404(territory.town_or_404(town), key, every=True)
    writes.show_received(row=row, public=request.POST.get("public") == "1", by=request.user)
    return redirect("observatories", row.town.slug)


@acting("write", GROUP)
@require_POST
def observatory_withdraw(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """Take it away; the file can be given again."""
    row = reads.received_or_404(territory.town_or_404(town), key, every=True)
    writes.withdraw_received(row=row, by=request.user)
    said = _("L’observatoire « %(name)s » est retiré ; redonnez son fichier pour le revoir.")
    messages.info(request, said % {"name": row.name})
    return redirect("observatories", row.town.slug)
