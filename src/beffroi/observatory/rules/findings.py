"""The finding that matters most, as the title of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.places import in_street
from beffroi.observatory.rules.sentences import Sentence, count, percent, say, shops, signed
from beffroi.observatory.rules.trend import TREND_TEXTS, trend_title

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


NOTHING = Finding("nothing", 0, say(_("Rien n’est encore connu ici")))


def findings(
    figures: Figures, *, subject: Subject = "town", where: Where | None = None
) -> tuple[Finding, ...]:
    """Everything worth a title in these figures, the heaviest first.

    `figures` is by indicator code, as `registry.compute_all` gives it (several may be merged).
    """
    told = [rule(figures, subject, where or Where()) for rule in _RULES]
    kept = [found for found in told if found is not None]
    return tuple(sorted(kept, key=lambda found: -found.weight)) or (NOTHING,)


def finding(figures: Figures, *, subject: Subject = "town", where: Where | None = None) -> Sentence:
    """The finding that matters most."""
    return findings(figures, subject=subject, where=where)[0].sentence


def _given(figures: Figures, code: str) -> Figure | None:
    figure = figures.get(code)
    return figure if figure and figure.verdict in ("value", "at_least") else None


def _vacancy(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    figure = _given(figures, "vacancy_count")
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
    alert = _given(figures, "vacancy_alert")
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
    figure = _given(figures, "structural_vacancy_rate")
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


def _trend(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    figure = _given(figures, "vacancy_trend")
    if figure is None or figure.value not in TREND_TEXTS:
        return None
    weight = {"up": 75, "down_then_up": 74, "down": 55, "up_then_down": 54}
    return Finding("trend", weight.get(str(figure.value), 25), trend_title(figure))


PATTERN_TEXTS = {
    "fringe": _("La vacance se tient aux franges des axes principaux"),
    "single_axis": _("La vacance se concentre %(where)s"),
    "all_but_main": _("La vacance touche tout le centre, sauf l’axe principal"),
    "generalised": _("La vacance touche tout le centre, axe principal compris"),
}


def _pattern(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    figure = _given(figures, "vacancy_pattern")
    if figure is None or figure.value not in PATTERN_TEXTS:
        return None
    text = PATTERN_TEXTS[str(figure.value)]
    sentence = say(text, where=in_street(figure.inputs["top_street"]))
    return Finding("pattern", 50, sentence)


def _net(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    net, opened, closed = (_given(figures, code) for code in ("net", "openings", "closures"))
    if net is None or opened is None or closed is None:
        return None
    a, b = int(opened.value or 0), int(closed.value or 0)
    floor = "at_least" in (opened.verdict, closed.verdict)
    text = _("%(openings)s pour %(closures)s : solde de %(net)s")
    if floor:
        text = _("Au moins %(openings)s pour %(closures)s : solde de %(net)s, provisoire")
    openings = ngettext_lazy("%(count)s ouverture", "%(count)s ouvertures", "n")
    closures = ngettext_lazy("%(count)s fermeture", "%(count)s fermetures", "n")
    sentence = say(
        text, openings=say(openings, n=a, count=count(a)),
        closures=say(closures, n=b, count=count(b)), net=signed(a - b),
    )  # fmt: skip
    return Finding("churn", 65 if a < b else 45, sentence)


def _survival(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    figure = _given(figures, "survival_n")
    if figure is None or not isinstance(figure.value, float):
        return None
    text = _("%(rate)s des établissements sont encore là %(years)s ans après leur création")
    rate = percent(Fraction(str(round(figure.value, 2))), 0)
    return Finding("survival", 35, say(text, rate=rate, years=figure.parameters["years"]))


def _composition(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    figure = figures.get("family_share")
    if figure is None or not figure.inputs["active"]:
        return None
    active = figure.inputs["active"]
    family = where.families.get(figure.inputs["family"])
    if family is None or figure.inputs["family_count"] < 2:
        return Finding("composition", 20, shops(active))
    text = _("%(shops)s, dont %(count)s en « %(family)s »")
    number = count(figure.inputs["family_count"])
    sentence = say(text, shops=shops(active), count=number, family=family)
    return Finding("composition", 20, sentence)


_RULES: tuple[Callable[[Figures, Subject, Where], Finding | None], ...] = (
    _vacancy, _trend, _pattern, _net, _survival, _composition,
)  # fmt: skip
