"""« Pilotage », the manager's board, and « L’essentiel », the elected member's one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme import role_words as words
from beffroi.programme.links import address
from beffroi.programme.places import opinion_address
from beffroi.programme.reads.comparison import compared
from beffroi.programme.reads.steering import Steering, steering_of
from beffroi.programme.rules.red import the_one
from beffroi.programme.week_words import promise_page
from beffroi.programme.words import lateness, sheet_address
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


@acting("read", "agreement")
@require_GET
def steering(request: SignedRequest, town: str) -> HttpResponse:
    """What slips and why, what was promised, what money is left, what must be answered."""
    place, on = territory.town_or_404(town), timezone.localdate()
    money = bool(rights.may(request.user, "read", policies.FINANCING, town=place))
    told = steering_of(place, request.user, on, money=money)
    context = {
        "town": place,
        "on": on,
        "crumbs": crumbs(place, _("Pilotage")),
        "finding": words.board_finding(told, on),
        "slipping": [_slip(one, told) for one in words.slipping(told.board)],
        "promises": [
            {"what": row.text, "said": words.promise_words(row, fate), "late": fate == "late", "href": promise_page(row)}
            for row, fate in told.promises
        ],
        "money": money,
        "pockets": [_pocket(*one) for one in told.pockets if one[0].year == on.year],
        "left": words.left_over(told.pockets, on.year),
        "opinions": [
            {"what": row.subject, "said": words.opinion_words(row, on), "late": row.answered_on is None and row.due_on < on, "href": opinion_address(row)}
            for row in told.opinions
        ],
        "has_agreement": bool(told.running),
        "has_actions": bool(told.board.listed),
    }  # fmt: skip
    return render(request, "programme/steering.html", context)


def _slip(one: Any, told: Steering) -> dict[str, Any]:
    word, tone = lateness(one.told, one.sheet.status)
    return {
        "what": one.sheet.title,
        "href": sheet_address(one.sheet),
        "word": word,
        "tone": tone,
        "why": words.why(one, told.board),
        "high": one.sheet.priority == "high",
    }


def _pocket(envelope: Any, stands: Any) -> dict[str, Any]:
    named = dict.fromkeys([envelope.axis.name if envelope.axis else "", envelope.label])
    return {
        "label": " · ".join(filter(None, named)) or _("toute la convention"),
        "stands": stands,
        "share": round(100 * stands.share),
        "href": address("agreement_budget", envelope.agreement),
    }


@acting("read", "agreement")
@require_GET
def essential(request: SignedRequest, town: str) -> HttpResponse:
    """One sentence, one red thing, one comparison: thirty seconds, or a sheet of A4."""
    place, on = territory.town_or_404(town), timezone.localdate()
    told = steering_of(place, request.user, on, money=False)
    red = the_one(words.reds(told, on))
    begun = [one.valid.lower for one in told.running if one.valid.lower]
    found = compared(place, min(begun, default=None))
    context = {
        "town": place,
        "on": on,
        "crumbs": crumbs(place, _("L’essentiel")),
        "sentence": words.one_sentence(told, place),
        "agreements": [{"title": one.title, "href": address("agreement", one)} for one in told.running],
        "red": red,
        "how_late": words.how_late(red) if red else "",
        "comparison": words.comparison_words(found) if found else None,
        "figures_href": words.figures_page(place),
    }  # fmt: skip
    return render(request, "programme/essential.html", context)


def crumbs(town: Town, last: str) -> list[dict[str, str]]:
    """The way to a page of the town."""
    home = {"label": town.name, "href": reverse("town", args=[town.slug])}
    return [home, {"label": last, "href": ""}]
