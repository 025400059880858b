"""The nomenclature changed: named, filled from a file or a producer, matched line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.observatory.forms.federation import (
    NomenclatureForm,
    ProducerForm,
    SinceForm,
    TermForm,
)
from beffroi.observatory.models import LocalTerm, Nomenclature
from beffroi.observatory.reads import federation as reads
from beffroi.observatory.views.federation.lines import lines_of, meant, offered_to
from beffroi.observatory.views.federation.nomenclature import GROUP, steps
from beffroi.observatory.views.federation.printing import states_known
from beffroi.observatory.writes import federation as writes
from beffroi.observatory.writes.federation import Word
from beffroi.premises import reads as premises
from beffroi.premises.reads.meanings import proposed
from beffroi.sources.arriving import under_its_name
from beffroi.sources.records import UnreadableSource
from beffroi.sources.survey.nomenclature import nomenclature_in
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town

MOST_TERMS = 2000


@acting("write", GROUP)
@require_http_methods(["GET", "POST"])
def nomenclature_edit(request: SignedRequest, town: str) -> HttpResponse:
    """Name it, fill it, say what each word means."""
    place = territory.town_or_404(town)
    body = _body(request, place)
    held = next((one for one in reads.nomenclatures(place) if one.body == body), None)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""), _decide)
        held = held or _begun(request, place, body)
        refused = act(request, held)
        if refused is None:
            return redirect("nomenclature_edit", place.slug)
        return _page(request, place, body, held, **refused)
    return _page(request, place, body, held)


def _body(request: SignedRequest, town: Town) -> Organisation | None:
    """Whose words they are: the body acted for here; the town's own when that is its town hall."""
    key = policies.may(request.user, "write", GROUP, town=town).body.key
    body = territory.body_or_404(key) if key else None
    return None if body is None or body.town_id == town.pk else body


def _begun(request: SignedRequest, town: Town, body: Organisation | None) -> Nomenclature:
    name = _("Nomenclature de %(name)s") % {"name": body.name if body else town.name}
    return writes.keep_nomenclature(town=town, name=name[:120], body=body, by=request.user)


Refused = dict[str, Any] | None


def _name(request: SignedRequest, held: Nomenclature) -> Refused:
    form = NomenclatureForm(request.POST)
    if not form.is_valid():
        return {"naming": form}
    name = form.cleaned_data["name"]
    writes.keep_nomenclature(town=held.town, name=name, body=held.body, by=request.user)
    return None


def _add(request: SignedRequest, held: Nomenclature) -> Refused:
    form = TermForm(request.POST)
    if not form.is_valid():
        return {"adding": form}
    said = form.cleaned_data
    word = Word(said["code"], said["label"], said["category"], said["kind"])
    writes.keep_terms(nomenclature=held, words=[word], by=request.user)
    return None


def _read(request: SignedRequest, held: Nomenclature) -> Refused:
    """The words of a table; what was decided of those known stays."""
    file: Any = request.FILES.get("file")
    try:
        if file is None:
            raise UnreadableSource(_("Choisissez d’abord un fichier."), code="none")
        with under_its_name(file) as path:
            found = nomenclature_in(path)
        if len(found) > MOST_TERMS:
            said = _("Cette nomenclature a plus de 2 000 codes : ce n’en est sans doute pas une.")
            raise UnreadableSource(said, code="long")
    except UnreadableSource as refusal:
        return {"file_error": refusal.sentence}
    words = [_guessed(code, *told) for code, told in found.items()]
    n = writes.keep_terms(nomenclature=held, words=words, by=request.user)
    messages.success(request, _entered(n))
    return None


def _guessed(code: str, label: str, category: str) -> Word:
    """A state is known by its name; what a trade is called in common is for somebody to say."""
    meant = proposed(code, label)
    kind = LocalTerm.Kind.STATE if meant in states_known() else LocalTerm.Kind.TRADE
    return Word(code[:80], label or category or code, category, kind)


def _take(request: SignedRequest, held: Nomenclature) -> Refused:
    formats = premises.survey_formats(held.town)
    form = ProducerForm(request.POST, formats=formats)
    if not form.is_valid():
        return {"taking": form}
    chosen = next(one for one in formats if one.key == form.cleaned_data["producer"])
    n = writes.take_from_producer(nomenclature=held, format=chosen, by=request.user)
    messages.success(request, _entered(n))
    return None


def _entered(n: int) -> str:
    return ngettext("%(n)d terme entré.", "%(n)d termes entrés.", n) % {"n": n}


@transaction.atomic
def _decide(request: SignedRequest, held: Nomenclature) -> Refused:
    """What each line says, from the day said on; nothing is kept while one cannot be read."""
    since = SinceForm(request.POST)
    lines = lines_of(held, request.POST)
    if not since.is_valid() or any(line.refused for line in lines):
        return {"lines": lines, "since": since}
    today = timezone.localdate()  # a line left as it was says nothing of other days
    told = {line.pk: (meant(line), line.term.on(today)) for line in lines}
    decisions = {pk: common for pk, (common, before) in told.items() if common != before}
    n = writes.decide_terms(
        nomenclature=held, decisions=decisions, since=since.cleaned_data["since"], by=request.user
    )
    said = ngettext("%(n)d équivalent changé.", "%(n)d équivalents changés.", n)
    messages.success(request, said % {"n": n})
    return None


ACTS: dict[str, Callable[[SignedRequest, Nomenclature], Refused]] = {
    "name": _name,
    "add": _add,
    "file": _read,
    "producer": _take,
    "decide": _decide,
}


def _page(
    request: SignedRequest,
    town: Town,
    body: Organisation | None,
    held: Nomenclature | None,
    **refused: Any,
) -> HttpResponse:
    lines = refused.get("lines") or lines_of(held)
    crumbs = steps(
        town, (_("Nomenclature"), reverse("nomenclature", args=[town.slug])), (_("Modifier"), "")
    )
    context = {
        "town": town,
        "held": held,
        "body": body,
        "lines": lines,
        "trades": list(offered_to(LocalTerm.Kind.TRADE).values()),
        "states": list(offered_to(LocalTerm.Kind.STATE).values()),
        "open": sum(not line.written for line in lines),
        "refused": sum(line.refused for line in lines),
        "crumbs": crumbs,
    } | _forms(town, held)
    status = 422 if refused else 200
    template = "observatory/federation/nomenclature_edit.html"
    return render(request, template, context | refused, status=status)


def _forms(town: Town, held: Nomenclature | None) -> dict[str, Any]:
    """The forms of the page before anything is sent."""
    formats = premises.survey_formats(town)
    return {
        "naming": NomenclatureForm(initial={"name": held.name if held else ""}),
        "adding": TermForm(),
        "taking": ProducerForm(formats=formats) if formats else None,
        "since": SinceForm(),
        "file_error": "",
    }
