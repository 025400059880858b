"""The poster of one street as its paper takes it."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from beffroi.observatory.reads.diagnoses import names
from beffroi.observatory.rules.poster import Door, poster
from beffroi.premises import reads as premises
from beffroi.premises.reads import COMPLETE
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town
from beffroi.ui import families
from beffroi.ui.paper import as_set
from beffroi.ui.tokens import printed
from beffroi.ui.typography import date

SHOWN_ADDRESS = 60  # characters of an address that still read as one


def streets_with_doors(town: Town) -> QuerySet[Street]:
    """The streets of a town that have premises, by name."""
    rows: QuerySet[Street] = territory.streets(town).filter(premises__in_field=True)
    return rows.order_by("name").distinct()


def poster_of(town: Town, street: Street, *, address: str) -> dict[str, Any] | None:
    """The data of the template `poster`, as of the last day somebody looked; None before any."""
    days = premises.known_days(town)
    if not days:
        return None
    on, language = days[-1], get_language() or "fr"
    told = premises.coverage_on(town, on)
    sides = {
        side: [Door(cell.family, cell.vacant) for cell in cells]
        for side, cells in premises.street_cells(town, street, on).items()
    }
    labels, _activities = names()
    with override(language):
        checked = bool(told and (told.vacancy or 0.0) >= COMPLETE)
        said = poster(street.name, sides, checked=checked, families=labels)
        data = (
            said | _frame(town, on, told, language, address) | {"sides": _coloured(said["sides"])}
        )
        return dict(as_set(data, language))


def qr_code(address: str) -> str:
    """A QR code as SVG, without margin, in ink."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", border=0, xmldecl=False, dark=printed()["ink"], light=None
    )
    return out.getvalue().decode()


def _coloured(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**side, "doors": [{**door, "hex": families.hex_of(door["key"])} for door in side["doors"]]}
        for side in sides
    ]


def _frame(town: Town, on: Any, told: Any, language: str, address: str) -> dict[str, Any]:
    day = date(on, language)
    source = told.source if told else None
    return {
        "language": language[:2],
        "town": town.name,
        "title": _("Affiche de rue, %(town)s") % {"town": town.name},
        "simulated": town.is_fictional or bool(source and source.is_simulated),
        "state_on": _("état au %(day)s") % {"day": day},
        "source": f"{source.label}. {source.attribution}" if source else "",
        "url": address if len(address) <= SHOWN_ADDRESS else "",
        "words": {
            "simulated": _("Données simulées"),
            "invite": _("La rue porte à porte, et ce qui manque : scannez."),
            "qr_alt": _("Code QR vers la page de la rue"),
            "empty": _("Vide"),
        },
    }
