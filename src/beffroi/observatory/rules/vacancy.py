"""How many premises are vacant, and what share of the stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.answers import FIELD_ROUND, Answer, too_few, vacancy_unknown
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import count, percent, say

PROCOS = _("Procos, échelle de la vacance (2013) ; Sénat ; Le Moniteur")
PRACTICE = _("usage des observatoires du commerce")


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a scale, up to and including `upto`."""

    code: str
    upto: Fraction
    range: Any
    label: Any


# Procos gives < 5, 5-7.5, 7.5-10, > 10; the cut at 15 % is ours, after the "extreme towns".
BANDS = (
    Band("low", Fraction(5, 100), _("moins de 5 %"), _("faible, conjoncturelle")),
    Band("moderate", Fraction(75, 1000), _("5 à 7,5 %"), _("modérée")),
    Band("high", Fraction(10, 100), _("7,5 à 10 %"), _("élevée, structurelle")),
    Band("very_high", Fraction(15, 100), _("10 à 15 %"), _("très élevée, déclin commercial")),
    Band("extreme", Fraction(1), _("plus de 15 %"), _("extrême")),
)


def band_of(vacant: int, total: int) -> Band:
    """The Procos step of a rate, computed exactly: 5 % is moderate, 10 % is still high."""
    rate = Fraction(vacant, total)
    if rate == Fraction(5, 100) or rate == Fraction(75, 1000):
        return next(band for band in BANDS if band.upto > rate)
    return next(band for band in BANDS if band.upto >= rate)


def band_by_code(code: str) -> Band:
    return next(band for band in BANDS if band.code == code)


def counted(stock: Stock) -> dict[str, Any]:
    """The inputs every rate prints beside itself."""
    inputs: dict[str, Any] = {
        "vacant": stock.vacant,
        "occupied": stock.occupied,
        "total": stock.total,
        "outside": stock.outside,
        "completeness": stock.coverage.vacancy,
    }
    if stock.outside and stock.total:
        gone = stock.vacant + stock.outside
        inputs["rate_if_still_shops"] = gone / (stock.total + stock.outside)
    return inputs


@indicator(
    code="vacancy_count",
    label=_("Locaux vacants"),
    formula_id="vacancy_count.v1",
    formula=_("nombre de locaux vides, ou en travaux sans preneur connu"),
    unit="premises",
    takes="stock",
    needs=FIELD_ROUND,
    source=PRACTICE,
    slugs=("locaux-vacants", "vacant-premises"),
    inputs=("vacant", "total", "completeness"),
)
def vacancy_count(stock: Stock, *, min_completeness: float = 0.9) -> Answer:
    """Vacant premises of a perimeter on a date; a floor unless nearly every door was checked.

    Formula: vacant + works without a known taker
    Unit: premises
    Source: practice of commerce observatories (works with a known taker and seasonal closing are not vacancy)
    """
    inputs = {
        "vacant": stock.vacant,
        "total": stock.total,
        "completeness": stock.coverage.vacancy,
    }
    checked = stock.coverage.vacancy
    if checked is not None and checked >= min_completeness:
        return Answer("value", stock.vacant, inputs)
    if not stock.vacant:
        text = _("Aucun local vide repéré, ce qui ne prouve pas qu’il n’y en ait pas.")
        return Answer("at_least", 0, inputs, say(text))
    plural = ngettext_lazy(
        "Au moins %(count)s local vide repéré.", "Au moins %(count)s locaux vides repérés.", "n"
    )
    sentence = say(plural, n=stock.vacant, count=count(stock.vacant))
    return Answer("at_least", stock.vacant, inputs, sentence, lower=float(stock.vacant))


def _bounds(stock: Stock, vacant: int, base: int) -> tuple[float, float]:
    """Where the true rate lies if the premises not checked were all occupied, or all vacant."""
    unknown = stock.by_state.get("unknown", 0)
    known = base + unknown
    whole = max(known / (stock.coverage.stock or 1.0), 1.0)
    unchecked = max(0.0, whole - (stock.coverage.vacancy or 0.0) * known)
    return vacant / whole, min(1.0, (vacant + unchecked) / whole)


def _rate(
    stock: Stock, base: int, inputs: Mapping[str, Any], minimum: float, fewest: int
) -> Answer:
    checked = stock.coverage.vacancy
    if checked is None:
        return vacancy_unknown(inputs)
    if base < fewest:
        return too_few(base, inputs)
    lower, upper = _bounds(stock, stock.vacant, base)
    if checked >= minimum:
        band = band_of(stock.vacant, base).code
        return Answer("value", stock.vacant / base, inputs, band=band, lower=lower, upper=upper)
    text = _(
        "Entre %(lower)s et %(upper)s : %(checked)s des locaux seulement ont été vérifiés. "
        "Il faudrait %(needs)s."
    )
    sentence = say(
        text, lower=percent(lower), upper=percent(upper), checked=percent(checked, 0),
        needs=FIELD_ROUND,
    )  # fmt: skip
    return Answer("at_least", lower, inputs, sentence, lower=lower, upper=upper)


@indicator(
    code="vacancy_rate",
    label=_("Taux de vacance commerciale"),
    formula_id="vacancy_rate.v1",
    formula=_("locaux vacants ÷ (locaux occupés + locaux vacants)"),
    unit="ratio",
    takes="stock",
    needs=FIELD_ROUND,
    source=PROCOS,
    slugs=("taux-de-vacance", "vacancy-rate"),
    inputs=("vacant", "occupied", "total", "outside", "rate_if_still_shops", "completeness"),
)
def vacancy_rate(stock: Stock, *, min_completeness: float = 0.9, min_premises: int = 10) -> Answer:
    """Share of the commercial premises that are vacant on a date.

    Flats made of shops leave the base, so the rate would fall by loss of shops: they are given
    beside it, with the rate they would make if they still counted as vacant.

    Formula: vacant / (occupied + vacant)
    Unit: ratio
    Source: Procos scale (2013); Sénat, Le Moniteur, Letowski
    """
    return _rate(stock, stock.total, counted(stock), min_completeness, min_premises)


@indicator(
    code="vacancy_rate_without_low_flow",
    label=_("Taux de vacance hors vitrines à faible passage"),
    formula_id="vacancy_rate_without_low_flow.v1",
    formula=_(
        "locaux vacants ÷ (locaux occupés − banques, cabinets et bureaux + locaux vacants)"
    ),
    unit="ratio",
    takes="stock",
    needs=FIELD_ROUND,
    source=PRACTICE,
    slugs=("taux-de-vacance-hors-faible-passage", "vacancy-rate-without-low-flow"),
    inputs=(
        "vacant", "occupied", "low_flow", "total", "outside", "rate_if_still_shops",
        "completeness",
    ),
)  # fmt: skip
def vacancy_rate_without_low_flow(
    stock: Stock, *, min_completeness: float = 0.9, min_premises: int = 10
) -> Answer:
    """Vacancy rate with banks, surgeries and offices taken out of the base.

    Formula: vacant / (occupied - low_flow + vacant)
    Unit: ratio
    Source: practice of commerce observatories (occupied but low-flow: give the rate with and without)
    """
    inputs = counted(stock) | {"low_flow": stock.low_flow}
    return _rate(stock, stock.total - stock.low_flow, inputs, min_completeness, min_premises)
