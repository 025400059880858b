"""What devices ask and send (protocol 1): the day's package, notes, photos. JSON, sentences inside."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.kernel.permission import acting
from beffroi.premises.reads import rounds as reads
from beffroi.premises.rules.rounds.life import RoundRefused
from beffroi.premises.rules.rounds.notes import MOST_BYTES, MOST_NOTES, PROTOCOL
from beffroi.premises.rules.rounds.told import NoteRefused, instant, text
from beffroi.premises.writes import rounds as writes
from beffroi.sources.jpeg import MAX_BYTES
from beffroi.sources.records import UnreadableSource
from beffroi.territory import reads as territory


@acting("read", "survey", obj="round_key")
@require_GET
@never_cache
def walk_package(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """Everything a device needs for a day without network."""
    held = reads.round_or_404(territory.town_or_404(town), round_key)
    return JsonResponse(reads.package(held, request.user, now=timezone.now()))


@acting("write", "survey", obj="round_key")
@require_POST
def walk_notes(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """Notes of one device; told twice they are one, and what is refused says why."""
    held = reads.round_or_404(territory.town_or_404(town), round_key)
    now = timezone.now()
    try:
        sent = _read(request)
        got = writes.receive_notes(
            round=held, by=request.user, device=sent["device"], sent_at=sent["sent_at"],
            notes=sent["notes"], now=now,
        )  # fmt: skip
    except NoteRefused as refused:
        return _say(refused.sentence, 413 if refused.field == "body" else 400)
    except RoundRefused as refused:
        return _say(refused.sentence, 409)
    told = {
        "now": now,
        "round_state": got.state,
        "received": got.received,
        "refused": got.refused,
        "others": reads.others_notes(held, request.user),
    }
    return JsonResponse(told)


def _read(request: HttpRequest) -> dict[str, Any]:
    """The body, bounded before it is read; raises `NoteRefused`."""
    if _length(request) > MOST_BYTES:
        raise NoteRefused("body", _("Cet envoi est trop gros : l’appareil doit le couper."))
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        raise NoteRefused(
            "", _("Cet envoi est incomplet ou illisible : rien n’est pris.")
        ) from None
    if not isinstance(told, dict) or told.get("protocol") != PROTOCOL:
        raise NoteRefused("protocol", _("Cette version de l’application n’est plus comprise."))
    notes, device = told.get("notes"), text(told.get("device"), "device", 40)
    if not isinstance(notes, list) or not device:
        raise NoteRefused("notes", _("Cet envoi est incomplet ou illisible : rien n’est pris."))
    if len(notes) > MOST_NOTES:
        said = _("Au plus %(n)d notes par envoi : l’appareil doit le couper.") % {"n": MOST_NOTES}
        raise NoteRefused("body", said)
    return {"device": device, "sent_at": instant(told.get("sent_at"), "sent_at"), "notes": notes}


def _length(request: HttpRequest) -> int:
    """Bytes announced; a body of unknown length counts as too long."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isascii() and announced.isdigit() else MOST_BYTES + 1


def _say(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


@acting("write", "survey", obj="round_key")
@require_http_methods(["PUT", "POST"])
def walk_photo(request: HttpRequest, town: str, round_key: str, photo: UUID) -> HttpResponse:
    """One photo, before or after its note; the same photo again is one."""
    held = reads.round_or_404(territory.town_or_404(town), round_key)
    if _length(request) > MAX_BYTES:
        return _say(_("Cette photo dépasse 5 Mo : réduisez-la."), 413)
    try:
        fresh = writes.keep_photo(
            round=held, uuid=photo, content=request.read(MAX_BYTES + 1), by=request.user
        )
    except UnreadableSource as unreadable:
        return _say(unreadable.sentence, 400)
    except RoundRefused as refused:
        return _say(refused.sentence, 409)
    return JsonResponse({"uuid": str(photo)}, status=201 if fresh else 200)
