"""One premises: who stood there, since when, who says so; and its street put right in one tap."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.kernel.permission import acting, public
from beffroi.premises import policies, reads, writes
from beffroi.premises.forms.reports import ReportForm
from beffroi.premises.models import Premises, PremisesState
from beffroi.premises.reads import History, look
from beffroi.premises.reads.photos import shown_at
from beffroi.premises.shop_words import public_facts
from beffroi.premises.words import activity_of, crumbs, sheet_finding, where_of
from beffroi.territory import reads as territory
from beffroi.ui.years import Period


@public
@require_GET
def sheet(request: HttpRequest, town: str, public_id: str) -> HttpResponse:
    """Everything a passer-by may know of one premises, with its source and its day."""
    view = look(town, request.GET)
    premises = reads.premises_or_404(view.town, public_id)
    history = reads.history_of(premises)
    today = timezone.localdate()
    now = history.occupancies[-1] if _is_occupied(history) else None
    context = {
        "view": view,
        "premises": premises,
        "history": history,
        "finding": sheet_finding(premises, history),
        **_years(history, today),
        "now": now,
        **_shop_told(request, now),
        "photos": shown_at(premises),
        "state": history.states[-1] if history.states else None,
        "may_correct": policies.can_correct(request.user, view.town, today, premises),
        "may_see_visits": policies.may_see_visits(request.user, view.town),
        "crumbs": crumbs(view.town, premises.public_id, *_street_crumb(premises)),
        "report": ReportForm(premises=premises),
        "where": where_of(premises),
        "activity": activity_of(history),
    }
    return render(request, "premises/sheet.html", context)


def _years(history: History, today: dt.date) -> dict[str, Any]:
    """The ten-year strip and the days on which somebody looked."""
    since, seen = strip_start(history, today), sights(history)
    return {"periods": periods_of(history), "since": since, "until": today, "seen": seen}


def _shop_told(request: HttpRequest, now: Any) -> dict[str, Any]:
    """What is said of the shop that stands there, and whether this person may correct it."""
    if now is None or now.shop is None:
        return {"facts": [], "keeps": False}
    keeps = policies.may_keep_shop(request.user, now.shop)
    return {"facts": public_facts(now.shop, now.name), "keeps": keeps}


def _street_crumb(premises: Premises) -> list[tuple[str, str]]:
    return [(_("Rues"), "streets")] if premises.street else [(_("Locaux"), "premises_list")]


def _is_occupied(history: History) -> bool:
    return bool(history.occupancies) and bool(
        history.states and history.states[-1].kind == PremisesState.Kind.OCCUPIED
    )


def sights(history: History) -> list[Any]:
    """The days somebody saw this premises, latest first; one sight is no history."""
    return sorted(
        (row.seen_on for row in history.observations if row.state != "not_seen"), reverse=True
    )


def strip_start(history: History, today: dt.date) -> dt.date:
    """Ten years ago, or the first sight when it is older."""
    seen = [state.first_seen_on for state in history.states if state.first_seen_on]
    return min([today.replace(year=today.year - 10, day=1), *seen])


def periods_of(history: History) -> list[Period]:
    """Empty spells and occupants in one line of time."""
    empty = [
        Period(
            "vacant" if state.kind in ("vacant", "works_unknown") else "unknown",
            state.get_kind_display(),
            _start(state),
            state.valid.upper,
            note=_note(state),
        )
        for state in history.states
        if state.kind not in ("occupied", "seasonal_closed", "works_with_taker")
    ]
    traders = [
        Period(
            row.family or "unknown",
            row.name or _nameless(row, history),
            _start(row),
            row.valid.upper,
            note=_note(row),
        )
        for row in history.occupancies
    ]
    told = sorted([*empty, *traders], key=lambda period: period.start or dt.date.min)
    return [*told[:-1], *_until_last_sight(told[-1], history)] if told else []


def _until_last_sight(last: Period, history: History) -> list[Period]:
    """What was seen stops at the last sight; after it nobody knows."""
    day = sights(history)[0]
    if last.end is not None or (last.start and last.start >= day):
        return [last]
    return [replace(last, end=day), Period("unknown", _("pas revu depuis"), day)]


def _nameless(row: Any, history: History) -> str:
    """An occupant without a sign: a shop being fitted out, or a sign nobody noted."""
    fitting = any(
        state.kind == PremisesState.Kind.WORKS_WITH_TAKER and state.valid.lower == row.valid.lower
        for state in history.states
    )
    return _("Travaux, preneur connu") if fitting else _("Occupé, enseigne non relevée")


def _start(row: Any) -> dt.date | None:
    """The strip begins at the first sight: nobody knows what stood before."""
    return row.valid.lower or row.first_seen_on


def _note(row: Any) -> str:
    return "" if row.valid.lower else str(_("premier constat, début inconnu"))


@acting("correct", "premises_state", obj="public_id")
@require_POST
def correct_street(request: HttpRequest, town: str, public_id: str) -> HttpResponse:
    """One tap: this premises stands in that street."""
    place = territory.town_or_404(town)
    premises = reads.premises_or_404(place, public_id)
    street = get_object_or_404(territory.streets(place), slug=request.POST.get("rue", ""))
    writes.correct_street(premises=premises, street=street, by=request.user)  # type: ignore[arg-type]
    messages.success(
        request,
        _("%(door)s est maintenant rattaché à %(street)s.")
        % {"door": premises.public_id, "street": street.name},
    )
    back = request.POST.get("retour", "")
    if back == "liste":
        return redirect(reverse("doubtful_streets", args=[place.slug]))
    return redirect(reverse("premises", args=[place.slug, premises.public_id]))
