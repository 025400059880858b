"""What a title says of vacancy: how many, since when, where, and whether it calls for action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.places import in_street
from beffroi.observatory.rules.sentences import Sentence, count, percent, say

Figures = Mapping[str, Figure]
Subject = Literal["town", "street", "diagnosis"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth a title; the heavier comes first."""

    topic: str
    weight: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Where:
    """The street that holds the most vacant premises, and how many; names of the families."""

    street: str = ""
    vacant: int = 0
    families: Mapping[str, Any] = field(default_factory=dict)


def given(figures: Figures, code: str) -> Figure | None:
    """The figure of this code when it has a value, or a floor."""
    figure = figures.get(code)
    return figure if figure and figure.verdict in ("value", "at_least") else None


def vacancy(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    """The finding on vacancy, or nothing where no premises are known."""
    figure = given(figures, "vacancy_count")
    if figure is None or not figure.inputs["total"]:
        return None
    vacant, total = figure.inputs["vacant"], figure.inputs["total"]
    if figure.verdict == "at_least":
        return _floor(vacant, where)
    if not vacant:
        return Finding("vacancy", 15, _none_vacant(total))
    return _counted(figures, vacant, total, subject, where)


def _floor(vacant: int, where: Where) -> Finding:
    if not vacant:
        text = _("Aucun local vide repéré, sans relevé complet pour l’affirmer")
        return Finding("vacancy", 10, say(text))
    plural = ngettext_lazy("Au moins %(count)s local vide", "Au moins %(count)s locaux vides", "n")
    head = say(plural, n=vacant, count=count(vacant))
    return Finding("vacancy", 70, _with(head, _there(vacant, where)))


def _none_vacant(total: int) -> Sentence:
    plural = ngettext_lazy(
        "Le seul local commercial est occupé", "Aucun local vacant sur %(total)s", "n"
    )
    return say(plural, n=total, total=count(total))


def _counted(figures: Figures, vacant: int, total: int, subject: Subject, where: Where) -> Finding:
    plural = ngettext_lazy(
        "%(count)s local vacant sur %(total)s", "%(count)s locaux vacants sur %(total)s", "n"
    )
    head = say(plural, n=vacant, count=count(vacant), total=count(total))
    alert = given(figures, "vacancy_alert")
    if alert and alert.value == "ringing":
        text = _("%(head)s : au-dessus du seuil d’alerte de %(threshold)s")
        threshold = percent(alert.parameters["threshold"])
        if alert.inputs["excess"] < 0:
            text = _("%(head)s : l’alerte des %(threshold)s n’est pas encore levée")
        return Finding("vacancy", 100, say(text, head=head, threshold=threshold))
    long = _long(figures)
    weight = 60 if subject == "diagnosis" else 80
    return Finding("vacancy", weight, _with(head, long or _there(vacant, where)))


def _with(head: Sentence, part: Sentence | None) -> Sentence:
    return say(_("%(head)s, dont %(part)s"), head=head, part=part) if part else head


def _long(figures: Figures) -> Sentence | None:
    """«4 depuis plus de deux ans»: the threshold is always said."""
    figure = given(figures, "structural_vacancy_rate")
    if figure is None or not figure.inputs["long"]:
        return None
    text = _("%(count)s depuis %(time)s")
    if figure.verdict == "at_least":
        text = _("au moins %(count)s depuis %(time)s")
    days = figure.parameters["threshold_days"]
    return say(text, count=count(figure.inputs["long"]), time=_lasting(days))


_LASTING = {
    365: _("plus d’un an"),
    730: _("plus de deux ans"),
    1095: _("plus de trois ans"),
}


def _lasting(days: int) -> Any:
    return _LASTING.get(days) or say(_("plus de %(count)s jours"), count=count(days))


def _there(vacant: int, where: Where) -> Sentence | None:
    """«8 dans la Grande Rue», when one street holds at least half of several."""
    if not where.street or vacant < 3 or not vacant > where.vacant >= max(2, vacant / 2):
        return None
    text = _("%(count)s %(where)s")
    return say(text, count=count(where.vacant), where=in_street(where.street))
