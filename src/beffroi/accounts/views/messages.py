"""A person's messages: read them, put them away, choose how often mail comes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts import reads, writes
from beffroi.accounts.reads.messages import BOXES, rows_of
from beffroi.accounts.requests import SignedRequest
from beffroi.accounts.rules import subjects
from beffroi.accounts.rules.subjects import SubjectError
from beffroi.kernel.permission import signed_in


def _asked(values: Any) -> tuple[str, str]:
    """The box and the town asked for, by GET or by POST."""
    box = values.get("boite", "unread")
    town = values.get("ville", "")
    known = town.isascii() and town.isalnum() and len(town) < 12
    return (box if box in BOXES else "unread"), town if known else ""


def _address(box: str, town: str) -> str:
    query = {"boite": box} | ({"ville": town} if town else {})
    return f"{reverse('messages')}?{urlencode(query)}"


@signed_in
@require_GET
def messages_page(request: SignedRequest) -> HttpResponse:
    """What has happened that concerns me?"""
    box, town = _asked(request.GET)
    before = request.GET.get("avant", "")
    found = reads.inbox(
        request.user,
        box=box,
        town=town,
        before=int(before) if before.isdecimal() and len(before) < 18 else None,
    )
    context = {
        "box": box,
        "asked_town": town,
        "towns": found.towns,
        "older": found.older,
        "first": not before,
        "rows": [_row(one, found.names) for one in found.messages],
        "tabs": [
            {"label": _tab(key), "href": _address(key, town), "current": key == box}
            for key in BOXES
        ],
    }
    return render(request, "accounts/messages.html", context)


def _tab(box: str) -> str:
    return {"unread": _("Non lus"), "all": _("Tous"), "archived": _("Archivés")}[box]


def _row(message: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "message": message,
        "words": message.words,
        "label": subjects.label_of(message.subject),
        "town": names.get(message.town_key, ""),
        "moment": timezone.localtime(message.told_at),
    }


@signed_in
@require_POST
def open_message(request: SignedRequest, key: str) -> HttpResponse:
    """Read it, and go to the page it speaks of."""
    message = reads.message_or_404(request.user, key)
    writes.mark_read(message)
    if not message.url:
        return _back(request)
    return HttpResponseRedirect(reads.page_in(message.url, get_language() or "fr"))


@signed_in
@require_POST
def sort_message(request: SignedRequest, key: str) -> HttpResponse:
    """Read, unread, put away, or back."""
    message = reads.message_or_404(request.user, key)
    asked = request.POST.get("geste", "")
    if asked in ("lu", "non-lu"):
        writes.mark_read(message, read=asked == "lu")
    elif asked in ("archiver", "reprendre"):
        writes.archive(message, away=asked == "archiver")
    return _back(request)


@signed_in
@require_POST
def read_all(request: SignedRequest) -> HttpResponse:
    """Read all that the filters show."""
    _box, town = _asked(request.POST)
    count = writes.mark_all_read(rows_of(request.user, box="unread", town=town))
    said = ngettext("%(n)d message marqué comme lu.", "%(n)d messages marqués comme lus.", count)
    flash.success(request, said % {"n": count})
    return _back(request)


def _back(request: SignedRequest) -> HttpResponse:
    return redirect(_address(*_asked(request.POST)))


@signed_in
@require_http_methods(["GET", "POST"])
def message_choices(request: SignedRequest) -> HttpResponse:
    """How often do I want mail, and of what?"""
    if request.method == "POST":
        return _chosen(request)
    context = {"choices": reads.choices_of(request.user), "rhythms": subjects.RHYTHMS}
    return render(request, "accounts/message_choices.html", context)


def _chosen(request: SignedRequest) -> HttpResponse:
    """Keep what differs; what a subject does not allow is said, and stays as it was."""
    for choice in reads.choices_of(request.user):
        wanted = request.POST.get(f"rythme-{choice.subject.key}", choice.rhythm)
        if wanted == choice.rhythm:
            continue
        try:
            writes.choose_rhythm(person=request.user, subject=choice.subject.key, rhythm=wanted)
        except SubjectError:
            label = {"label": choice.subject.label}
            flash.error(request, _("« %(label)s » ne peut pas être réglé ainsi.") % label)
    flash.success(request, _("Vos choix sont enregistrés."))
    return redirect("message_choices")
