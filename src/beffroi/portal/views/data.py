"""Import and quality: where a town's data come from, what they cover, what to bring next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.merchants import reads as merchants
from beffroi.merchants.reads.register import REGISTER_KINDS, RegisterFacts
from beffroi.portal import policies
from beffroi.portal.imports.kinds import ACCEPTED
from beffroi.portal.quality import SourceSheet, bars, sheets
from beffroi.portal.receiving import queue, take
from beffroi.portal.standing import standing
from beffroi.portal.uploads import too_big
from beffroi.portal.withdrawing import withdraw
from beffroi.premises import reads as premises
from beffroi.premises import writes
from beffroi.territory import reads as territory
from beffroi.territory.models import Source, Town

LAST = 8


@public
@require_GET
def data_page(request: HttpRequest, town: str) -> HttpResponse:
    """Can I trust these figures, and what is missing?"""
    place = territory.town_or_404(town)
    days = premises.known_days(place)
    known = premises.completeness(place, days[-1]) if days else None
    told = sheets(place)
    context = {
        "town": place,
        "sheets": told,
        "on": days[-1] if days else None,
        "known": known,
        "bars": bars(known) if known else [],
        "register": _register(place, told),
        "runs": [standing(run) for run in territory.import_runs(place)[:LAST]],
        "may": policies.can_import(request.user, place),
        "acts": bool(request.user.is_authenticated and territory.acts_for(request.user, place)),
        "signed": request.user.is_authenticated,
        "accept": ",".join(ACCEPTED),
        "crumbs": [
            {"label": place.name, "href": reverse("town", args=[place.slug])},
            {"label": _("Données"), "href": ""},
        ],
    }
    return render(request, "portal/data.html", context)


def _register(town: Town, told: list[SourceSheet]) -> RegisterFacts | None:
    """What the register's files say; None, and no query, where no live source is a register."""
    kinds = {sheet.source.kind for sheet in told if sheet.source.removed_at is None}
    return merchants.register_facts(town) if kinds & set(REGISTER_KINDS) else None


@acting("write", "sources")
@require_POST
def bring_more(request: SignedRequest, town: str) -> HttpResponse:
    """Take more files of an open town; one file leads to its own page."""
    place = territory.town_or_404(town)
    taken = take(request.FILES.getlist("files"))
    for sentence in [*taken.refusals, *too_big(request)]:
        messages.error(request, sentence)
    if not request.FILES and not taken.refusals and not too_big(request):
        messages.error(request, _("Choisissez au moins un fichier, ou déposez-le dans le cadre."))
    runs = queue(place, taken.kept, request.user)
    if len(runs) == 1:
        return redirect("import_run", place.slug, runs[0].pk)
    return redirect("data", place.slug)


def _source(town: str, number: int) -> tuple[Town, Source]:
    place = territory.town_or_404(town)
    return place, get_object_or_404(Source.objects.of(place), pk=number)


@acting("write", "sources")
@require_POST
def withdraw_source(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Set a source aside; published figures that rest on it say "to redo". Can be undone."""
    place, source = _source(town, number)
    if source.removed_at is None:
        redo = withdraw(source=source, by=request.user, reason=_("source retirée"))
        messages.success(request, _withdrawn(source, redo))
    return redirect("data", place.slug)


def _withdrawn(source: Source, redo: int) -> str:
    said = _("« %(label)s » est mise de côté ; vous pouvez la rétablir.") % {"label": source.label}
    if not redo:
        return said
    more = ngettext(
        "%(n)d chiffre publié s’appuie sur elle : il est marqué « à refaire ».",
        "%(n)d chiffres publiés s’appuient sur elle : ils sont marqués « à refaire ».",
        redo,
    )
    return f"{said} {more % {'n': redo}}"


@acting("write", "sources")
@require_POST
def put_back_source(request: SignedRequest, town: str, number: int) -> HttpResponse:
    """Undo a withdrawal."""
    place, source = _source(town, number)
    if source.removed_at is not None:
        writes.restore_source(source=source, by=request.user)
        messages.success(request, _("« %(label)s » est rétablie.") % {"label": source.label})
    return redirect("data", place.slug)
