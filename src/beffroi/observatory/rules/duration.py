"""How long premises have been vacant: structural, frictional, median."""

from __future__ import annotations

from statistics import median
from typing import Any

from chalandise.survival import kaplan_meier
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.answers import (
    Answer,
    cannot_tell,
    too_few,
    unchecked,
)
from beffroi.observatory.rules.figures import Spells, Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import Sentence, count, premises, say

TWO_YEARS = _("CGI art. 1530 ; C. urb. L318-8-2 ; LOCOMVAC (un an chez les investisseurs)")
PAST_ROUNDS = _("plusieurs relevés complets, ou la date de départ des occupants")


def _days(stock: Stock) -> list[int]:
    return [(stock.on - since).days for since in stock.vacant_since if since is not None]


def _split(stock: Stock, threshold_days: int) -> dict[str, Any]:
    days = _days(stock)
    long = sum(1 for d in days if d >= threshold_days)
    return {
        "long": long,
        "recent": len(days) - long,
        "start_unknown": stock.vacant - len(days),
        "vacant": stock.vacant,
        "total": stock.total,
        "completeness": stock.coverage.vacancy,
    }


def _part(stock: Stock, part: str, threshold_days: int, minimum: float, fewest: int) -> Answer:
    inputs = _split(stock, threshold_days)
    if refusal := unchecked(stock.coverage, minimum, inputs):
        return refusal
    if stock.total < fewest:
        return too_few(stock.total, inputs)
    unknown = inputs["start_unknown"]
    if not unknown:
        return Answer("value", inputs[part] / stock.total, inputs)
    if unknown == stock.vacant:
        text = _("On ne peut pas conclure : aucune date de départ connue. Il faudrait %(needs)s.")
        return cannot_tell(say(text, needs=PAST_ROUNDS), inputs)
    lower, upper = inputs[part] / stock.total, (inputs[part] + unknown) / stock.total
    return Answer("at_least", lower, inputs, _floor(unknown), lower=lower, upper=upper)


def _floor(unknown: int) -> Sentence:
    plural = ngettext_lazy(
        "Au moins : %(count)s local vide depuis une date inconnue.",
        "Au moins : %(count)s locaux vides depuis une date inconnue.",
        "n",
    )
    return say(plural, n=unknown, count=count(unknown))


@indicator(
    code="structural_vacancy_rate",
    label=_("Vacance structurelle"),
    formula_id="structural_vacancy_rate.v1",
    formula=_("locaux vacants depuis au moins le seuil ÷ ensemble des locaux commerciaux"),
    unit="ratio",
    takes="stock",
    needs=PAST_ROUNDS,
    source=TWO_YEARS,
    slugs=("vacance-structurelle", "structural-vacancy"),
    inputs=("long", "recent", "start_unknown", "vacant", "total", "completeness"),
)
def structural_vacancy_rate(
    stock: Stock,
    *,
    threshold_days: int = 730,
    min_completeness: float = 0.9,
    min_premises: int = 10,
) -> Answer:
    """Share of the premises vacant for at least the threshold, which is printed beside it.

    Formula: premises vacant >= threshold_days / (occupied + vacant)
    Unit: ratio
    Source: two years: CGI 1530, C. urb. L318-8-2, LOCOMVAC; one year: investors, LDC
    """
    return _part(stock, "long", threshold_days, min_completeness, min_premises)


@indicator(
    code="frictional_vacancy_rate",
    label=_("Vacance frictionnelle"),
    formula_id="frictional_vacancy_rate.v1",
    formula=_("locaux vacants depuis moins que le seuil ÷ ensemble des locaux commerciaux"),
    unit="ratio",
    takes="stock",
    needs=PAST_ROUNDS,
    source=TWO_YEARS,
    slugs=("vacance-frictionnelle", "frictional-vacancy"),
    inputs=("long", "recent", "start_unknown", "vacant", "total", "completeness"),
)
def frictional_vacancy_rate(
    stock: Stock,
    *,
    threshold_days: int = 730,
    min_completeness: float = 0.9,
    min_premises: int = 10,
) -> Answer:
    """Share of the premises vacant for less than the threshold: between two tenants.

    Formula: vacancy_rate - structural_vacancy_rate
    Unit: ratio
    Source: two years: CGI 1530, C. urb. L318-8-2, LOCOMVAC; one year: investors, LDC
    """
    return _part(stock, "recent", threshold_days, min_completeness, min_premises)


@indicator(
    code="vacancy_duration_median",
    label=_("Durée médiane de vacance"),
    formula_id="vacancy_duration_median.v1",
    formula=_("médiane de (date de référence − premier jour vide) des locaux vides"),
    unit="days",
    takes="stock",
    needs=PAST_ROUNDS,
    source=_("analyse de survie usuelle"),
    slugs=("duree-de-vacance", "vacancy-duration"),
    inputs=("start_known", "start_unknown"),
)
def vacancy_duration_median(
    stock: Stock, *, min_premises: int = 4, min_completeness: float = 0.9
) -> Answer:
    """Median time the premises vacant today have been so.

    It says how old today's vacancy is, not how long a vacancy lasts: short ones are seen less
    (see vacancy_spell_median).

    Formula: median of (on - vacant_since), over vacant premises whose start is known
    Unit: days
    Source: standard survival analysis
    """
    days = _days(stock)
    unknown = stock.vacant - len(days)
    inputs = {"start_known": len(days), "start_unknown": unknown}
    if refusal := unchecked(stock.coverage, min_completeness, inputs):
        return refusal
    if len(days) < min_premises:
        text = _("On ne peut pas conclure : date de départ connue pour %(premises)s seulement.")
        if not days:
            text = _("On ne peut pas conclure : aucune date de départ connue.")
        return cannot_tell(say(text, premises=premises(len(days))), inputs)
    sentence = _doubt(unknown) if unknown else ""
    return Answer("value", median(days), inputs, sentence)


def _doubt(unknown: int) -> Sentence:
    plural = ngettext_lazy(
        "Sans %(count)s local vide depuis une date inconnue.",
        "Sans %(count)s locaux vides depuis une date inconnue.",
        "n",
    )
    return say(plural, n=unknown, count=count(unknown))


@indicator(
    code="vacancy_spell_median",
    label=_("Durée médiane d’une vacance, finie ou non"),
    formula_id="vacancy_spell_median.v1",
    formula=_("durée au bout de laquelle la moitié des vacances ont pris fin (Kaplan-Meier)"),
    unit="days",
    takes="spells",
    needs=PAST_ROUNDS,
    source=_("Kaplan et Meier (1958)"),
    slugs=("duree-d-une-vacance", "vacancy-spell-duration"),
    inputs=("units", "ends"),
)
def vacancy_spell_median(data: Spells, *, min_units: int = 10) -> Answer:
    """Median length of a vacancy, those that still last being censored.

    Formula: smallest t with S(t) <= 1/2, S the Kaplan-Meier estimate over all vacancy spells
    Unit: days
    Source: Kaplan and Meier (1958)
    """
    lived = [((s.end or data.on) - s.start).days for s in data.spells]
    ended = [s.end is not None and s.end <= data.on for s in data.spells]
    entry = [max(0, ((s.observed_from or s.start) - s.start).days) for s in data.spells]
    inputs = {"units": len(lived), "ends": sum(ended)}
    if len(lived) < min_units:
        return too_few(len(lived), inputs)
    half = kaplan_meier(lived, ended, entry=entry).median
    if half is None:
        text = _("On ne peut pas conclure : plus de la moitié de ces vacances durent encore.")
        return cannot_tell(say(text), inputs)
    return Answer("value", half, inputs)
