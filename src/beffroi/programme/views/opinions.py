"""« Avis »: what a body was asked, until when, what it said, and what was done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme import policies
from beffroi.programme.forms import opinions as forms
from beffroi.programme.places import Place
from beffroi.programme.reads import opinions as reads
from beffroi.programme.reads.bodies import bodies_around
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.opinions import NAMES, SILENCES, Silence
from beffroi.programme.views.addresses import place_for
from beffroi.programme.views.governance_frame import saved
from beffroi.programme.views.opinion_words import found_in, late_words, listed
from beffroi.programme.views.shell import Tab, hang
from beffroi.programme.writes import opinions as writes
from beffroi.programme.writes.refused import GovernanceRefusedError
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation

hang(Tab("opinions", _l("Avis"), 46, above_only=True, inside=True))


@acting("read", "agreement", obj="agreement_key")
@require_GET
def opinion_list(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """Opinions of a town: those unanswered or ignored first."""
    place = place_for(request, town, agreement_key)
    found = found_in(place, timezone.localdate())
    context = {
        "town": place.town, "place": place, "may_write": _may_write(request, place),
        "crumbs": _crumbs(place),
    }  # fmt: skip
    return render(request, "programme/opinions.html", {**listed(found), **context})


@acting("read", "agreement", obj="body_key")
@require_GET
def body_opinions(request: SignedRequest, body_key: str) -> HttpResponse:
    """Opinions asked of a body, or by it, in every town."""
    body = territory.body_or_404(body_key)
    found = reads.of_body(body, timezone.localdate())
    crumbs = [{"label": _("Accueil"), "href": reverse("home")}, {"label": _("Avis"), "href": ""}]
    context = {"body": body, "town": None, "crumbs": crumbs}
    return render(request, "programme/opinions.html", {**listed(found, towns=True), **context})


@acting("read", "agreement", obj="agreement_key")
@require_GET
def opinion_page(
    request: SignedRequest, key: str, town: str = "", agreement_key: str = ""
) -> HttpResponse:
    """One opinion: the question, the clock, the answer, what was done with it."""
    place = place_for(request, town, agreement_key)
    one = reads.opinion_or_404(place.town, place.agreement, key, timezone.localdate())
    bodies = policies.bodies_of(request.user)
    may_write = _may_write(request, place)
    waits = one.row.answered_on is None and one.row.withdrawn_on is None
    context = {
        "town": place.town,
        "place": place,
        "one": one,
        "state": NAMES[one.fate],
        "late": late_words(one),
        "silence": SILENCES[Silence(one.row.silence)],
        "may_answer": may_write and waits and one.row.asked_of.key in bodies,
        "may_withdraw": may_write and waits,
        "may_use": may_write and one.row.answered_on is not None and one.row.used_on is None,
        "crumbs": _crumbs(place, one.row.subject),
    }
    return render(request, "programme/opinion.html", context)


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def opinion_new(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """Ask."""
    place = place_for(request, town, agreement_key)
    bodies, agreements = bodies_around(place.town, place.agreement), place.agreements()
    form = forms.AskForm(
        request.POST or None,
        bodies=bodies,
        agreements=agreements,
        agreement=place.agreement,
        initial=_begun(request.user, bodies, agreements),
    )
    return _form(
        request, place, form, _("Demander un avis"),
        lambda told: writes.ask_opinion(town=place.town, by=request.user, **told),
        place.url("opinions"),
    )  # fmt: skip


def _begun(person: Any, bodies: Any, agreements: Any) -> dict[str, Any]:
    """What is known already: whom one asks for, the chamber and the agreement where there is one."""
    own = [one for one in bodies if one.key in policies.bodies_of(person)]
    asker = own[0] if len(own) == 1 else None
    others = [one for one in bodies if one.kind == Organisation.Kind.CHAMBER and one != asker]
    running = list(agreements.filter(state__in=BINDING))
    known = {"asked_by": asker, "asked_of": others[0] if len(others) == 1 else None}
    known["agreement"] = running[0] if len(running) == 1 else None
    told = {name: row.key for name, row in known.items() if row is not None}
    return {"asked_on": timezone.localdate(), "delay": 20, **told}


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def opinion_answer(
    request: SignedRequest, key: str, town: str = "", agreement_key: str = ""
) -> HttpResponse:
    """Give it, for the body that was asked."""
    place, today = place_for(request, town, agreement_key), timezone.localdate()
    row = reads.opinion_or_404(place.town, place.agreement, key, today).row
    back = place.url("opinion", key=key)
    if row.asked_of.key not in policies.bodies_of(request.user):
        said = _("Seule une personne qui agit pour %(body)s rend cet avis.")
        messages.error(request, said % {"body": row.asked_of.name})
        return redirect(back)
    form = forms.AnswerForm(request.POST or None, initial={"answered_on": today})
    return _form(
        request, place, form, _("Rendre l’avis"),
        lambda told: writes.answer_opinion(opinion=row, by=request.user, on=today, **told), back,
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_http_methods(["GET", "POST"])
def opinion_use(
    request: SignedRequest, key: str, town: str = "", agreement_key: str = ""
) -> HttpResponse:
    """Say what was done with it."""
    place, today = place_for(request, town, agreement_key), timezone.localdate()
    row = reads.opinion_or_404(place.town, place.agreement, key, today).row
    form = forms.UseForm(request.POST or None, initial={"used_on": today})
    return _form(
        request, place, form, _("Dire ce qui a été fait de l’avis"),
        lambda told: writes.use_opinion(opinion=row, by=request.user, on=today, **told),
        place.url("opinion", key=key),
    )  # fmt: skip


@acting("write", "agreement", obj="agreement_key")
@require_POST
def opinion_withdraw(
    request: SignedRequest, key: str, town: str = "", agreement_key: str = ""
) -> HttpResponse:
    """The question falls."""
    place, today = place_for(request, town, agreement_key), timezone.localdate()
    row = reads.opinion_or_404(place.town, place.agreement, key, today).row
    try:
        writes.withdraw_opinion(opinion=row, by=request.user, on=today)
    except GovernanceRefusedError as refused:
        messages.error(request, refused.sentence)
    return redirect(place.url("opinion", key=key))


def _form(
    request: SignedRequest,
    place: Place,
    form: Any,
    title: str,
    save: Callable[[dict[str, Any]], Any],
    back: str,
) -> HttpResponse:
    if saved(form, save):
        return redirect(back)
    context = {"town": place.town, "form": form, "title": title, "back": back}
    crumbs = {"crumbs": _crumbs(place, title)}
    return render(request, "programme/opinion_form.html", context | crumbs)


def _may_write(request: SignedRequest, place: Place) -> bool:
    group, obj = policies.AGREEMENT, place.agreement
    return bool(rights.may(request.user, "write", group, town=place.town, obj=obj))


def _crumbs(place: Place, last: str = "") -> list[dict[str, str]]:
    steps = [*place.home(), {"label": _("Avis"), "href": place.url("opinions") if last else ""}]
    return [*steps, {"label": last, "href": ""}] if last else steps
