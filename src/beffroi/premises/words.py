"""Sentences of this context's pages: what a street, a list or a premises has to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.kernel.wording import stored
from beffroi.merchants.reads import activity_choices as activity_choices
from beffroi.merchants.reads import activity_label as activity_label
from beffroi.premises.models import Premises
from beffroi.premises.reads import Cell, History, Look
from beffroi.territory.models import Street, Town
from beffroi.ui.typography import date as written
from beffroi.ui.typography import number as written_number


def town_address(town: Town) -> str:
    """The front page of a town, which knows what is known of it."""
    return reverse("town", args=[town.slug])


def door_link(town: Town) -> Callable[[Cell], str]:
    """The addresses of a town's premises."""
    return lambda cell: reverse("premises", args=[town.slug, cell.public_id])


def crumbs(town: Town, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Town, what lies between as (label, route), and where one stands."""
    return [
        {"label": town.name, "href": reverse("town", args=[town.slug])},
        *({"label": label, "href": reverse(route, args=[town.slug])} for label, route in between),
        {"label": here, "href": ""},
    ]


def day_options(view: Look) -> list[dict[str, str]]:
    """The days on which somebody looked, for the slider."""
    return [{"value": day.isoformat(), "label": written(day, get_language())} for day in view.days]


def street_finding(view: Look, street: Street, cells: Sequence[Cell]) -> str:
    """What the street says, with its doubt: a map is a floor, a full round is a count."""
    vacant = sum(cell.vacant for cell in cells)
    total = len(cells)
    if not cells:
        return _("%(street)s : aucun local relevé") % {"street": street.name}
    if not vacant:
        said = ngettext("%(n)d local relevé", "%(n)d locaux relevés", total) % {"n": total}
        return _("%(street)s : %(said)s, aucun vide repéré") % {"street": street.name, "said": said}
    if view.told is None or view.told.vacancy is None:
        said = ngettext("au moins *%(n)d local vide*", "au moins *%(n)d locaux vides*", vacant)
    else:
        said = ngettext("*%(n)d local vide*", "*%(n)d locaux vides*", vacant)
    return _("%(street)s : %(said)s sur %(total)d relevés") % {
        "street": street.name,
        "said": said % {"n": vacant},
        "total": total,
    }


def street_list_finding(view: Look, rows: Sequence[dict[str, Any]]) -> str:
    """Where emptiness gathers."""
    if not rows:
        return _("Aucune rue relevée pour l’instant")
    worst = max(rows, key=lambda row: row["vacant"])
    empty = sum(1 for row in rows if row["vacant"])
    if not empty:
        return _("%(n)d rues commerçantes, aucun local vide repéré") % {"n": len(rows)}
    return ngettext(
        "Des locaux vides dans *%(n)d rue* sur %(all)d, d’abord %(worst)s",
        "Des locaux vides dans *%(n)d rues* sur %(all)d, d’abord %(worst)s",
        empty,
    ) % {"n": empty, "all": len(rows), "worst": worst["name"]}


def sheet_finding(premises: Premises, history: History) -> str:
    """What stands behind this window, and since when as far as anyone knows."""
    state = history.states[-1] if history.states else None
    if state is None:
        return _("Local %(id)s, jamais constaté") % {"id": premises.public_id}
    if state.kind in ("vacant", "works_unknown"):
        return _vacant_since(state.valid.lower, state.first_seen_on)
    if state.kind == "occupied" and history.occupancies:
        return history.occupancies[-1].name or _("Local occupé, enseigne non relevée")
    return _("Local : %(state)s") % {"state": state.get_kind_display()}


def _vacant_since(start: Any, seen_on: Any) -> str:
    if start:
        return _("*Local vide* depuis le relevé du %(day)s") % {
            "day": written(start, get_language())
        }
    return _("*Local vide*, constaté le %(day)s") % {"day": written(seen_on, get_language())}


def map_finding(view: Look, total: int) -> str:
    """What the map or the list shows at first sight."""
    if not total:
        return _("%(town)s : personne n’a encore relevé de local") % {"town": view.town.name}
    return ngettext("%(town)s : %(n)s local relevé", "%(town)s : %(n)s locaux relevés", total) % {
        "town": view.town.name,
        "n": written_number(total, 0, get_language()),
    }


def place_and_day(view: Look) -> str:
    """Which perimeter, on which day."""
    if view.on is None:
        return _("Aucune donnée pour l’instant")
    place = stored(view.perimeter.name) if view.perimeter else view.town.name
    return _("%(place)s · état au %(day)s") % {
        "place": place,
        "day": written(view.on, get_language()),
    }


def doubtful_finding(view: Look, doubts: int) -> str:
    """How many doors wait for a street."""
    if not doubts:
        return _("%(town)s : chaque local a sa rue") % {"town": view.town.name}
    return ngettext(
        "%(town)s : *%(n)d local* à rattacher à sa rue",
        "%(town)s : *%(n)d locaux* à rattacher à leur rue",
        doubts,
    ) % {"town": view.town.name, "n": doubts}


def where_of(premises: Premises) -> str:
    """The address of a premises in one line."""
    street = premises.street.name if premises.street else _("rue inconnue")
    return ", ".join(
        [" ".join(part for part in (premises.house_number, street) if part), premises.town.name]
    )


def activity_of(history: History) -> str:
    """The trade in the nomenclature's words, when it is known."""
    code = history.occupancies[-1].activity if history.occupancies else ""
    return activity_label(code)


WHEELCHAIR = {"yes": _l("oui"), "no": _l("non"), "limited": _l("en partie")}
