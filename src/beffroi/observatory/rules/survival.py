"""How long establishments live."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalandise.survival import SurvivalCurve, kaplan_meier
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.answers import Answer, cannot_tell, too_few
from beffroi.observatory.rules.figures import Spells
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.sentences import count, say, shops

DAYS_A_YEAR = 365.25


def _followed(data: Spells, lag_days: int) -> tuple[list[float], list[bool], list[float]]:
    """Years lived, ended?, years before coming under our eyes; nothing is read after the lag."""
    cut = data.on - dt.timedelta(days=lag_days)
    lived, ended, entry = [], [], []
    for spell in data.spells:
        last = spell.end if spell.end is not None and spell.end <= cut else None
        until, since = last or cut, max(spell.start, spell.observed_from or spell.start)
        if since < until or since == spell.start == until:
            lived.append((until - spell.start).days / DAYS_A_YEAR)
            ended.append(last is not None)
            entry.append((since - spell.start).days / DAYS_A_YEAR)
    return lived, ended, entry


def survival_curve(data: Spells, *, lag_days: int = 183, level: float = 0.95) -> SurvivalCurve:
    """The whole Kaplan-Meier curve, time in years, for the chart."""
    lived, ended, entry = _followed(data, lag_days)
    return kaplan_meier(lived, ended, entry=entry, level=level)


@indicator(
    code="survival_n",
    label=_("Survie à n ans"),
    formula_id="survival_n.v1",
    formula=_("produit, à chaque fin observée, de (1 − fins ÷ établissements encore suivis)"),
    unit="ratio",
    takes="spells",
    needs=_("un registre qui donne les dates de création et de fermeture"),
    source=_("Kaplan et Meier (1958) ; repères : Insee Première n° 1917"),
    slugs=("survie", "survival"),
    inputs=("units", "ends", "at_risk", "benchmark", "benchmark_network"),
)
def survival_n(
    data: Spells,
    *,
    years: int = 5,
    lag_days: int = 183,
    level: float = 0.95,
    min_units: int = 30,
    min_at_risk: int = 10,
    benchmark: float = 0.61,
    benchmark_network: float = 0.74,
) -> Answer:
    """Share of the establishments still there after n years, those that last being censored.

    Closures reach the register late: the last lag_days are not read. The national marks are those
    of retail at five years, and are given at five years only.

    Formula: S(n) = product over ends t_i <= n of (1 - d_i / n_i)
    Unit: ratio
    Source: Kaplan and Meier (1958); 61 % at 5 years, 74 % in a network: Insee Première 1917
    """
    lived, ended, _entry = _followed(data, lag_days)
    at_risk = sum(1 for age in lived if age >= years)
    inputs: dict[str, Any] = {"units": len(lived), "ends": sum(ended), "at_risk": at_risk}
    if years == 5:
        inputs |= {"benchmark": benchmark, "benchmark_network": benchmark_network}
    if len(lived) < min_units:
        return too_few(len(lived), inputs, shops)
    curve = survival_curve(data, lag_days=lag_days, level=level)
    if at_risk < min_at_risk and curve.at(years) != 0:
        return cannot_tell(_too_young(at_risk, years), inputs)
    lower, upper = curve.interval_at(years)
    return Answer("value", curve.at(years), inputs, lower=lower, upper=upper)


def _too_young(at_risk: int, years: int) -> Any:
    plural = ngettext_lazy(
        "On ne peut pas conclure : %(count)s établissement seulement suivi jusqu’à %(years)s ans.",
        "On ne peut pas conclure : %(count)s établissements seulement suivis jusqu’à %(years)s ans.",
        "n",
    )
    return say(plural, n=at_risk, count=count(at_risk), years=years)
