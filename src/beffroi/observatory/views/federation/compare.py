"""Two observatories or more on one page, each under its own names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory.rules.federation import (
    Hindrance,
    Side,
    figure_rows,
    hindrances,
    lost_of,
    state_rows,
    stopped,
    trade_rows,
)
from beffroi.observatory.rules.sentences import percent
from beffroi.observatory.views.asked import Asked, asked_for, day_options
from beffroi.observatory.views.dashboard import crumbs
from beffroi.observatory.views.federation.gathering import (
    MOST,
    Gathered,
    Offer,
    gather,
    offers_of,
)
from beffroi.observatory.views.federation.printing import (
    figures_table,
    identity_table,
    rows_table,
    states_known,
    trades_known,
)
from beffroi.territory import policies

ASKED = "avec"
GROUP = "sources"


@public
@require_GET
def observatories(request: HttpRequest, town: str) -> HttpResponse:
    """Whom to compare with, and the comparison."""
    asked = asked_for(request, town)
    may_bring = bool(policies.may(request.user, "write", GROUP, town=asked.view.town))
    offers = offers_of(asked.view.town, every=may_bring)
    words = list(dict.fromkeys(request.GET.getlist(ASKED)))
    chosen = [one for word in words for one in offers if one.key == word][:MOST]
    found = gather(asked.view, chosen) if chosen else Gathered(None, (), ())
    context = {
        "view": asked.view,
        "asked": asked,
        "chosen": [_chosen(asked, chosen, one) for one in chosen],
        "offers": [one for one in offers if one not in chosen] if len(chosen) < MOST else [],
        "received": [one.row for one in offers if one.row],
        "may_bring": may_bring,
        "dates": day_options(asked.view),
        "kept": list(asked.query.items()),
        "empty": found.empty,
        "crumbs": crumbs(
            asked.view, _("Observatoires"),
            (_("Comparaison"), reverse("comparison", args=[asked.view.town.slug])),
        ),
        **_compared(found),
    }  # fmt: skip
    context = {"finding": _nothing(asked, found), "sub": _sub(asked, chosen)} | context
    return render(request, "observatory/federation/observatories.html", context)


def _chosen(asked: Asked, chosen: Sequence[Offer], one: Offer) -> dict[str, str]:
    """An observatory of the comparison, and the address without it."""
    rest = [(ASKED, other.key) for other in chosen if other != one]
    address = reverse("observatories", args=[asked.view.town.slug])
    query = urlencode([*asked.query.items(), *rest])
    return {"key": one.key, "name": one.name, "without": f"{address}?{query}" if query else address}


def _nothing(asked: Asked, found: Gathered) -> str:
    if found.empty:
        names = ", ".join(one.name for one in found.empty)
        return _("Rien n’a encore été compté à %(names)s") % {"names": names}
    return _("À quel observatoire comparer %(town)s ?") % {"town": asked.view.town.name}


def _sub(asked: Asked, chosen: Sequence[Offer]) -> str:
    place = asked.view.perimeter.name if asked.view.perimeter else asked.view.town.name
    names = ", ".join(one.name for one in chosen)
    if not names:
        return _(
            "Chacun garde ses codes et ses noms ; seuls les chiffres communs sont mis en regard"
        )
    said = _("%(town)s, %(place)s, en regard de %(names)s")
    return said % {"town": asked.view.town.name, "place": place, "names": names}


def _compared(found: Gathered) -> dict[str, Any]:
    """Every table of the comparison; nothing while a side is missing."""
    sides = found.sides
    if found.own is None or len(sides) < 2:
        return {}
    trades, states = trades_known(), states_known()
    reasons = hindrances(sides, trades, timezone.localdate())
    stops = next((what for what in ("all", "trades") if stopped(reasons, what)), "")
    every = trade_rows(sides, trades)
    shared = [row for row in every if sum(n > 0 for n in row.values) > 1]
    alone = [row for row in every if row not in shared]
    first, title = _("Activité commune"), _("Les commerces, activité par activité")
    return {
        "finding": title_of(sides, reasons),
        "reasons": reasons,
        "stopped": stops,
        "identity": identity_table(sides),
        "figures": figures_table(sides, figure_rows(sides), stops),
        "trades": rows_table(sides, shared, title, first),
        "alone": rows_table(sides, alone, _("Les activités d’un seul côté"), first),
        "states": rows_table(
            sides, state_rows(sides, states), _("Les locaux, état par état"), _("État commun")
        ),
        "lost": [_lost(side, {*trades, *states}, trades) for side in sides],
        "sides": sides,
    }


def title_of(sides: Sequence[Side], reasons: Sequence[Hindrance]) -> str:
    """The vacancy of each where they can be compared, else that they cannot."""
    names = _(" et ").join([", ".join(s.told.name for s in sides[:-1]), sides[-1].told.name])
    if stopped(reasons, "all"):
        return _("%(names)s ne se comparent pas") % {"names": names}
    rates = [side.figure("vacancy_rate") for side in sides]
    told = [
        _("%(rate)s à %(name)s") % {"rate": percent(rate.value), "name": side.told.name}
        for side, rate in zip(sides, rates, strict=True)
        if rate and rate.verdict == "value" and isinstance(rate.value, int | float)
    ]
    if len(told) < len(sides):
        return _("%(names)s, côte à côte") % {"names": names}
    return _("Locaux vides : %(told)s") % {"told": ", ".join(told)}


def _lost(side: Side, known: set[str], trades: dict[str, str]) -> dict[str, Any]:
    """What of a side no common figure counts."""
    lost = lost_of(side.told.terms, side.round.on, known, side.round.local)
    return {"side": side, "words": lost, "unnamed": side.unnamed(trades)}
