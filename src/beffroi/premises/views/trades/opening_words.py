"""Places where a trade might open, in words; the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.premises.reads import Cell
from beffroi.premises.reads.trades import Candidate, Openings
from beffroi.premises.rules.trades.places import POINTS, Neighbour, Ranked, Why
from beffroi.premises.views.trades.words import trade_label
from beffroi.territory.models import Town
from beffroi.ui.exports import csv_answer
from beffroi.ui.families import label_of
from beffroi.ui.typography import date as written
from beffroi.ui.typography import number

REASONS: dict[Why, Any] = {
    Why.STREET: _l("souhaitée dans cette rue"),
    Why.SECTOR: _l("souhaitée dans ce secteur"),
    Why.TOWN: _l("souhaitée dans la ville"),
    Why.UNWANTED: _l("non souhaitée ici par le plan de la ville"),
    Why.SAME_TRADE: _l("la même activité s’y tenait"),
    Why.SAME_FAMILY: _l("une activité de la même famille s’y tenait"),
    Why.KIN: _l("au moins deux voisins de la même famille"),
    Why.ALONE: _l("à 300 m au moins du commerce semblable le plus proche"),
    Why.CLOSE: _l("à moins de 100 m d’un commerce semblable"),
    Why.LONG_EMPTY: _l("vide depuis plus de deux ans : demander pourquoi"),
    Why.WORKS: _l("en travaux, preneur inconnu : peut-être déjà pris"),
}


def opening_finding(town: Town, activity: str, found: Openings) -> str:
    """How many places there are, and how many of them where the town wants the trade."""
    trade, n = trade_label(activity, ""), len(found.candidates)
    if not n:
        return _("%(trade)s à %(town)s : aucun local vide connu") % {
            "trade": trade,
            "town": town.name,
        }
    said = ngettext(
        "%(trade)s à %(town)s : *%(n)d local vide*",
        "%(trade)s à %(town)s : *%(n)d locaux vides*",
        n,
    ) % {"trade": trade, "town": town.name, "n": n}
    wanted = {Why.STREET, Why.SECTOR}
    here = sum(bool(wanted & set(one.ranked.reasons)) for one in found.candidates)
    if not here:
        return said
    tail = ngettext("%(n)d là où elle est souhaitée", "%(n)d là où elle est souhaitée", here)
    return f"{said}, {tail % {'n': here}}"


def already_there(town: Town, same: Sequence[Cell]) -> list[dict[str, str]]:
    """The shops of this trade, with where they stand."""
    return [
        {
            "name": cell.name or _("enseigne non relevée"),
            "where": where_of(cell),
            "href": reverse("premises", args=[town.slug, cell.public_id]),
        }
        for cell in same
    ]


def where_of(cell: Cell) -> str:
    """Number and street."""
    where = " ".join(part for part in (cell.house_number, cell.street) if part)
    return where or _("rue inconnue")


def candidate_shown(one: Candidate, rank: int, href: str, notes: Sequence[str]) -> dict[str, Any]:
    """One place as the page lists it."""
    return {
        "rank": rank,
        "href": href,
        "id": one.cell.public_id,
        "where": where_of(one.cell),
        "points": _signed(one.ranked.points),
        "for": [_reason(why) for why in one.ranked.reasons if POINTS[why] > 0],
        "against": [_reason(why) for why in one.ranked.reasons if POINTS[why] < 0],
        "facts": _facts(one),
        "notes": notes,
    }


def _reason(why: Why) -> str:
    return f"{REASONS[why]} ({_signed(POINTS[why])})"


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def _facts(one: Candidate) -> list[tuple[str, str]]:
    """What is known of the place, and what is not."""
    return [
        (_("Vide depuis"), _since(one.cell)),
        (_("Vitrine"), _front(one.cell)),
        (_("Avant"), _past(one)),
        (_("Voisins"), _beside(one.ranked.place.neighbours)),
        (_("Commerce semblable le plus proche"), _nearest(one.ranked)),
    ]


def _since(cell: Cell) -> str:
    if cell.since:
        return _("le relevé du %(day)s") % {"day": written(cell.since, get_language())}
    if cell.first_seen_on:
        day = written(cell.first_seen_on, get_language())
        return _("avant le premier relevé, le %(day)s") % {"day": day}
    return _("on ne sait pas")


def _front(cell: Cell) -> str:
    if cell.frontage_m is None:
        return _("longueur inconnue")
    return _("%(m)s m sur la rue") % {"m": number(cell.frontage_m, 1, get_language())}


def _past(one: Candidate) -> str:
    """The last trade seen; what is left of its fittings nobody noted."""
    if one.past is None:
        return _("personne n’y a été vu")
    trade = trade_label(one.past.activity, one.ranked.place.last_family)
    return f"{trade} ({one.past.name})" if one.past.name else trade


def _beside(doors: Sequence[Neighbour]) -> str:
    return ", ".join(_door(door) for door in doors) or _("aucun relevé")


def _door(door: Neighbour) -> str:
    if door.vacant:
        return _("un local vide")
    name = door.name or _("enseigne non relevée")
    return f"{name} ({label_of(door.family)})" if door.family else name


def _nearest(ranked: Ranked) -> str:
    if ranked.nearest_m is None:
        return _("aucun dans la ville")
    return _("%(m)s m") % {"m": number(round(ranked.nearest_m, -1), 0, get_language())}


def as_csv(town: Town, activity: str, found: Openings) -> HttpResponse:
    """Every place with its reasons, for the team."""
    header = ("rang", "points", "identifiant", "numero", "rue", "lon", "lat", "vide_depuis", "vitrine_m", "avant", "raisons")  # fmt: skip
    rows = [
        (
            rank, one.ranked.points, one.cell.public_id, one.cell.house_number, one.cell.street,
            one.cell.lon, one.cell.lat, one.cell.since, one.cell.frontage_m,
            one.past.activity if one.past else "", " ".join(why.value for why in one.ranked.reasons),
        )
        for rank, one in enumerate(found.candidates, start=1)
    ]  # fmt: skip
    return csv_answer(f"{town.slug}-ou-ouvrir-{activity}", header, rows)
