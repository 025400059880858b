"""« Ouvrir ma ville »: which town, which files, what came of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import PageRequest, SignedRequest
from beffroi.accounts.rules import roles
from beffroi.kernel import audit
from beffroi.kernel.communes import Commune
from beffroi.kernel.country import CountryPack, country_pack
from beffroi.kernel.permission import public, signed_in
from beffroi.portal import fetching, policies
from beffroi.portal.choosing import Choice, choose
from beffroi.portal.imports.kinds import ACCEPTED
from beffroi.portal.opening import open_commune
from beffroi.portal.receiving import Taken, queue, take
from beffroi.portal.results import result_of
from beffroi.portal.standing import standing
from beffroi.portal.uploads import too_big
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

CHOICES = [(key, roles.ROLES[key].label) for key in (roles.ADVISOR, roles.MANAGER)]


def _pack() -> CountryPack:
    return country_pack(settings.BEFFROI_COUNTRY)


def _commune(code: str) -> Commune:
    found = _pack().communes().get(code.upper())
    if found is None:
        raise Http404(_("Aucune commune ne porte ce code INSEE."))
    return found


@public
@require_GET
def choose_town(request: PageRequest) -> HttpResponse:
    """Step 1: the commune, by its name or its INSEE code."""
    asked = request.GET.get("commune", "").strip()[:80]
    choice = choose(asked, _pack()) if asked else Choice(asked)
    if choice.only:
        return redirect("open_town_files", choice.only.code)
    template = "portal/opening/_choices.html" if request.htmx else "portal/opening/choose.html"
    return render(request, template, {"asked": asked, "choice": choice})


@signed_in
@require_http_methods(["GET", "POST"])
def bring_files(request: SignedRequest, code: str) -> HttpResponse:
    """Step 2: what to fetch and where; the same page takes the files."""
    commune = _commune(code)
    town = territory.town_of(commune.code)
    decision = policies.check_open(request.user, commune, town)
    taken = Taken()
    if request.method == "POST":
        if "sans-fichier" in request.POST:
            with audit.acting_for(decision.body.key):
                return redirect("town", (town or _opened(request, commune)).slug)
        taken = take(request.FILES.getlist("files"))
        taken.refusals += too_big(request)
        if taken.kept:
            with audit.acting_for(decision.body.key):
                queue(town or _opened(request, commune), taken.kept, request.user)
            for sentence in taken.refusals:
                messages.error(request, sentence)
            return redirect("open_town_result", commune.code)
        if not taken.refusals:
            taken.refusals = [_("Choisissez au moins un fichier, ou déposez-le dans le cadre.")]
    context = _what_to_bring(commune) | {"town": town, "refusals": taken.refusals}
    return render(request, "portal/opening/files.html", context)


def _opened(request: SignedRequest, commune: Commune) -> Town:
    """A town opens from its code, and whoever opens it acts for it."""
    role = request.POST.get("role", "")
    role = role if role in roles.ACTING else roles.ADVISOR
    return open_commune(commune, by=request.user, role=role)


def _what_to_bring(commune: Commune) -> dict[str, Any]:
    return {
        "commune": commune,
        "query": fetching.overpass_query(commune),
        "overpass": fetching.OVERPASS,
        "region": fetching.region_extract(commune),
        "register": fetching.REGISTER,
        "outline_url": fetching.outline_address(commune),
        "has_outline": _pack().outline(commune.code) is not None,
        "accept": ",".join(ACCEPTED),
        "max_gb": settings.IMPORT_MAX_BYTES / 1_000_000_000,
        "roles": CHOICES,
    }


@signed_in
@require_GET
def result(request: SignedRequest, code: str) -> HttpResponse:
    """Step 3: how far the reading is, then what it gave and what to do next."""
    commune = _commune(code)
    town = territory.town_of(commune.code)
    if town is None:
        return redirect("open_town_files", commune.code)
    policies.check_open(request.user, commune, town)
    runs = [standing(run) for run in territory.import_runs(town)[:12]]
    context = {
        "commune": commune,
        "town": town,
        "runs": runs,
        "over": all(one.over for one in runs),
        "result": result_of(town) if any(one.done for one in runs) else None,
    }
    template = "portal/opening/_result.html" if request.htmx else "portal/opening/result.html"
    return render(request, template, context)
