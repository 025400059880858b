"""The register's section: openings, closures, net and survival where there is a register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.observatory.reads import Panorama, Register
from beffroi.observatory.rules.sentences import signed
from beffroi.observatory.rules.survival import survival_curve
from beffroi.observatory.views import pictures
from beffroi.observatory.views.asked import Asked
from beffroi.observatory.views.printed import TOLD, tile
from beffroi.ui.tables import Column, Table
from beffroi.ui.typography import date as written
from beffroi.ui.typography import number

SHOWN = ("openings", "closures", "net", "turnover_rate", "survival_n")


def register_section(asked: Asked, seen: Panorama) -> dict[str, Any] | None:
    """What the template shows of the register; None where no register was imported."""
    register = seen.register
    if register is None:
        return None
    figures = seen.register_figures
    return {
        "tiles": [
            tile(asked, figures[code], register=True, date=period_of(register, code))
            for code in SHOWN
            if code in figures and figures[code].verdict in TOLD
        ],
        "flows": flows_of(register),
        "survival": survival_of(register),
        "reference": register.reference,
        "settled_until": register.settled_until,
        "facts": register.facts,
    }


def period_of(register: Register, code: str) -> str:
    """The days a register figure speaks of."""
    if code == "survival_n":
        return _("à 5 ans ; ouvertures depuis le %(day)s") % {"day": written(register.opened_from)}
    if register.settled is None:
        return ""
    return _("année %(year)d") % {"year": register.settled.start.year}


def flows_of(register: Register) -> dict[str, Any]:
    """Openings and closures by year, the late years marked."""
    years = tuple((row.start.year, row.openings, row.closures) for row in register.years)
    late = tuple(row.start.year for row in register.years if row.provisional)
    opened, closed = sum(y[1] for y in years), sum(y[2] for y in years)
    says = _(
        "De %(first)d à %(last)d : %(opened)s ouvertures, %(closed)s fermetures, solde %(net)s."
    ) % {
        "first": years[0][0],
        "last": years[-1][0],
        "opened": number(opened),
        "closed": number(closed),
        "net": signed(opened - closed),
    }
    if late:
        says += " " + ngettext(
            "L’année %(years)s, en clair, est provisoire : des fermetures y arriveront encore.",
            "Les années %(years)s, en clair, sont provisoires : des fermetures y arriveront encore.",
            len(late),
        ) % {"years": ", ".join(map(str, late))}
    drawn = pictures.moves(years, late, _("Ouvertures et fermetures par an"))
    return {"says": says, "table": years_table(register), **drawn}


def years_table(register: Register) -> Table:
    """The same in numbers."""
    return Table(
        columns=[
            Column("year", _("Année")),
            Column("start", _("Commerces au 1er janvier"), "number"),
            Column("openings", _("Ouvertures"), "number"),
            Column("closures", _("Fermetures"), "number"),
            Column("net", _("Solde"), "number"),
        ],
        rows=[
            {
                "year": f"{row.start.year}"
                + (" (" + _("provisoire") + ")" if row.provisional else ""),
                "start": row.stock_start,
                "openings": row.openings,
                "closures": row.closures,
                "net": row.net,
            }
            for row in register.years
        ],
    )


def survival_of(register: Register) -> dict[str, Any] | None:
    """The curve of those opened in the ten years before the reading."""
    if not register.opened.spells:
        return None
    curve = survival_curve(register.opened, lag_days=0)
    columns = zip(curve.time, curve.survival, curve.lower, curve.upper, strict=True)
    steps = tuple(tuple(round(float(x), 4) for x in row) for row in columns)
    if len(steps) < 2:
        return None
    says = _("Part des établissements encore là, selon les années écoulées depuis l’ouverture.")
    whole = ((0.0, 1.0, 1.0, 1.0), *steps)
    return {"says": says, **pictures.lives(whole, _("Survie des établissements"))}  # type: ignore[arg-type]
