"""« Parcours »: the streets of a round in the order they are walked, changed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.asked import whole_number
from beffroi.kernel.permission import acting
from beffroi.premises.models import SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import Door, StreetPart
from beffroi.premises.rules.rounds.life import OPEN, RoundRefused
from beffroi.premises.rules.rounds.order import DOOR_S, MODES, SIDES, WALK_M_S, Choice
from beffroi.premises.views.rounds.frame import address, inside, page, refused
from beffroi.premises.writes import rounds as writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Street
from beffroi.ui.maps import Symbol, draw_map

AUTOMATIC = "auto"


@acting("read", "survey", obj="round_key")
@require_GET
def round_order(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """The walk on the map and as a list; whoever leads it changes order, manner and people."""
    held = inside(town, round_key)
    parts, people = reads.street_parts(held), reads.walkers(held)
    doors = reads.doors_of(held, timezone.localdate())
    context = {
        "parts": [(part, _walking(part, people)) for part in parts],
        "people": people,
        "finding": _finding(parts),
        "map_svg": _map(held, doors),
        "changes": held.state in OPEN,
        "by_street": _by_street(doors),
    }
    return page(request, held, "round_order", "premises/rounds/order.html", context)


def _walking(part: StreetPart, people: Sequence[Any]) -> list[tuple[Any, bool]]:
    """Each person, and whether this street is named as theirs."""
    return [(one, part.slug in {street.slug for street in one.streets.all()}) for one in people]


def _finding(parts: Sequence[StreetPart]) -> str:
    doors = sum(part.doors for part in parts)
    metres = sum(part.metres for part in parts)
    minutes = (metres / WALK_M_S + DOOR_S * doors) / 60
    said = ngettext(
        "%(doors)d locaux dans %(n)d rue, environ %(time)s",
        "%(doors)d locaux dans %(n)d rues, environ %(time)s",
        len(parts),
    )
    hours, rest = divmod(round(minutes / 5) * 5, 60)
    time = _("%(h)d h %(m)02d") % {"h": hours, "m": rest} if hours else _("%(m)d min") % {"m": rest}
    return said % {"doors": doors, "n": len(parts), "time": time}


def _by_street(doors: Sequence[Door]) -> dict[str, list[Door]]:
    found: dict[str, list[Door]] = {}
    for door in doors:
        found.setdefault(door.street_slug, []).append(door)
    return found


def _map(held: SurveyRound, doors: Sequence[Door]) -> str:
    """The doors, and the line of the walk between them."""
    if not doors:
        return ""
    west, east = min(d.lon for d in doors) - 0.0006, max(d.lon for d in doors) + 0.0006
    south, north = min(d.lat for d in doors) - 0.0004, max(d.lat for d in doors) + 0.0004
    box = (west, south, east, north)
    ground = [
        {"type": "Feature", "geometry": row.geometry, "properties": row.extra | {"kind": row.kind}}
        for row in territory.ground(held.town, "water", "green", "building", box=box)
    ]
    streets = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiLineString", "coordinates": row.lines},
            "properties": {"name": row.name, "kind": row.kind},
        }
        for row in territory.streets(held.town, box=box)
    ]
    symbols = [_symbol(held, door) for door in doors]
    trail = [(door.lon, door.lat) for door in doors]
    drawn = draw_map(
        ground, streets, symbols, width=760, height=560, bbox=box, title=_("L’ordre de marche"),
        trail=trail,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308 - ours, its texts escaped by the drawing


def _symbol(held: SurveyRound, door: Door) -> Symbol:
    said = f"{door.rank}. {door.name or door.public_id}"
    href = reverse("premises", args=[held.town.slug, door.public_id])
    vacant = door.state in ("vacant", "works_unknown")
    return Symbol(door.lon, door.lat, door.family, said, href, vacant, key=door.public_id)


@acting("validate", "survey", obj="round_key")
@require_POST
def round_reorder(request: SignedRequest, town: str, round_key: str) -> HttpResponse:
    """Order, manner and people of each street, all in one form; or the computed order again."""
    held = inside(town, round_key)
    parts = reads.street_parts(held)
    try:
        writes.reorder(round=held, chosen=_chosen(request.POST, parts), by=request.user)
        people = reads.walkers(held)
        if people:
            writes.share(round=held, parts=_shared(request.POST, held, people), by=request.user)
    except RoundRefused as said:
        return refused(request, held, said.sentence, "round_order")
    messages.success(request, _("Le parcours est enregistré."))
    return redirect(address("round_order", held))


def _chosen(asked: QueryDict, parts: Sequence[StreetPart]) -> list[Choice]:
    """The streets as the form puts them; none when the order is to be computed again."""
    if asked.get("ordre") == AUTOMATIC:
        return []
    places = {
        part.street_id: whole_number(
            asked.get(f"place-{part.slug}"), least=1, most=9999, otherwise=rank
        )
        for rank, part in enumerate(parts, start=1)
    }
    ranked = sorted(parts, key=lambda part: places[part.street_id])
    return [_choice(asked, part) for part in ranked if part.street_id is not None]


def _choice(asked: QueryDict, part: StreetPart) -> Choice:
    mode = asked.get(f"maniere-{part.slug}", SIDES)
    turned = {"1": True, "0": False}.get(asked.get(f"sens-{part.slug}", ""))
    return Choice(part.street_id, mode if mode in MODES else SIDES, turned)


def _shared(asked: QueryDict, held: SurveyRound, people: Sequence[Any]) -> dict[Any, list[Street]]:
    slugs = {
        one.person: [
            key.removeprefix("qui-") for key in asked
            if key.startswith("qui-") and str(one.person.key) in asked.getlist(key)
        ]
        for one in people
    }  # fmt: skip
    rows = {
        row.slug: row
        for row in Street.objects.of(held.town).filter(
            slug__in={s for found in slugs.values() for s in found}
        )
    }
    return {
        person: [rows[slug] for slug in found if slug in rows] for person, found in slugs.items()
    }
