"""A4 walk sheets: one street after the other, to be ticked with a pencil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import acting
from beffroi.premises.models import SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import Door
from beffroi.premises.reads.rounds.package import state_choices
from beffroi.premises.views.rounds.frame import inside, leads
from beffroi.premises.views.rounds.lists import days_of
from beffroi.premises.views.rounds.words import STATES
from beffroi.premises.words import activity_label
from beffroi.ui.paper import as_set, compile_pdf

NEW_LINES = 3  # empty lines a street, for cells nobody knew


@acting("read", "survey", obj="round_key")
@require_GET
def round_sheets(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """The sheets of the streets one walks: all of them for who leads the round."""
    held = inside(town, round_key)
    doors = reads.doors_of(held, timezone.localdate())
    if not leads(request, held):
        doors = _mine(held, doors, request.user)
    if not doors:
        raise Http404(_("Ce relevé n’a aucun local prévu."))
    pdf = compile_pdf("walksheet", _data(held, doors))
    headers = {"Content-Disposition": f'inline; filename="feuilles-{held.key}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _mine(held: SurveyRound, doors: Sequence[Door], person: Any) -> list[Door]:
    """Doors of the streets this person was named for; all when none was."""
    slugs = {
        street.slug
        for part in reads.walkers(held)
        if part.person_id == person.pk
        for street in part.streets.all()
    }
    return [door for door in doors if not slugs or door.street_slug in slugs]


def _data(held: SurveyRound, doors: Sequence[Door]) -> dict[str, Any]:
    language = get_language() or "fr"
    streets: dict[str, list[Door]] = {}
    for door in doors:
        streets.setdefault(door.street_name or _("Rue inconnue"), []).append(door)
    data = {
        "language": "en" if language.startswith("en") else "fr",
        "title": _("Feuilles de marche, %(name)s") % {"name": held.name},
        "round": held.name,
        "town": held.town.name,
        "days": days_of(held),
        "simulated": held.town.is_fictional,
        "states": [
            {"key": one["key"], "label": one["label"]}
            for one in state_choices()
            if one["key"] != "7"
        ],
        "streets": [_street(name, found) for name, found in streets.items()],
        "new_lines": NEW_LINES,
        "words": _words(),
    }
    return dict(as_set(data, language))


def _street(name: str, doors: Sequence[Door]) -> dict[str, Any]:
    said = ngettext("%(n)d local", "%(n)d locaux", len(doors)) % {"n": len(doors)}
    return {"name": name, "count": said, "doors": [_door(door) for door in doors]}


def _door(door: Door) -> dict[str, Any]:
    known = door.name or _unnamed(door)
    return {
        "rank": str(door.rank),
        "number": door.house_number or "–",
        "vacant": door.state in ("vacant", "works_unknown"),
        "known": known,
        "activity": activity_label(door.activity) if door.activity else "",
        "doubt": door.doubt,
    }


def _unnamed(door: Door) -> str:
    """A door without a name: its state, or that nobody noted its sign."""
    if door.state in ("", "occupied"):
        return _("enseigne non relevée")
    return str(STATES.get(door.state, ""))


def _words() -> dict[str, str]:
    return {
        "surveyor": _("Enquêteur"),
        "day": _("Jour et heures"),
        "rank": _("Rang"),
        "number": _("N°"),
        "known": _("Connu comme"),
        "same": _("Inchangé"),
        "state": _("État"),
        "changed": _("Si changé : enseigne, activité, remarque"),
        "fresh": _("Nouveau local"),
        "help": _(
            "Cochez « inchangé », sinon écrivez le chiffre de l’état. Disparu ou réuni à un voisin : X. "
            "Sans signe, le local sera « pas revu »."
        ),
        "simulated": _("Ville fictive : relevé simulé"),
        "page": _("page"),
        "gone": _("disparu ou réuni"),
    }
