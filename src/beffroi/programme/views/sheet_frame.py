"""What every page of a sheet shares: the sheet for this viewer, its head, its tabs, the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts.requests import PageRequest, SignedRequest
from beffroi.programme import policies, reads
from beffroi.programme.models import ActionSheet
from beffroi.programme.places import place_of_sheet
from beffroi.programme.reads.dependencies import Outlook, outlook
from beffroi.programme.views.addresses import place_of
from beffroi.programme.words import lateness, own_lateness, reasons, sheet_address
from beffroi.territory.models import Town

# Route and label of each page of a sheet, in the order of the tabs.
TABS: tuple[tuple[str, Any], ...] = (
    ("sheet", _l("Fiche")),
    ("sheet_budget", _l("Budget")),
    ("sheet_indicators", _l("Indicateurs")),
    ("sheet_history", _l("Histoire")),
)


def sheet_for(request: SignedRequest, town: str, sheet_key: str) -> ActionSheet:
    """The sheet, for a person who may see it; a restricted one does not exist for the others."""
    sheet = reads.sheet_or_404(place_of(town), sheet_key)
    if not policies.may_see_sheet(request.user, sheet):
        raise Http404
    return sheet


def inside_for(request: SignedRequest, town: str, sheet_key: str) -> ActionSheet:
    """The same, for pages of the working part."""
    sheet = sheet_for(request, town, sheet_key)
    if not policies.reads_inside(request.user, sheet):
        raise PermissionDenied(_("Cette page est réservée à qui suit l’action."))
    return sheet


def crumbs(sheet: ActionSheet, *last: str) -> list[dict[str, str]]:
    """Town or agreement, actions, the sheet, and where one stands within it."""
    place = place_of_sheet(sheet)
    trail = place.crumbs() if place else home_crumb(None)
    own = {"label": sheet.code, "href": sheet_address(sheet) if last else ""}
    return [*trail, own, *({"label": label, "href": ""} for label in last)]


def home_crumb(town: Town | None) -> list[dict[str, str]]:
    """The town, else the first page."""
    if town is None:
        return [{"label": _("Accueil"), "href": reverse("home")}]
    return [{"label": town.name, "href": reverse("town", args=[town.slug])}]


def head(request: SignedRequest, sheet: ActionSheet, current: str, *last: str) -> dict[str, Any]:
    """What `programme/_sheet_head.html` takes, and `inside`, `may_write` for the page below it."""
    told = outlook([sheet], timezone.localdate())
    inside = policies.reads_inside(request.user, sheet)
    return {
        "sheet": sheet,
        "town": sheet.town,
        "crumbs": crumbs(sheet, *last),
        "tabs": tabs(request.user, sheet, current) if inside else [],
        "inside": inside,
        "may_write": policies.may_write_sheet(request.user, sheet),
        "told": told.forecasts[sheet.key],
        "outlook": told,
        **late_words(request, sheet, told, inside=inside),
    }


def late_words(
    request: PageRequest, sheet: ActionSheet, told: Outlook, *, inside: bool
) -> dict[str, Any]:
    """What dates say of the sheet, and why; outside, what it waits for is not named."""
    mine = told.forecasts[sheet.key]
    word, tone = lateness(mine, sheet.status)
    why = [own_lateness(mine, told)] if tone == "late" else []
    if inside and tone:
        hidden = hidden_from(request.user, told)
        why = reasons(mine, told, lambda key: key not in hidden)
    return {"late_word": word, "late_tone": tone, "why": [one for one in why if one]}


def hidden_from(person: Any, told: Outlook) -> set[str]:
    """Keys of the graph's sheets that this person may not see."""
    keys = list(told.spans)
    rows = ActionSheet.objects.across_towns().filter(key__in=keys)
    seen = rows.filter(policies.visible_sheets(person)).values_list("key", flat=True)
    return set(keys) - set(seen)


def tabs(person: Any, sheet: ActionSheet, current: str) -> list[dict[str, Any]]:
    """Links between the pages of the sheet that this person may read."""
    hidden = set() if policies.reads_money(person, sheet) else {"sheet_budget"}
    return [
        {"label": label, "href": sheet_address(sheet, route), "current": route == current}
        for route, label in TABS
        if route not in hidden
    ]
