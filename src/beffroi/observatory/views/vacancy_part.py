"""The vacancy section's chart, alerts and doors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.observatory.reads import Panorama
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.sentences import decimal, percent
from beffroi.observatory.rules.series import (
    SHOP_STATES,
    VACANT_STATES,
    conversions_note,
    series,
)
from beffroi.observatory.rules.trend import trend_title
from beffroi.observatory.views import pictures
from beffroi.observatory.views.asked import Asked
from beffroi.premises.reads import Changed
from beffroi.ui.tables import Column, Table
from beffroi.ui.typography import date as written


def vacancy_part(asked: Asked, seen: Panorama) -> dict[str, Any]:
    return {"chart": rate_chart(seen), "notes": _crossed(seen), "doors": doors(asked, seen)}


def rate_chart(seen: Panorama, title: str = "") -> dict[str, Any] | None:
    """The rate through complete rounds, when there are two at least."""
    rounds = complete_rounds(seen)
    if len(rounds) < 2:
        return None
    trend = seen.figures.get("vacancy_trend")
    says = _("Le taux de vacance à chaque relevé complet.")
    if trend is not None and trend.verdict == "value":
        says = f"{trend_title(trend)}."
    points = tuple((s.on, s.vacant / s.total) for s in rounds)
    alert = seen.figures.get("vacancy_alert")
    mark = alert.parameters["threshold"] if alert else 0.10
    drawn = pictures.rates(points, title or _("Taux de vacance par relevé"), threshold=mark)
    return {"says": says, "table": _rounds_table(rounds), **drawn}


def _rounds_table(rounds: Iterable[Stock]) -> Table:
    return Table(
        columns=[
            Column("on", _("Relevé du"), "date"),
            Column("vacant", _("Vacants"), "number"),
            Column("total", _("Locaux"), "number"),
            Column("rate", _("Taux"), "percent"),
        ],
        rows=[
            {"on": s.on, "vacant": s.vacant, "total": s.total, "rate": s.vacant / s.total}
            for s in rounds
        ],
    )


def _crossed(seen: Panorama) -> list[str]:
    """When the alert began and ended, and what left the count."""
    texts = {
        "raised": _("Alerte déclenchée au relevé du %(day)s : %(rate)s (%(n)d sur %(total)d)."),
        "lifted": _("Alerte levée au relevé du %(day)s : %(rate)s (%(n)d sur %(total)d)."),
    }
    notes = [
        texts[c.kind]
        % {"day": written(c.on), "rate": percent(c.rate), "n": c.vacant, "total": c.total}
        for c in seen.crossings
    ]
    rounds = complete_rounds(seen)
    note = str(conversions_note(rounds[0], rounds[-1])) if len(rounds) > 1 else ""
    return [*notes, *([note] if note else [])]


MOST_DOORS = 8


def doors(asked: Asked, seen: Panorama) -> dict[str, Any] | None:
    """The doors that moved the rate since the complete round before."""
    if not seen.changed or seen.since is None:
        return None
    kinds: dict[str, list[Changed]] = {"emptied": [], "refilled": []}
    for door in seen.changed:
        if door.before in SHOP_STATES and door.after in SHOP_STATES:
            was, now = door.before in VACANT_STATES, door.after in VACANT_STATES
            if was != now:
                kinds["emptied" if now else "refilled"].append(door)
    titles = {"emptied": _("Vidés"), "refilled": _("Repris")}
    groups = [
        {
            "title": titles[kind],
            "n": len(found),
            "doors": [_door(asked, door, kind == "emptied") for door in found[:MOST_DOORS]],
            "more": len(found) - MOST_DOORS,
        }
        for kind, found in kinds.items()
        if found
    ]
    return {"since": seen.since, "groups": groups} if groups else None


def _door(asked: Asked, door: Changed, empty: bool) -> dict[str, str]:
    """Who left, or who came, and where."""
    name = door.name_before if empty else door.name_after
    return {
        "name": name or _("enseigne non relevée"),
        "where": " ".join(part for part in (door.house_number, door.street) if part),
        "href": reverse("premises", args=[asked.view.town.slug, door.public_id]),
    }


def complete_rounds(seen: Panorama) -> list[Stock]:
    """The rounds a rate may be read from."""
    points = zip(seen.rounds, series(seen.rounds), strict=True)
    return [stock for stock, point in points if point.figure.verdict == "value"]


def since_last(seen: Panorama) -> dict[str, Any]:
    """How the rate moved since the complete round before."""
    rounds = complete_rounds(seen)
    if len(rounds) < 2 or rounds[-1].on != seen.on:
        return {}
    before, now = rounds[-2], rounds[-1]
    points = 100 * (now.vacant / now.total - before.vacant / before.total)
    if abs(points) < 0.05:
        same = _("stable depuis le %(day)s") % {"day": written(before.on)}
        return {"trend": same, "trend_direction": "flat"}
    sign = "+" if points > 0 else "−"
    number = f"{sign}{decimal(abs(points))}"
    text = ngettext(
        "%(number)s point depuis le %(day)s",
        "%(number)s points depuis le %(day)s",
        1 if abs(points) < 2 else 2,
    ) % {"number": number, "day": written(before.on)}
    up = points > 0
    tone, direction = ("bad", "up") if up else ("good", "down")
    return {"trend": text, "trend_direction": direction, "trend_tone": tone}
