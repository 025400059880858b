"""« Saisie des feuilles »: one street a screen, a code a door, the keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.premises.models import SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import StreetPart
from beffroi.premises.reads.rounds.package import activity_choices, state_choices
from beffroi.premises.rules.rounds.life import RoundRefused
from beffroi.premises.rules.rounds.typed import TypedRefused
from beffroi.premises.views.rounds.frame import address, inside, leads, page, refused
from beffroi.premises.views.rounds.sheet_lines import Row, Sheet, rows_of
from beffroi.premises.writes import rounds as writes


@acting("write", "survey", obj="round_key")
@require_http_methods(["GET", "POST"])
def round_typing(request: SignedRequest, town: str, round_key: str) -> HttpResponse:
    """Type the sheet of a street back; what is right is kept even when a line is wrong."""
    held = inside(town, round_key)
    seen = reads.checking(held)
    parts = [part for part in reads.street_parts(held) if part.slug]
    asked = request.POST.get("rue") or request.GET.get("rue", "")
    part = next((one for one in parts if one.slug == asked), parts[0] if parts else None)
    if part is None:
        return refused(request, held, _("Ce relevé n’a aucune rue à saisir."))
    rows = rows_of(seen, part, request.POST)
    if request.method == "POST":
        try:
            rows, kept = _take(request, held, part, rows)
        except RoundRefused as said:
            return refused(request, held, said.sentence)
        _say(request, part, kept)
        if not any(row.fault for row in rows):
            return redirect(f"{address('round_typing', held)}?rue={_following(parts, part).slug}")
    return page(
        request,
        held,
        "round_typing",
        "premises/rounds/typing.html",
        _context(request, held, parts, part, rows),
    )


def _context(
    request: SignedRequest,
    held: SurveyRound,
    parts: Sequence[StreetPart],
    part: StreetPart,
    rows: Sequence[Row],
) -> dict[str, Any]:
    people = [one.person for one in reads.walkers(held)]
    return {
        "finding": _("%(street)s : saisir la feuille") % {"street": part.name},
        "parts": parts,
        "part": part,
        "rows": rows,
        "faults": [row for row in rows if row.fault],
        "people": people if leads(request, held) else [],
        "who": request.POST.get("qui", ""),
        "day": request.POST.get("jour") or _likely_day(held).isoformat(),
        "batch": uuid4(),
        "states": state_choices(),
        "activities": activity_choices(),
    }


def _likely_day(held: SurveyRound) -> dt.date:
    today = timezone.localdate()
    return min(today, held.planned_to) if held.planned_to else today


def _take(
    request: SignedRequest, held: SurveyRound, part: StreetPart, rows: Sequence[Row]
) -> tuple[list[Row], int]:
    """Notes of the lines typed; the rows with what is wrong, and how many were kept."""
    activities = {row["label"].casefold(): row["code"] for row in activity_choices()}
    sheet = Sheet(part, _batch(request.POST), _noon(request.POST, held), activities, rows)
    notes: list[dict[str, Any]] = []
    told: list[Row] = []
    for row in rows:
        try:
            if not row.line.empty:
                notes.append(sheet.note(row))
            told.append(row)
        except TypedRefused as fault:
            told.append(replace(row, fault=fault.sentence))
    got = writes.receive_typed(
        round=held, by=_walker(request, held), typist=request.user, notes=notes
    )
    faults = {one["uuid"]: one["sentence"] for one in got.refused}
    keys = {note["uuid"]: note["key"] for note in notes}
    wrong = {keys[uuid]: sentence for uuid, sentence in faults.items() if uuid in keys}
    return [replace(row, fault=row.fault or wrong.get(row.key, "")) for row in told], len(
        got.received
    )


def _noon(typed: QueryDict, held: SurveyRound) -> str:
    """The day written on the sheet, at noon; today when it is none."""
    try:
        day = dt.date.fromisoformat(typed.get("jour", ""))
    except ValueError:
        day = _likely_day(held)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12))).isoformat()


def _walker(request: SignedRequest, held: SurveyRound) -> Any:
    """Who walked the sheet: chosen by who leads the round, else oneself."""
    asked = request.POST.get("qui", "")
    found = next((p.person for p in reads.walkers(held) if p.person.key == asked), None)
    return found if found and leads(request, held) else request.user


def _following(parts: Sequence[StreetPart], part: StreetPart) -> StreetPart:
    at = [one.slug for one in parts].index(part.slug)
    return parts[(at + 1) % len(parts)]


def _say(request: SignedRequest, part: StreetPart, kept: int) -> None:
    said = ngettext(
        "%(street)s : %(n)d ligne enregistrée.", "%(street)s : %(n)d lignes enregistrées.", kept
    )
    messages.success(request, said % {"street": part.name, "n": kept})


def _batch(typed: QueryDict) -> UUID:
    try:
        return UUID(typed.get("lot", ""))
    except ValueError:
        return uuid4()
