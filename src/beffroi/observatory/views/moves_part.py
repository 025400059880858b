"""The moves section's chart: openings and closures between rounds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from beffroi.observatory.reads import Panorama
from beffroi.observatory.rules.sentences import signed
from beffroi.observatory.views import pictures
from beffroi.ui.tables import Column, Table
from beffroi.ui.typography import date as written
from beffroi.ui.typography import number


def moves_part(seen: Panorama) -> dict[str, Any]:
    """Openings and closures by year of the round that saw them."""
    if not seen.churns:
        return {}
    by_year: dict[int, list[int]] = {}
    for churn in seen.churns:
        year = by_year.setdefault(churn.end.year, [0, 0])
        year[0] += churn.openings
        year[1] += churn.closures
    years = tuple((year, opened, closed) for year, (opened, closed) in sorted(by_year.items()))
    opened, closed = sum(y[1] for y in years), sum(y[2] for y in years)
    says = _(
        "Du %(start)s au %(end)s : %(opened)s ouvertures, %(closed)s fermetures, solde %(net)s. "
        "Chaque mouvement est daté du relevé qui l’a vu."
    ) % {
        "start": written(seen.churns[0].start), "end": written(seen.churns[-1].end),
        "opened": number(opened), "closed": number(closed), "net": signed(opened - closed),
    }  # fmt: skip
    drawn = pictures.moves(years, (), _("Ouvertures et fermetures entre relevés"))
    return {"chart": {"says": says, "table": _moves_table(seen), **drawn}}


def _moves_table(seen: Panorama) -> Table:
    return Table(
        columns=[
            Column("start", _("Du relevé du"), "date"),
            Column("end", _("au"), "date"),
            Column("openings", _("Ouvertures"), "number"),
            Column("closures", _("Fermetures"), "number"),
            Column("net", _("Solde"), "number"),
            Column("mutations", _("Locaux changés"), "number"),
        ],
        rows=[
            {
                "start": c.start, "end": c.end, "openings": c.openings, "closures": c.closures,
                "net": c.openings - c.closures, "mutations": c.mutations,
            }
            for c in seen.churns
        ],
    )  # fmt: skip
