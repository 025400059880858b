"""Five doors to knock on this week, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory.reads.doors import Knocking, doors_to_knock
from beffroi.observatory.rules.doors import WEIGHTS, Door, Link, Ranked
from beffroi.observatory.views.alerts import may_write
from beffroi.observatory.views.diagnoses import crumbs_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

ROUTES = {
    "premises": "premises", "alert": "alert", "street": "street", "report": "door_report_answer",
    "visits": "door_visits",
}  # fmt: skip


@acting("read", "alerts")
@require_GET
def five_doors(request: SignedRequest, town: str) -> HttpResponse:
    """The ranking of the week, each reason with its day and where to check it."""
    place = territory.town_or_404(town)
    today = territory.today_in(place.insee_code)
    found = doors_to_knock(place, today, viewer=request.user)
    context = {
        "town": place,
        "today": today,
        "title": _title(found),
        "place": found.perimeter.name if found.perimeter else place.name,
        "doors": [_shown(place, one) for one in found.five],
        "resting": [_resting(place, door) for door in found.resting],
        "weights": WEIGHTS.values(),
        "looked_at": found.looked_at,
        "may_note": may_write(request, place),
        "crumbs": crumbs_of(
            place, (_("Alertes"), reverse("alerts", args=[place.slug])), (_("Portes à voir"), "")
        ),
    }
    return render(request, "observatory/five_doors.html", context)


def _title(found: Knocking) -> str:
    n = len(found.five)
    if not n:
        return _("Aucune porte ne presse cette semaine")
    text = ngettext(
        "*%(n)d porte* où frapper cette semaine", "*%(n)d portes* où frapper cette semaine", n
    )
    return text % {"n": n}


def _shown(town: Town, one: Ranked) -> dict[str, Any]:
    reasons = [
        {"reason": reason, "text": str(reason.sentence), "href": address(town, reason.link)}
        for reason in one.reasons
    ]
    return {**_door(town, one.door), "score": one.score, "reasons": reasons}


def _resting(town: Town, door: Door) -> dict[str, Any]:
    return {**_door(town, door), "visit": door.visit}


def _door(town: Town, door: Door) -> dict[str, Any]:
    street = door.street or _("Rue inconnue")
    visits = reverse("door_visits", args=[town.slug, door.public_id])
    return {
        "door": door,
        "where": " ".join(part for part in (door.number, street) if part),
        "href": reverse("premises", args=[town.slug, door.public_id]),
        "visits": visits,
        "note": f"{visits}#noter",
    }


def address(town: Town, link: Link) -> str:
    """The page where a reason can be checked."""
    if link.kind == "href":
        return link.key
    key = int(link.key) if link.kind == "alert" else link.key
    return reverse(ROUTES[link.kind], args=[town.slug, key])
