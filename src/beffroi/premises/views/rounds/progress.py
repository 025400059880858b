"""How far a round is, and what may come next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.premises.models import RoundPart, SurveyRound
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds import StreetPart
from beffroi.premises.rules.rounds.life import OPEN, PUBLIC, RoundRefused, State, ways_from
from beffroi.premises.rules.rounds.tally import rate
from beffroi.premises.views.rounds.frame import address, inside, page, refused
from beffroi.premises.writes import rounds as writes
from beffroi.ui.tables import Cell, Column, Table


@acting("read", "survey", obj="round_key")
@require_GET
def round_page(request: HttpRequest, town: str, round_key: str) -> HttpResponse:
    """Doors seen by street, who walks, and the next step."""
    held = inside(town, round_key)
    parts, people = reads.street_parts(held), reads.walkers(held)
    facts = reads.facts_of(held)
    context = {
        "parts": parts,
        "people": people,
        "finding": _finding(held, parts),
        "table": _table(held, parts, people),
        "ways": [(way, way_open(way, facts)) for way in ways_from(held.state)],
        "is_open": held.state in OPEN,
        "is_public": held.state in PUBLIC,
        "published": _published(held),
        "to_redo": held.state in PUBLIC and reads.to_redo(held),
        "versions": reads.versions_of(held) if held.state in PUBLIC or held.version > 1 else [],
        "droppable": held.state == State.PLANNED and "notes" not in facts,
    }
    return page(request, held, "round_page", "premises/rounds/round.html", context)


def _published(round: SurveyRound) -> Table | None:
    """What was counted by street the day it was published."""
    counts = round.published_counts
    if not counts:
        return None
    columns = [
        Column("street", _("Rue")),
        Column("total", _("Locaux"), "number"),
        Column("vacant", _("Vides"), "number"),
        Column("rate", _("Part de vides"), "percent"),
    ]
    rows = [_counted(one["name"] or _("Rue inconnue"), one) for one in counts["streets"]]
    caption = _("Locaux et vides par rue, le jour de la publication")
    return Table(columns, rows, caption, total=_counted(_("Ensemble"), counts))


def _counted(name: str, counts: dict[str, Any]) -> dict[str, Any]:
    return {
        "street": name,
        "total": counts["total"],
        "vacant": counts["vacant"],
        "rate": rate(counts),
    }


def way_open(way: Any, facts: frozenset[str]) -> bool:
    """Whether what this step needs is there."""
    return all(need in facts for need in way.needs)


def _finding(round: SurveyRound, parts: list[StreetPart]) -> str:
    doors, noted = sum(p.doors for p in parts), sum(p.noted for p in parts)
    if not doors:
        return round.name
    if round.version > 1 and round.state in OPEN:
        said = ngettext(
            "%(name)s : %(n)d correction notée", "%(name)s : %(n)d corrections notées", noted
        )
        return said % {"name": round.name, "n": noted}
    if not noted:
        said = ngettext("%(name)s : %(n)d local à voir", "%(name)s : %(n)d locaux à voir", doors)
        return said % {"name": round.name, "n": doors}
    left = doors - noted
    if round.state in OPEN and noted and left:
        said = ngettext(
            "%(name)s : *%(n)d local* reste à voir",
            "%(name)s : *%(n)d locaux* restent à voir",
            left,
        )
        return said % {"name": round.name, "n": left}
    words = {"name": round.name, "seen": noted, "n": doors}
    said = ngettext(
        "%(name)s : %(seen)d local vu sur %(n)d", "%(name)s : %(seen)d locaux vus sur %(n)d", noted
    )
    return said % words


def _table(round: SurveyRound, parts: list[StreetPart], people: list[RoundPart]) -> Table:
    walking = walkers_by_street(people)
    return Table(
        columns=[
            Column("street", _("Rue")),
            Column("doors", _("Locaux"), "number"),
            Column("noted", _("Vus"), "number"),
            Column("share", _("Part"), "percent"),
            Column("who", _("Qui")),
        ],
        rows=[
            {
                "street": _street(round, part),
                "doors": part.doors,
                "noted": part.noted,
                "share": part.noted / part.doors,
                "who": ", ".join(walking(part.slug)),
            }
            for part in parts
        ],
        note=_("Dans l’ordre de la marche."),
    )


def _street(round: SurveyRound, part: StreetPart) -> Cell:
    if not part.slug:
        return Cell(_("Rue inconnue"))
    return Cell(part.name, reverse("street", args=[round.town.slug, part.slug]))


def walkers_by_street(people: list[RoundPart]) -> Any:
    """Names of those who walk a street: named for it, or for the whole round."""
    held = [(part.person.name, {street.slug for street in part.streets.all()}) for part in people]
    return lambda slug: [name for name, slugs in held if not slugs or slug in slugs]


@acting("validate", "survey", obj="round_key")
@require_POST
def round_move(request: SignedRequest, town: str, round_key: str, way: str) -> HttpResponse:
    """One step of its life: begin, close, open again, validate."""
    held = inside(town, round_key)
    try:
        moved = writes.move(round=held, way=way, by=request.user, facts=reads.facts_of(held))
    except RoundRefused as said:
        return refused(request, held, said.sentence)
    words = {"state": moved.get_state_display()}
    messages.success(request, _("Le relevé est maintenant « %(state)s ».") % words)
    return redirect(address("round_check" if moved.state == State.TO_CHECK else "round_page", held))


@acting("validate", "survey", obj="round_key")
@require_POST
def round_drop(request: SignedRequest, town: str, round_key: str) -> HttpResponse:
    """Take back a plan nobody has walked."""
    held = inside(town, round_key)
    try:
        writes.drop_round(round=held, by=request.user)
    except RoundRefused as said:
        return refused(request, held, said.sentence)
    messages.success(request, _("Le relevé prévu est effacé."))
    return redirect(reverse("rounds", args=[town]))
