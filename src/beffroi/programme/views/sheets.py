"""One action sheet: what it is for, how far it is, who does what, and why it is late."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import PageRequest, SignedRequest
from beffroi.kernel.permission import acting, public
from beffroi.programme import policies, reads
from beffroi.programme.models import ActionSheet, Evidence, SheetParty
from beffroi.programme.reads.axis_tree import filings_of
from beffroi.programme.reads.dependencies import outlook
from beffroi.programme.reads.history import history_of
from beffroi.programme.reads.sheets import notes_for, own_bodies, ties_of
from beffroi.programme.reads.takeovers import story_of
from beffroi.programme.rules.duties import Part, conflicts, deciders
from beffroi.programme.rules.sections import SECTIONS
from beffroi.programme.views.addresses import of_town, place_of
from beffroi.programme.views.benefits import served
from beffroi.programme.views.sheet_frame import (
    head,
    hidden_from,
    home_crumb,
    inside_for,
    late_words,
    sheet_for,
)
from beffroi.programme.words import lateness, sheet_address

ROLES = tuple(SheetParty.Role.values)  # who leads first, who is only told last


@acting("read", "agreement", obj="sheet_key")
@require_GET
def sheet_page(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """The whole sheet."""
    sheet = sheet_for(request, town, sheet_key)
    context = head(request, sheet, "sheet")
    context |= {
        "steps": list(sheet.milestones.all()),
        "evidence": shown_evidence(sheet, inside=context["inside"]),
    }
    context["filings"] = filings_of(sheet)
    context["story"] = story_of(sheet)
    if context["inside"]:
        context |= duties(sheet) | notes(request, sheet) | ties(request, sheet, context)
        context["served"] = served(sheet)
    context["edit"] = edit_links(sheet) if context["may_write"] else {}
    return render(request, "programme/sheet.html", context)


@public
@require_GET
def sheet_public(request: PageRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """What is published of a sheet, for anybody: nothing of its working part."""
    sheet = reads.sheet_or_404(place_of(town), sheet_key)
    if not sheet.is_published or sheet.is_restricted:
        raise Http404
    told = outlook([sheet], timezone.localdate())
    trail = home_crumb(sheet.town)
    if sheet.town is not None:
        said = of_town("promises", sheet.town)
        trail.append({"label": _("Promesses et résultats"), "href": said})
    context = {
        "sheet": sheet, "town": sheet.town, "tabs": [], "inside": False, "may_write": False, "edit": {},
        "crumbs": [*trail, {"label": sheet.title, "href": ""}],
        "steps": list(sheet.milestones.all()), "evidence": shown_evidence(sheet, inside=False),
        **late_words(request, sheet, told, inside=False),
    }  # fmt: skip
    return render(request, "programme/sheet.html", context)


def shown_evidence(sheet: ActionSheet, *, inside: bool) -> list[Evidence]:
    """What shows the need; words heard stay with those who follow the action."""
    rows = sheet.evidence.all()
    return list(rows if inside else rows.exclude(kind=Evidence.Kind.WORD))


def edit_links(sheet: ActionSheet) -> dict[str, str]:
    """Where each section is changed."""
    return {one.slug: sheet_address(sheet, "sheet_edit", part=one.slug) for one in SECTIONS}


def duties(sheet: ActionSheet) -> dict[str, Any]:
    """Who does what, who decides, and what does not go together."""
    parties = sorted(sheet.parties.all(), key=lambda one: (ROLES.index(one.role), one.pk))
    parts = parts_of(sheet, parties)
    return {"parties": parties, "deciders": deciders(parts), "conflicts": conflicts(parts)}


def parts_of(sheet: ActionSheet, parties: list[SheetParty]) -> list[Part]:
    """The parties as rules read them; the project owner may be none of them."""
    parts = [
        Part(one.organisation.name, one.role, one.organisation_id == sheet.project_owner_id)
        for one in parties
    ]
    owner = sheet.project_owner
    if owner is not None and not any(part.owns for part in parts):
        parts.append(Part(owner.name, "", owns=True))
    return parts


def notes(request: SignedRequest, sheet: ActionSheet) -> dict[str, Any]:
    """The private notes of the reader's own bodies."""
    return {
        "notes": notes_for(sheet, policies.bodies_of(request.user)),
        "own_bodies": own_bodies(request.user),
    }


def ties(request: SignedRequest, sheet: ActionSheet, context: dict[str, Any]) -> dict[str, Any]:
    """What it waits for and what waits for it; a reserved sheet is not named."""
    needs, followers = ties_of(sheet)
    hidden = hidden_from(request.user, context["outlook"])
    others = {
        tie.sheet.key for tie in followers if not policies.may_see_sheet(request.user, tie.sheet)
    }
    forecasts, late = context["outlook"].forecasts, late_followers(tie.sheet for tie in followers)
    return {
        "needs": [
            {"tie": tie, "other": tie.needs, "hidden": tie.needs.key in hidden, "told": forecasts[tie.needs.key]}
            for tie in needs
        ],
        "followers": [
            {"tie": tie, "other": tie.sheet, "hidden": tie.sheet.key in others, **late[tie.sheet.key]}
            for tie in followers
        ],
    }  # fmt: skip


def late_followers(sheets: Iterable[ActionSheet]) -> dict[str, dict[str, Any]]:
    """How late each of these is, in a word; two queries, none without any."""
    listed = list(sheets)
    told = outlook(listed, timezone.localdate()).forecasts if listed else {}
    words = {one.key: lateness(told[one.key], one.status) for one in listed}
    return {key: {"late_word": word, "late_tone": tone} for key, (word, tone) in words.items()}


@acting("read", "agreement", obj="sheet_key")
@require_GET
def sheet_history(request: SignedRequest, sheet_key: str, town: str = "") -> HttpResponse:
    """Who changed what, field by field."""
    sheet = inside_for(request, town, sheet_key)
    context = head(request, sheet, "sheet_history", _("Histoire"))
    context["entries"] = history_of(sheet)
    return render(request, "programme/sheet_history.html", context)
