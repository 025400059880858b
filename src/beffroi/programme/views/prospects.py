"""« À rencontrer »: towns without agreement and why; an agreement begun from the diagnosis."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel import audit
from beffroi.kernel.permission import acting
from beffroi.programme.forms.drafts import DraftForm, initial_of
from beffroi.programme.reads.prospects import found_in, prospects_of
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import address, of_town
from beffroi.programme.views.agreement_forms import parents_for
from beffroi.programme.writes import drafts
from beffroi.territory import reads as territory


@acting("write", "agreement", obj="body_key")
@require_GET
def prospects(request: SignedRequest, body_key: str) -> HttpResponse:
    """Towns of a body's area that have no agreement with it, those that call most first."""
    body = territory.body_or_404(body_key)
    found = prospects_of(body, timezone.localdate())
    crumbs = [
        {"label": _("Organismes"), "href": reverse("bodies")},
        {"label": body.name, "href": reverse("body_agreements", args=[body.key])},
        {"label": _("À rencontrer"), "href": ""},
    ]
    context = {"body": body, "found": found, "crumbs": crumbs}
    return render(request, "programme/prospects.html", context)


@acting("write", "agreement")
@require_http_methods(["GET", "POST"])
def agreement_draft(request: SignedRequest, town: str) -> HttpResponse:
    """A yearly agreement begun from what the observatory finds."""
    place, today = territory.town_or_404(town), timezone.localdate()
    found = found_in(place)
    bodies = territory.bodies_reaching(place, today)
    initial = initial_of(place, list(bodies), found, audit.acting_body(), today)
    form = DraftForm(
        request.POST or None, found=found, bodies=bodies, parents=parents_for(request), initial=initial
    )  # fmt: skip
    if form.is_valid():
        told = {key: value for key, value in form.cleaned_data.items() if key != "findings"}
        chosen = form.chosen()
        made = drafts.from_diagnosis(town=place, found=chosen, by=request.user, **told)
        n = len(chosen)
        said = ngettext("Le projet est prêt, avec %(n)s action.", "Le projet est prêt, avec %(n)s actions.", n)  # fmt: skip
        messages.success(request, said % {"n": n})
        return redirect(address("agreement", made))
    label = _("Depuis le diagnostic")
    context = {
        "form": form,
        "town": place,
        "found": found,
        "back": of_town("agreements", place),
        "crumbs": [*shell.crumbs_of(place), {"label": label, "href": ""}],
    }
    return render(request, "programme/agreement_draft.html", context)
