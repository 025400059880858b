"""Footfall of a town, one counter, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.kernel.permission import acting, public
from beffroi.place import reads, writes
from beffroi.place.forms.counters import CounterForm
from beffroi.place.models import TownEvent
from beffroi.place.reads import CounterWeeks
from beffroi.place.rules.index import WeekIndex, together
from beffroi.place.rules.profile import profile
from beffroi.place.views.pictures import day_chart, index_chart
from beffroi.place.views.words import (
    KINDS,
    WHY,
    crumbs,
    gap_words,
    reference_words,
    span,
    town_finding,
)
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table

SHOWN_EVENTS, SHOWN_GAPS = 30, 40


@public
@require_GET
def footfall(request: HttpRequest, town: str) -> HttpResponse:
    """Every counter together, each alone, and the events held against like days."""
    place = territory.town_or_404(town)
    counted = reads.weeks_of(place)
    weeks = joined(counted)
    latest = next((one for one in reversed(weeks) if one.index is not None), None)
    title = _("Indice de fréquentation, semaine après semaine")
    context = {
        "town": place,
        "crumbs": crumbs(place),
        "finding": town_finding(latest, len(counted)),
        "sub": _("%(town)s · tous compteurs comparables") % {"town": place.name} if counted else "",
        "chart": index_chart([(one.monday, one.index) for one in weeks], title),
        "chart_title": title,
        "counters": _counters_table(place, counted),
        "events": [_event(place, event) for event in reads.events_of(place)[:SHOWN_EVENTS]],
        "may_write": policies.may(request.user, "write", "footfall", town=place),
    }
    return render(request, "place/footfall.html", context)


def joined(counted: Iterable[CounterWeeks]) -> list[WeekIndex]:
    """The weeks of the town: of each, the counters that can be compared."""
    by_week: dict[Any, list[WeekIndex]] = {}
    for one in counted:
        for week in one.weeks:
            by_week.setdefault(week.monday, []).append(week)
    return [
        together(weeks) or WeekIndex(monday, 0, 0.0, 0.0)
        for monday, weeks in sorted(by_week.items())
    ]


def _counters_table(town: Town, counted: Iterable[CounterWeeks]) -> Table:
    columns = (
        Column("name", _("Compteur")),
        Column("index", _("Indice, dernière semaine"), "number", places=0),
        Column("mean", _("Passages par jour complet"), "number", places=0),
        Column("to", _("Compté jusqu’au"), "date"),
        Column("gaps", _("Heures manquantes"), "number"),
    )
    return Table(columns, [_counter_row(town, one) for one in counted])


def _counter_row(town: Town, one: CounterWeeks) -> dict[str, Any]:
    last = next((week.index for week in reversed(one.weeks) if week.index is not None), None)
    whole = [one.hours.total(day) for day in one.hours.days if one.hours.is_whole(day)]
    return {
        "name": Cell(
            one.counter.name, reverse("footfall_counter", args=[town.slug, one.counter.slug])
        ),
        "index": last,
        "mean": sum(whole) / len(whole) if whole else None,
        "to": one.hours.days[-1] if one.hours.days else None,
        "gaps": sum(gap.hours for gap in one.gaps),
    }


def _event(town: Town, event: TownEvent) -> dict[str, Any]:
    zone = reads.zone_of(town)
    return {
        "name": event.name,
        "kind": event.get_kind_display(),
        "when": span(event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)),
        "href": reverse("footfall_event", args=[town.slug, event.key]),
    }


@public
@require_GET
def counter_page(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    """One counter: its weeks, its usual day, its gaps."""
    place = territory.town_or_404(town)
    one = next((one for one in reads.weeks_of(place) if one.counter.slug == slug), None)
    if one is None:
        raise Http404
    usual = profile(one.hours, reads.calendar_of(place))
    last = next((week for week in reversed(one.weeks) if week.index is not None), None)
    title, day_title = _("Indice, semaine après semaine"), _("Une journée d’ordinaire")
    context = {
        "town": place,
        "counter": one.counter,
        "crumbs": crumbs(place, (one.counter.name, "")),
        "finding": town_finding(last, 1),
        "sub": one.counter.name,
        "reference": reference_words(one),
        "chart": index_chart([(week.monday, week.index) for week in one.weeks], title),
        "chart_title": title,
        "day": day_chart({str(KINDS[kind]): line for kind, line in usual.items()}, day_title),
        "day_title": day_title,
        "gap_words": gap_words(one.gaps),
        "gaps": _gaps_table(place, one),
        "may_write": policies.may(request.user, "write", "footfall", town=place),
    }
    return render(request, "place/counter.html", context)


def _gaps_table(town: Town, one: CounterWeeks) -> Table:
    zone = reads.zone_of(town)
    longest = sorted(one.gaps, key=lambda gap: -gap.hours)[:SHOWN_GAPS]
    rows = [
        {
            "when": span(gap.start.astimezone(zone), gap.end.astimezone(zone)),
            "hours": gap.hours,
            "why": WHY[gap.why],
        }
        for gap in sorted(longest, key=lambda gap: gap.start, reverse=True)
    ]
    columns = (
        Column("when", _("Quand")),
        Column("hours", _("Heures"), "number"),
        Column("why", _("Pourquoi")),
    )
    return Table(columns, rows)


@acting("write", "footfall")
@require_http_methods(["GET", "POST"])
def counter_describe(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    """Its name, its place, how it counts, the weeks it is held against."""
    place = territory.town_or_404(town)
    counter = reads.counter_or_404(place, slug)
    form = CounterForm(request.POST or None, counter=counter, streets=territory.streets(place))
    back = reverse("footfall_counter", args=[place.slug, counter.slug])
    if request.method == "POST" and form.is_valid():
        writes.describe_counter(counter=counter, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Le compteur est décrit."))
        return redirect(back)
    context = {
        "town": place, "form": form, "back": back, "title": _("Décrire ce compteur"),
        "crumbs": crumbs(place, (counter.name, back), (_("Décrire"), "")),
    }  # fmt: skip
    return render(request, "place/form.html", context, status=422 if form.errors else 200)
