"""Events: noted, held against like days, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.kernel.permission import acting, public
from beffroi.place import reads, writes
from beffroi.place.forms.events import EventForm
from beffroi.place.models import Counter
from beffroi.place.rules.effect import EventEffect
from beffroi.place.views.pictures import event_chart
from beffroi.place.views.words import compared_words, crumbs, effect_words, event_finding, span
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table

Measured = list[tuple[Counter, EventEffect]]


@public
@require_GET
def event_page(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """What each counter says of an event, with the days it is held against."""
    place = territory.town_or_404(town)
    event = reads.event_or_404(place, key)
    told = reads.measured(place, event)
    zone = reads.zone_of(place)
    context = {
        "town": place,
        "event": event,
        "crumbs": crumbs(place, (event.name, "")),
        "finding": event_finding(best(told), event.name),
        "sub": span(event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)),
        "table": _table(place, told),
        "like": [
            _like(counter, effect, event.starts_at.astimezone(zone).date())
            for counter, effect in told
            if effect.like
        ],
        "may_write": policies.may(request.user, "write", "footfall", town=place),
    }
    return render(request, "place/event.html", context)


def best(told: Measured) -> EventEffect | None:
    """The counter that stands furthest out of its interval; one that can say nothing comes last."""
    return max((effect for _counter, effect in told), key=_stands_out, default=None)


def _stands_out(effect: EventEffect) -> float:
    if effect.usual is None or effect.high is None or effect.low is None:
        return -1.0
    return max(effect.counted / effect.high, effect.low / max(effect.counted, 1))


def _table(town: Town, told: Measured) -> Table:
    columns = (
        Column("counter", _("Compteur")),
        Column("counted", _("Passages"), "number"),
        Column("usual", _("Attendus"), "number", places=0),
        Column("says", _("Ce que l’on peut dire")),
    )
    return Table(columns, [_row(town, counter, effect) for counter, effect in told])


def _row(town: Town, counter: Counter, effect: EventEffect) -> dict[str, Any]:
    return {
        "counter": Cell(counter.name, reverse("footfall_counter", args=[town.slug, counter.slug])),
        "counted": None if effect.why == "gap" else effect.counted,
        "usual": effect.usual,
        "says": effect_words(effect),
    }


def _like(counter: Counter, effect: EventEffect, on: dt.date) -> dict[str, Any]:
    columns = (
        Column("day", _("Jour semblable"), "date"),
        Column("counted", _("Passages"), "number"),
    )
    days = sorted(effect.like, key=lambda one: one.day)
    rows = [{"day": one.day, "counted": one.counted} for one in days]
    title = _("%(counter)s : les mêmes heures, le jour même et les jours semblables")
    named = title % {"counter": counter.name}
    return {
        "counter": counter.name,
        "table": Table(columns, rows),
        "says": compared_words(effect),
        "chart": event_chart(effect, on, named),
    }


@acting("write", "footfall")
@require_http_methods(["GET", "POST"])
def event_new(request: HttpRequest, town: str) -> HttpResponse:
    """Note an event of the town."""
    place = territory.town_or_404(town)
    form = EventForm(request.POST or None, zone=reads.zone_of(place))
    if request.method == "POST" and form.is_valid():
        made = writes.add_event(town=place, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("footfall_event", place.slug, made.key)
    context = {
        "town": place, "form": form, "back": reverse("footfall", args=[place.slug]),
        "title": _("Noter un événement"), "crumbs": crumbs(place, (_("Noter un événement"), "")),
    }  # fmt: skip
    return render(request, "place/form.html", context, status=422 if form.errors else 200)


@acting("write", "footfall")
@require_POST
def event_withdraw(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """It was noted by mistake, or did not take place."""
    place = territory.town_or_404(town)
    event = reads.event_or_404(place, key)
    writes.withdraw_event(event=event, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("« %(name)s » est retiré.") % {"name": event.name})
    return redirect("footfall", place.slug)
