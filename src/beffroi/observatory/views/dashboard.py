"""The dashboard of a perimeter: what matters first, then every figure with its doubt."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory import reads
from beffroi.observatory.reads import Panorama
from beffroi.observatory.rules.findings import findings, hotspot
from beffroi.observatory.rules.sentences import signed
from beffroi.observatory.views import pictures
from beffroi.observatory.views.asked import Asked, asked_for, day_options
from beffroi.observatory.views.register import register_section
from beffroi.observatory.views.sections import sections_of, silent
from beffroi.premises.reads import Look
from beffroi.ui.families import FAMILIES
from beffroi.ui.typography import date as written


@public
@require_GET
def dashboard(request: HttpRequest, town: str) -> HttpResponse:
    """Every indicator of a perimeter on a day."""
    asked = asked_for(request, town)
    view = asked.view
    seen = reads.panorama(view.town, view.on, perimeter=view.perimeter, known_on=asked.known_on)
    if asked.known_day is None:
        pictures.take(reads.charts_kept(view.town, view.on, view.perimeter))
    first, *others = titles(seen)
    context = {
        "view": view,
        "asked": asked,
        "finding": first,
        "others": others[:3],
        "sub": subtitle(asked, seen),
        "tabs": perimeter_tabs(asked),
        "dates": day_options(view),
        "kept": [(k, v) for k, v in asked.query.items() if k not in ("date",)],
        "sections": sections_of(asked, seen) if seen.stock and seen.stock.total else [],
        "nothing": nothing_known(asked, seen),
        "register": register_section(asked, seen),
        "doubts": silent(asked, seen) if seen.stock and seen.stock.total else [],
        "compare_href": asked.href("comparison"),
        "moves_href": asked.href("movements", date=None),
        "crumbs": crumbs(view, _("Indicateurs")),
    }
    return render(request, "observatory/dashboard.html", context)


def titles(seen: Panorama) -> list[str]:
    """The findings of the premises, or of the register where there are no premises."""
    if not seen.stock or not seen.stock.total:
        return register_titles(seen)
    families = {family.key: family.label for family in FAMILIES}
    found = findings(seen.figures, subject="town", where=hotspot(seen.streets, families))
    return [str(one.sentence) for one in found]


def register_titles(seen: Panorama) -> list[str]:
    """The last settled year, then how long establishments live."""
    lives = {key: f for key, f in seen.register_figures.items() if key == "survival_n"}
    rest = [str(one.sentence) for one in findings(lives)]
    year = seen.register and seen.register.settled
    if not year:
        return rest
    said = _("En %(year)d : %(opened)d ouvertures connues, *%(closed)d fermetures*, solde %(net)s")
    net = signed(year.net)
    return [
        said
        % {"year": year.start.year, "opened": year.openings, "closed": year.closures, "net": net},
        *rest,
    ]


def subtitle(asked: Asked, seen: Panorama) -> str:
    """Where, when, and as known when."""
    view = asked.view
    place = view.perimeter.name if view.perimeter else view.town.name
    if seen.on is None and seen.register is not None:
        read = written(seen.register.reference)
        return _("%(town)s · répertoire lu le %(day)s") % {"town": view.town.name, "day": read}
    if seen.on is None:
        return _("%(town)s · aucune donnée pour l’instant") % {"town": view.town.name}
    text = _("%(town)s, %(place)s · état au %(day)s") % {
        "town": view.town.name, "place": place, "day": written(seen.on),
    }  # fmt: skip
    if asked.known_day:
        text += " · " + _("tel qu’on le savait le %(day)s") % {"day": written(asked.known_day)}
    return text


def perimeter_tabs(asked: Asked, route: str = "indicators") -> list[dict[str, Any]]:
    """One tab a perimeter; none when there is no choice."""
    view = asked.view
    if len(view.perimeters) < 2:
        return []
    return [
        {
            "label": one.name,
            "href": asked.href(route, perimetre=one.slug),
            "current": one == view.perimeter,
        }
        for one in view.perimeters
    ]


def nothing_known(asked: Asked, seen: Panorama) -> dict[str, str] | None:
    """Why there is nothing to count in the street, and what would change that."""
    if seen.stock and seen.stock.total:
        return None
    if asked.known_day and seen.on:
        return {
            "title": _("À cette date, Beffroi ne savait encore rien d’ici"),
            "text": _("Rien n’avait été constaté, ou enregistré, le %(day)s.")
            % {"day": written(asked.known_day)},
        }
    if seen.on is not None:
        return {
            "title": _("Personne n’avait encore regardé ce périmètre à cette date"),
            "text": _("Choisissez une date plus récente."),
        }
    text = _(
        "Vacance, offre, linéaire : ces chiffres se lisent sur le trottoir. Il faudrait un relevé "
        "de terrain, ou au moins un extrait d’OpenStreetMap."
    )
    return {"title": _("Aucun local n’a encore été relevé ici"), "text": text}


def crumbs(view: Look, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Town, what lies between as (label, address), and where one stands."""
    return [
        {"label": view.town.name, "href": reverse("town", args=[view.town.slug])},
        *({"label": label, "href": href} for label, href in between),
        {"label": here, "href": ""},
    ]
