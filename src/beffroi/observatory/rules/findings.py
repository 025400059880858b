"""The finding that matters most, as the title of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.figures import StreetStock
from beffroi.observatory.rules.places import in_street
from beffroi.observatory.rules.sentences import Sentence, count, percent, say, shops, signed
from beffroi.observatory.rules.trend import TREND_TEXTS, trend_title
from beffroi.observatory.rules.vacancy_findings import (
    Figures,
    Finding,
    Subject,
    Where,
    given,
    vacancy,
)

NOTHING = Finding("nothing", 0, say(_("Rien n’est encore connu ici")))


def hotspot(streets: Iterable[StreetStock], families: Mapping[str, Any] | None = None) -> Where:
    """The street that holds the most vacant premises; the first by name among equals."""
    top = min(streets, key=lambda s: (-s.stock.vacant, s.name), default=None)
    if top is None or not top.stock.vacant:
        return Where(families=families or {})
    return Where(top.name, top.stock.vacant, families or {})


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


def _trend(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    figure = given(figures, "vacancy_trend")
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
    figure = given(figures, "vacancy_pattern")
    if figure is None or figure.value not in PATTERN_TEXTS:
        return None
    text = PATTERN_TEXTS[str(figure.value)]
    sentence = say(text, where=in_street(figure.inputs["top_street"]))
    return Finding("pattern", 50, sentence)


def _net(figures: Figures, subject: Subject, where: Where) -> Finding | None:
    net, opened, closed = (given(figures, code) for code in ("net", "openings", "closures"))
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
    figure = given(figures, "survival_n")
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
    vacancy, _trend, _pattern, _net, _survival, _composition,
)  # fmt: skip
