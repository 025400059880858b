"""The nomenclature of an observatory: its words, and what they are called in common."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory.models import LocalTerm, Nomenclature
from beffroi.observatory.reads import federation as reads
from beffroi.observatory.views.diagnoses import crumbs_of
from beffroi.observatory.views.federation.printing import states_known, trades_known
from beffroi.sources.observatories import ToldMatch, ToldTerm
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date as written

GROUP = "sources"
COLUMNS = ("code", "label", "category", "common", "dates")


@public
@require_GET
def nomenclature(request: HttpRequest, town: str) -> HttpResponse:
    """Every word of the observatories of a town, with what it means in common today."""
    place = territory.town_or_404(town)
    today = timezone.localdate()
    kept = reads.nomenclatures(place)
    context = {
        "town": place,
        "finding": _title(place, kept),
        "nomenclatures": [_shown(one, today) for one in kept],
        "may_write": policies.may(request.user, "write", GROUP, town=place),
        "crumbs": steps(place, (_("Nomenclature"), "")),
    }
    return render(request, "observatory/federation/nomenclature.html", context)


def steps(town: Town, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the town, by the observatories."""
    return crumbs_of(town, (_("Observatoires"), reverse("observatories", args=[town.slug])), *more)


def _title(town: Town, kept: list[Nomenclature]) -> str:
    if not kept:
        return _("L’observatoire de %(town)s emploie les noms communs") % {"town": town.name}
    return _("Les mots de l’observatoire de %(town)s") % {"town": town.name}


def _shown(row: Nomenclature, today: dt.date) -> dict[str, Any]:
    terms = list(reads.terms_of(row).values())
    without = sum(term.on(today) == "" for term in terms)
    open_ones = sum(term.on(today) is None for term in terms)
    return {
        "row": row,
        "said": _counts(len(terms), without, open_ones),
        "table": _table(terms, today),
    }


def _counts(n: int, without: int, undecided: int) -> str:
    parts = [ngettext("%(n)d terme", "%(n)d termes", n) % {"n": n}]
    if without:
        text = ngettext("%(n)d sans équivalent", "%(n)d sans équivalent", without)
        parts.append(text % {"n": without})
    if undecided:
        parts.append(ngettext("%(n)d à décider", "%(n)d à décider", undecided) % {"n": undecided})
    return ", ".join(parts)


def _table(terms: list[ToldTerm], today: dt.date) -> Table:
    labels = trades_known() | states_known()
    heads = (
        Column("label", _("Ici, on dit")), Column("code", _("Code")), Column("kind", _("Nature")),
        Column("common", _("Équivalent commun")), Column("dates", _("Dates")),
    )  # fmt: skip
    kinds: dict[str, Any] = dict(LocalTerm.Kind.choices)
    rows = [
        {"label": Cell(term.label, note=term.category), "code": term.code,
         "kind": kinds[term.kind], "common": common_words(term.on(today), labels),
         "dates": " ; ".join(_span(one, labels) for one in term.matches if _is_dated(one)) or None}
        for term in terms
    ]  # fmt: skip
    return Table(heads, rows, empty=_("Aucun terme n’a encore été entré."))


def common_words(common: str | None, labels: dict[str, str]) -> str:
    """What a term is called in common, "" and None in words."""
    if common is None:
        return _("à décider")
    return labels.get(common, common) if common else _("sans équivalent")


def _is_dated(one: ToldMatch) -> bool:
    return one.start is not None or one.end is not None


def _span(one: ToldMatch, labels: dict[str, str]) -> str:
    name = common_words(one.common, labels)
    if one.start is None and one.end is not None:
        return _("%(name)s avant le %(end)s") % {"name": name, "end": written(one.end)}
    if one.end is None and one.start is not None:
        return _("%(name)s depuis le %(start)s") % {"name": name, "start": written(one.start)}
    said = _("%(name)s du %(start)s au %(end)s")
    return said % {"name": name, "start": written(one.start), "end": written(one.end)}
