"""Hours agreed, and what rounds saw of them: counts for all, door by door for the team."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.kernel.wording import stored
from beffroi.premises import policies
from beffroi.premises.entries import hours_actions
from beffroi.premises.forms.hours import HoursForm
from beffroi.premises.forms.trades import EndForm
from beffroi.premises.models import Premises, SharedHours
from beffroi.premises.reads import hours as reads
from beffroi.premises.reads import known_days
from beffroi.premises.reads.hours import HoursSeen
from beffroi.premises.rules.hours import LEAST, Held, HoursTally
from beffroi.premises.views.hours_words import hours_in_words
from beffroi.premises.views.trades.plans import places_of
from beffroi.premises.words import crumbs
from beffroi.premises.writes import hours as writes
from beffroi.premises.writes.trades import PlanRefused
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date as written
from beffroi.ui.typography import percent


@public
@require_GET
def shared_hours(request: HttpRequest, town: str) -> HttpResponse:
    """The agreements of a town, and the share of checks that found open, when it names nobody."""
    place = territory.town_or_404(town)
    return _page(request, place)


def _page(request: HttpRequest, town: Town, wrong: Any = None) -> HttpResponse:
    days = known_days(town)
    on = days[-1] if days else territory.today_in(town.insee_code)
    seen = reads.hours_seen(town, on)
    may_write = policies.may_plan_trades(request.user, town)
    context = {
        "town": town,
        "on": on,
        "finding": _finding(town, seen.tally),
        "agreements": [_shown(town, row, seen, on) for row in reads.shared_hours(town)],
        "team": policies.may_read_plans(request.user, town),
        "may_write": may_write,
        "end": wrong or EndForm(today=territory.today_in(town.insee_code)),
        "actions": hours_actions(town.slug),
        "least": LEAST,
        "crumbs": crumbs(town, _("Horaires convenus")),
    }
    status = 422 if wrong is not None else 200
    return render(request, "premises/hours/page.html", context, status=status)


def _finding(town: Town, told: HoursTally) -> str:
    if not told.agreements:
        return _("%(town)s : aucun horaire convenu n’est encore noté") % {"town": town.name}
    if not told.told:
        return _("%(town)s : trop peu de passages pour dire qui ouvre aux horaires convenus") % {
            "town": town.name
        }
    said = _("%(town)s : *%(share)s* des passages trouvent ouvert aux horaires convenus")
    return said % {"town": town.name, "share": share_of(told)}


def share_of(told: HoursTally) -> str:
    """The share in words; nothing where it would tell the habits of one shop."""
    return percent(told.open / told.checks, 0, get_language()) if told.told else ""


def _shown(town: Town, row: SharedHours, seen: HoursSeen, on: dt.date) -> dict[str, Any]:
    told = seen.of(row)
    return {
        "row": row,
        "hours": hours_in_words(row.hours),
        "place": _place(row),
        "sub": _sub(row),
        "told": told,
        "share": share_of(told),
        "over": row.ends_on is not None and row.ends_on <= on,
        "doors": reverse("shared_hours_doors", args=[town.slug, row.key]),
    }


def _place(row: SharedHours) -> str:
    if row.street is not None:
        return row.street.name
    return stored(row.sector.name) if row.sector is not None else _("Toute la ville")


def _sub(row: SharedHours) -> str:
    said = _("Convenu par %(who)s le %(day)s, à partir du %(start)s")
    if row.ends_on is not None:
        said = _("Convenu par %(who)s le %(day)s, du %(start)s au %(end)s")
    days = {"day": row.agreed_on, "start": row.starts_on, "end": row.ends_on}
    told = {key: written(value, get_language()) for key, value in days.items()}
    return said % {"who": row.agreed_by, **told}


@acting("write", "trade_plan")
@require_http_methods(["GET", "POST"])
def hours_new(request: SignedRequest, town: str) -> HttpResponse:
    """Note hours agreed."""
    place = territory.town_or_404(town)
    today = territory.today_in(place.insee_code)
    first = {"agreed_on": today, "starts_on": today}
    form = HoursForm(request.POST or None, initial=first, **places_of(place))
    if request.method == "POST" and form.is_valid():
        writes.agree(town=place, by=request.user, **form.said())
        messages.success(request, _("Les horaires convenus sont notés."))
        return redirect("shared_hours", place.slug)
    context = {
        "town": place,
        "form": form,
        "crumbs": crumbs(place, _("Noter"), (_("Horaires convenus"), "shared_hours")),
    }
    status = 422 if form.errors else 200
    return render(request, "premises/hours/new.html", context, status=status)


@acting("write", "trade_plan")
@require_POST
def hours_end(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """The agreement stops holding."""
    place = territory.town_or_404(town)
    row = reads.hours_or_404(place, key)
    form = EndForm(request.POST, today=territory.today_in(place.insee_code))
    if form.is_valid():
        try:
            writes.end_hours(hours=row, on=form.cleaned_data["ends_on"], by=request.user)
        except PlanRefused as no:
            form.add_error("ends_on", no.sentence)
        else:
            return redirect("shared_hours", place.slug)
    return _page(request, place, wrong=form)


@acting("read", "trade_plan")
@require_GET
def hours_doors(request: SignedRequest, town: str, key: str) -> HttpResponse:
    """For the team: each check at these hours, the doors found closed first."""
    place = territory.town_or_404(town)
    row = reads.hours_or_404(place, key)
    days = known_days(place)
    on = days[-1] if days else territory.today_in(place.insee_code)
    seen = reads.hours_seen(place, on)
    found = [one for one in seen.found if one.agreed.key == row.pk]
    context = {
        "town": place,
        "row": row,
        "hours": hours_in_words(row.hours),
        "place": _place(row),
        "told": seen.of(row),
        "table": _doors_table(place, found),
        "crumbs": crumbs(place, _place(row), (_("Horaires convenus"), "shared_hours")),
    }
    return render(request, "premises/hours/doors.html", context)


def _doors_table(town: Town, found: list[Held]) -> Table:
    doors = Premises.objects.of(town).select_related("street")
    by_key = doors.in_bulk({one.check.door for one in found})
    columns = [
        Column("door", _("Local")),
        Column("day", _("Vu le"), "date"),
        Column("hour", _("À")),
        Column("open", _("Trouvé")),
        Column("own", _("Selon ses propres horaires")),
    ]
    ordered = sorted(found, key=lambda one: (one.check.open, one.check.at))
    return Table(columns, [_door(town, by_key[one.check.door], one) for one in ordered])


def _door(town: Town, door: Premises, one: Held) -> dict[str, Any]:
    street = door.street.name if door.street else _("rue inconnue")
    where = " ".join(part for part in (door.house_number, street) if part)
    own = {None: "–", True: _("ouvert"), False: _("fermé")}
    return {
        "door": Cell(where, reverse("premises", args=[town.slug, door.public_id])),
        "day": one.check.at.date(),
        "hour": f"{one.check.at:%H:%M}",
        "open": own[one.check.open],
        "own": own[one.due],
    }
