"""A town beside communes like it: which ones, why, and what can be compared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory import reads
from beffroi.observatory.reads.panorama import register_figures
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.peers import PeerGroup, comparison, paragraph
from beffroi.observatory.views.asked import Asked, asked_for
from beffroi.observatory.views.dashboard import crumbs
from beffroi.territory.rules.programmes import PROGRAMMES
from beffroi.ui.tables import Cell, Column, Table

COMPARED = ("net_rate", "turnover_rate", "survival_n")


@public
@require_GET
def compare(request: HttpRequest, town: str) -> HttpResponse:
    """One paragraph, the list of peers, and the figures both sides have."""
    asked = asked_for(request, town)
    view = asked.view
    group = reads.peers_of(view.town)
    context = {
        "view": view,
        "group": group,
        "finding": _title(asked, group),
        "sub": view.town.name,
        "why_not": "" if group else _why_not(asked),
        "paragraph": str(paragraph(group, PROGRAMMES)) if group else "",
        "peers": _table(group) if group and group.members else None,
        "sentences": _sentences(asked, group) if group and group.members else [],
        "here": len(reads.towns_here(group)) if group else 0,
        "crumbs": crumbs(
            view, _("Comparaison"),
            (_("Indicateurs"), reverse("indicators", args=[view.town.slug])),
        ),
    }  # fmt: skip
    return render(request, "observatory/comparison.html", context)


def _title(asked: Asked, group: PeerGroup | None) -> str:
    town = asked.view.town.name
    if group is None or not group.members:
        return _("%(town)s ne se compare pas encore à d’autres communes") % {"town": town}
    text = _("%(town)s et %(n)d communes qui lui ressemblent")
    return text % {"town": town, "n": len(group.members)}


def _why_not(asked: Asked) -> str:
    """Why no peer can be named."""
    if asked.view.town.is_fictional:
        return _(
            "Cette ville est inventée : la comparer à des communes réelles ferait passer des "
            "chiffres simulés pour des constats."
        )
    return _(
        "La population de ce territoire n’est pas dans nos données (c’est le cas des "
        "arrondissements) : sans elle, on ne sait pas à qui le comparer."
    )


def _table(group: PeerGroup) -> Table:
    """The peers, with what makes them peers."""
    roles = {True: _("oui"), False: _("non"), None: "–"}
    rows = [
        {
            "name": Cell(one.name, note=one.code),
            "population": one.population,
            "programmes": ", ".join(str(PROGRAMMES[p]) for p in sorted(one.programmes)) or "–",
            "centre": roles[one.epci_centre],
        }
        for one in (group.target, *group.members)
    ]
    return Table(
        columns=[
            Column("name", _("Commune")),
            Column("population", _("Habitants"), "number"),
            Column("programmes", _("Programmes")),
            Column("centre", _("Centre de son intercommunalité")),
        ],
        rows=rows,
    )


def _sentences(asked: Asked, group: PeerGroup) -> list[str]:
    """Figures that both this town and open peers have; the register is the only common source."""
    own = register_figures(reads.register_of(asked.view.town))
    if not own:
        return []
    others = [register_figures(reads.register_of(town)) for town in reads.towns_here(group)]
    found = []
    for code in COMPARED:
        if code in own:
            theirs: list[Figure] = [figures[code] for figures in others if code in figures]
            found.append(str(comparison(own[code], theirs)))
    return found
