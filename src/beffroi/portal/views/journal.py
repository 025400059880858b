"""The journal of a town and of the installation: who did what, when; by page and as a file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel import journal
from beffroi.kernel.journal import Line
from beffroi.kernel.permission import acting
from beffroi.portal.forms.journal import JournalForm
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.exports import csv_answer

MOST = 20_000  # entries of one file; more are asked for by period


@acting("read", "journal")
@require_GET
def town_journal(request: SignedRequest, town: str) -> HttpResponse:
    """What was done in this town."""
    place = territory.town_or_404(town)
    crumbs = [{"label": place.name, "href": reverse("town", args=[place.slug])}]
    return _page(request, place, crumbs)


@acting("read", "journal")
@require_GET
def installation_journal(request: SignedRequest) -> HttpResponse:
    """What was done anywhere on this installation."""
    return _page(request, None, [{"label": _("Accueil"), "href": reverse("home")}])


def _page(request: SignedRequest, town: Town | None, crumbs: list[dict[str, str]]) -> HttpResponse:
    form = JournalForm(request.GET)
    form.is_valid()
    code = town.insee_code if town else None
    asked = form.asked(town=code, before=request.GET.get("avant", ""))
    found = journal.page_of(asked)
    lines = journal.lines_of(found.entries)
    here = [town.slug] if town else []
    context = {
        "town": town,
        "form": form,
        "days": by_day(lines),
        "next": found.next,
        "later": bool(asked.before),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "thing": lines[0].what if asked.thing and lines else asked.thing,
        "export": reverse("town_journal_export" if town else "journal_export", args=here),
        "most": MOST,
        "crumbs": [*crumbs, {"label": _("Journal"), "href": ""}],
    }
    return render(request, "portal/journal.html", context)


def by_day(lines: list[Line]) -> list[dict[str, Any]]:
    """Lines under the day they were written, in the time of the installation."""
    groups = groupby(lines, key=lambda line: timezone.localtime(line.at).date())
    return [{"day": day, "lines": list(kept)} for day, kept in groups]


@acting("read", "journal")
@require_GET
def town_journal_export(request: SignedRequest, town: str) -> HttpResponse:
    """The same search, as a file."""
    place = territory.town_or_404(town)
    return _file(request, place)


@acting("read", "journal")
@require_GET
def journal_export(request: SignedRequest) -> HttpResponse:
    """The same search on the whole installation, as a file."""
    return _file(request, None)


def _file(request: SignedRequest, town: Town | None) -> HttpResponse:
    form = JournalForm(request.GET)
    form.is_valid()
    asked = form.asked(town=town.insee_code if town else None, before="")
    lines = journal.lines_of(journal.entries(asked)[:MOST])
    header = [_("Date"), _("Heure"), _("Ville"), _("Qui"), _("Pour"), _("Quoi"), _("Objet")]
    rows = (_row(line) for line in lines)
    return csv_answer(f"journal-{town.slug}" if town else "journal", header, rows)


def _row(line: Line) -> list[Any]:
    at = timezone.localtime(line.at)
    when = [at.date().isoformat(), f"{at:%H:%M:%S}"]
    return [*when, line.town, line.who, line.body, line.sentence, line.object_key]
