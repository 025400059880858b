"""« Promesses et résultats »: what everybody may read of a town's agreements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.programme import public_words as words
from beffroi.programme.reads.published import published_of
from beffroi.programme.rules.promises import STILL, Fate
from beffroi.programme.views.roles import crumbs
from beffroi.territory import reads as territory

# Late first: a page of promises that hid them would be an advertisement.
ORDER = (Fate.LATE, Fate.SOON, Fate.OPEN, Fate.KEPT_LATE, Fate.KEPT, Fate.RELEASED)


@public
@require_GET
def promises(request: HttpRequest, town: str) -> HttpResponse:
    """Agreements, promises, actions, results and grants that are published."""
    place, on = territory.town_or_404(town), timezone.localdate()
    told = published_of(place, on)
    ordered = sorted(told.promises, key=lambda one: ORDER.index(one[1]))
    context = {
        "town": place,
        "on": on,
        "crumbs": crumbs(place, _("Promesses et résultats")),
        "anything": told.anything,
        "finding": words.finding(told, place),
        "running": [words.agreement_words(one) for one in told.running],
        "past": [words.agreement_words(one) for one in told.past],
        "n_promises": len(ordered),
        "promises": [words.promise_words(*one) for one in ordered if one[1] in STILL],
        "settled": [words.promise_words(*one) for one in ordered if one[1] not in STILL],
        "n_sheets": len(told.sheets),
        "axes": words.by_axis([words.sheet_words(one, place, on) for one in told.sheets]),
        "indicators": [words.indicator_words(one, place) for one in told.tracked if one.measured],
        "n_grants": len(told.grants),
        "grants": words.by_year([words.grant_words(one) for one in told.grants]),
        "reviews": [words.review_words(one) for one in told.reviews],
    }
    return render(request, "programme/promises.html", context)
